/** The routes of secrets and of what was masked, in words and schemas. */
import type { Described } from "./describe.ts";
import { maskedList, revealed, revealRequest, secretList, secretRequest, secretView } from "./secret.ts";

export const secretSchemas = {
  SecretRequest: secretRequest,
  Secret: secretView,
  SecretList: secretList,
  MaskedList: maskedList,
  RevealRequest: revealRequest,
  Revealed: revealed,
} as const;

export const secretsDescribed = {
  "GET /api/secrets": {
    does: "Lists the secrets that steps can use; never their values.",
    gives: { 200: "SecretList" },
  },
  "PUT /api/secrets/:name": {
    does: "Sets a secret: a new version of it, which plans made from now on use.",
    takes: "SecretRequest",
    gives: { 200: "Secret" },
  },
  "DELETE /api/secrets/:name": { does: "Removes a secret with all its versions.", gives: { 204: "nothing" } },
  "GET /api/runs/:id/masked": {
    does: "Lists what was masked in a run's output, each different value once.",
    gives: { 200: "MaskedList" },
  },
  "POST /api/runs/:id/reveal": {
    does: "Shows one masked value, for seven days after the run; who did and why goes into the audit first.",
    takes: "RevealRequest",
    gives: { 200: "Revealed" },
  },
} as const satisfies Record<string, Described>;
