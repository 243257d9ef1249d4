/** A decision about a task that goes on is made from what is stored; where that changed meanwhile, it is made anew. */
import { AppError } from "../../domain/error.ts";

/** Each time somebody was faster, something went on: it comes to an end. */
export async function unlessOvertaken<T>(decide: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "guard_failed") throw error;
    }
  }
}
