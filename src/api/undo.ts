/** What an undo is asked with. */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";

/** One step alone, by its id or its number from 1; default all, from the last to the first. */
const step = () => z.optional(z.string().check(z.minLength(1), z.maxLength(32)));

/** POST /api/tasks/:id/undo: a new task that takes back what this one changed. */
export const undoRequest = once(() =>
  z.strictObject({
    step: step(),
    /** Also over what somebody else changed since; a copy of that is kept. */
    force: z.optional(z.boolean()),
  }),
);
export type UndoRequest = z.infer<ReturnType<typeof undoRequest>>;

/** The same as a page's form sends it. */
export const undoForm = once(() => z.strictObject({ step: step(), force: z.optional(z.literal("yes")) }));
