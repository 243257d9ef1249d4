/** Reads the kernel's value, sets it, writes the file for the boots, and reads again; where any of it fails both are as before. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FilePreview } from "../../domain/fileChange.ts";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { systemCode } from "../../lib/place.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, changeOf, closing, opened, textOf, type Wish } from "../file/change.ts";
import { metaFor } from "../file/meta.ts";
import { bootFile, type SysctlInput, type SysctlOutput } from "./sysctl.ts";

/** Tests have their own. `later`: what is read after our own file at boot, in that order. */
export type Place = { kernel: string; file: string; folder: string; last: string };
const here: Place = { kernel: "/proc/sys", file: bootFile, folder: "/etc/sysctl.d", last: "/etc/sysctl.conf" };

export async function run(input: SysctlInput, ctx: ToolContext, place = here): Promise<SysctlOutput> {
  const { key, value } = input;
  const before = valueOf(key, place);
  return await withWish(input, { ctx, place }, async ({ wish, bootBefore }) => {
    const done = wish ? await carriedOut([wish], ctx) : { files: [], checked: [] };
    try {
      if (before !== value) set(key, value, place);
    } catch (error) {
      if (wish) await ctx.backup.restore(undefined, { force: true });
      throw error;
    }
    const after = valueOf(key, place);
    if (after !== value) {
      // A value out of range is cut by some keys instead of refused.
      set(key, before, place);
      if (wish) await ctx.backup.restore(undefined, { force: true });
      throw new ToolError(
        "bad_input",
        `The kernel made ${after} of ${value} for ${key}. It is ${before} again, and nothing is changed.`,
      );
    }
    const checked = [
      ...done.checked,
      { check: untrusted("the kernel says the new value"), ok: true, found: untrusted(after) },
    ];
    return {
      ...done,
      checked,
      before: untrusted(before),
      after: untrusted(after),
      note: untrusted(""),
      ...(bootBefore === undefined ? {} : { bootBefore: untrusted(bootBefore) }),
    };
  });
}

export const preview = (input: SysctlInput, ctx: ToolContext, place = here): Promise<FilePreview> =>
  withWish(input, { ctx, place }, async ({ wish }) => ({
    files: wish ? [changeOf(wish)] : [],
    notes: [untrusted(`${input.key} is ${valueOf(input.key, place)} now`)],
    problems: [],
  }));

type About = { wish?: Wish; bootBefore?: string };

async function withWish<T>(
  input: SysctlInput,
  { ctx, place }: { ctx: ToolContext; place: Place },
  use: (about: About) => Promise<T>,
): Promise<T> {
  const { key, value, boot = "same", bootValue = value } = input;
  if (boot === "unchanged") return await use({});
  if (boot === "same") refuseOverridden({ key, value: bootValue, place });
  if (!existsSync(place.folder))
    throw new ToolError(
      "not_supported",
      `This machine has no ${place.folder}, so the value would be gone after the next boot. Nothing was changed.`,
      "Set it with boot: unchanged.",
    );
  const at = await opened(place.file, ctx);
  return await closing([at], async () => {
    const text = at.before.was === "file" ? textOf(at) : heading;
    const bootBefore = lineIn(text, key);
    const kept = text.split("\n").filter((line) => keyOf(line) !== key);
    while (kept.at(-1) === "") kept.pop();
    const lines = boot === "same" ? [...kept, `${key} = ${bootValue}`] : kept;
    const empty = lines.every((line) => line === "" || line.startsWith("#"));
    const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
    const wish: Wish = empty
      ? { at, to: "absent" }
      : { at, to: { content: { bytes }, meta: { ...metaFor(at, {}), mode: 0o644 } } };
    return await use({ wish, ...(bootBefore === undefined ? {} : { bootBefore }) });
  });
}

const heading = "# Set by ailx; a line each.\n";

/** Files that are read after ours decide: one that says otherwise would take this back at the next boot. */
function refuseOverridden({ key, value, place }: { key: string; value: string; place: Place }): void {
  const own = place.file.slice(place.folder.length + 1);
  const names = existsSync(place.folder) ? readdirSync(place.folder) : [];
  const later = names.filter((name) => name.endsWith(".conf") && name > own).toSorted();
  for (const path of [...later.map((name) => join(place.folder, name)), place.last]) {
    const said = lineIn(textAt(path), key);
    if (said === undefined || said === value) continue;
    throw new ToolError(
      "conflict",
      `${path} sets ${key} to ${forHtml(untrusted(said.slice(0, 100)))} at boot, after the file of ailx. Nothing was changed.`,
      `Change it there with file.edit, or set it with boot: unchanged.`,
    );
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return "";
    throw error;
  }
}

/** “-key = value” is one that may fail; slashes and dots are the same. */
const keyOf = (line: string): string | undefined => /^\s*-?([\w./-]+?)\s*=/.exec(line)?.[1]?.replaceAll("/", ".");
const lineIn = (text: string, key: string): string | undefined =>
  text
    .split("\n")
    .filter((line) => keyOf(line) === key)
    .map((line) => plain(line.slice(line.indexOf("=") + 1)))
    .at(-1);

const plain = (text: string): string => text.trim().replaceAll(/\s+/g, " ").slice(0, 500);
const pathOf = (key: string, { kernel }: Place): string => join(kernel, key.replaceAll(".", "/"));

function valueOf(key: string, place: Place): string {
  try {
    return plain(readFileSync(pathOf(key, place), "utf8"));
  } catch (error) {
    throw explained(error, key);
  }
}

function set(key: string, value: string, place: Place): void {
  try {
    writeFileSync(pathOf(key, place), `${value}\n`, { flag: "r+" });
  } catch (error) {
    throw explained(error, key);
  }
}

function explained(error: unknown, key: string): ToolError {
  switch (systemCode(error)) {
    case "ENOENT":
    case "EISDIR":
    case "ENOTDIR":
      return new ToolError("bad_input", `The kernel of this machine has no value ${key}. Nothing was changed.`);
    case "EINVAL":
    case "ERANGE":
      return new ToolError("bad_input", `The kernel does not take this value for ${key}. Nothing was changed.`);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new ToolError(
        "permission_denied",
        `The agent may not set ${key}. Nothing was changed.`,
        "In a container the values of the kernel belong to its host.",
      );
    default:
      return new ToolError("tool_failed", `${key} could not be set: ${systemCode(error) || String(error)}.`);
  }
}
