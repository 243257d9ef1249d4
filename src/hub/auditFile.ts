/** Looks over an audit trail that lies in a file: a hub's database, a copy of one, or an export. No hub has to run. */
import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as z from "zod/mini";
import type { ChainedAudit } from "../domain/audit.ts";
import { AuditCheck, type HeldCheckpoint } from "../domain/auditCheck.ts";
import { checkpointSchema, type Checkpoint } from "../domain/auditCheckpoint.ts";
import type { AuditReport } from "../domain/auditReport.ts";
import { AppError } from "../domain/error.ts";
import { fingerprintOf, publicKeyOf, readPrivateKey } from "../lib/ed25519.ts";
import { checkStore } from "./audit/check.ts";
import { checkpointFile, readCheckpoints } from "./audit/checkpointFile.ts";
import { signedBy } from "./audit/keeper.ts";
import { auditStore } from "./audit/store.ts";
import { openFile } from "./db/openFile.ts";

export type AuditFileAsked = {
  path: string;
  /** Public key (SPKI in base64), or a file that holds it, or the hub's private key file. Absent: what lies beside the database. */
  hubKey?: string | undefined;
  /** Files of checkpoints that machines hold: `audit-checkpoints.jsonl` of their state directories. */
  copies?: readonly string[];
};
/** `hub`: the fingerprint of the key that signatures were checked with. */
export type AuditFileReport = AuditReport & { hub?: string };

type Evidence = { checkpoints: Checkpoint[]; held: HeldCheckpoint[]; publicKey?: string | undefined };

/** Throws `storage_failed` where a file cannot be read. */
export async function checkFile({ path, hubKey, copies = [] }: AuditFileAsked): Promise<AuditFileReport> {
  const held = copies.flatMap((copy) =>
    readCopy(copy).map((checkpoint) => ({ machine: basename(dirname(copy)), checkpoint })),
  );
  const publicKey = hubKey === undefined ? keyBeside(path) : keyIn(hubKey);
  const given: Evidence = { checkpoints: [], held, publicKey };
  return isDatabase(path) ? await checkDatabase(path, given) : checkExport(path, given);
}

async function checkDatabase(path: string, { held, publicKey }: Evidence): Promise<AuditFileReport> {
  const file = openFile(path);
  try {
    const store = auditStore(file);
    if (!file.has("audit"))
      throw new AppError("storage_failed", `${path} is no database of a hub: it has no audit trail.`);
    const inside = file.has("audit_checkpoint") ? store.checkpoints() : [];
    const told = file.has("audit_held")
      ? store.held().map(({ machineId, checkpoint }) => ({ machine: machineId, checkpoint }))
      : [];
    const checkpoints = [...inside, ...readCheckpoints(checkpointFile(dirname(path)))];
    const before = !file.has("audit_checkpoint");
    const evidence = { checkpoints, held: [...told, ...held], before, ...signing(publicKey) };
    return { ...(await checkStore(store, evidence)), ...named(publicKey) };
  } finally {
    file.close();
  }
}

const line = z.union([
  z.object({ kind: z.literal("hub"), publicKey: z.string() }),
  z.extend(checkpointSchema(), { kind: z.literal("checkpoint") }),
  z.extend(checkpointSchema(), { kind: z.literal("held"), machine: z.string() }),
  z.object({
    kind: z.literal("entry"),
    seq: z.int(),
    at: z.string(),
    actorId: z.string(),
    actorName: z.string(),
    origin: z.string(),
    action: z.string(),
    taskId: z.optional(z.string()),
    machineId: z.optional(z.string()),
    data: z.record(z.string(), z.json()),
    prevHash: z.string(),
    hash: z.string(),
  }),
]);

function checkExport(path: string, { held, publicKey }: Evidence): AuditFileReport {
  const evidence: Evidence = { checkpoints: [], held: [...held], publicKey };
  let ownKey: string | undefined;
  // Checkpoints stand behind the entries they speak of, so the file is read twice instead of held.
  for (const each of linesOf(path)) {
    if (each.kind === "hub") ownKey = each.publicKey;
    else if (each.kind === "checkpoint") evidence.checkpoints.push(each);
    else if (each.kind === "held") evidence.held.push({ machine: each.machine, checkpoint: each });
  }
  const key = publicKey ?? ownKey;
  const check = new AuditCheck({ ...evidence, ...signing(key) });
  for (const each of linesOf(path)) if (each.kind === "entry") check.add([entryOf(each)]);
  const report = check.finish();
  if (ownKey === undefined) report.notes.push("This export does not say that it is of the whole trail.");
  if (publicKey === undefined && ownKey !== undefined)
    report.notes.push(
      "The hub's key was taken from the export itself: compare its fingerprint with what a machine keeps in hub.json.",
    );
  return { ...report, ...named(key) };
}

const entryOf = ({
  kind: _kind,
  at,
  data,
  ...rest
}: Extract<z.infer<typeof line>, { kind: "entry" }>): ChainedAudit => ({
  ...rest,
  atMs: Date.parse(at),
  data,
});

/** Line by line, whatever the size. */
function* linesOf(path: string): Generator<z.infer<typeof line>> {
  const file = openSync(path, "r");
  const chunk = Buffer.alloc(1 << 20);
  const decoder = new TextDecoder();
  let number = 0;
  let rest = "";
  const read = (text: string): z.infer<typeof line> | undefined => {
    number++;
    if (text.trim() === "") return undefined;
    try {
      return line.parse(JSON.parse(text));
    } catch (cause) {
      throw new AppError("storage_failed", `Line ${number} of ${path} is not one of an audit export.`, { cause });
    }
  };
  try {
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
      const lines = (rest + decoder.decode(chunk.subarray(0, size), { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const text of lines) {
        const each = read(text);
        if (each) yield each;
      }
    }
    const each = read(rest);
    if (each) yield each;
  } finally {
    closeSync(file);
  }
}

function isDatabase(path: string): boolean {
  try {
    const file = openSync(path, "r");
    const head = Buffer.alloc(15);
    readSync(file, head);
    closeSync(file);
    return head.toString("latin1") === "SQLite format 3";
  } catch (cause) {
    throw new AppError("storage_failed", `${path} cannot be read.`, { cause });
  }
}

function readCopy(path: string): Checkpoint[] {
  if (!existsSync(path)) throw new AppError("storage_failed", `${path} cannot be read.`);
  return readCheckpoints(path);
}

function keyBeside(path: string): string | undefined {
  const beside = join(dirname(path), "keys", "hub.key");
  return existsSync(beside) ? keyIn(beside) : undefined;
}

function keyIn(given: string): string {
  const text = existsSync(given) ? readFileSync(given, "utf8") : given;
  return text.includes("PRIVATE KEY") ? publicKeyOf(readPrivateKey(text)) : text.trim();
}

const signing = (publicKey: string | undefined) =>
  publicKey === undefined
    ? {}
    : { isSigned: signedBy({ publicKeySpki: publicKey, fingerprint: fingerprintOf(publicKey) }) };
const named = (publicKey: string | undefined) => (publicKey === undefined ? {} : { hub: fingerprintOf(publicKey) });
