/** "Not now": a refusal that says in how many seconds to ask again. */
import { AppError } from "../../domain/error.ts";

export class Later extends AppError {
  constructor(
    code: "hub_busy" | "hub_stopping",
    detail: string,
    readonly retryAfterS: number,
  ) {
    super(code, detail, { hint: `Ask again in ${retryAfterS} s.` });
  }
}
