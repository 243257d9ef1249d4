/** “Which machine holds the customer backups?”: answered from what a person had ailx remember, where nothing else is known. It says so, and by whom. */
import type { Memory } from "../../../domain/memory.ts";
import type { Outcome } from "../../../domain/plan.ts";
import type { PlanRequest } from "../planner.ts";

const shownMost = 3;
const asks =
  /^(?:(?:please|hey|hi|so|and|ok)[\s,]+)*(?:which|what|who|whose|where|when|why|how|is|are|was|does|do|did|has|have|can|tell me|remind me|do you (?:know|remember))\b/i;
const negated = /\b(?:not|no|never|none|nothing|without)\b|n't\b/i;

/** The same outcome where it is one; a fact that has all words of the question is the answer where it is none. */
export function fromFacts(outcome: Outcome, { text, known = [], fleet }: PlanRequest): Outcome {
  const isOpen = outcome.kind === "decline" || (outcome.kind === "clarify" && outcome.options.length === 0);
  if (!isOpen || !asks.test(text.trim())) return outcome;
  const wanted = [...new Set(wordsOf(text))];
  const found = known
    .filter(({ kind }) => kind === "fact")
    .filter((one) => negated.test(one.text) === negated.test(text) && answers(one, wanted, fleet));
  if (found.length === 0) return outcome;
  return {
    kind: "answer",
    text: found
      .slice(0, shownMost)
      .map(
        (one) =>
          `${aboutOf(one, fleet)}“${one.text}”. That is remembered: ${one.by} confirmed it on ${new Date(one.atMs).toISOString().slice(0, 10)}.`,
      )
      .join(" "),
  };
}

function answers(one: Memory, wanted: readonly string[], fleet: PlanRequest["fleet"]): boolean {
  const has = new Set(wordsOf(`${one.text} ${namesOf(one, fleet).join(" ")}`));
  const told = wordsOf(one.text).length;
  return wanted.length > 0 && (wanted.length > 1 || told <= 3) && wanted.every((word) => has.has(word));
}

const namesOf = ({ machineIds }: Memory, fleet: PlanRequest["fleet"]): string[] =>
  fleet.filter(({ id }) => machineIds.includes(id)).map(({ name }) => name);

/** The machines that it is about, where its words do not name them. */
function aboutOf(one: Memory, fleet: PlanRequest["fleet"]): string {
  const names = namesOf(one, fleet).filter((name) => !one.text.toLowerCase().includes(name.toLowerCase()));
  return names.length === 0 ? "" : `${names.join(", ")}: `;
}

/** Without what every question has, and without endings. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\d.-]+/u)
    .map((word) => word.replaceAll(/^[.-]+|[.-]+$/g, ""))
    .filter((word) => word.length > 1 && !common.has(word))
    .map((word) => word.replace(/(?:ies|es|s|ed|ing)$/, ""));
const common = new Set(
  (
    "which what who whose where when why how is are was were be does do did has have had can could tell me remind us you know remember please hey hi so and ok " +
    "we i they he she the a an of on in at to for from by with our my your their its it that this there here one ones machine machines server servers box host hosts node nodes system systems " +
    "hold holds held keep keeps kept store stores stored contain contains live lives located find found put placed lie lies run runs running use used uses again not no never"
  ).split(" "),
);
