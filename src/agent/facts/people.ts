/** Accounts of people and the git working trees they keep in the usual places. */
import type { Files } from "./files.ts";

/** Root, and the accounts with the numbers that distributions give to people. Sorted; at most 500. */
export function accountsOf(files: Files): string[] {
  const names = (files.text("/etc/passwd") ?? "").split("\n").flatMap((line) => {
    const [name = "", , uid = ""] = line.split(":");
    const id = Number(uid);
    return name !== "" && uid !== "" && (id === 0 || (id >= 1_000 && id < 60_000)) ? [name.slice(0, 256)] : [];
  });
  return [...new Set(names)].toSorted().slice(0, 500);
}

const roots = ["/srv", "/opt", "/var/www", "/root"];
/** So many folders are looked at, so that a file server with a million of them costs nothing. */
const most = 600;

/** Working trees up to two folders below the roots, and three below a home. Sorted; at most 200. */
export function repositoriesOf(files: Files): string[] {
  const found: string[] = [];
  let left = most;
  const visit = (folder: string, depth: number): void => {
    if (left <= 0) return;
    left -= 1;
    if (files.exists(`${folder}/.git`)) {
      found.push(folder);
      return;
    }
    if (depth === 0) return;
    for (const name of files.names(folder).toSorted()) {
      if (left <= 0) return;
      const path = `${folder}/${name}`;
      // A link may lead anywhere, also back.
      if (name.startsWith(".") || !files.isFolder(path)) continue;
      visit(path, depth - 1);
    }
  };
  for (const root of roots) visit(root, 2);
  for (const home of files.names("/home").toSorted()) visit(`/home/${home}`, 2);
  return found.map((path) => path.slice(0, 256)).slice(0, 200);
}
