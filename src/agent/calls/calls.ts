/**
 * All calls this agent holds, whatever connection they came by: find → validate → policy → journal → run → result. A call
 * outlives its connection; it is forgotten only when the hub says that it has stored the result.
 */
import { randomBytes, type KeyObject } from "node:crypto";
import type { CallResult } from "../../protocol/call.ts";
import type { HeldCall, HubFrame } from "../../protocol/frames.ts";
import { limits } from "../../protocol/limits.ts";
import type { MachineDoing } from "../../domain/machinePolicy.ts";
import type { Level } from "../../domain/risk.ts";
import type { Log } from "../../lib/log.ts";
import { looksOnly } from "../../tools/looksOnly.ts";
import { ToolError, type Tool } from "../../tools/define.ts";
import type { Facts } from "../../domain/machine.ts";
import { noted, portsOf, type Keeping } from "../backups/around.ts";
import type { Confiner } from "../confine/confiner.ts";
import { contextFor } from "./context.ts";
import { withoutInput, type GoesOn, type Journal } from "./journal.ts";
import { fresh, type Held } from "./held.ts";
import type { Masking } from "../../domain/redact/masking.ts";
import { errorText, maskingOf } from "./masking.ts";
import { Output } from "./output.ts";
import { ended, lost, told } from "./result.ts";
import { prepare, type Prepared } from "./prepare.ts";
import type { WatchStalls } from "./program.ts";
import { Sender, type Wire } from "./sender.ts";
import { carryOut, stallsOf } from "./stalling.ts";
import type { Spool } from "./spool.ts";
import { verifyAct, verifyCall, type Trust } from "./verify.ts";

export class Calls {
  readonly #held = new Map<string, Held>();
  readonly #queue: { held: Held; prepared: Prepared }[] = [];
  #running = 0;
  #stopping = false;
  readonly #runs = new Set<Promise<void>>();
  #wire: Wire | undefined;
  readonly #sender = new Sender();
  readonly #markKey: Uint8Array;

