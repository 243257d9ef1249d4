/** Sign-in, sign-out, set-up, API keys. */
import * as z from "zod/mini";
import { id, role, time } from "./common.ts";

const userName = () => z.string().check(z.minLength(1), z.maxLength(64));
const passWord = () => z.string().check(z.minLength(1), z.maxLength(1_024));

export const loginRequest = () =>
  z.strictObject({ username: userName(), password: passWord(), bearer: z.optional(z.boolean()) });
/** `bearer` is there where it was asked for: a token for `Authorization: Bearer`, good for 12 h. */
export const loginAnswer = () => z.object({ person: person(), bearer: z.optional(z.string()) });
export const person = () => z.object({ id: z.string(), name: z.string(), role: role() });
export type PersonView = z.infer<ReturnType<typeof person>>;

export const setupRequest = () =>
  z.strictObject({
    /** The one-time code printed at start. */
    code: z.string().check(z.minLength(1), z.maxLength(64)),
    /** Letters and digits of any language, and . _ @ + - after the first. */
    username: userName().check(
      z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u, "may hold letters, digits and . _ @ + - only"),
    ),
    /** At least 10 characters. */
    password: z.string().check(z.minLength(10, "needs at least 10 characters"), z.maxLength(1_024)),
  });

export const keyRequest = () =>
  z.strictObject({
    label: z.string().check(z.minLength(1), z.maxLength(100)),
    role: role(),
    validMs: z.optional(z.int().check(z.minimum(60_000))),
  });
export type KeyRequest = z.infer<ReturnType<typeof keyRequest>>;
export const keyView = () =>
  z.object({
    id: id(),
    label: z.string(),
    role: role(),
    prefix: z.string(),
    createdAt: time(),
    expiresAt: z.optional(time()),
  });
export type KeyView = z.infer<ReturnType<typeof keyView>>;
export const keyList = () => z.object({ items: z.array(keyView()) });
/** The secret is shown this once. */
export const keyCreated = () => z.object({ key: keyView(), secret: z.string() });
