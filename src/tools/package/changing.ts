/** Carries out a change of packages: list, dry run, refuse what surprises, change, list again. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type Spawned, type ToolContext } from "../define.ts";
import { natives, type Foreseen, type Installed, type Native, type Order } from "./native.ts";
import { isGone, isNew, managers, type Changed, type Manager, type PackagesOutput } from "./packages.ts";

const changeMs = 1_500_000;
const lookMs = 120_000;
const maxBytes = 8 << 20;
/** Versions from before are looked for in the repository for so many packages. */
const mostLooked = 50;

export type Asked = Order & { alsoRemoves: readonly string[]; refresh: boolean };

export async function changePackages(asked: Asked, ctx: ToolContext): Promise<PackagesOutput> {
  const { manager, native } = managerHere(ctx);
  if (asked.refresh) await refreshed(native, ctx);
  const before = await installed(native, ctx);
  const foreseen = await foresee(asked, { native, manager, before }, ctx);
  refuseSurprises(asked, foreseen);
  const done = await told(native.command(asked), native, ctx);
  const after = await installed(native, ctx);
  const changed = difference(before, after);
  return {
    manager,
    changed: changed.slice(0, 5_000),
    wanted: wantedNow(asked, after),
    available: await stillAvailable(changed, native, ctx),
    broken: after.broken.slice(0, 500),
    exitCode: done.exitCode,
    said: untrusted(done.exitCode === 0 ? "" : `${done.stdout}\n${done.stderr}`.trim().slice(-4_000)),
  };
}

/** The lists of packages, as the repositories have them now. */
export async function refreshLists(ctx: ToolContext): Promise<void> {
  await refreshed(managerHere(ctx).native, ctx);
}

/** Where there was nothing to do: no program is asked to change anything. */
export const nothingDone = (ctx: ToolContext): PackagesOutput => ({
  manager: managerHere(ctx).manager,
  changed: [],
  wanted: [],
  available: [],
  broken: [],
  exitCode: 0,
  said: untrusted(""),
});

/** What its own dry run says; the lists of what there is are taken as they are. */
export async function previewPackages(asked: Asked, ctx: ToolContext): Promise<FilePreview> {
  const { manager, native } = managerHere(ctx);
  const before = await installed(native, ctx);
  const foreseen = await foresee(asked, { native, manager, before }, ctx);
  const fresh = foreseen.changed.filter(isNew);
  const gone = foreseen.changed.filter(isGone);
  const other = foreseen.changed.filter((each) => !isNew(each) && !isGone(each));
  const surprise = surprises(asked, foreseen);
  const exact = native.dryRun(asked).join(" ");
  return {
    files: [],
    notes: [
      ...listed(
        "Installed",
        fresh.map(({ name, to }) => `${name} ${to ?? ""}`.trim()),
      ),
      ...listed(
        "Changed",
        other.map(({ name, from, to }) => `${name} ${from} → ${to}`),
      ),
      ...listed(
        "Removed",
        gone.map(({ name }) => name),
      ),
      ...(foreseen.changed.length === 0 ? [untrusted("Nothing would change: it is so already.")] : []),
      untrusted(
        `By \`${exact.slice(0, 600)}\`${asked.refresh ? "; before the change the lists are fetched anew, so there may be newer versions" : ""}.`,
      ),
    ],
    problems: surprise.length === 0 ? [] : [untrusted(surpriseText(surprise))],
  };
}

function listed(what: string, names: readonly string[]): ReturnType<typeof untrusted>[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 30).join(", ");
  return [untrusted(`${what} (${names.length}): ${shown}${names.length > 30 ? " and more" : ""}`.slice(0, 990))];
}

function managerHere(ctx: ToolContext): { manager: Manager; native: Native } {
  const { packageManager } = ctx.facts();
  const manager = managers.find((each) => each === packageManager);
  if (manager) return { manager, native: natives[manager] };
  throw new ToolError(
    "not_supported",
    "This machine has none of the package managers apt, dnf, apk, pacman and zypper.",
  );
}

async function refreshed(native: Native, ctx: ToolContext): Promise<void> {
  const done = await told(native.refresh, native, ctx);
  if (done.exitCode === 0) return;
  throw new ToolError(
    "tool_failed",
    `The lists of packages could not be fetched: ${lastError(done)}. Nothing was changed.`,
  );
}

