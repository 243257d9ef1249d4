/** What a check after a step came to. A result is an exit status, an observed state and recorded output; never a guess. */
import type { Untrusted } from "./untrusted.ts";

/** One thing that was looked at, and what was found. */
export type Evidence = { check: string; ok: boolean; found: Untrusted | string };

/** ok: every check held · failed: one did not, `reason` says which · unchecked: the tool has nothing to check. */
export type Verdict =
  | { kind: "ok"; evidence: Evidence[] }
  | { kind: "failed"; reason: string; evidence: Evidence[] }
  | { kind: "unchecked" };