  constructor(
    readonly options: {
      trust: Trust;
      journal: Journal;
      spool: Spool;
      findTool: (name: string) => Tool | undefined;
      /** The highest level permitted now: the machine's own policy and the hub's, whichever is lower. */
      maxLevel: () => Level;
      /** Throws what the machine's own rules are against. */
      permit?: (doing: MachineDoing) => void;
      facts: () => Facts;
      /** Holds commands to what the hub asks for; absent: nothing can be held. */
      confiner?: Confiner;
      /** What masked values are marked with; absent: made anew, so that marks last as long as this process. */
      markKey?: Uint8Array;
      /** This machine's own key, which secrets are sealed to; absent: it takes none. */
      key?: KeyObject;
      watchStalls?: WatchStalls;
      nowMs: () => number;
      log: Log;
    } & Keeping,
  ) {
    this.#markKey = options.markKey ?? randomBytes(32);
    for (const { id, goesOn } of options.journal.interrupted()) {
      if (goesOn && this.#goOn(id, goesOn)) continue;
      const { result } = this.#keep(id, ({ frames }) =>
        lost(options.nowMs(), frames, options.deadman?.whatCameBack(id)),
      );
      this.#write(id, result);
    }
    for (const { id, result } of options.journal.unsettled())
      if (result && !this.#held.has(id)) this.#keep(id, () => result);
    options.spool.sweep((id) => this.#held.has(id));
  }

  /** For hello: what this agent still holds. */
  list(): HeldCall[] {
    return [...this.#held.values()].slice(0, 1_000).map(({ id, state }) => ({ id, state }));
  }

  /** A connection is welcomed: go on from where the hub's copy ends, then tell every result again. */
  attach(wire: Wire, resume: Extract<HubFrame, { kind: "welcome" }>["resume"] = {}): void {
    this.#wire = wire;
    this.#sender.attach(wire);
    for (const held of this.#held.values()) {
      const known = resume[held.id];
      if (known) held.output.attach({ ...known, acks: wire.acks });
      if (held.result) this.#tellResult(held, held.result);
      else if (held.stall) this.#wire?.control({ kind: "stalled", id: held.id, stall: held.stall });
    }
  }

  /** The hub has stored all frames below this one. */
  acked(id: string, frames: number): void {
    this.#held.get(id)?.output.acked(frames);
  }

  /** What could be told again after a kill of this agent is on disk from here on. */
  detach(): void {
    this.#wire = undefined;
    this.#sender.detach();
    for (const { id, output } of this.#held.values()) {
      output.detach();
      if (this.options.journal.find(id)) output.save({ forNow: false });
    }
  }

  async take(frame: Extract<HubFrame, { kind: "call" }>): Promise<void> {
    const known = this.#held.get(frame.id);
    try {
      const call = verifyCall({
        ...this.options,
        payload: frame.payload,
        signature: frame.signature,
        id: frame.id,
        nowMs: this.options.nowMs(),
      });
      if (known) return this.#again(known, frame.channel);
      const stored = this.options.journal.find(frame.id)?.result;
      if (stored)
        return this.#again(
          this.#keep(frame.id, () => stored),
          frame.channel,
        );
      if (this.options.journal.wasDone(frame.id, this.options.nowMs()))
        throw new ToolError("conflict", "This call was carried out here before; its result was told then.");
      if (this.#stopping) throw new ToolError("agent_offline", "The agent on this machine stops; nothing was done.");
      const prepared = prepare(call, this.options);
      if (this.#held.size >= limits.callsHeld)
        throw new ToolError("too_many_requests", "This agent holds too many calls.");
      if (!looksOnly(prepared.tool, prepared.input)) {
        const { actor, task } = prepared.call;
        this.options.journal.accepted({ id: frame.id, atMs: this.options.nowMs(), actor, task });
      }
      this.#start(frame, prepared);
    } catch (error) {
      // Refused means that it never ran: what is said wrongly under a held call's id changes nothing about that call.
      if (known) this.options.log.warn("call.repeat_refused", { id: frame.id, code: told(error).code });
      else this.#refuse(frame.id, error);
    }
  }

  cancel(id: string): void {
    const held = this.#held.get(id);
    if (!held || held.result) return;
    held.cancelled = true;
    held.abort.abort(new ToolError("cancelled", "It was cancelled."));
    const waiting = this.#queue.findIndex((item) => item.held === held);
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1);
      this.#end(held, { outcome: "cancelled", startedAtMs: this.options.nowMs() });
    }
  }

  /** Something is done to a running call. What is not signed, late, a repeat or of a call that does not run, does nothing. */
  act(frame: Extract<HubFrame, { kind: "act" }>): void {
    const held = this.#held.get(frame.id);
    if (!held || held.result) return;
    try {
      const act = verifyAct({ ...this.options, ...frame, nowMs: this.options.nowMs() });
      if (held.acts.has(act.nonce)) throw new ToolError("replayed_call", "This was done already.");
      held.acts.add(act.nonce);
      carryOut(held, act);
    } catch (error) {
      this.options.log.warn("act.refused", { id: frame.id, code: told(error).code });
    }
  }

  settled(id: string): void {
    this.#held.get(id)?.output.forget();
    this.#held.delete(id);
    this.options.journal.settled(id, this.options.nowMs());
  }

  /**
   * The agent stops: what waits never starts; what runs is ended and told as lost, now where the hub still hears it, and
   * otherwise at the next start. Resolves once nothing runs any more.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const { held } of this.#queue.splice(0))
      this.#end(held, { outcome: "cancelled", startedAtMs: this.options.nowMs() });
    for (const held of this.#held.values()) if (!held.result) held.abort.abort(agentStops);
    await Promise.allSettled(this.#runs);
  }

  #start(frame: Extract<HubFrame, { kind: "call" }>, prepared: Prepared): void {
    const of = { id: frame.id, hubKey: this.options.trust.hubKey, markKey: this.#markKey };
    const masking = maskingOf({ ...of, secrets: prepared.secrets });
    const output = this.#output(frame.id, { capBytes: prepared.call.outputBytes, masking });
    this.#join(output, frame.channel);
    const held = { ...fresh(frame.id, output), masking };
    this.#held.set(frame.id, held);
    this.#wire?.control({ kind: "accepted", id: frame.id });
    this.#queue.push({ held, prepared });
    this.#next();
  }

  /** Of an earlier life of this agent, which ended in the middle as its tool had expected. False where it cannot go on. */
  #goOn(id: string, before: GoesOn): boolean {
    const tool = this.options.findTool(before.tool);
    if (tool?.where !== "agent" || !tool.load.resume) return false;
    const held = { ...fresh(id, this.#output(id, { capBytes: 0, restored: true })), goesOn: true };
    this.#held.set(id, held);
    const run = this.#run(held, { call: before.call, tool, input: {}, secrets: new Map() }, before).finally(() =>
      this.#runs.delete(run),
    );
    this.#runs.add(run);
    return true;
  }

  #next(): void {
    while (this.#running < limits.callsAtOnce) {
      const item = this.#queue.shift();
      if (!item) return;
      this.#running++;
      const run = this.#run(item.held, item.prepared)
        .catch((error: unknown) => this.options.log.error("call.bug", { id: item.held.id, error: String(error) }))
        .finally(() => {
          this.#running--;
          this.#runs.delete(run);
          this.#next();
        });
      this.#runs.add(run);
    }
  }

  async #run(held: Held, { call, tool, input, hold, secrets }: Prepared, before?: GoesOn): Promise<void> {
    const { nowMs, log, facts, journal } = this.options;
    const startedAtMs = before?.startedAtMs ?? nowMs();
    held.state = "running";
    this.#wire?.control({ kind: "started", id: held.id, atMs: startedAtMs });
    const limit = setTimeout(
      () => held.abort.abort(new ToolError("timed_out", `It took longer than ${call.timeoutMs} ms.`)),
      call.timeoutMs,
    );
    const watching = this.options.watchStalls?.(
      stallsOf(held, { ...call, say: (frame) => this.#wire?.control(frame) }),
    );
    try {
      const context = contextFor({
        call,
        signal: held.abort.signal,
        emit: (stream, bytes) => held.output.add(stream, bytes),
        looks: tool.access === "read",
        hold,
        secrets,
        observer: {
          begun: (program) => void held.programs.add(program),
          ended: (program, report) => {
            held.programs.delete(program);
            held.reports.push(report);
          },
        },
        facts,
        log,
        goesOn: (note) => {
          journal.goesOn(held.id, nowMs(), { tool: tool.name, note, startedAtMs, call: withoutInput(call) });
          held.goesOn = true;
        },
        ...portsOf(this.options, call),
      });
      const work = before ? (await tool.load.resume?.())?.resume(before.note, context) : undefined;
      const output = await noted(work ?? (await tool.load.run()).run(input, context), call, this.options);
      const reason: unknown = held.abort.signal.reason;
      if (held.abort.signal.aborted && !held.cancelled && reason instanceof ToolError) throw reason;
      this.#end(held, { outcome: held.cancelled ? "cancelled" : "ok", output, startedAtMs });
    } catch (error) {
      const cause: unknown = held.abort.signal.aborted ? held.abort.signal.reason : error;
      if (cause === agentStops) {
        if (held.goesOn) return;
        const { error: how } = lost(startedAtMs);
        return this.#end(held, { outcome: "lost", ...(how ? { error: how } : {}), startedAtMs });
      }
      if (!(cause instanceof ToolError)) log.error("tool.bug", { tool: tool.name, error: errorText(held, error) });
      this.#end(held, { outcome: held.cancelled ? "cancelled" : "failed", error: told(cause), startedAtMs });
    } finally {
      clearTimeout(limit);
      watching?.stop();
    }
  }

  #end(held: Held, { startedAtMs, ...rest }: Pick<CallResult, "outcome" | "output" | "error" | "startedAtMs">): void {
    const { journal, nowMs } = this.options;
    const journaled = journal.find(held.id) !== undefined;
    held.output.end();
    // A read that is cut off by a kill is asked for again; what a change said is nowhere else.
    if (journaled) held.output.save({ forNow: true });
    const result = ended({ ...(held.masking?.json(rest) ?? rest), startedAtMs, endedAtMs: nowMs() }, held);
    held.state = "ended";
    held.result = result;
    if (journaled) this.#write(held.id, result);
    this.#tellResult(held, result);
  }

  // Where the disk refuses it is held in memory; after a kill the call then counts as lost, which is true.
  #write(id: string, result: CallResult): void {
    const { journal, nowMs, log } = this.options;
    try {
      journal.ended(id, nowMs(), result);
    } catch (error) {
      log.warn("journal.failed", { id, error: String(error) });
    }
  }

