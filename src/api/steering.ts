/** What a person says to a planner at work. */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";

/** POST /api/tasks/:id/steering */
export const steeringRequest = once(() =>
  z.strictObject({ text: z.string().check(z.minLength(1), z.maxLength(2_000)) }),
);
