/** People of a hub, their own account, their sign-ins, the second factor. */
import * as z from "zod/mini";
import { id, plainText, role, time } from "./common.ts";

const fullName = () => plainText(100);
const email = () => plainText(254).check(z.regex(/^$|^[^\s@<>]+@[^\s@<>]+$/, "has to look like anna@example.org"));
/** A target expression of names and tags; empty: the whole fleet. */
export const scopeText = () => z.string().check(z.maxLength(2_000));
export const userName = () =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(64),
      z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u, "may hold letters, digits and . _ @ + - only"),
    );
export const newPassword = () => z.string().check(z.minLength(10, "needs at least 10 characters"), z.maxLength(1_024));
const passWord = () => z.string().check(z.minLength(1), z.maxLength(1_024));

/** POST /api/users */
export const userRequest = () =>
  z.strictObject({
    username: userName(),
    password: newPassword(),
    role: role(),
    name: z.optional(fullName()),
    email: z.optional(email()),
    scope: z.optional(scopeText()),
  });
export type UserRequest = z.infer<ReturnType<typeof userRequest>>;

/** PATCH /api/users/:id; what is absent stays. */
export const userPatch = () =>
  z.strictObject({
    name: z.optional(fullName()),
    email: z.optional(email()),
    role: z.optional(role()),
    scope: z.optional(scopeText()),
    /** False ends the person's sign-ins and keys. */
    active: z.optional(z.boolean()),
    password: z.optional(newPassword()),
    /** Only `false`: takes the second factor away from someone who lost it. */
    secondFactor: z.optional(z.literal(false)),
  });
export type UserPatch = z.infer<ReturnType<typeof userPatch>>;

export const userView = () =>
  z.object({
    id: id(),
    username: z.string(),
    name: z.string(),
    email: z.string(),
    role: role(),
    /** Absent: the whole fleet. */
    scope: z.optional(z.string()),
    active: z.boolean(),
    /** Whether signing in asks for a code too. */
    secondFactor: z.boolean(),
    createdAt: time(),
    lastLoginAt: z.optional(time()),
  });
export type UserView = z.infer<ReturnType<typeof userView>>;
export const userList = () => z.object({ items: z.array(userView()) });

export const signInView = () =>
  z.object({
    id: id(),
    /** `cookie`: a browser; `bearer`: a program that signed in with a password. */
    kind: z.enum(["cookie", "bearer"]),
    address: z.string(),
    /** What the browser or program called itself; its own word. */
    userAgent: z.string(),
    createdAt: time(),
    seenAt: time(),
    expiresAt: time(),
    /** The one that asks. */
    current: z.boolean(),
  });
export type SignInView = z.infer<ReturnType<typeof signInView>>;
export const signInList = () => z.object({ items: z.array(signInView()) });

/** Changing one's own password ends all other sign-ins. */
export const passwordRequest = () => z.strictObject({ oldPassword: passWord(), password: newPassword() });
export const proofRequest = () => z.strictObject({ password: passWord() });
export const codeRequest = () => z.strictObject({ code: z.string().check(z.minLength(6), z.maxLength(32)) });

/** The secret is shown until a code confirms it. */
export const totpStarted = () =>
  z.object({ secret: z.string(), uri: z.string(), /** The uri as a QR code, SVG. */ qr: z.string() });
export type TotpStarted = z.infer<ReturnType<typeof totpStarted>>;
/** Each is good for one sign-in; shown this once. */
export const recoveryCodes = () => z.object({ recoveryCodes: z.array(z.string()) });
