/** `ailx user …`: the people of a hub. */
import type { UserPatch, UserRequest, UserView } from "../api/user.ts";
import { roles, type Role } from "../domain/account.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

export const list: Verb = async ({ args, io }) => {
  const { items } = await openHub({ args, io }).get<{ items: UserView[] }>("/api/users");
  if (args.has("json")) printJson(io, { items });
  else
    io.out(
      table({
        columns: ["Name", "Role", "Scope", "Totp", "Last sign-in", "E-mail"],
        rows: items.map((user) => [
          user.active ? user.username : `${user.username} (not active)`,
          user.role,
          user.scope ?? "all",
          user.secondFactor ? "yes" : "no",
          user.lastLoginAt === undefined ? "never" : ageText(user.lastLoginAt, Date.now()),
          user.email,
        ]),
      }),
    );
  return exit.ok;
};

export const add: Verb = async ({ args, io }) => {
  const role = roleOf(args);
  if (role === undefined) throw usageError("The role is missing.", "Give --role viewer, operator or admin.");
  const request: UserRequest = { username: nameIn(args), role, ...common(args), password: await newPassword(io) };
  return told({ args, io }, await openHub({ args, io }).send<UserView>("POST", "/api/users", request), "is there");
};

export const set: Verb = async ({ args, io }) => {
  if (args.has("active") && args.has("inactive")) throw usageError("--active and --inactive exclude each other.");
  const role = roleOf(args);
  const patch: UserPatch = {
    ...common(args),
    ...(role === undefined ? {} : { role }),
    ...(args.has("active") ? { active: true } : {}),
    ...(args.has("inactive") ? { active: false } : {}),
    ...(args.has("no-totp") ? { secondFactor: false as const } : {}),
  };
  if (Object.keys(patch).length === 0)
    throw usageError("There is nothing to change.", "`ailx help user set` shows what can be.");
  return await patched({ args, io }, patch, "is changed");
};

export const password: Verb = async ({ args, io }) =>
  await patched({ args, io }, { password: await newPassword(io) }, "has a new password");

export const remove: Verb = async ({ args, io }) => {
  await openHub({ args, io }).send("DELETE", pathOf(args));
  if (args.has("json")) printJson(io, { removed: nameIn(args) });
  else io.out(`${shown(nameIn(args))} is removed.\n`);
  return exit.ok;
};

const nameIn = (args: Args): string => args.positionals[0] ?? "";
const pathOf = (args: Args): string => `/api/users/${encodeURIComponent(nameIn(args))}`;

type Call = { args: Args; io: Io };

const patched = async (call: Call, patch: UserPatch, what: string) =>
  told(call, await openHub(call).send<UserView>("PATCH", pathOf(call.args), patch), what);

function told({ args, io }: Call, user: UserView, what: string) {
  if (args.has("json")) printJson(io, user);
  else {
    const reach = user.scope === undefined ? "all machines" : user.scope;
    io.out(`${shown(user.username)} ${what}: ${user.role} of ${shown(reach)}${user.active ? "" : ", not active"}.\n`);
  }
  return exit.ok;
}

/** What adding and changing have in common. */
function common(args: Args): Pick<UserPatch, "name" | "email" | "scope"> {
  const [name, email, scope] = [args.text("name"), args.text("email"), args.text("scope")];
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(scope === undefined ? {} : { scope }),
  };
}

export function roleOf(args: Args): Role | undefined {
  const text = args.text("role");
  const role = roles.find((each) => each === text);
  if (text !== undefined && role === undefined)
    throw usageError(`--role ${text} is not a role.`, "It is viewer, operator or admin.");
  return role;
}

/** Twice at a terminal, once from a pipe. */
async function newPassword(io: Io): Promise<string> {
  const typed = (await io.askSecret("New password: ")) ?? "";
  if (typed === "") throw usageError("No password was given.");
  if (io.tty.in && (await io.askSecret("Once more: ")) !== typed) throw usageError("The two passwords differ.");
  return typed;
}
