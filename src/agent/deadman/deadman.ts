/**
 * Ways back of changes that may cut the machine off: a folder each under the agent's state, with a script, a timer that
 * runs it, and who decided: `confirmed` by the agent that reached its hub, `reverted` by the script.
 */
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import type { Log } from "../../lib/log.ts";
import { systemCode } from "../../lib/place.ts";
import {
  ToolError,
  type Armed,
  type BackStep,
  type CameBack,
  type Contact,
  type DeadmanPort,
} from "../../tools/define.ts";
import { inputName, revertScript } from "./script.ts";
import { hasSystemd, ran, startTimer, stopTimer, unitOf, type Timer } from "./timer.ts";

/** How long it is told what became of a change. */
const keptMs = 7 * 86_400_000;
/** After the timer's time, for it to carry the way back out. */
const graceMs = 15_000;
/** At the start of the agent, for a script that is at it. */
const recoverMs = 3_000;
const stepMs = 200;

export type DeadmanOptions = {
  dir: string;
  contact: () => Promise<Contact>;
  log: Log;
  /** Absent: as this machine is. */
  systemd?: boolean;
};

type Told = { call: string; what: string; afterMs: number };

export class Deadman {
  readonly #options: DeadmanOptions;
  readonly #found = new Map<string, CameBack & Told>();

  constructor(options: DeadmanOptions) {
    this.#options = options;
  }

