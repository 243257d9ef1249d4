/** `ailx permit list` and `ailx permit revoke`: what runs without being asked again. */
import type { PermitView } from "../api/policy.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

export const list: Verb = async ({ args, io }) => {
  const { items } = await openHub({ args, io }).get<{ items: PermitView[] }>("/api/permits");
  const found = args.has("all") ? items : items.filter(({ state }) => state === "open");
  const paint = paintFor(io);
  if (args.has("json")) printJson(io, { items: found });
  else if (found.length === 0)
    io.out("There are no standing permissions. They are given with an approval: ailx approve ID --again 8h\n");
  else
    io.out(
      table({
        columns: ["id", "state", "ends", "for", "machines", "used", "what"],
        rows: shown(found).map((permit) => [
          permit.shortId,
          permit.state,
          ageText(permit.until, Date.now()),
          permit.person ?? "everybody",
          permit.machines,
          String(permit.used),
          permit.exact.split("\n")[0] ?? "",
        ]),
        dress: (text, _column, row) => (row < 0 ? paint.dim(text) : text),
      }),
    );
  return exit.ok;
};

export const revoke: Verb = async ({ args, io }) => {
  const [id = ""] = args.positionals;
  const permit = await openHub({ args, io }).send<PermitView>("DELETE", `/api/permits/${encodeURIComponent(id)}`);
  if (args.has("json")) printJson(io, permit);
  else io.out(`Permission ${permit.shortId} is revoked; the same is asked again.\n`);
  return exit.ok;
};
