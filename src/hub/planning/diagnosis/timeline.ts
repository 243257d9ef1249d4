/** What changed lately on a machine, oldest first: settings, units, packages, restarts. A cause is shown with what changed before it. */
import type { Evidence } from "../../../domain/finding.ts";
import { forHtml } from "../../../domain/untrusted.ts";
import type { ReadOutput } from "../../../tools/file/read.ts";
import type { SearchOutput } from "../../../tools/log/search.ts";
import type { UptimeOutput } from "../../../tools/system/uptime.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import { aroundOf } from "./units.ts";

/** `about`: as of a draft; absent where it concerns the machine as a whole. */
export type Change = { atMs: number; about?: string; told: Evidence };

/** What is older explains no fault of now. */
const lateMs = 24 * 3_600_000;
const mostTold = 2;

export function changesOf(looked: Looked): Change[] {
  return [...settings(looked), ...packages(looked), ...restarts(looked), ...resolvers(looked)]
    .filter(({ atMs }) => atMs > looked.atMs - lateMs && atMs <= looked.atMs + 60_000)
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** The newest changes that concern a thing, then those of the machine. */
export const changesBefore = (changes: readonly Change[], about: string): Evidence[] =>
  [...changes.filter((each) => each.about === about), ...changes.filter((each) => each.about === undefined)]
    .toReversed()
    .slice(0, mostTold)
    .map(({ told }) => told);

function settings(looked: Looked): Change[] {
  // A fresh machine has had everything changed today; that says nothing.
  const fresh = seenOf<UptimeOutput>(looked, "system.uptime")[0]?.output.bootedAtMs ?? 0;
  return aroundOf(looked).flatMap(({ service, configs, unitFile, unitChangedAtMs, from, of }) => {
    const about = `unit:${service}`;
    const files = configs.map(({ path, changedAtMs }) => ({ path: forHtml(path), atMs: changedAtMs }));
    if (unitChangedAtMs !== null) files.push({ path: forHtml(unitFile), atMs: unitChangedAtMs });
    return files
      .filter(({ atMs }) => atMs > fresh)
      .map(({ path, atMs }): Change => ({ atMs, about, told: evidence(from, `${path} was changed`, { atMs, of }) }));
  });
}

function packages(looked: Looked): Change[] {
  return seenOf<SearchOutput>(looked, "log.search")
    .filter(({ input }) => input["path"] === "/var/log/dpkg.log")
    .flatMap((seen) =>
      seen.output.entries.flatMap((of): Change[] => {
        const { at, text } = of;
        const [, verb, name = "", old = "", now = ""] =
          /\b(install|upgrade|remove) (\S+?)(?::\w+)? (\S+) (\S+)/.exec(forHtml(text)) ?? [];
        const atMs = Date.parse(at) || 0;
        if (verb === undefined) return [];
        const told =
          verb === "upgrade"
            ? `${name} ${old} became ${now}`
            : `${name} was ${verb === "install" ? "installed" : "removed"}`;
        return [{ atMs, about: `unit:${name}`, told: evidence(seen, `package ${told}`, { atMs, of }) }];
      }),
    );
}

const restarts = (looked: Looked): Change[] =>
  seenOf<UptimeOutput>(looked, "system.uptime").map((seen) => ({
    atMs: seen.output.bootedAtMs,
    told: evidence(seen, `${looked.machine} was started`, { atMs: seen.output.bootedAtMs, row: 2 }),
  }));

const resolvers = (looked: Looked): Change[] =>
  seenOf<ReadOutput>(looked, "file.read")
    .filter(({ input }) => input["path"] === "/etc/resolv.conf")
    .map((seen) => {
      const lines = forHtml(seen.output.text).split("\n");
      const at = Math.max(
        0,
        lines.findIndex((line) => /^\s*nameserver\s/.test(line)),
      );
      const atMs = seen.output.modifiedAtMs;
      const told = `/etc/resolv.conf was changed: ${(lines[at] ?? "").trim()}`;
      return { atMs, about: "dns", told: evidence(seen, told, { atMs, line: at + 1 }) };
    });
