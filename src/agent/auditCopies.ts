/**
 * What this machine keeps of its hub's audit trail: the checkpoints that the hub signed, appended to a file and never
 * changed. Told again at each hello, so that a hub whose trail was cut off or rewritten hears of it from its machines.
 */
import { appendFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkpointSchema, type Checkpoint } from "../domain/auditCheckpoint.ts";
import { writeDurably } from "../lib/durableFile.ts";
import type { Log } from "../lib/log.ts";

/** About four thousand checkpoints: half a year at one an hour. */
const fileBytes = 1 << 20;

export class AuditCopies {
  readonly #path: string;
  readonly #isSigned: (checkpoint: Checkpoint) => boolean;
  readonly #log: Log;
  /** In the order they came. */
  #kept: Checkpoint[];

  constructor({
    stateDir,
    isSigned,
    log,
  }: {
    stateDir: string;
    isSigned: (checkpoint: Checkpoint) => boolean;
    log: Log;
  }) {
    this.#path = join(stateDir, "audit-checkpoints.jsonl");
    this.#isSigned = isSigned;
    this.#log = log;
    // Those of a hub that this machine was moved away from stay in the file and are told to nobody.
    this.#kept = read(this.#path).filter(isSigned);
  }

  /** Whether it is kept now; what the hub did not sign is not. */
  keep({ number, seq, hash, atMs, signature }: Checkpoint): boolean {
    const checkpoint = { number, seq, hash, atMs, signature };
    if (this.#kept.some((each) => each.signature === signature)) return true;
    if (!this.#isSigned(checkpoint)) {
      this.#log.warn("audit.checkpoint_not_signed", { number, seq });
      return false;
    }
    const before = this.#kept.at(-1);
    if (before && (number <= before.number || seq < before.seq))
      this.#log.warn("audit.hub_went_back", { number, seq, numberBefore: before.number, seqBefore: before.seq });
    this.#kept.push(checkpoint);
    try {
      appendFileSync(this.#path, `${JSON.stringify(checkpoint)}\n`, { mode: 0o600 });
      this.#thin();
    } catch (error) {
      // A full disk: it is held in memory, and told as long as this agent lives.
      this.#log.warn("audit.checkpoint_not_kept", { error: String(error) });
    }
    return true;
  }

  /** For hello: the eight newest, older ones ever further apart, the first, and the one that reaches furthest. */
  tell(): Checkpoint[] {
    const kept = this.#kept;
    const back = [1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048];
    const furthest = kept.reduce<Checkpoint | undefined>(
      (most, each) => (each.seq > (most?.seq ?? 0) ? each : most),
      undefined,
    );
    return [...new Set([kept[0], ...back.map((count) => kept[kept.length - count]), furthest])].filter(
      (each) => each !== undefined,
    );
  }

  // Of the older half every second one goes; what is told stays told.
  #thin(): void {
    if (statSync(this.#path).size <= fileBytes) return;
    const half = this.#kept.length >> 1;
    this.#kept = this.#kept.filter((_, at) => at === 0 || at >= half || at % 2 === 0);
    writeDurably({
      path: this.#path,
      data: this.#kept.map((each) => `${JSON.stringify(each)}\n`).join(""),
      mode: 0o600,
    });
  }
}

function read(path: string): Checkpoint[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return [checkpointSchema().parse(JSON.parse(line))];
      } catch {
        // Torn by a power cut.
        return [];
      }
    });
}
