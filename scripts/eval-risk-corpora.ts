/** Builds cases of what is public, from a checkout: tldr pages that only observe, and what GTFOBins tells to abuse. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Held to one risk (`risk`) or to a least one (`atLeast`); a level where it is known. */
export type Case = {
  id: string;
  command: string;
  risk?: string;
  atLeast?: string;
  level?: number;
  why?: string;
};

const selection = join(import.meta.dir, "..", "test", "risk", "tldr-readonly.txt");

/** Examples of the listed pages whose text still is what it was when they were looked at, one by one. */
export function casesOfTldr(checkout: string): Case[] {
  const cases: Case[] = [];
  for (const line of linesOf(selection)) {
    const [page = "", ...chosen] = line.split(" ");
    const examples = examplesOf(join(checkout, "pages", `${page}.md`));
    examples.forEach((raw, at) => {
      if (!chosen.includes(createHash("sha256").update(raw).digest("hex").slice(0, 8))) return;
      cases.push({ id: `tldr:${page}#${at + 1}`, command: filled(raw, at % 2), risk: "low" });
    });
  }
  return unlikeOthers(cases);
}

function linesOf(file: string): string[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

function examplesOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^- .+:\n\n`(.+)`$/gm)].map(([, raw = ""]) => raw);
}

/** `{{[-a|--all]}}` becomes one of the two by turns, `{{one|other}}` the first, `{{file1 file2 ...}}` loses its dots. */
function filled(raw: string, form: number): string {
  return raw
    .replaceAll(/\{\{\[([^\]]*)\]\}\}/g, (_, forms: string) => forms.split("|")[form] ?? forms.split("|")[0] ?? "")
    .replaceAll(/(?<!\\)\{\{(.*?)(?<!\\)\}\}/g, (_, place: string) => valueFor(place))
    .replaceAll("\\{\\{", "{{")
    .replaceAll("\\}\\}", "}}");
}

function valueFor(place: string): string {
  const first = place.replaceAll(/\[[^\]]*\]/g, "").split("|")[0] ?? "";
  return first.replaceAll(/[ ,]\.\.\./g, "").replaceAll("path/to/", "data/");
}

type Way = { code?: string; contexts?: Record<string, { code?: string } | null> };
type Page = { alias?: string; functions?: Record<string, Way[]> };

/** Ways that consist of what one types into a pager afterwards: the command itself only shows something, so it is low. */
const showsOnly = new Set(
  (
    "apt apt-get aptitude aws batcat bundle busctl cargo crash dmesg dpkg dstat eb gcloud git journalctl man rustc " +
    "systemctl systemd-resolve timedatectl zsh"
  )
    .split(" ")
    .map((name) => `${name}:inherit#1`)
    .concat("busybox:inherit#2"),
);

/** Every other way of every page, as anyone and with sudo, about files that matter. */
export function casesOfGtfobins(checkout: string): Case[] {
  const folder = join(checkout, "_gtfobins");
  const pages = new Map(readdirSync(folder).map((name) => [name, pageOf(join(folder, name))]));
  const cases: Case[] = [];
  for (const [name, page] of pages) {
    const real = page.alias ?? name;
    for (const [what, ways] of Object.entries(pages.get(real)?.functions ?? {})) {
      ways.forEach((way, at) => {
        if (showsOnly.has(`${real}:${what}#${at + 1}`)) return;
        for (const { context, code } of codesOf(way, real)) {
          const command = aimed(code.replaceAll(nameAlone(real), name));
          cases.push({ id: `gtfobins:${name}:${what}#${at + 1}:${context}`, command, atLeast: "medium" });
        }
      });
    }
  }
  return unlikeOthers(cases);
}

function pageOf(file: string): Page {
  return parse(readFileSync(file, "utf8").replace(/\n\.\.\.\s*$/, "\n")) as Page;
}

function codesOf({ code = "", contexts }: Way, name: string): { context: string; code: string }[] {
  const plain = contexts?.unprivileged?.code ?? code;
  const own = contexts?.sudo?.code ?? code;
  return [
    { context: "anyone", code: plain },
    { context: "sudo", code: /\bsudo /.test(own) ? own : withSudo(own, name) },
  ];
}

/** Before every line that starts with the program, or before the first line where it stands elsewhere. */
function withSudo(code: string, name: string): string {
  const start = new RegExp(`^(?=(\\S*/)?${RegExp.escape(name)}(\\s|$))`, "gm");
  return start.test(code) ? code.replaceAll(start, "sudo ") : `sudo ${code}`;
}

function nameAlone(name: string): RegExp {
  return new RegExp(`(?<![\\w./-])${RegExp.escape(name)}(?![\\w./-])`, "g");
}

const places: [RegExp, string][] = [
  [/\/path\/to\/ou?t?put-dir\//g, "/etc/cron.d/"],
  [/\/path\/to\/out?put-file/g, "/etc/cron.d/nightly"],
  [/\/path\/to\/input-dir\//g, "/root/.ssh/"],
  [/\/path\/to\/input-file/g, "/etc/shadow"],
  [/\/path\/to\/command/g, "/tmp/run-me"],
  [/\/path\/to\/(temp-)?/g, "/tmp/tmp.4xk/"],
  [/attacker\.com/g, "203.0.113.9"],
  [/\$CONTAINER_ID/g, "3f1a9c"],
];

function aimed(code: string): string {
  return places.reduce((text, [pattern, value]) => text.replaceAll(pattern, value), code.trim());
}

function unlikeOthers(cases: Case[]): Case[] {
  return [...new Map(cases.toReversed().map((each) => [each.command, each])).values()].toReversed();
}
