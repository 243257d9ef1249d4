/**
 * What changed lately on a machine, oldest first: settings, units, packages, restarts, and what ailx itself did there. A cause
 * is shown with what changed before it.
 */
import type { Evidence } from "../../../domain/finding.ts";
import { forHtml, untrusted } from "../../../domain/untrusted.ts";
import type { ReadOutput } from "../../../tools/file/read.ts";
import type { SearchOutput as FileOutput } from "../../../tools/file/search.ts";
import type { SearchOutput } from "../../../tools/log/search.ts";
import type { UptimeOutput } from "../../../tools/system/uptime.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import { aroundOf } from "./units.ts";

/** `about`: as of a draft; absent where it concerns the machine as a whole. */
export type Change = { kind: ChangeKind; atMs: number; about?: string; told: Evidence };
export type ChangeKind = "ailx" | "package" | "setting" | "start";

/** What is older explains no fault of now. */
const lateMs = 24 * 3_600_000;
const mostTold = 2;
/** What ailx did to no thing by name is shown with a cause only where it was so shortly before. */
const shortlyMs = 3_600_000;

export function changesOf(looked: Looked): Change[] {
  return [
    ...byAilx(looked),
    ...settings(looked),
    ...files(looked),
    ...packages(looked),
    ...restarts(looked),
    ...resolvers(looked),
  ]
    .filter(({ atMs }) => atMs > looked.atMs - lateMs && atMs <= looked.atMs + 60_000)
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** The newest changes that concern a thing, then those of the machine. */
export const changesBefore = (changes: readonly Change[], about: string, nowMs: number): Evidence[] =>
  [
    ...changes.filter(
      (each) =>
        each.about === undefined && each.kind !== "setting" && (each.kind !== "ailx" || nowMs - each.atMs < shortlyMs),
    ),
    ...changes.filter((each) => each.about === about),
  ]
    .toReversed()
    .slice(0, mostTold)
    .map(({ told }) => told);

/** Of the service or the package it was about; of a file that a service is set by, of that service. */
function byAilx(looked: Looked): Change[] {
  const around = aroundOf(looked);
  return looked.earlier.map((of): Change => {
    const { tool, input, title, by, atMs, state, id, stepId, machineName } = of;
    const path = typeof input["path"] === "string" ? input["path"] : undefined;
    const service =
      typeof input["service"] === "string"
        ? input["service"]
        : tool.startsWith("package.") && Array.isArray(input["packages"]) && typeof input["packages"][0] === "string"
          ? input["packages"][0]
          : around.find(
              ({ unitFile, configs }) =>
                path !== undefined &&
                (forHtml(unitFile) === path || configs.some((each) => forHtml(each.path) === path)),
            )?.service;
    const how = state === "ok" ? "" : state === "failed" ? ", which failed" : ", whose end is not known";
    return {
      kind: "ailx",
      atMs,
      ...(service !== undefined
        ? { about: `unit:${service.replace(/\.service$/, "")}` }
        : typeof input["container"] === "string"
          ? { about: `container:${input["container"]}` }
          : {}),
      told: {
        runId: id,
        stepId,
        machine: machineName,
        atMs,
        text: untrusted(`ailx for ${by}: ${title}${how}`.slice(0, 400)),
      },
    };
  });
}

/** Files that were found because they are new; the newest say most. */
const files = (looked: Looked): Change[] =>
  seenOf<FileOutput>(looked, "file.search")
    .filter(({ input }) => input["path"] === "/etc" && input["newerThan"] !== undefined)
    .flatMap((seen) =>
      seen.output.matches
        .filter(({ kind }) => kind === "file")
        .map((of): Change => ({
          kind: "setting",
          atMs: of.modifiedAtMs,
          told: evidence(seen, `${forHtml(of.path)} was changed`, { atMs: of.modifiedAtMs, of }),
        })),
    );

function settings(looked: Looked): Change[] {
  // A fresh machine has had everything changed today; that says nothing.
  const fresh = seenOf<UptimeOutput>(looked, "system.uptime")[0]?.output.bootedAtMs ?? 0;
  return aroundOf(looked).flatMap(({ service, configs, unitFile, unitChangedAtMs, from, of }) => {
    const about = `unit:${service}`;
    const files = configs.map(({ path, changedAtMs }) => ({ path: forHtml(path), atMs: changedAtMs }));
    if (unitChangedAtMs !== null) files.push({ path: forHtml(unitFile), atMs: unitChangedAtMs });
    return files
      .filter(({ atMs }) => atMs > fresh)
      .map(({ path, atMs }): Change => ({
        kind: "setting",
        atMs,
        about,
        told: evidence(from, `${path} was changed`, { atMs, of }),
      }));
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
        return [
          { kind: "package", atMs, about: `unit:${name}`, told: evidence(seen, `package ${told}`, { atMs, of }) },
        ];
      }),
    );
}

const restarts = (looked: Looked): Change[] =>
  seenOf<UptimeOutput>(looked, "system.uptime").map((seen) => ({
    kind: "start",
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
      return { kind: "setting", atMs, about: "dns", told: evidence(seen, told, { atMs, line: at + 1 }) };
    });
