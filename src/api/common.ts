/** What all answers of the JSON API share: ids, times, pages, errors. */
import * as z from "zod/mini";

/** UUIDv7; where people type ids, the last six characters are enough. */
export const id = () => z.string().check(z.minLength(1), z.maxLength(64));
/** ISO 8601 UTC. */
export const time = () => z.string();

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
