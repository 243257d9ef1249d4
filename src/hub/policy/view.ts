/** Rules, switches and permissions as the API and the pages show them; and what a rule would mean if it stood. */
import type { PermitView, PolicyCheck, PolicyList, ReadOnlyView, StoredRuleView } from "../../api/policy.ts";
import type { Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Permit } from "../../domain/permit.ts";
import { checkRule, policyRuleSchema, ruleNotes, whereOfRule, type ReadOnly } from "../../domain/policy.ts";
import { parseTarget, select } from "../../domain/target.ts";
import { glob } from "../../domain/target-glob.ts";
import { showHidden } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { shortId } from "../../lib/ids.ts";
import { findTool, tools } from "../../tools/index.ts";
import { invalid } from "../http/body.ts";
import { masked, maskedJson } from "../planning/llm/cutting.ts";
import { mayRevoke } from "./change.ts";
import type { PolicyStore, StoredRule } from "./store.ts";

type NameOf = (id: string) => string;

export const ruleView = ({ rule, changedBy, changedAtMs }: StoredRule): StoredRuleView => ({
  rule,
  where: whereOfRule(rule),
  changedBy,
  changedAt: iso(changedAtMs),
  notes: ruleNotes(rule),
});

const switchView = ({ scope, reason, by, sinceMs }: ReadOnly, nameOf: NameOf): ReadOnlyView => ({
  ...(scope === "hub" ? {} : { machine: nameOf(scope) }),
  reason,
  by,
  since: iso(sinceMs),
});

export const policiesView = (store: PolicyStore, nameOf: NameOf): PolicyList => ({
  items: store.rules().map(ruleView),
  readOnly: store.switches().map((each) => switchView(each, nameOf)),
});

export function permitView(
  permit: Permit,
  { actor, nowMs }: { actor: Pick<Actor, "id" | "role">; nowMs: number },
): PermitView {
  const { id, tool, input, machines, person, risk, createdBy, taskId, used, lastUsedAtMs } = permit;
  return {
    id,
    shortId: shortId(id),
    tool,
    // What a model wrote may hold a secret, and a permission lies here for long.
    input: maskedJson(input),
    exact: masked(exactOf(permit)),
    machines,
    ...(person ? { person: person.name } : {}),
    risk,
    until: iso(permit.untilMs),
    createdAt: iso(permit.createdAtMs),
    createdBy,
    ...(taskId === undefined ? {} : { task: taskId }),
    used,
    ...(lastUsedAtMs === undefined ? {} : { lastUsedAt: iso(lastUsedAtMs) }),
    state: permit.revokedAtMs !== undefined ? "revoked" : permit.untilMs <= nowMs ? "expired" : "open",
    mine: mayRevoke(permit, actor),
  };
}

/** The bytes that it allows, where its arguments are an input of the tool; its arguments where they are patterns. */
function exactOf({ tool: name, input }: Permit): string {
  const tool = findTool(name);
  const read = tool?.input().safeParse(input);
  return showHidden(tool && read?.success ? tool.preview(read.data).exact : JSON.stringify(input));
}

/** What a rule would mean, said of what is in a form: never throws for what a person wrote. */
export function checked(given: unknown, machines: readonly Machine[]): PolicyCheck {
  const read = policyRuleSchema().safeParse(given);
  const faults = read.success ? {} : (invalid(read.error.issues, given).fields ?? {});
  if (!read.success) return { ok: false, fields: faults, notes: [] };
  const rule = read.data;
  try {
    checkRule(rule);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, fields: error.fields ?? {}, notes: [] };
  }
  const named = rule.machines === undefined ? machines : select(parseTarget(rule.machines), machines);
  const meant = tools.map(({ name }) => name).filter((name) => rule.tools?.some((each) => glob(each)(name)) ?? true);
  return {
    ok: true,
    machines: named.map(({ name }) => name),
    tools: meant,
    notes: [
      ...ruleNotes(rule),
      ...(named.length === 0 ? ["It names no machine now."] : []),
      ...(meant.length === 0 ? ["There is no such tool."] : []),
    ],
  };
}
