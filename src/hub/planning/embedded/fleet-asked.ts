/** What the fleet is asked as a whole, and what only its machines can say of it. */
import type { Outcome } from "../../../domain/plan.ts";
import type { PlanRequest } from "../planner.ts";
import type { Talk } from "./clause.ts";
import { better, queryIn } from "./frames/fleet-query.ts";
import { perform } from "./perform.ts";
import { planOf } from "./planned.ts";
import { newSketch } from "./sketch.ts";
import type { Repair } from "./typos.ts";
import { sentenceOf } from "./understood.ts";

/** A question about the fleet as a whole, where nothing better was made of the request. */
export function askedOf(
  text: string,
  other: Outcome,
  { entities, words, scope, nowMs }: Talk,
  request: { repairs: Repair[]; request: Pick<PlanRequest, "text" | "fleet"> },
): Outcome | undefined {
  const query = queryIn(text, { entities, nowMs, words: { ...words, fleet: scope.fleet } });
  if (!query || !better(query, other)) return undefined;
  if (!query.live) return query.outcome();
  const sketch = newSketch({ rollout: undefined, awaits: false });
  const machines = query.live.machines.filter(({ state }) => state === "online");
  if (machines.length === 0) return undefined;
  perform(sketch, { kind: "read", tool: query.live.tool, input: query.live.input }, machines, {});
  if (sketch.steps.length === 0) return undefined;
  sketch.on.push(machines.length === words.fleet.length ? "all" : machines.map(({ name }) => name).join(", "));
  sketch.understood.push(sentenceOf(sketch.steps, words.fleet, undefined));
  return planOf(sketch, request);
}
