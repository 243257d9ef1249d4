/** Secrets that steps need, and what was masked in the output of runs. */
import * as z from "zod/mini";
import { secretName } from "../domain/secret.ts";
import { id, time } from "./common.ts";

/** PUT /api/secrets/:name */
export const secretRequest = () =>
  z.strictObject({
    /** Never shown again. At least 6 bytes: a shorter value could not be masked without masking much else. */
    value: z.string().check(z.minLength(6), z.maxLength(65_536)),
  });
export type SecretRequest = z.infer<ReturnType<typeof secretRequest>>;

/** Its newest version; the value is never shown. */
export const secretView = () =>
  z.object({
    name: z.string().check(z.regex(secretName)),
    version: z.int(),
    madeAt: time(),
    madeBy: z.string(),
    /** When any version of it was last sent to a machine; absent: never. */
    usedAt: z.optional(time()),
  });
export type SecretView = z.infer<ReturnType<typeof secretView>>;
export const secretList = () => z.object({ items: z.array(secretView()) });

/** GET /api/runs/:id/masked: each different value once, by its number. */
export const maskedView = () =>
  z.object({
    n: z.int(),
    /** `password`, `token`, `private-key` …, and the four hex digits that stand in its place. */
    kind: z.string(),
    hash: z.string(),
    count: z.int(),
    /** Until then it can be revealed; absent: no longer, or there was no room to keep it. */
    until: z.optional(time()),
  });
export type MaskedView = z.infer<ReturnType<typeof maskedView>>;
export const maskedList = () => z.object({ items: z.array(maskedView()) });

/** POST /api/runs/:id/reveal */
export const revealRequest = () =>
  z.strictObject({
    n: z.int().check(z.minimum(1)),
    /** Goes into the audit. */
    reason: z.string().check(z.minLength(3), z.maxLength(500)),
  });
export type RevealRequest = z.infer<ReturnType<typeof revealRequest>>;

export const revealed = () =>
  z.object({
    run: id(),
    n: z.int(),
    kind: z.string(),
    hash: z.string(),
    value: z.string(),
  });
export type Revealed = z.infer<ReturnType<typeof revealed>>;
