/** The routes of models, in words and schemas. */
import type { Described } from "./describe.ts";
import { modelPatch, modelUsageView, modelView } from "./model.ts";

export const modelSchemas = { ModelPatch: modelPatch, Model: modelView, ModelUsage: modelUsageView } as const;

export const modelsDescribed = {
  "GET /api/models": {
    does: "Shows which model plans, what its endpoint can, and what it may cost; never its key.",
    gives: { 200: "Model" },
  },
  "PATCH /api/models": {
    does: "Changes endpoint, model, prices and ceilings. What is absent stays, null takes away.",
    takes: "ModelPatch",
    gives: { 200: "Model" },
  },
  "POST /api/models/probe": {
    does: "Asks the endpoint what it can and keeps what it finds. It costs a few short answers; without a model it only lists them.",
    gives: { 200: "Model" },
  },
  "DELETE /api/models": {
    does: "Removes the stored endpoint with its key. What was used stays.",
    gives: { 204: "nothing" },
  },
  "GET /api/models/usage": {
    does: "Shows what models took: by month and model, and by task of this month.",
    gives: { 200: "ModelUsage" },
  },
} as const satisfies Record<string, Described>;
