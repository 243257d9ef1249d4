/** Keeps copies, sets the name by the init system's own way, corrects the machine's own line of /etc/hosts, and looks. */
import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { FilePreview } from "../../domain/fileChange.ts";
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, changeOf, closing, opened, textOf, type Opened, type Wish } from "../file/change.ts";
import { metaFor } from "../file/meta.ts";
import type { ChangedSetting } from "./changed.ts";
import type { HostnameInput } from "./hostname.ts";

/** Where a machine says how it is called; tests have their own. */
export type Place = { now: () => string; file: string; hosts: string; cloud: string };
const here: Place = { now: hostname, file: "/etc/hostname", hosts: "/etc/hosts", cloud: "/etc/cloud/cloud.cfg" };

export const run = (input: HostnameInput, ctx: ToolContext, place = here): Promise<ChangedSetting> =>
  withWishes(input, { ctx, place }, async (wishes) => {
    const { name } = input;
    const before = place.now();
    await ctx.backup.keep([place.file]);
    // hostnamectl writes the file itself; two who write it would each find the other's.
    const own = wishes.filter(({ at }) => !bySystemd(ctx) || at.asked !== place.file);
    const done = await carriedOut(own, ctx);
    try {
      await tell(bySystemd(ctx) ? ["hostnamectl", "set-hostname", name] : ["hostname", name], ctx);
      const [now, boot] = [place.now(), firstWord(place.file)];
      const checked = [
        ...done.checked,
        { check: untrusted("the machine is called so now"), ok: now === name, found: untrusted(now.slice(0, 256)) },
        {
          check: untrusted("it is called so after the next boot"),
          ok: boot === name,
          found: untrusted(`${place.file} says ${boot.slice(0, 256)}`),
        },
      ];
      return { ...done, checked, before: untrusted(before), after: untrusted(now), note: untrusted(noteOf(place)) };
    } catch (error) {
      await ctx.backup.restore(undefined, { force: true });
      throw error;
    }
  });

export const preview = (input: HostnameInput, ctx: ToolContext, place = here): Promise<FilePreview> =>
  withWishes(input, { ctx, place }, async (wishes) => ({
    files: wishes.map(changeOf),
    notes: [`It is called ${place.now()} now`, noteOf(place)].filter((text) => text !== "").map(untrusted),
    problems: [],
  }));

async function tell(argv: readonly string[], ctx: ToolContext): Promise<void> {
  const done = await ctx.spawn(argv, { timeoutMs: 20_000 }).catch((cause: unknown) => {
    if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
    throw new ToolError("not_supported", `This machine has no ${argv[0] ?? ""}. Nothing was changed.`);
  });
  if (done.exitCode === 0) return;
  const said = done.stderr.trim().slice(0, 300);
  throw new ToolError("tool_failed", `The name was not taken: ${said}. Everything is as it was before.`);
}

async function withWishes<T>(
  { name }: HostnameInput,
  { ctx, place }: { ctx: ToolContext; place: Place },
  use: (wishes: Wish[]) => Promise<T>,
): Promise<T> {
  const file = await opened(place.file, ctx);
  return await closing([file], async () => {
    const wishes = [wish(file, `${name}\n`)];
    if (!existsSync(place.hosts)) return await use(wishes);
    const hosts = await opened(place.hosts, ctx);
    return await closing([hosts], async () => {
      const text = textOf(hosts);
      const renamed = renamedIn(text, place.now(), name);
      return await use(renamed === text ? wishes : [...wishes, wish(hosts, renamed)]);
    });
  });
}

const wish = (at: Opened, text: string): Wish => ({
  at,
  to: { content: { bytes: new TextEncoder().encode(text) }, meta: metaFor(at, {}) },
});

/** Only the machine's own line: what other addresses are called is none of this. */
function renamedIn(text: string, from: string, to: string): string {
  const short = (name: string): string => name.split(".")[0] ?? name;
  const other = (word: string): string => (word === from ? to : word === short(from) ? short(to) : word);
  return text.replaceAll(/^127\.0\.1\.1[ \t].*$/gm, (line) =>
    line
      .split(/(\s+|#.*$)/)
      .map(other)
      .join(""),
  );
}

const bySystemd = (ctx: ToolContext): boolean => ctx.facts().init === "systemd";

function firstWord(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

/** cloud-init sets the name that its cloud knows at each boot, unless it was told to leave it. */
function noteOf({ cloud }: Place): string {
  const text = firstWord(cloud);
  return text === "" || /^preserve_hostname:\s*true\b/m.test(text)
    ? ""
    : "cloud-init may set the name of its cloud again at the next boot (preserve_hostname)";
}
