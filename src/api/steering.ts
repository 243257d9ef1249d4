/** What a person says to a planner: while it is at work, and of the plan that came of it. */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";

/** POST /api/tasks/:id/steering */
export const steeringRequest = once(() =>
  z.strictObject({ text: z.string().check(z.minLength(1), z.maxLength(2_000)) }),
);

/** POST /api/tasks/:id/rejection */
export const rejectionRequest = once(() =>
  z.strictObject({
    reason: z.optional(z.string().check(z.maxLength(1_000))),
    /** The planner looks for another way that heeds the reason; the task goes on. */
    another: z.optional(z.literal(true)),
  }),
);
