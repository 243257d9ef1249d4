/** What has been found so far while a text is gone through, and the limits of going through it. */
import { atLeast, highestLevel, worst, type Level, type Risk, type Span } from "../risk.ts";
import type { Verdict } from "./rule.ts";

/** `user`: as the agent runs it · `root`: by sudo and its like · `remote`, `container`: elsewhere. */
export type Right = "user" | "root" | "remote" | "container";

export type Found = { risk: Risk; level: Level; text: string; span: Span; rule: string };
/** One thing that the command does: the card says it in a line. */
export type Effect = { kind: EffectKind; what: string; span: Span };
export type EffectKind = "read" | "write" | "delete" | "change" | "run" | "fetch" | "send" | "ask" | "act";

/** More simple commands than this are not gone through: the text is high for it. */
export const maxCommands = 500;
export const maxDepth = 12;
/** Commands times the values their variables can have. */
const maxWork = 3_000;

/** Asks the machine what a path really is; the agent has one, the hub has none. */
export type Resolve = (path: string) => { path: string; trusted: boolean } | undefined;

export class Findings {
  readonly found: Found[] = [];
  readonly effects: Effect[] = [];
  level: Level = 1;
  risk: Risk = "low";
  reach = { daemon: false, network: false };
  readsSecret: Span | undefined;
  sends: Span | undefined;
  /** Paths that this text fills from the network: running one is running downloaded text. */
  readonly downloaded = new Set<string>();
  /** Paths of which this text has made a copy beside them. */
  readonly kept = new Set<string>();
  commands = 0;
  /** Names of the programs that were seen; the test against what bash really ran compares with them. */
  readonly programs = new Set<string>();
  /** The commands themselves, for who compares what two texts do; not those that run elsewhere. */
  readonly argv: string[][] = [];
  #work = 0;

  constructor(
    readonly line: string,
    readonly resolve: Resolve | undefined,
  ) {}

  add({ risk, level, text }: Verdict, span: Span, rule: string): void {
    this.risk = worst([this.risk, risk]);
    this.level = highestLevel([this.level, level]);
    if (risk === "low") return;
    const same = this.found.some(
      (each) =>
        each.rule === rule && each.span.from === span.from && each.span.to === span.to && atLeast(each.risk, risk),
    );
    if (!same && this.found.length < 200)
      this.found.push({ risk, level, text: text ?? "changes something", span, rule });
  }

  effect(kind: EffectKind, what: string, span: Span): void {
    if (this.effects.length < 100) this.effects.push({ kind, what: what.slice(0, 200), span });
  }

  /** False once there is too much to go through, which is a finding. */
  mayGoOn(span: Span): boolean {
    this.#work++;
    if (this.commands <= maxCommands && this.#work <= maxWork) return true;
    this.add({ risk: "high", level: 2, text: "is too long to be judged as a whole" }, span, "limit.commands");
    return false;
  }
}
