/** The routes of runbooks, in words and schemas. */
import type { Described } from "./describe.ts";
import {
  runbookCheck,
  runbookCheckRequest,
  runbookDraft,
  runbookList,
  runbookRequest,
  runbookView,
} from "./runbook.ts";

export const runbookSchemas = {
  RunbookList: runbookList,
  Runbook: runbookView,
  RunbookRequest: runbookRequest,
  RunbookCheckRequest: runbookCheckRequest,
  RunbookCheck: runbookCheck,
  RunbookDraft: runbookDraft,
} as const;

export const runbooksDescribed = {
  "GET /api/runbooks": { does: "Lists runbooks, one's own and built-in ones.", gives: { 200: "RunbookList" } },
  "GET /api/runbooks/:id": { does: "Shows a runbook with its text and its tests.", gives: { 200: "Runbook" } },
  "PUT /api/runbooks/:id": {
    does: "Saves a runbook. It answers to its sentences only where its tests pass and no sentence means something else.",
    takes: "RunbookRequest",
    gives: { 200: "Runbook" },
  },
  "DELETE /api/runbooks/:id": { does: "Removes a runbook of one's own.", gives: { 204: "nothing" } },
  "POST /api/runbooks/check": {
    does: "Checks a runbook's text and runs its tests, without saving it; says what a request would come to.",
    takes: "RunbookCheckRequest",
    gives: { 200: "RunbookCheck" },
  },
  "GET /api/tasks/:id/runbook": {
    does: "Writes what a finished task did as a runbook, its values turned into inputs; nothing is saved.",
    gives: { 200: "RunbookDraft" },
  },
} as const satisfies Record<string, Described>;
