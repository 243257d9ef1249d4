/** What the program's exit status says: 0 ok, 1 the thing failed, 2 wrong usage, 3 refused, 4 out of reach. */
import { AppError, type ErrorBody } from "../domain/error.ts";

export const exit = { ok: 0, failed: 1, usage: 2, refused: 3, unreachable: 4 } as const;
export type ExitStatus = (typeof exit)[keyof typeof exit];

const refusals = ["refused_by_policy", "approval_required", "approval_expired", "forbidden", "level_too_low"];
const misuse = ["validation", "bad_expression", "bad_json", "bad_input"];

/** The status that an error's code stands for. */
export function statusOf({ code }: Pick<ErrorBody, "code">): ExitStatus {
  if (code === "hub_unreachable") return exit.unreachable;
  if (misuse.includes(code)) return exit.usage;
  return isRefusal(code) ? exit.refused : exit.failed;
}

/** Nothing went wrong but it may not be done. */
export const isRefusal = (code: string): boolean => refusals.includes(code);

/** Wrong usage of the command line: exit status 2. */
export const usageError = (detail: string, hint?: string): AppError =>
  new AppError("validation", detail, hint === undefined ? {} : { hint });
