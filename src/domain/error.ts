/** The one error a person, the API and a planner ever see: a stable code, a sentence, and what to do. */

/** Stable codes and the HTTP status each stands for. A code never changes its meaning. */
export const statusOf = {
  validation: 400,
  bad_json: 400,
  bad_expression: 400,
  invalid_credentials: 401,
  unauthenticated: 401,
  invalid_token: 401,
  setup_code_wrong: 401,
  /** The password is right; the code of the second factor is missing. */
  second_factor_required: 401,
  second_factor_wrong: 401,
  /** This person has to set up a second factor before anything else. */
  second_factor_missing: 403,
  last_admin: 409,
  foreign_origin: 403,
  forbidden: 403,
  refused_by_policy: 403,
  approval_required: 403,
  machine_revoked: 403,
  machine_quarantined: 403,
  not_found: 404,
  no_such_tool: 404,
  no_machine: 404,
  /** Said to an agent: it has joined a hub that does not know it (any more). */
  unknown_machine: 404,
  method_not_allowed: 405,
  conflict: 409,
  guard_failed: 409,
  stale_plan: 409,
  wrong_state: 409,
  already_set_up: 409,
  approval_expired: 410,
  output_removed: 410,
  too_large: 413,
  unsupported_media_type: 415,
  upgrade_required: 426,
  too_many_requests: 429,
  internal: 500,
  agent_offline: 503,
  hub_busy: 503,
  hub_stopping: 503,
  hub_unreachable: 503,
  storage_failed: 503,
  not_acknowledged: 504,
  timed_out: 504,
  // What a tool reports of a machine. They reach the API only inside a run, never as a status of their own.
  tool_failed: 500,
  config_invalid: 409,
  no_such_unit: 404,
  no_such_file: 404,
  no_such_container: 404,
  not_supported: 501,
  permission_denied: 403,
  level_too_low: 403,
  /** The machine cannot hold a step to what was promised of it, so it was not run. */
  not_enforceable: 403,
  expired_call: 409,
  bad_signature: 403,
  replayed_call: 409,
  bad_input: 400,
  cancelled: 409,
  /** No copy could be kept of what would be changed, so nothing was. */
  backup_failed: 507,
  no_backup: 404,
  /** The way back of a change that may cut the machine off could not be armed, so nothing was changed. */
  not_armed: 503,
  /** A file is no longer what the run that is to be undone left. */
  changed_since: 409,
  output_invalid: 500,
  spawn_failed: 500,
  agent_restarted: 500,
  /** What a model may cost, in the task or in the month, is used up. */
  budget_spent: 402,
  /** The model's endpoint did not answer, or not in a way that can be used. */
  model_failed: 502,
  wrong_hub: 403,
  wrong_pin: 403,
} as const;

export type ErrorCode = keyof typeof statusOf;
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(statusOf, code);

/** The wire form of an error, the same in API answers, task runs and frames. */
export type ErrorBody = { code: string; detail: string; hint?: string; fields?: Record<string, string> };

/** An expected failure. Anything else that is thrown is a bug. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly hint: string | undefined;
  readonly fields: Record<string, string> | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    more: { hint?: string; fields?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(`${code}: ${detail}`, { cause: more.cause });
    this.hint = more.hint;
    this.fields = more.fields;
  }

  get status(): number {
    return statusOf[this.code];
  }

  get body(): ErrorBody {
    return {
      code: this.code,
      detail: this.detail,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.fields === undefined ? {} : { fields: this.fields }),
    };
  }
}

/** The wire form of whatever was thrown; a bug shows as `internal` and keeps its text to the log. */
export const errorBody = (error: unknown): ErrorBody =>
  error instanceof AppError ? error.body : { code: "internal", detail: "Something went wrong inside ailx." };
