/** Which classes a path can have: normalised first, and with every file that a pattern in it could mean. */
import { classes, landmarks, type PathClass } from "./paths.ts";
import { unknown } from "./rule.ts";

export type Located = { path: string; classes: PathClass[]; unknown: boolean };

/** `cwd` undefined: not known. */
export function locate(text: string, { cwd, glob }: { cwd: string | undefined; glob: boolean }): Located {
  const joined = text.startsWith("/") || cwd === undefined || cwd === "." ? text : `${cwd}/${text}`;
  const path = normalised(throughProc(joined));
  const found = new Set<PathClass>();
  for (const each of forms(path)) found.add(classOf(each, { glob }));
  if (glob) for (const each of landmarks) if (couldBe(path, each)) found.add(classOf(each, { glob: false }));
  const lost = text.includes(unknown) || (cwd === undefined && !text.startsWith("/"));
  const end = lost ? endOf(path) : "";
  if (end.length > 1) for (const each of landmarks) if (each.endsWith(end)) found.add(secretOnly(each));
  return { path, classes: [...found], unknown: lost };
}

/** `/proc/PID/root` is the root of what that process sees, `cwd` could be anywhere. */
const throughProc = (path: string): string => {
  if (!path.includes("proc/")) return path;
  const plain = path.replace(/\/(\.?\/)+/g, "/");
  const [start, what] = /^\/proc\/[^/]+\/(?:task\/[^/]+\/)?(root|cwd)(?=\/)/.exec(plain) ?? [];
  if (start === undefined) return path;
  return what === "root" ? plain.slice(start.length) : unknown + plain.slice(start.length).replace(/\/\.\.(?=\/)/g, "");
};

/** What stands after a part that is not known, from the slash on. */
const endOf = (path: string): string => {
  const rest = path.startsWith("/") || path.includes(unknown) ? path.slice(path.lastIndexOf(unknown) + 1) : `/${path}`;
  return rest.startsWith("/") ? rest : "";
};

const secretOnly = (path: string): PathClass => {
  const found = classOf(path, { glob: false });
  return found === "secret" || found === "history" ? found : "ordinary";
};

/** Enough steps up lead to the root, wherever one starts. */
function forms(path: string): string[] {
  const up = /^(\.\.\/){2,}(.+)$/.exec(path)?.[2];
  const all = up === undefined ? [path] : [path, `/${up}`];
  // All that an unknown part can be left out of, as an unset variable is.
  return all.flatMap((each) => (each.includes(unknown) ? [each, normalised(each.replaceAll(unknown, ""))] : [each]));
}

export function normalised(path: string): string {
  const parts: string[] = [];
  const absolute = path.startsWith("/");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !absolute) parts.push(part);
  }
  return absolute ? `/${parts.join("/")}` : parts.join("/") || ".";
}

const remembered = new Map<string, PathClass>();

function classOf(path: string, { glob }: { glob: boolean }): PathClass {
  const key = glob ? `${path}\0` : path;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const found = firstClass(glob ? withoutPattern(path) : path);
  if (remembered.size > 5_000) remembered.clear();
  remembered.set(key, found);
  return found;
}

function firstClass(path: string): PathClass {
  const homely = path.replace(/^(\/root|\/home\/[^/]+)(?=\/|$)/, "~");
  for (const [name, pattern] of classes)
    if (pattern.test(path) || (homely !== path && pattern.test(homely))) return name;
  return "ordinary";
}

/** All that is in a directory is as much as the directory: `/etc/*` is `/etc`. */
const withoutPattern = (path: string): string =>
  normalised(path.replace(/(\/(\.?\*\*?|\.\[!\.\]\*|\?+\*?))+$/, "") || "/");

const patterns = new Map<string, RegExp>();

function couldBe(pattern: string, path: string): boolean {
  if (pattern.startsWith("/") !== path.startsWith("/")) return false;
  let expression = patterns.get(pattern);
  if (!expression) {
    expression = patternOf(pattern);
    if (patterns.size > 1_000) patterns.clear();
    patterns.set(pattern, expression);
  }
  return expression.test(path);
}

function patternOf(text: string): RegExp {
  const source = text.split("/").map(segmentOf).join("/").replaceAll(`${anyDepth}/`, anyDepth);
  return new RegExp(`^${source}$`);
}

/** `**` stands for any number of directories: so rules write what a search reaches. */
const anyDepth = "(?:.*/)?";

/** A star takes no leading dot. What is not plain in brackets is taken for any one character. */
function segmentOf(segment: string): string {
  if (segment === "**") return anyDepth;
  const hidden = /^[*?[]/.test(segment) ? "(?!\\.)" : "";
  // Runs of stars would make the search slow on purpose.
  const plain = segment
    .replaceAll(unknown, "*")
    .replace(/\[[^\]]*\]/g, "?")
    .replace(/\*+/g, "*")
    .split("*");
  const few = plain.length > 6 ? [...plain.slice(0, 5), ""] : plain;
  return hidden + few.map((part) => part.replace(/[.+^${}()|\\[\]]/g, "\\$&").replaceAll("?", "[^/]")).join("[^/]*");
}
