/** `ailx key …`: API keys for programs. */
import type { KeyRequest, KeyView } from "../api/auth.ts";
import { shortId } from "../lib/ids.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";
import { roleOf } from "./user.ts";
import { durationOf } from "./values.ts";

export const create: Verb = async ({ args, io }) => {
  const validMs = durationOf(args, "valid");
  const scope = args.text("scope");
  const request: KeyRequest = {
    label: args.positionals[0] ?? "",
    role: roleOf(args) ?? "viewer",
    ...(scope === undefined ? {} : { scope }),
    ...(validMs === undefined ? {} : { validMs }),
  };
  const made = await openHub({ args, io }).send<{ key: KeyView; secret: string }>("POST", "/api/keys", request);
  if (args.has("json")) {
    printJson(io, made);
    return exit.ok;
  }
  const { role, scope: reach = "its maker's machines", expiresAt } = made.key;
  const end = expiresAt === undefined ? "until it is revoked" : `ends ${ageText(expiresAt, Date.now())}`;
  // The key alone on standard output, so that it can be piped to where it is kept.
  io.err(`${role} of ${shown(reach)}, ${end}. It is shown this once.\n`);
  io.out(`${shown(made.secret)}\n`);
  return exit.ok;
};

export const list: Verb = async ({ args, io }) => {
  const { items } = await openHub({ args, io }).get<{ items: KeyView[] }>("/api/keys");
  if (args.has("json")) printJson(io, { items });
  else
    io.out(
      table({
        columns: ["Id", "Label", "Key", "Role", "Scope", "By", "Ends", "Used"],
        rows: items.map((key) => [
          shortId(key.id),
          key.label,
          `${key.prefix}…`,
          key.role,
          key.scope ?? "maker's",
          key.by,
          key.expiresAt === undefined ? "never" : ageText(key.expiresAt, Date.now()),
          key.lastUsedAt === undefined ? "never" : ageText(key.lastUsedAt, Date.now()),
        ]),
      }),
    );
  return exit.ok;
};

export const revoke: Verb = async ({ args, io }) => {
  const id = args.positionals[0] ?? "";
  await openHub({ args, io }).send("DELETE", `/api/keys/${encodeURIComponent(id)}`);
  if (args.has("json")) printJson(io, { revoked: id });
  else io.out(`Key ${shown(id)} is revoked.\n`);
  return exit.ok;
};
