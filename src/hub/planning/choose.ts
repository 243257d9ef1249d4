/**
 * Which planner a request goes to: the model's where one is set up, the embedded one where it is asked for by name, understands
 * by itself, or the model cannot be had. A fallback is told with its reason, on the task.
 */
import type { Outcome } from "../../domain/plan.ts";
import { advise, adviceText, type Hanging } from "./llm/hang.ts";
import { judge, type Judgement, type Judging } from "./llm/judge.ts";
import { planWithModel } from "./llm/planner.ts";
import { ModelError, type Model } from "./llm/model.ts";
import type { Planner, PlanRequest } from "./planner.ts";
import { byOwnRunbook } from "./runbooks/own.ts";

/** model: always, where there is one · auto: what the embedded planner is sure of, it does · embedded: never a model. */
export type PlannerSetting = "model" | "auto" | "embedded";

export type Choosing = {
  embedded: Planner;
  /** Undefined where no endpoint is set up, or none may be asked now. */
  model: (request: PlanRequest) => Model | undefined | Promise<Model | undefined>;
  /** The cheaper one, for specialists that are content with it. Absent: none. */
  small?: (request: PlanRequest) => Model | undefined;
  setting: () => PlannerSetting;
};

export const choosePlanner =
  ({ embedded, model, small, setting }: Choosing): Planner =>
  async (request) => {
    const { desk, by, rejected } = request;
    const own = by === "model" ? undefined : byOwnRunbook(request);
    if (own) return own;
    const alone = async (): Promise<Outcome> => (rejected ? noOther("") : embedded(request));
    if (!desk || by === "embedded" || (by === undefined && setting() === "embedded")) return alone();
    const chosen = await model(request);
    if (!chosen) return by === "model" ? without(request, embedded, "no model is set up") : alone();
    if (by === undefined && setting() === "auto") {
      const own = await embedded(request);
      if (isSure(own, request)) return own;
    }
    try {
      return await planned({ request, desk, model: chosen, small: small?.(request) });
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      if (error.code === "cancelled" || desk.signal.aborted)
        return { kind: "decline", reason: "It was stopped.", nearest: [] };
      return without(request, embedded, error.detail);
    }
  };

const adviceMs = 20_000;
/** What else is asked of a model: how a task that it planned ended, and what to do where a command of it is silent. Only words. */
export const wordsBy = (model: (about: { task: string }) => Model | undefined) => ({
  judge: async (task: string, about: Judging, signal: AbortSignal): Promise<Judgement | undefined> => {
    const small = model({ task });
    return small && judge({ model: small, about, signal });
  },
  advise: async (task: string, about: Hanging): Promise<string | undefined> => {
    const small = model({ task });
    const advice = small && (await advise({ model: small, about, signal: AbortSignal.timeout(adviceMs) }));
    return advice && adviceText(about, advice);
  },
});

/** An endpoint that turned out to take no tools is asked once more without. */
async function planned(about: Parameters<typeof planWithModel>[0]): Promise<Outcome> {
  const could = about.model.can().tools;
  try {
    return await planWithModel(about);
  } catch (error) {
    if (!(error instanceof ModelError) || !could || about.model.can().tools) throw error;
    return planWithModel(about);
  }
}

/** It was understood whole and without taking anything for granted; what failed before needs more than the same again. */
const isSure = (outcome: Outcome, { failed, rejected }: PlanRequest): boolean =>
  failed === undefined &&
  rejected === undefined &&
  (outcome.kind === "answer" || (outcome.kind === "plan" && outcome.plan.assumptions.length === 0));

/** The same words would give the same plan. */
const noOther = (why: string): Outcome => ({
  kind: "decline",
  reason: `Without a model no other way can be found for the same words. ${why}`.trim(),
  nearest: ["Say what should be done instead."],
});

/** The embedded planner serves, and people see why. */
async function without(request: PlanRequest, embedded: Planner, why: string): Promise<Outcome> {
  const reason = `${why.replace(/[.\s]+$/, "")}.`;
  const { failed, rejected } = request;
  await request.desk?.tell([{ part: { kind: "note", code: "fallback", text: `Planned without a model: ${reason}` } }]);
  if (failed || rejected) return noOther(reason);
  const outcome = await embedded(request);
  if (outcome.kind === "decline")
    return { ...outcome, reason: `${outcome.reason} (Planned without a model: ${reason})` };
  if (outcome.kind !== "plan") return outcome;
  const { plan } = outcome;
  return { kind: "plan", plan: { ...plan, assumptions: [...plan.assumptions, `Planned without a model: ${reason}`] } };
}
