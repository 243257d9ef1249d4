/** The answer to “what changed?”: a finding for each kind of change of the last day, the newest first. */
import { untrusted, forHtml } from "../../../domain/untrusted.ts";
import type { Finding } from "../../../domain/finding.ts";
import type { Looked } from "./looked.ts";
import { type Change, type ChangeKind, changesOf } from "./timeline.ts";

const mostTold = 6;
const kinds: readonly { kind: ChangeKind; id: string; one: string; more: (count: number) => string }[] = [
  {
    kind: "start",
    id: "changed-start",
    one: "the machine was started",
    more: (count) => `the machine was started ${count} times`,
  },
  {
    kind: "ailx",
    id: "changed-by-ailx",
    one: "ailx changed one thing",
    more: (count) => `ailx changed ${count} things`,
  },
  { kind: "package", id: "changed-packages", one: "one package changed", more: (count) => `${count} packages changed` },
  { kind: "setting", id: "changed-settings", one: "one setting changed", more: (count) => `${count} settings changed` },
];

export function changedOn(looked: Looked): Finding[] {
  const all = changesOf(looked).toReversed();
  return kinds
    .map((each) => ({ ...each, changes: once(all.filter(({ kind }) => kind === each.kind)) }))
    .filter(({ changes }) => changes.length > 0)
    .toSorted((a, b) => (b.changes[0]?.atMs ?? 0) - (a.changes[0]?.atMs ?? 0))
    .map(({ id, one, more, changes }) => ({
      id,
      machineId: looked.machineId,
      machine: looked.machine,
      certainty: "certain",
      cause: untrusted(
        `${changes.length === 1 ? one : more(changes.length)} in the last day, last: ${textOf(changes[0])}`,
      ),
      evidence: changes.slice(0, mostTold).map(({ told }) => told),
      fixes: [],
    }));
}

const textOf = (change: Change | undefined): string => (change ? forHtml(change.told.text).slice(0, 200) : "");

/** A file may have been found in two looks. */
const once = (changes: readonly Change[]): Change[] =>
  changes.filter(
    ({ told }, at) =>
      changes.findIndex((each) => forHtml(each.told.text) === forHtml(told.text) && each.atMs === changes[at]?.atMs) ===
      at,
  );
