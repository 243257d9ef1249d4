/** What admins change of policies: each change is one commit with its audit entry, and counts from then on. */
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import { checkRule, rulesAtMost, type PolicyRule } from "../../domain/policy.ts";
import { roleAtLeast, type Actor } from "../../domain/account.ts";
import type { Clock } from "../../lib/clock.ts";
import { shortId } from "../../lib/ids.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Change, Db } from "../db/database.ts";
import type { Permit } from "../../domain/permit.ts";
import { maskedJson } from "../planning/llm/cutting.ts";
import type { PolicyStore } from "./store.ts";

export type By = { actor: Actor; origin: string };
type Parts = { db: Db; store: PolicyStore; clock: Clock };

export function makeChanges({ db, store, clock }: Parts) {
  const commit = async (changes: Change[], by: By, entry: { action: string; data: JsonObject; kind?: string }) => {
    const { action, data, kind = "policy" } = entry;
    await db.commit({
      do: changes,
      events: [{ kind, data: { action } }],
      audit: [{ actor: by.actor, origin: by.origin, action, data }],
    });
  };
  const row = (rule: PolicyRule, by: By) => ({ rule, changedBy: by.actor.name, changedAtMs: clock() });

  return {
    /** A new rule, or another one of that id. */
    put: async (rule: PolicyRule, by: By): Promise<void> => {
      checkRule(rule);
      const rules = store.rules();
      const at = rules.findIndex((each) => each.rule.id === rule.id);
      if (at < 0 && rules.length >= rulesAtMost) throw tooMany();
      const was = rules[at]?.rule;
      await commit([store.putRule(row(rule, by), at < 0 ? rules.length : at)], by, {
        action: was ? "policy.changed" : "policy.created",
        data: { rule: plain(rule), ...(was ? { was: plain(was) } : {}) },
      });
    },

    /** These and no others. */
    putAll: async (rules: readonly PolicyRule[], by: By): Promise<void> => {
      if (rules.length > rulesAtMost) throw tooMany();
      rules.forEach(checkRule);
      const twice = rules.find((rule, at) => rules.findIndex(({ id }) => id === rule.id) !== at);
      if (twice)
        throw new AppError("validation", `Two rules are called ${twice.id}.`, { fields: { id: "is there twice" } });
      const was = store.rules().map(({ rule }) => plain(rule));
      await commit([store.removeAll(), ...rules.map((rule, at) => store.putRule(row(rule, by), at))], by, {
        action: "policy.replaced",
        data: { rules: rules.map(plain), was },
      });
    },

    remove: async (id: string, by: By): Promise<void> => {
      const was = store.rules().find(({ rule }) => rule.id === id);
      if (!was) throw noRule(id);
      await commit([store.removeRule(id)], by, { action: "policy.removed", data: { was: plain(was.rule) } });
    },

    readOnly: async (
      { on, machine, reason = "" }: { on: boolean; machine: Machine | undefined; reason?: string | undefined },
      by: By,
    ): Promise<void> => {
      const scope = machine?.id ?? "hub";
      const isOn = store.switches().some((each) => each.scope === scope);
      if (on === isOn)
        throw new AppError(
          "wrong_state",
          `${machine?.name ?? "This hub"} is ${on ? "read-only already" : "not read-only"}.`,
        );
      const data = { scope: machine?.name ?? "hub", reason };
      await commit(
        [on ? store.switchOn({ scope, reason, by: by.actor.name, sinceMs: clock() }) : store.switchOff(scope)],
        by,
        { action: on ? "policy.read_only_on" : "policy.read_only_off", data },
      );
    },

    /** An admin any of them, everybody else what stands for their own requests. */
    revoke: async (wanted: string, by: By): Promise<Permit> => {
      const found = store.permit(wanted) ?? store.permits(1_000).find(({ id }) => shortId(id) === wanted);
      if (!found || !mayRevoke(found, by.actor))
        throw new AppError("not_found", `There is no standing permission ${JSON.stringify(wanted.slice(0, 40))}.`);
      if (found.revokedAtMs !== undefined) throw new AppError("wrong_state", "It is revoked already.");
      const { id: permit, tool, input, machines, used } = found;
      await commit([store.revokePermit(found.id, clock())], by, {
        action: "permit.revoked",
        data: { permit, tool, input: maskedJson(input), machines, used },
        kind: "permit",
      });
      return store.permit(found.id) ?? found;
    },
  };
}
export type PolicyChanges = ReturnType<typeof makeChanges>;

export const mayRevoke = ({ person }: Permit, actor: Pick<Actor, "id" | "role">): boolean =>
  roleAtLeast(actor.role, "admin") || person?.id === actor.id;

export const noRule = (id: string): AppError =>
  new AppError("not_found", `There is no rule ${JSON.stringify(id.slice(0, 48))}.`, {
    hint: "`ailx policy list` lists them.",
  });

const tooMany = (): AppError => new AppError("validation", `A hub has ${rulesAtMost} rules at most.`);
const plain = (rule: PolicyRule): JsonObject => JSON.parse(JSON.stringify(rule)) as JsonObject;
