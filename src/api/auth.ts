/** Sign-in, sign-out, set-up, API keys. */
import * as z from "zod/mini";
import { id, plainText, role, time } from "./common.ts";
import { newPassword, scopeText, userName } from "./user.ts";

const knownName = () => z.string().check(z.minLength(1), z.maxLength(64));
const passWord = () => z.string().check(z.minLength(1), z.maxLength(1_024));

export const loginRequest = () =>
  z.strictObject({
    username: knownName(),
    password: passWord(),
    /** The second factor's code, or a recovery code, where the person has one: without it 401 `second_factor_required`. */
    code: z.optional(z.string().check(z.minLength(1), z.maxLength(32))),
    bearer: z.optional(z.boolean()),
  });
/** `bearer` is there where it was asked for: a token for `Authorization: Bearer`, good for 12 h. */
export const loginAnswer = () => z.object({ person: person(), bearer: z.optional(z.string()) });
export const person = () =>
  z.object({
    id: z.string(),
    name: z.string(),
    role: role(),
    /** The machines that this one sees, as an expression; absent: all. */
    scope: z.optional(z.string()),
  });
export type PersonView = z.infer<ReturnType<typeof person>>;

export const setupRequest = () =>
  z.strictObject({
    /** The one-time code printed at start. */
    code: z.string().check(z.minLength(1), z.maxLength(64)),
    /** Letters and digits of any language, and . _ @ + - after the first. */
    username: userName(),
    /** At least 10 characters. */
    password: newPassword(),
  });

export const keyRequest = () =>
  z.strictObject({
    label: plainText(100).check(z.minLength(1)),
    role: role(),
    /** How long it is good for; absent: until it is revoked. */
    validMs: z.optional(z.int().check(z.minimum(60_000), z.maximum(10 * 366 * 86_400_000))),
    /** The machines that it reaches, by names and tags; absent: those of its maker. */
    scope: z.optional(scopeText()),
  });
export type KeyRequest = z.infer<ReturnType<typeof keyRequest>>;
export const keyView = () =>
  z.object({
    id: id(),
    label: z.string(),
    role: role(),
    prefix: z.string(),
    scope: z.optional(z.string()),
    /** Who made it, and for whom it acts. */
    by: z.string(),
    createdAt: time(),
    expiresAt: z.optional(time()),
    lastUsedAt: z.optional(time()),
  });
export type KeyView = z.infer<ReturnType<typeof keyView>>;
export const keyList = () => z.object({ items: z.array(keyView()) });
/** The secret is shown this once. */
export const keyCreated = () => z.object({ key: keyView(), secret: z.string() });
