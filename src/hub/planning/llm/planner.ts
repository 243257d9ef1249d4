/** The planner with a model: a coordinator that looks, asks, delegates and proposes. It ends in an outcome or throws `ModelError`. */
import type { Looked, Outcome } from "../../../domain/plan.ts";
import { parseTarget, select } from "../../../domain/target.ts";
import { once } from "../../../lib/once.ts";
import type { Desk, PlanRequest } from "../planner.ts";
import type { Limits } from "./budget.ts";
import { clean, type Agent } from "./calls.ts";
import { doubted, readBy } from "./doubts.ts";
import { delegate, fleetQuery, helperTools, outputSearch, runbookGet } from "./helpers.ts";
import { masked, plain } from "./cutting.ts";
import { honest, spokenOf } from "./honest.ts";
import { converse } from "./loop.ts";
import { ModelError, type Model } from "./model.ts";
import { requestText, systemText } from "./prompt.ts";
import { machineLine } from "./show.ts";
import { readingTools } from "./specialists.ts";
import { offered, signature } from "./wire.ts";
import { newWork, suspect, type Work } from "./work.ts";

export const coordinator = "coordinator";
/** A person who has answered so often has said all there is. */
const questionsAtMost = 4;

export async function planWithModel({
  request,
  desk,
  model,
  small,
  limits,
}: {
  request: PlanRequest;
  desk: Desk;
  model: Model;
  small?: Model | undefined;
  limits?: Partial<Limits>;
}): Promise<Outcome> {
  // From here on it may take its time.
  await desk.tell([]);
  const all = request.fleet;
  const fleet = request.on === undefined || request.on.trim() === "" ? all : select(parseTarget(request.on), all);
  if (all.length === 0) return declined("There is no machine yet. Add one first.");
  if (fleet.length === 0) return declined(`No machine fits ${request.on ?? ""}.`);
  const work = newWork({ request, desk, model, small, fleet, ...(limits ? { limits } : {}) });
  for (const machine of fleet) await suspect(work, `the facts of ${machine.name}`, machineLine(machine, ""));
  const asks = (request.answers?.length ?? 0) < questionsAtMost;
  const canCall = model.can().tools;
  try {
    const end = await converse(work, {
      agent: agentOf(work),
      system: systemText(),
      about: canCall ? requestText(work) : `${requestText(work)}\n\n${withoutTools()}`,
      tools: canCall ? toolsOf(asks) : [],
      answers: work.budget.limits.answers,
    });
    return end.kind === "outcome" ? end.outcome : said(work, end.text);
  } catch (error) {
    // A ceiling that is reached before anything was found leaves nothing to go on from.
    const isSpent = error instanceof ModelError && error.code === "budget_spent";
    if (!isSpent || looksOf(work).length === 0) throw error;
    return soFar(work, error.detail.replace(/\.$/, ""), "");
  }
}

const agentOf = (work: Work): Agent => ({
  name: coordinator,
  reads: new Set(readingTools().map(({ name }) => name)),
  helpers: {
    fleet_query: fleetQuery(work),
    runbook_get: runbookGet(work),
    output_search: outputSearch(work),
    delegate: delegate(work, coordinator),
  },
  proposes: true,
});

const toolsOf = (asks: boolean) => [
  helperTools.propose_plan,
  ...(asks ? [helperTools.ask_user] : []),
  helperTools.fleet_query,
  helperTools.delegate,
  helperTools.runbook_get,
  helperTools.output_search,
  ...readingTools().map(offered),
];

const withoutTools = once(
  () => `You cannot call tools here, so you cannot look. Answer in words; or, where something is to be done or looked at, answer with the plan alone as JSON:
\`\`\`json
{"steps": [{"tool": "service.status", "input": {"service": "nginx"}, "machines": ["web-1"], "why": "…"}]}
\`\`\`
Tools that read: ${readingTools().map(signature).join("; ")}`,
);

const declined = (reason: string): Outcome => ({ kind: "decline", reason, nearest: [] });

/** Words without a plan: an answer, told with what it rests on. Nothing was changed by it, whatever it says. */
function said(work: Work, text: string): Outcome {
  const { stopping, spent } = work;
  const words = clean(text, 4_000);
  if (spent !== undefined) return soFar(work, spent, words);
  if (words === "")
    return declined(
      stopping === undefined
        ? "The model came to no answer."
        : `The model came to no answer; it was stopped because ${stopping}. Nothing was changed.`,
    );
  const { text: marked, doubts } = doubted(words, readBy(work));
  const looks = looksOf(work);
  return {
    kind: "answer",
    ...(looks.length > 0 ? { looked: looks } : {}),
    ...(doubts.length > 0 ? { unseen: doubts } : {}),
    text: honest(marked, {
      looked: work.looked.size > 0 || work.heard.length > 0,
      stopping,
      before: work.request.failed !== undefined,
      spoken: spokenOf(work),
    }),
  };
}

/** What was found until a budget was used up; where this time nothing came of it, what was found before. */
function soFar(work: Work, spent: string, words: string): Outcome {
  const { text: before = "", unseen: doubtedBefore = [] } = work.request.soFar ?? {};
  const looked = looksOf(work);
  const { text, doubts } = words === "" ? { text: before, doubts: doubtedBefore } : doubted(words, readBy(work));
  return {
    kind: "answer",
    text: text === "" ? `It had not come to an answer; ${looksText(looked.length)}.` : text,
    spent,
    looked,
    ...(doubts.length > 0 ? { unseen: doubts } : {}),
  };
}
const looksText = (looks: number): string => `${looks} ${looks === 1 ? "thing was" : "things were"} looked at`;

const looksAtMost = 60;
const looksOf = ({ heard, request: { soFar: earlier } }: Work): Looked[] =>
  [
    ...(earlier?.looked ?? []),
    ...heard.flatMap(({ from, text, run }) =>
      run === undefined ? [] : [{ run, what: from, found: masked(plain(text.split("\n")[0] ?? "")).slice(0, 300) }],
    ),
  ].slice(-looksAtMost);
