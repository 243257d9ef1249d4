/** `user.groups`: puts a user into groups and takes it out of others. */
import * as z from "zod/mini";
import type { JsonObject } from "../../lib/json.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import {
  accountLine,
  accountTable,
  changedAccount,
  critical,
  groupsField,
  isRootLike,
  judgeAccount,
  userField,
} from "./accounts.ts";

const input = once(() =>
  z
    .strictObject({
      user: userField(),
      add: groupsField("Groups to be in; they must be there."),
      remove: groupsField("Groups to be in no more."),
    })
    .check(
      z.refine(
        ({ add, remove }) => add !== undefined || remove !== undefined,
        "says neither what to add nor what to remove",
      ),
      z.refine(
        ({ add = [], remove = [] }) => !add.some((each) => remove.includes(each)),
        "adds and removes the same group",
      ),
      z.meta({ examples: [{ user: "ann", add: ["adm"] }] }),
    ),
);
export type GroupsInput = z.infer<ReturnType<typeof input>>;

const check = "it is in the groups that were asked for, and in the others no more";

/** Groups that it came into, and that it left. */
const moved = (before: string[], after: string[]): string[] => after.filter((group) => !before.includes(group));

export const userGroups = agentTool({
  name: "user.groups",
  version: 1,
  does: "Puts a user into groups and takes it out of others.",
  input,
  output: changedAccount,
  access: "change",
  platforms: ["linux"],
  risk: ({ add = [] }) => {
    const strong = add.filter(isRootLike);
    return critical(strong.length > 0 ? `may become root by ${strong.join(", ")}` : "changes what a user may do");
  },
  level: () => 4,
  preview: ({ user, add = [], remove = [] }) => ({
    title: `Change the groups of ${user}`,
    exact: [
      `usermod -G … ${user}`,
      ...(add.length > 0 ? [`into ${add.join(", ")}`] : []),
      ...(remove.length > 0 ? [`out of ${remove.join(", ")}`] : []),
    ].join("\n"),
  }),
  checks: () => ["the program reports no error", check],
  judge: ({ add = [], remove = [] }, told) => {
    const groups = told.after?.groups ?? [];
    const ok = add.every((group) => groups.includes(group)) && !remove.some((group) => groups.includes(group));
    return judgeAccount(check, { ok, found: `it is in ${groups.join(", ") || "none"}` }, told);
  },
  undo: ({ user, add, remove }) => ({
    kind: "tool",
    tool: "user.groups",
    input: reversed(user, { add: remove ?? [], remove: add ?? [] }),
    text: `Change the groups of ${user} back`,
  }),
  wayBack: ({ user }, { before, after }) => {
    const [was, is] = [before?.groups ?? [], after?.groups ?? []];
    const back = { add: moved(is, was), remove: moved(was, is) };
    if (back.add.length + back.remove.length === 0) return { kind: "nothing" };
    return {
      kind: "tool",
      tool: "user.groups",
      input: reversed(user, back),
      text: `Change the groups of ${user} back`,
    };
  },
  line: accountLine,
  table: accountTable,
  timeoutMs: 90_000,
  load: { run: () => import("./groups.run.ts"), view: () => import("./groups.view.tsx") },
});

function reversed(user: string, { add, remove }: { add: string[]; remove: string[] }): JsonObject {
  const input: JsonObject = { user };
  if (add.length > 0) input["add"] = add;
  if (remove.length > 0) input["remove"] = remove;
  return input;
}
