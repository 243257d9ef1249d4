/** What must not be in the tree: paths of the machine it was written on, package mirrors, a licence other than the one declared. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Sentences, one a fault; empty where all is well. */
export async function findHygieneFaults(root: string): Promise<string[]> {
  const faults: string[] = [];
  for (const file of trackedFiles(root)) {
    const text = await Bun.file(join(root, file)).text();
    if (text.includes("\0")) continue;
    for (const { pattern, why } of [...forbidden(root), ...(file === "bun.lock" ? lockOnly : [])]) {
      const line = text.split("\n").findIndex((each) => pattern.test(each));
      if (line >= 0) faults.push(`${file}:${line + 1}: ${why}`);
    }
  }
  return [...faults, ...(await licenceFaults(root))];
}

type Forbidden = { pattern: RegExp; why: string };

function forbidden(root: string): Forbidden[] {
  const places = [privatePart(root), privatePart(homedir())].filter((place) => place !== undefined);
  return [
    ...places.map((place) => ({
      pattern: new RegExp(`(^|[^\\w.])${RegExp.escape(place)}/`),
      why: `holds ${place}/…, a path of this machine. Write it relative to the project.`,
    })),
    {
      pattern: /\bregistry\.[\w-]+\.\w+|\bnpm(js|mirror)\.\w+/,
      why: "names a package registry. Leave it to the user's own settings.",
    },
  ];
}

const lockOnly: Forbidden[] = [
  {
    pattern: /https?:\/\//,
    why: "holds an address, so packages would come from there. Run `bun install` with the default registry.",
  },
];

/** The part of a path that tells of one machine: its first folder, or the first two under /home; none for folders every machine has. */
function privatePart(path: string): string | undefined {
  const [first = "", second = ""] = path.split("/").slice(1);
  if (first === "home" || first === "Users") return second === "" ? undefined : `/${first}/${second}`;
  const common = ["", "bin", "etc", "mnt", "opt", "private", "root", "run", "srv", "tmp", "usr", "var"];
  return common.includes(first) ? undefined : `/${first}`;
}

async function licenceFaults(root: string): Promise<string[]> {
  const manifest: unknown = await Bun.file(join(root, "package.json")).json();
  const declared = (manifest as { license?: string }).license;
  if (declared !== "GPL-3.0-or-later") return [`package.json: license is ${declared}, not GPL-3.0-or-later.`];
  const text = existsSync(join(root, "LICENSE")) ? await Bun.file(join(root, "LICENSE")).text() : "";
  const whole =
    text.includes("GNU GENERAL PUBLIC LICENSE") && text.includes("Version 3, 29 June 2007") && text.length > 30_000;
  return whole ? [] : ["LICENSE: is not the full text of the GNU General Public License, version 3."];
}

/** Files that git knows, or would take; in a copy without git there is nothing to publish and so nothing to check. */
function trackedFiles(root: string): string[] {
  const child = Bun.spawnSync(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const files = child.success ? child.stdout.toString().split("\0").filter(Boolean) : [];
  return files.filter((file) => existsSync(join(root, file)) && !/\.(png|woff2|ico)$/.test(file));
}
