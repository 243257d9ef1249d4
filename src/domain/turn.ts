/**
 * What a planner did on its way to an outcome, part by part, as people watch it and read it afterwards. Text of a model and of
 * machines in it is data: `forHtml` before a page shows it.
 */
import type { JsonObject } from "../lib/json.ts";
import type { Untrusted } from "./untrusted.ts";

/** Who says or does a part: the coordinator or a specialist by its name. */
export type TurnPart =
  /** The model's reasoning, where the endpoint gives it; it grows while it streams. */
  | { kind: "thinking"; by: string; text: Untrusted }
  /** What the model says to the person; it grows while it streams. */
  | { kind: "said"; by: string; text: Untrusted }
  /** The coordinator gives a part of the work away. */
  | { kind: "delegated"; by: string; to: string; goal: Untrusted }
  /** A read on machines, or a question to the hub's own data. `on`: names of machines. `id` is unique in the task. */
  | { kind: "call"; by: string; id: string; tool: string; input: JsonObject; on: string[] }
  /**
   * What became of a call: found, refused by policy or scope, failed, taken from an equal earlier call, or never made because
   * something before it ended the turn. `runs` are those that can be opened as evidence.
   */
  | {
      kind: "found";
      by: string;
      call: string;
      state: "ok" | "failed" | "refused" | "repeated" | "not_made";
      line: Untrusted;
      runs: { id: string; machine: string }[];
    }
  /** The person said something while it was at work. */
  | { kind: "steered"; name: string; text: string }
  /** Said by ailx itself: a budget at 80 %, a fallback with its reason, an answer that could not be used. */
  | { kind: "note"; code: TurnNote; text: string }
  /** One answer of the endpoint. Tokens are counts; `estimated` where the endpoint did not say. Cost in micro-USD where prices are known. */
  | {
      kind: "usage";
      by: string;
      model: string;
      inputTokens: number;
      cachedTokens: number;
      outputTokens: number;
      estimated: boolean;
      costMicroUsd?: number;
      ms: number;
    };

export type TurnNote =
  | "fallback"
  | "budget"
  | "repeat"
  | "unusable"
  | "retry"
  | "injection"
  | "stopped"
  | "pruned"
  /** Nothing has come from the model for a while; it grows. */
  | "silent";

/** As stored: in order within its task; a part that grows keeps its number. */
export type StoredTurn = { seq: number; revision: number; part: TurnPart; atMs: number };
