/** `user.list`: the users of a machine, who may become root among them. */
import * as z from "zod/mini";
import { forHtml } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { account, isRootLike } from "./accounts.ts";

const input = once(() =>
  z
    .strictObject({ system: z.optional(z.boolean().check(z.describe("Those of services too; default false."))) })
    .check(z.meta({ examples: [{}] })),
);
const output = once(() =>
  z.object({
    users: z.array(account()).check(z.maxLength(500)),
    /** There are more than are shown. */
    cut: z.boolean(),
  }),
);
export type ListInput = z.infer<ReturnType<typeof input>>;
export type ListOutput = z.infer<ReturnType<typeof output>>;

export const listTable = ({ users }: ListOutput) => ({
  columns: ["User", "UID", "Groups", "Shell", "May become root"],
  rows: users.map(({ name, uid, groups, shell }) => [
    name,
    String(uid),
    groups.join(", "),
    forHtml(shell),
    uid === 0 ? "is root" : groups.filter(isRootLike).length > 0 ? `by ${groups.filter(isRootLike).join(", ")}` : "",
  ]),
});

export const userList = agentTool({
  name: "user.list",
  version: 1,
  does: "Lists the users that a machine has of its own, with their groups.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: () => ({ title: "Look at the users", exact: "read /etc/passwd and /etc/group" }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ users }) => `${users.length} users`,
  table: listTable,
  timeoutMs: 15_000,
  load: { run: () => import("./list.run.ts"), view: () => import("./list.view.tsx") },
});
