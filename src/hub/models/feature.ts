/** Models put together: what main hands to the planner, to the web, to the doctor and to whoever counts. */
import type { DoctorCheck } from "../../api/doctor.ts";
import type { Actor } from "../../domain/account.ts";
import { tokensText, usdText } from "../../domain/modelCeiling.ts";
import type { PlannerChoice } from "../../domain/modelPreset.ts";
import type { Fleet } from "../../../web/frame/index.ts";
import type { Http } from "../http/app.ts";
import type { Model } from "../planning/llm/model.ts";
import { makeModelService, type ModelParts } from "./models.ts";
import { modelRoutes } from "./routes.tsx";
import { monthOf } from "./store.ts";

export type Models = {
  /** The model that plans; undefined where none can be asked. `task`: whose budget it draws on. */
  current: (about?: { task?: string | undefined }) => Model | undefined;
  /** The cheaper one for summaries; the same where there is no other. */
  small: (about?: { task?: string | undefined }) => Model | undefined;
  planner: () => PlannerChoice;
  routes: (http: Pick<Http, "route" | "body" | "callerOf">, strip: (viewer: Actor) => Fleet) => void;
  /** [] where no model is set up, which is as good. */
  checks: () => DoctorCheck[];
  /** Since the beginning: tokens by direction and model, and micro-USD by model. */
  counts: () => { model: string; answers: number; inputTokens: number; outputTokens: number; microUsd: number }[];
};

export function makeModels(parts: ModelParts): Models {
  const service = makeModelService(parts);
  const { db, clock } = parts;
  return {
    current: service.current,
    small: service.small,
    planner: service.planner,
    routes: (http, strip) => modelRoutes({ http, strip, db, service, clock }),
    counts: service.store.byModel,
    checks: () => {
      const { settings } = service.stored();
      if (!service.given.endpoint && settings.url === undefined) return [];
      const at = service.where();
      const what = "model";
      const todo = "See Settings, Model, or `ailx model probe`.";
      if ("why" in at) return [{ what, state: "warn", found: at.why, todo }];
      const by = at.from === "here" ? "" : `, by ${at.from}`;
      if (at.model === undefined)
        return [
          {
            what,
            state: "warn",
            found: `${new URL(at.url).host}${by}, but no model is chosen`,
            todo: "Choose one under Settings, Model, or set AILX_MODEL.",
          },
        ];
      const found = `${at.model} at ${new URL(at.url).host}${by}`;
      const full = service.meter.full();
      if (full !== undefined)
        return [
          { what, state: "warn", found: `${found}: ${full}`, todo: "Raise the ceiling, or wait for the next month." },
        ];
      const last = service.last();
      if (last?.fault !== undefined)
        return [{ what, state: "warn", found: `${found}; the last question failed: ${last.fault}`, todo }];
      const { probed } = service.stored();
      const failed =
        last === undefined && probed?.url === at.url && probed.model === at.model
          ? probed.findings.find(({ state }) => state === "fail")
          : undefined;
      if (failed)
        return [
          {
            what,
            state: "warn",
            found: `${found}; when it was tried last: ${failed.found}`,
            todo: failed.todo ?? todo,
          },
        ];
      const used = service.store.monthSpent(monthOf(clock()));
      return [
        { what, state: "ok", found: `${found}; this month ${tokensText(used.tokens)}, ${usdText(used.microUsd)}` },
      ];
    },
  };
}
