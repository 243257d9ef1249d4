/** `user.remove`: removes a user and keeps its home. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { accountLine, accountTable, changedAccount, critical, judgeAccount, restoreOf, userField } from "./accounts.ts";

const input = once(() => z.strictObject({ user: userField() }).check(z.meta({ examples: [{ user: "ann" }] })));
export type RemoveInput = z.infer<ReturnType<typeof input>>;

const check = "it is not there any more";

export const userRemove = agentTool({
  name: "user.remove",
  version: 1,
  does: "Removes a user and keeps its home; never root, the agent's own user or the last that may become root.",
  input,
  output: changedAccount,
  access: "change",
  platforms: ["linux"],
  risk: () => critical("changes who may sign in; what runs as that user, or by its cron jobs, ends"),
  level: () => 4,
  preview: ({ user }) => ({ title: `Remove the user ${user}`, exact: `userdel -- ${user}` }),
  checks: () => ["the program reports no error", check],
  judge: (_input, told) =>
    judgeAccount(
      check,
      { ok: told.after === null, found: told.after === null ? "it is gone" : "it is still there" },
      told,
    ),
  undo: ({ user }) => ({
    kind: "kept",
    text: `${user} comes back with its groups and its password from a copy, as long as no user or password was changed since`,
  }),
  wayBack: ({ user }, told) => restoreOf(told, `Bring ${user} back with its groups and its password`),
  line: accountLine,
  table: accountTable,
  timeoutMs: 90_000,
  load: { run: () => import("./remove.run.ts"), view: () => import("./remove.view.tsx") },
});