async function installed(native: Native, ctx: ToolContext): Promise<Installed> {
  const done = await ctx.spawn(native.installed, { env: native.env, timeoutMs: lookMs, maxBytes });
  if (done.exitCode !== 0) throw new ToolError("tool_failed", `What is installed is not known: ${lastError(done)}.`);
  return native.read(done.stdout);
}

/** The way from names to packages is the manager's own; versions of now are known from its list. */
async function foresee(
  asked: Asked,
  { native, manager, before }: { native: Native; manager: Manager; before: Installed },
  ctx: ToolContext,
): Promise<Foreseen> {
  refuseWhatItCannot(asked, manager);
  const done = await ctx.spawn(native.dryRun(asked), { env: native.env, timeoutMs: lookMs, maxBytes });
  const foreseen = native.foresees(done);
  if (!foreseen)
    throw new ToolError(
      "tool_failed",
      `${manager} cannot do that: ${lastError(done)}. Nothing was changed.`,
      "Names and versions have to be as its repositories have them.",
    );
  return { changed: foreseen.changed.map((each) => withFrom(each, asked, before)) };
}

function withFrom(each: Changed, { verb }: Asked, before: Installed): Changed {
  const from = before.versions.get(each.name);
  if (verb === "remove" && each.from === undefined) return { name: each.name, from: from ?? each.to ?? "?" };
  return from === undefined || (each.from !== undefined && each.from !== "?") ? each : { ...each, from };
}

function refuseWhatItCannot({ wanted }: Asked, manager: Manager): void {
  if (manager === "pacman" && wanted.some(({ version }) => version !== undefined))
    throw new ToolError("not_supported", "pacman installs the newest version alone. Nothing was changed.");
}

const surprises = ({ verb, wanted, alsoRemoves }: Asked, { changed }: Foreseen): string[] => {
  const allowed = new Set([...alsoRemoves, ...(verb === "remove" ? wanted.map(({ name }) => name) : [])]);
  return changed.filter((each) => isGone(each) && !allowed.has(each.name)).map(({ name }) => name);
};

const surpriseText = (names: readonly string[]): string =>
  `It would also remove ${names.slice(0, 20).join(", ")}${names.length > 20 ? ` and ${names.length - 20} more` : ""}.`;

function refuseSurprises(asked: Asked, foreseen: Foreseen): void {
  const names = surprises(asked, foreseen);
  if (names.length === 0) return;
  throw new ToolError(
    "conflict",
    `${surpriseText(names)} Nothing was changed.`,
    "Name them in `alsoRemoves` if they are to go as well.",
  );
}

const told = (argv: string[], native: Native, ctx: ToolContext): Promise<Spawned> =>
  ctx.spawn(argv, { env: native.env, timeoutMs: changeMs, live: true });

function difference(before: Installed, after: Installed): Changed[] {
  const changed: Changed[] = [];
  for (const [name, from] of before.versions) {
    const to = after.versions.get(name);
    if (to !== from) changed.push(to === undefined ? { name, from } : { name, from, to });
  }
  for (const [name, to] of after.versions) if (!before.versions.has(name)) changed.push({ name, to });
  return changed;
}

function wantedNow({ verb, wanted }: Asked, { versions }: Installed): PackagesOutput["wanted"] {
  return wanted.map(({ name, version }) => {
    // A name may be one that others provide, or carry its architecture; then what is there has another one.
    const now = versions.get(name) ?? versions.get(name.replace(/:.*/, ""));
    const ok = verb === "remove" ? now === undefined : now !== undefined && (version === undefined || now === version);
    return { name, ...(now === undefined ? {} : { now }), ok };
  });
}

async function stillAvailable(changed: readonly Changed[], { versions }: Native, ctx: ToolContext): Promise<string[]> {
  if (!versions) return [];
  const found: string[] = [];
  for (const { name, from } of changed.filter((each) => !isNew(each)).slice(0, mostLooked)) {
    const done = await ctx.spawn(versions.argv(name), { timeoutMs: lookMs }).catch(() => undefined);
    if (done && from !== undefined && versions.read(done.stdout).includes(from)) found.push(`${name}=${from}`);
  }
  return found;
}

function lastError({ stdout, stderr, timedOut }: Spawned): string {
  if (timedOut) return "it did not come to an end";
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
  const line =
    lines.findLast((each) => /^(E:|error|fatal)|unable to|no match|not found|no such/i.test(each)) ?? lines.at(-1);
  return forLog(untrusted((line ?? "it did not say why").trim().slice(0, 300))).replace(/\.$/, "");
}
