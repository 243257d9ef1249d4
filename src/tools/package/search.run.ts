/** The manager's own search, in the lists it has: nothing is fetched. */
import { untrusted } from "../../domain/untrusted.ts";
import type { ToolContext } from "../define.ts";
import type { Manager } from "./packages.ts";
import type { SearchInput, SearchOutput } from "./search.ts";
import { installedHere, look, managerOf } from "./updating.ts";

const most = 100;
const name = /^[\x21-\x7e]{1,300}$/;

type Found = { name: string; summary: string };

export async function run({ text }: SearchInput, ctx: ToolContext): Promise<SearchOutput> {
  const manager = managerOf(ctx);
  const { argv, ok = [0], read } = searches[manager];
  const { stdout } = await look(argv(text), { manager, ok }, ctx);
  const { versions } = await installedHere(manager, ctx);
  const wanted = text.toLowerCase();
  const rank = (found: Found): number =>
    found.name.toLowerCase() === wanted
      ? 0
      : found.name.toLowerCase().startsWith(wanted)
        ? 1
        : found.name.toLowerCase().includes(wanted)
          ? 2
          : 3;
  const unique = new Map(
    read(stdout)
      .filter((each) => name.test(each.name))
      .map((each) => [each.name, each]),
  );
  const found = [...unique.values()].toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  return {
    manager,
    packages: found.slice(0, most).map((each) => ({
      name: each.name,
      summary: untrusted(each.summary.trim().slice(0, 300)),
      installed: versions.has(each.name),
    })),
    matched: found.length,
  };
}

/** Patterns are what some of them take: the word stands for itself. */
const plain = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, "\\$&");

const searches: Record<
  Manager,
  { argv: (text: string) => string[]; ok?: number[]; read: (stdout: string) => Found[] }
> = {
  // nginx - small, powerful, scalable web/proxy server
  apt: { argv: (text) => ["apt-cache", "search", "--", plain(text)], read: matched(/^(\S+) - (.*)$/gm) },
  // nginx.x86_64 : A high performance web server, or with one blank: dnf 5
  dnf: {
    argv: (text) => ["dnf", "-q", "-C", "search", "--", text],
    ok: [0, 1],
    read: matched(/^ ?(\S+)\.(?:x86_64|aarch64|noarch|i686|s390x|ppc64le)\s*(?::|\t|\s)\s*(.*)$/gm),
  },
  // nginx-1.24.0-r7 - HTTP and reverse proxy server
  apk: { argv: (text) => ["apk", "search", "-v", "-d", "--", text], read: matched(/^(\S+?)-\d\S*-r\d+ - (.*)$/gm) },
  // extra/nginx 1.26.2-1 [installed]⏎    Lightweight HTTP server
  pacman: {
    argv: (text) => ["pacman", "-Ss", "--", plain(text)],
    ok: [0, 1],
    read: matched(/^[\w.-]+\/(\S+) \S+.*\n {4}(.*)$/gm),
  },
  // i | nginx | A HTTP server and IMAP/POP3 proxy server | package
  zypper: {
    argv: (text) => ["zypper", "--non-interactive", "--quiet", "--no-refresh", "search", "--", text],
    ok: [0, 104],
    read: (stdout) =>
      matched(/^(?:i\+?|v|\s)*\s*\|\s*(\S+)\s*\|\s*([^|]*?)\s*\|/gm)(stdout).filter((each) => each.name !== "Name"),
  },
};

function matched(shape: RegExp): (stdout: string) => Found[] {
  return (stdout) => [...stdout.matchAll(shape)].map(([, of = "", summary = ""]) => ({ name: of, summary }));
}
