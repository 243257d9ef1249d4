/** The filter of the audit commands as a query of the API. */
import type { Args } from "./mode.ts";

const names = ["person", "machine", "task", "action", "from", "to", "text"] as const;

export function auditQuery(args: Args, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(more);
  for (const name of names) {
    const value = args.text(name);
    if (value !== undefined) query.set(name, value);
  }
  return query.toString();
}
