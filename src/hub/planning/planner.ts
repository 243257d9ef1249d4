/** What every planner is: a request and the fleet in, one outcome out. It proposes; it changes nothing. */
import type { Machine } from "../../domain/machine.ts";
import type { Outcome } from "../../domain/plan.ts";
import type { Level } from "../../domain/risk.ts";

export type PlanRequest = {
  /** The person's words, at most 2,000 characters. */
  text: string;
  /** A target expression that limits where anything may happen. */
  on?: string;
  fleet: readonly Machine[];
  nowMs: number;
  maxLevel?: Level;
  /** Machines that are away are waited for, so that they may be in the plan. */
  awaits?: boolean;
  /** What the person answered to an earlier question about the same text, oldest first. */
  answers?: { question: string; answer: string }[];
};

export type Planner = (request: PlanRequest) => Promise<Outcome>;