  #tellResult(held: Held, result: CallResult): void {
    held.output.afterAll(() => this.#wire?.control({ kind: "result", id: held.id, result }));
  }

  // A repeat of a call: the stored answer, never a second run.
  #again(held: Held, channel: number): void {
    this.#wire?.control({ kind: "accepted", id: held.id });
    this.#join(held.output, channel);
    if (held.result) this.#tellResult(held, held.result);
  }

  // Of an earlier life of this agent: it ended, and its output is what is still on disk.
  #keep(id: string, resultOf: (output: Output) => CallResult): Held & { result: CallResult } {
    const output = this.#output(id, { capBytes: 0, restored: true });
    const held = { ...fresh(id, output), state: "ended" as const, result: resultOf(output) };
    this.#held.set(id, held);
    return held;
  }

  #output(id: string, of: { capBytes: number; restored?: boolean; masking?: Masking }): Output {
    return new Output({ id, ...of, spool: this.options.spool, offer: (output) => this.#sender.offer(output) });
  }

  #join(output: Output, channel: number): void {
    if (this.#wire) output.attach({ channel, frames: 0, acks: this.#wire.acks });
  }

  #refuse(id: string, error: unknown): void {
    const { code, detail, hint } = told(error);
    this.options.log.warn("call.refused", { id, code });
    this.#wire?.control({ kind: "refused", id, code, detail, ...(hint === undefined ? {} : { hint }) });
  }
}

const agentStops = new ToolError("cancelled", "The agent stops.");
