/** A plan that a model without tools wrote into its answer: the JSON of it, or nothing. */
import { parseForeign } from "../../../lib/json.ts";

/** JSON in a fence or the whole text; only what has a list of steps counts. */
export function planIn(text: string): string | undefined {
  const fences = [...text.matchAll(/```(?:json)?\s*\n([\s\S]*?)```/g)].map(([, inside = ""]) => inside);
  for (const candidate of [...fences, text]) {
    const trimmed = candidate.trim();
    if (!trimmed.startsWith("{")) continue;
    try {
      const value = parseForeign(trimmed);
      if (typeof value === "object" && value !== null && "steps" in value && Array.isArray(value.steps)) return trimmed;
    } catch {
      // No JSON, so no plan.
    }
  }
  return undefined;
}
