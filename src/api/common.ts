/** What all answers of the JSON API share: ids, times, pages, errors. */
import * as z from "zod/mini";
import { hasHidden } from "../lib/hidden.ts";

/** UUIDv7; where people type ids, the last six characters are enough. */
export const id = () => z.string().check(z.minLength(1), z.maxLength(64));
/** ISO 8601 UTC. */
export const time = () => z.string();

/** One line of text for people to read: nothing in it hides or moves what stands beside it. */
export const plainText = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine((text) => !hasHidden(text) && !/[\t\n]/.test(text), "holds characters that nobody sees"),
  );

export const errorBody = () =>
  z.object({
    code: z.string(),
    detail: z.string(),
    hint: z.optional(z.string()),
    fields: z.optional(z.record(z.string(), z.string())),
  });

export const risk = () => z.enum(["low", "medium", "high", "critical"]);
export const level = () => z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export const role = () => z.enum(["viewer", "operator", "admin"]);
