/** The manager's own list, cut to what was asked for. */
import type { ToolContext } from "../define.ts";
import type { ListInput, ListOutput } from "./list.ts";
import { installedHere, managerOf, updatesHere } from "./updating.ts";

const most = 2_000;

export async function run({ name, upgradable = false }: ListInput, ctx: ToolContext): Promise<ListOutput> {
  const manager = managerOf(ctx);
  const { versions } = await installedHere(manager, ctx);
  const all: ListOutput["packages"] = upgradable
    ? (await updatesHere(manager, ctx)).updates.map(({ name: of, from, to }) => ({ name: of, version: from, to }))
    : [...versions].map(([of, version]) => ({ name: of, version }));
  const fits = name === undefined ? () => true : (of: string) => globFits(name, of);
  const found = all.filter((each) => fits(each.name)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { manager, packages: found.slice(0, most), matched: found.length, total: versions.size };
}

/** Letter by letter, so that no pattern is slow. An architecture behind the name may be left out. */
export function globFits(glob: string, name: string): boolean {
  const text = glob.includes(":") ? name : name.replace(/:.*$/, "");
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < text.length) {
    if (at < glob.length && (glob[at] === "?" || glob[at] === text[from])) {
      at++;
      from++;
    } else if (glob[at] === "*") {
      star = at++;
      mark = from;
    } else if (star >= 0) {
      at = star + 1;
      from = ++mark;
    } else return false;
  }
  while (glob[at] === "*") at++;
  return at === glob.length;
}
