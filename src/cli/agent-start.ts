/** Starts the agent's service and waits for the agent's own word: installed is not yet connected. */
import { rmSync } from "node:fs";
import { AppError } from "../domain/error.ts";
import { command, stateDir, type InitSystem } from "./service.ts";

export type Arrival =
  | { kind: "up"; machine: string | undefined }
  /** The hub knows the key and does not want it any more, or does not know it. */
  | { kind: "refused"; why: string }
  /** A person has to let it in on the hub; the service goes on asking. */
  | { kind: "waiting"; fingerprint: string }
  | { kind: "failed"; said: string; triesAgain: boolean };

const patienceMs = 15_000;
/** Where the agent has ended by itself, it rarely comes up at its next try. */
const patienceAfterErrorMs = 3_000;

export async function startService(init: InitSystem): Promise<Arrival> {
  const since = Date.now();
  for (const line of init.start) await must(line);
  let until = since + patienceMs;
  for (;;) {
    await Bun.sleep(250);
    const hasGivenUp = init.hasGivenUp !== undefined && (await command(init.hasGivenUp)).ok;
    const { said } = await command(init.logSince(since));
    const arrival = arrivalIn(said, since);
    if (arrival) return arrival;
    if (init.name === "systemd" && /^ailx: /m.test(said)) until = Math.min(until, Date.now() + patienceAfterErrorMs);
    if (hasGivenUp || Date.now() > until) return { kind: "failed", said, triesAgain: !hasGivenUp };
  }
}

/** With a key of its own that no hub knows yet. What the old one was good for ended on the hub. */
export async function startAnew(init: InitSystem): Promise<Arrival> {
  for (const line of init.stop) await command(line);
  rmSync(stateDir, { recursive: true, force: true });
  return await startService(init);
}

async function must(line: readonly string[]): Promise<void> {
  const { ok, said } = await command(line);
  if (!ok)
    throw new AppError("tool_failed", `\`${line.join(" ")}\` failed${said === "" ? "." : `: ${said}`}`, {
      hint: "The settings are written. Run this again once that is solved.",
    });
}

type Line = {
  event?: string;
  time?: string;
  machine?: string;
  code?: string;
  detail?: string;
  fingerprint?: string;
};

/** What became of it as the agent's log says, as far as it says. */
export function arrivalIn(log: string, since: number): Arrival | undefined {
  let waiting: Arrival | undefined;
  for (const text of log.split("\n")) {
    const { event, time, machine, code, detail = "", fingerprint = "" } = readLine(text);
    if (time === undefined || Date.parse(time) < since) continue;
    if (event === "link.up") return { kind: "up", machine };
    if (event === "link.ended" && (code === "machine_revoked" || code === "unknown_machine"))
      return { kind: "refused", why: detail };
    if (event === "join.waiting") waiting = { kind: "waiting", fingerprint };
  }
  return waiting;
}

/** A line of the agent's log; empty where it is something else. */
export function readLine(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return {};
  }
}

/** What the agent itself said, each sentence once: the init system's own lines tell nothing new. */
export function agentsWords(log: string): string {
  const lines = log.split("\n").filter((line) => /^(ailx: | {2}|\{)/.test(line));
  return [...new Set(lines.length > 0 ? lines : log.split("\n"))].map((line) => `  ${line}\n`).join("");
}