  portFor(call: string): DeadmanPort {
    let armed = 0;
    return { arm: (way) => this.#arm(call, `${call}.${++armed}`, way) };
  }

  /**
   * At the start of the agent: nobody is left to confirm what was armed before, so it comes back now. Resolves once it has.
   */
  async recover(): Promise<void> {
    for (const name of this.#names()) {
      const dir = join(this.#options.dir, name);
      try {
        await this.#recoverOne(name, dir);
      } catch (error) {
        this.#options.log.error("deadman.recover_failed", { id: name, error: String(error) });
      }
    }
  }

  /** What came back of a call that the end of the agent interrupted, for whoever hears of it late. */
  whatCameBack(call: string): string | undefined {
    const found = this.#found.get(call);
    if (!found) return undefined;
    const at = new Date(found.atMs).toISOString().slice(0, 19).replace("T", " ");
    return found.ok
      ? `${found.what} came back by itself at ${at} UTC, because nobody confirmed it.`
      : `${found.what} was to come back by itself at ${at} UTC, and part of that failed: ${found.said.slice(0, 500)}`;
  }

  async #recoverOne(name: string, dir: string): Promise<void> {
    const told = readTold(dir);
    if (!told || decisionIn(dir) === "confirmed") return rmSync(dir, { recursive: true, force: true });
    const before = endedIn(dir);
    const done = before ?? (await revertNow(dir, recoverMs));
    await stopTimer({ by: this.#systemd() ? "systemd" : "process", unit: unitOf(name) }, waitingPid(dir));
    this.#found.set(told.call, { ...done, ...told });
    this.#options.log.warn("deadman.reverted", { call: told.call, ok: done.ok, atMs: done.atMs });
    if (Date.now() - done.atMs > keptMs) rmSync(dir, { recursive: true, force: true });
  }

  async #arm(call: string, key: string, way: Parameters<DeadmanPort["arm"]>[0]): Promise<Armed> {
    const id = createHash("sha256").update(key).digest("hex").slice(0, 16);
    const dir = join(this.#options.dir, id);
    const afterS = Math.ceil(way.afterMs / 1_000);
    const told = { call, what: way.what, afterMs: afterS * 1_000 };
    writeAll({ dir, told, back: way.back, afterS });
    const atMs = Date.now() + afterS * 1_000;
    const timer = await startTimer({ dir, id, afterS, systemd: this.#systemd() }).catch((error: unknown) => {
      // A timer that starts late after all finds it decided.
      decide(dir, "confirmed");
      throw error;
    });
    this.#options.log.info("deadman.armed", { call, id, by: timer.by, afterS });
    return this.#armed({ dir, atMs, timer });
  }

  #armed({ dir, atMs, timer }: { dir: string; atMs: number; timer: Timer }): Armed {
    const off = (): Promise<void> => stopTimer(timer, waitingPid(dir));
    const revert = async (): Promise<CameBack> => {
      const done = await revertNow(dir);
      await off();
      return done;
    };
    return {
      by: timer.by,
      atMs,
      contact: this.#options.contact,
      confirm: async () => {
        if (!decide(dir, "confirmed")) return false;
        await off();
        rmSync(dir, { recursive: true, force: true });
        return true;
      },
      revert,
      cameBack: async () => {
        while (Date.now() < atMs + graceMs) {
          const done = endedIn(dir);
          if (done) return done;
          await Bun.sleep(stepMs);
        }
        return await revert();
      },
    };
  }

  #systemd(): boolean {
    return this.#options.systemd ?? hasSystemd();
  }

  #names(): string[] {
    try {
      return readdirSync(this.#options.dir).filter((name) => /^[0-9a-f]{16}$/.test(name));
    } catch {
      return [];
    }
  }
}

/** Everything that the way back needs is on disk before the timer runs. Throws `not_armed`. */
function writeAll({
  dir,
  told,
  back,
  afterS,
}: {
  dir: string;
  told: Told;
  back: readonly BackStep[];
  afterS: number;
}): void {
  const put = (name: string, text: string): void => {
    const file = openSync(join(dir, name), "w", 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  };
  try {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    for (const [at, step] of back.entries())
      if (step.kind === "run" && step.input !== undefined) put(inputName(at), step.input);
    put("revert.sh", revertScript({ dir, what: told.what, back, afterS }));
    put("told.json", JSON.stringify(told));
  } catch (error) {
    const why = systemCode(error) === "ENOSPC" ? "the disk is full" : String(error);
    throw new ToolError("not_armed", `The way back could not be armed, so nothing was changed: ${why}.`);
  }
}

/** True where this decided it: a hard link is made by one alone. */
function decide(dir: string, decision: "confirmed"): boolean {
  const beside = join(dir, `decided.${process.pid}`);
  writeFileSync(beside, `${decision}\n`);
  try {
    linkSync(beside, join(dir, "decided"));
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Carries it out, unless that is done or being done; one that was ended in the middle is carried out again. */
async function revertNow(dir: string, patienceMs = graceMs): Promise<CameBack> {
  await ran(["/bin/sh", join(dir, "revert.sh")]);
  for (let waited = 0; waited < patienceMs && decisionIn(dir) === "reverted"; waited += stepMs) {
    const done = endedIn(dir);
    if (done) return done;
    await Bun.sleep(stepMs);
  }
  if (decisionIn(dir) === "reverted") await ran(["/bin/sh", join(dir, "revert.sh"), "again"]);
  return endedIn(dir) ?? { ok: false, atMs: Date.now(), said: saidIn(dir) || "the way back did not come to its end" };
}

function endedIn(dir: string): CameBack | undefined {
  const [, failed, atS] = /^(\d) (\d+)$/m.exec(read(dir, "ended")) ?? [];
  return failed === undefined ? undefined : { ok: failed === "0", atMs: Number(atS) * 1_000, said: saidIn(dir) };
}

function readTold(dir: string): Told | undefined {
  try {
    return JSON.parse(read(dir, "told.json")) as Told;
  } catch {
    // It was never armed: this is written before the timer starts.
    return undefined;
  }
}

const decisionIn = (dir: string): string => read(dir, "decided").trim();
const saidIn = (dir: string): string => read(dir, "said").slice(0, 2_000);
const waitingPid = (dir: string): number | undefined => Number(read(dir, "waiting")) || undefined;

function read(dir: string, name: string): string {
  try {
    return readFileSync(join(dir, name), "utf8");
  } catch {
    return "";
  }
}
