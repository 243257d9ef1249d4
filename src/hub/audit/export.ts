/** The audit trail as a file: JSON Lines, with which it can be verified elsewhere, or CSV; streamed, however long it is. */
import type { AuditEntryView } from "../../api/audit.ts";
import type { Checkpoint } from "../../domain/auditCheckpoint.ts";
import type { AuditFilter, AuditStore } from "./store.ts";
import { viewOfEntry, type NameOf } from "./view.ts";

export type ExportKind = "jsonl" | "csv";
type Asked = {
  store: AuditStore;
  filter: AuditFilter;
  kind: ExportKind;
  nameOf: NameOf;
  /** Public, SPKI in base64. */
  publicKey: string;
};

const stretch = 500;
const columns = [
  "seq",
  "at",
  "person",
  "personId",
  "from",
  "action",
  "what",
  "taskId",
  "machine",
  "machineId",
  "data",
  "hash",
];

/** A reader that is slow makes it wait; one that goes away ends it. */
export function exportStream({ store, filter, kind, nameOf, publicKey }: Asked): ReadableStream<Uint8Array> {
  const whole = Object.values(filter).every((value) => value === undefined);
  const text = kind === "csv" ? csv(store, filter, nameOf) : jsonl({ store, filter, nameOf, publicKey, whole });
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = text.next();
      if (next.done === true) return controller.close();
      controller.enqueue(encoder.encode(next.value));
      // Others get their turn between stretches.
      await new Promise((resolve) => setImmediate(resolve));
    },
    cancel: () => void text.return(undefined),
  });
}

function* stretches(store: AuditStore, filter: AuditFilter, nameOf: NameOf): Generator<AuditEntryView[], undefined> {
  for (let seq = 0; ;) {
    const rows = store.after(seq, stretch, filter);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => viewOfEntry(row, nameOf));
    seq = last.seq;
  }
}

// What verifies it stands in it: the hub's public key, its checkpoints, and the copies that machines told of.
function* jsonl({
  store,
  filter,
  nameOf,
  publicKey,
  whole,
}: Omit<Asked, "kind"> & { whole: boolean }): Generator<string, undefined> {
  const line = (value: object): string => `${JSON.stringify(value)}\n`;
  const plain = ({ number, seq, hash, atMs, signature }: Checkpoint) => ({ number, seq, hash, atMs, signature });
  if (whole) yield line({ kind: "hub", publicKey });
  for (const rows of stretches(store, filter, nameOf))
    yield rows.map((row) => line({ kind: "entry", ...row })).join("");
  if (!whole) return;
  for (const checkpoint of store.checkpoints()) yield line({ kind: "checkpoint", ...plain(checkpoint) });
  for (const { machineId, checkpoint } of store.held())
    yield line({ kind: "held", machine: nameOf(machineId), ...plain(checkpoint) });
}

function* csv(store: AuditStore, filter: AuditFilter, nameOf: NameOf): Generator<string, undefined> {
  yield `${columns.join(",")}\r\n`;
  for (const rows of stretches(store, filter, nameOf)) yield rows.map(csvLine).join("");
}

const csvLine = (row: AuditEntryView): string =>
  `${[
    String(row.seq),
    row.at,
    row.actorName,
    row.actorId,
    row.origin,
    row.action,
    row.says,
    row.taskId ?? "",
    row.machine ?? "",
    row.machineId ?? "",
    JSON.stringify(row.data),
    row.hash,
  ]
    .map(csvCell)
    .join(",")}\r\n`;

/**
 * Always quoted. A spreadsheet takes what begins with = + - @, a tab or a line break for a formula, and what people and
 * machines wrote may begin so: an apostrophe before it makes it text.
 */
export function csvCell(text: string): string {
  const plain = /^\s*[=+\-@]|^[\t\r\n]/.test(text.replaceAll("\0", "")) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
