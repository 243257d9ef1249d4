/** What takes most of the fleet away is asked once more. */
import type { Talk } from "./clause.ts";
import type { Machine } from "../../../domain/machine.ts";
import type { Outcome } from "../../../domain/plan.ts";
import { doesOf } from "./doing.ts";
import type { Doing } from "./perform.ts";
import { raise } from "./sketch.ts";

/** What takes most of the fleet away is asked for once more, with the number of machines, before it is even planned. */
export function sureOf(intent: Doing, machines: readonly Machine[], { words, scope }: Talk): Outcome | undefined {
  const disruptive =
    (intent.kind === "shell" && intent.risk !== undefined) || (intent.kind === "service" && intent.act === "stop");
  const online = words.fleet.filter(({ state }) => state === "online").length;
  if (!disruptive || machines.length <= 3 || machines.length * 2 <= online) return undefined;
  raise(scope.sketch, "critical");
  const where = machines.length === online ? `all ${online}` : `${machines.length} of ${online}`;
  const question = `That means: ${doesOf(intent)}, on ${where} machines that are online. Which are meant?`;
  const answered = scope.answers.some((given) => given.question.endsWith(question) && given.answer === "all");
  return answered
    ? undefined
    : {
        kind: "clarify",
        question,
        about: "target",
        options: [{ label: `all ${machines.length} machines`, value: "all" }],
      };
}
