/** GET /api/doctor: what the hub finds when it looks at itself. */
import * as z from "zod/mini";

export const doctorCheck = () =>
  z.object({
    /** `database`, `agents`, … */
    what: z.string(),
    state: z.enum(["ok", "warn", "fail"]),
    /** What was seen, in one sentence. */
    found: z.string(),
    /** What to do, where something is wrong. */
    todo: z.optional(z.string()),
  });
export type DoctorCheck = z.infer<ReturnType<typeof doctorCheck>>;

export const doctorReport = () => z.object({ version: z.string(), checks: z.array(doctorCheck()) });
export type DoctorReport = z.infer<ReturnType<typeof doctorReport>>;
