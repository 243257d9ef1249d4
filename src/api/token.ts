/** Join tokens: what lets a new agent enrol. */
import * as z from "zod/mini";
import { id, level, plainText, time } from "./common.ts";

/** POST /api/tokens */
export const tokenRequest = () =>
  z.strictObject({
    label: z.optional(plainText(100)),
    /** How long it is good for; default 24 h, at most 30 days. */
    validMs: z.optional(z.int().check(z.minimum(60_000), z.maximum(30 * 86_400_000))),
    /** How many machines may use it; default 1, at most 1,000. */
    uses: z.optional(z.int().check(z.minimum(1), z.maximum(1_000))),
    tags: z.optional(z.array(z.string().check(z.maxLength(63))).check(z.maxLength(50))),
    /** The level that the line to paste writes into the machine's own policy; 1 where nobody chose. */
    maxLevel: z.optional(level()),
    /** Each machine that joins by it waits until a person has let it in; default false. */
    approve: z.optional(z.boolean()),
  });
export type TokenRequest = z.infer<ReturnType<typeof tokenRequest>>;

export const tokenView = () =>
  z.object({
    id: id(),
    label: z.string(),
    createdAt: time(),
    expiresAt: time(),
    uses: z.int(),
    used: z.int(),
    tags: z.array(z.string()),
    maxLevel: level(),
    /** Whether a person has to let each machine in. */
    approve: z.boolean(),
    state: z.enum(["open", "used", "expired", "revoked"]),
  });
export type TokenView = z.infer<ReturnType<typeof tokenView>>;
export const tokenList = () => z.object({ items: z.array(tokenView()) });

/** The secret and the line are shown once, at creation. */
export const tokenCreated = () =>
  z.object({
    token: tokenView(),
    secret: z.string(),
    /** The line to paste on the machine; absent while the hub listens on loopback only, `hint` then says what to do. */
    line: z.string(),
    /** True while only this computer can reach the hub. */
    loopbackOnly: z.boolean(),
    hint: z.optional(z.string()),
  });
export type TokenCreated = z.infer<ReturnType<typeof tokenCreated>>;
