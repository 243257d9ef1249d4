/** What was masked in a run, as its end stores it: the sealed values on their own, and in its result how many there were. */
import type { CallResult } from "../../protocol/call.ts";
import type { Change } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import { masked } from "../redaction/table.ts";

type Ended = { runId: string; attemptId: string; result: CallResult | undefined; atMs: number };

export const maskedRows = ({ runId, attemptId, result, atMs }: Ended): Change[] =>
  (result?.redacted?.values ?? []).map(({ kind, hash, count, sealed }, index) =>
    insertInto(
      masked,
      { runId, attemptId, n: index + 1, kind, hash, count, sealed: sealed ?? null, atMs },
      { replace: true },
    ),
  );

/** Without its output, which is the run's, and without sealed values, which are removed in time. */
export function bare({ output: _output, redacted, ...rest }: CallResult): Omit<CallResult, "output"> {
  return redacted ? { ...rest, redacted: { count: redacted.count, values: [] } } : rest;
}
