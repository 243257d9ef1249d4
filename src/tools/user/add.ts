/** `user.add`: makes a user that nobody can sign in as by a password yet. */
import * as z from "zod/mini";
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

const path = (means: string) =>
  z.optional(
    z.string().check(z.maxLength(200), z.regex(/^\/[\w./-]+$/, "is no plain absolute path"), z.describe(means)),
  );

const input = once(() =>
  z
    .strictObject({
      user: userField(),
      groups: groupsField("Groups beside its own; they must be there."),
      shell: path("Its shell; default the machine's own."),
      comment: z.optional(
        z
          .string()
          .check(
            z.maxLength(100),
            z.regex(/^[^:\n\r\0]*$/, "holds a colon or a line end"),
            z.describe("Who or what it is."),
          ),
      ),
      system: z.optional(z.boolean().check(z.describe("For a service: no home is made; default false."))),
    })
    .check(z.meta({ examples: [{ user: "ann", groups: ["adm"], comment: "Ann" }] })),
);
export type AddInput = z.infer<ReturnType<typeof input>>;

export const addArgv = ({ user, groups, shell, comment, system = false }: AddInput): string[] => [
  "useradd",
  ...(system ? ["--system"] : ["--create-home"]),
  ...(groups ? ["--groups", groups.join(",")] : []),
  ...(shell === undefined ? [] : ["--shell", shell]),
  ...(comment === undefined ? [] : ["--comment", comment]),
  "--",
  user,
];

const check = "it is there, in its groups";

export const userAdd = agentTool({
  name: "user.add",
  version: 1,
  does: "Makes a user without a password; a key or password is given to it by other means.",
  input,
  output: changedAccount,
  access: "change",
  platforms: ["linux"],
  risk: ({ groups = [] }) => {
    const strong = groups.filter(isRootLike);
    return critical(
      strong.length > 0 ? `somebody more who may become root, by ${strong.join(", ")}` : "changes who may sign in",
    );
  },
  level: () => 4,
  preview: (asked) => ({ title: `Make the user ${asked.user}`, exact: addArgv(asked).join(" ") }),
  checks: () => ["the program reports no error", check],
  judge: ({ groups = [] }, told) => {
    const missing = groups.filter((group) => !told.after?.groups.includes(group));
    const found =
      told.after === null ? "it is not there" : missing.length > 0 ? `not in ${missing.join(", ")}` : "it is";
    return judgeAccount(check, { ok: told.after !== null && missing.length === 0, found }, told);
  },
  undo: ({ user }) => ({
    kind: "tool",
    tool: "user.remove",
    input: { user },
    text: `Remove ${user} again; its home stays`,
  }),
  wayBack: ({ user }, { before, after }) =>
    before !== null || after === null
      ? { kind: "nothing" }
      : { kind: "tool", tool: "user.remove", input: { user }, text: `Remove ${user} again; its home stays` },
  line: accountLine,
  table: accountTable,
  timeoutMs: 90_000,
  load: { run: () => import("./add.run.ts"), view: () => import("./add.view.tsx") },
});
