/** Reads who is there; of passwords nothing is read for it. */
import { forHtml } from "../../domain/untrusted.ts";
import { accounts, here } from "./files.ts";
import type { ListInput, ListOutput } from "./list.ts";

const most = 500;

export async function run({ system = false }: ListInput, _ctx: object, place = here): Promise<ListOutput> {
  const users = accounts(place, { secrets: false }).filter(
    ({ uid, shell }) => system || uid === 0 || (uid >= 1_000 && uid < 65_534 && !/nologin|false$/.test(forHtml(shell))),
  );
  return { users: users.slice(0, most), cut: users.length > most };
}
