/** What a command hands on through a pipe, as far as it matters to the one that reads it. */
import type { CommandNode, Command } from "unbash";
import { stdinOf } from "./redirect.ts";
import { unknown, type Arg, type Stdin } from "./rule.ts";
import type { Scope } from "./scope.ts";
import { fieldsOf } from "./words.ts";

const clients = new Set([
  "curl",
  "wget",
  "nc",
  "ncat",
  "netcat",
  "socat",
  "ssh",
  "ftp",
  "lftp",
  "fetch",
  "aria2c",
  "http",
  "https",
  "xh",
  "telnet",
  "openssl",
  "dig",
  "host",
  "nslookup",
  "aws",
  "gsutil",
  "scp",
  "rsync",
]);
const decoders = new Set([
  "base64",
  "base32",
  "basenc",
  "xxd",
  "rev",
  "tr",
  "od",
  "uudecode",
  "gpg",
  "gunzip",
  "zcat",
  "xzcat",
  "bzcat",
  "python",
  "python3",
  "perl",
]);
const through = new Set(["tee", "cat"]);

export function carriedOn(node: CommandNode, scope: Scope, before: Stdin): Stdin {
  if (node.type !== "Command") return fromWithin(node, before);
  const words = [node.name, ...node.suffix.filter((each) => each.type === "Word")].flatMap((word) =>
    word ? (fieldsOf(word, scope)[0] ?? []) : [],
  );
  const names = words.map(({ text }) => text.replace(/^.*\//, ""));
  const [name = ""] = names;
  if (names.slice(0, 6).some((each) => clients.has(each)) && !/^(echo|printf)$/.test(name))
    return { kind: "pipe", from: "download" };
  if (before.kind === "pipe" && before.from === "download") return before;
  if (name === "echo") return said(words.slice(1), scope);
  if (name === "printf") return printed(words.slice(1));
  if (through.has(name)) return passedOn(node, { words, scope, before });
  if (before.kind === "pipe" && before.from === "decoder") return before;
  return { kind: "pipe", from: decoders.has(name) ? "decoder" : "program" };
}

/** One of them talks to other machines. */
export const speaksOut = (nodes: readonly CommandNode[]): boolean =>
  nodes.some(
    (node) =>
      node.type === "Command" &&
      [node.name, ...node.suffix]
        .slice(0, 6)
        .some((each) => each?.type === "Word" && clients.has(each.value.replace(/^.*\//, ""))),
  );

function fromWithin(node: CommandNode, before: Stdin): Stdin {
  const text = JSON.stringify(node);
  if ([...clients].some((name) => text.includes(`"value":"${name}"`))) return { kind: "pipe", from: "download" };
  return before.kind === "pipe" && before.from === "download" ? before : { kind: "pipe", from: "program" };
}

function said(words: readonly Arg[], scope: Scope): Stdin {
  const first = words.findIndex(({ text }) => !/^-[neE]+$/.test(text));
  const rest = first < 0 ? [] : words.slice(first);
  const escapes = words.slice(0, Math.max(first, 0)).some(({ text }) => text.includes("e"));
  const span = { from: rest[0]?.span.from ?? scope.source.span(0, 0).from, to: rest.at(-1)?.span.to ?? 0 };
  const arg = joined(rest, span);
  if (!arg || (escapes && arg.text.includes("\\"))) return { kind: "pipe", from: "decoder" };
  return { kind: "text", arg };
}

function printed(words: readonly Arg[]): Stdin {
  const [format, value] = words;
  if (!format) return { kind: "pipe", from: "program" };
  if (words.length === 1 && format.known && !/[%\\]/.test(format.text.replace(/\\n$/, "")))
    return { kind: "text", arg: { ...format, text: format.text.replace(/\\n$/, "\n") } };
  if (value && words.length === 2 && /^%s(\\n)?$/.test(format.text)) return { kind: "text", arg: value };
  return { kind: "pipe", from: "decoder" };
}

export function joined(words: readonly Arg[], span: Arg["span"]): Arg | undefined {
  if (words.length === 0) return undefined;
  return {
    text: words.map(({ text }) => text).join(" "),
    known: words.every(({ known, glob }) => known && !glob),
    glob: false,
    splits: false,
    span,
  };
}

function passedOn(
  node: Command,
  { words, scope, before }: { words: readonly Arg[]; scope: Scope; before: Stdin },
): Stdin {
  const files = words.slice(1).filter(({ text }) => !text.startsWith("-"));
  const [file] = files;
  if (words[0]?.text !== "cat" || !file) return stdinOf(node.redirects, scope) ?? before;
  return file.text.includes(unknown) || file.text.startsWith("/dev/fd/")
    ? { kind: "pipe", from: "program" }
    : { kind: "file", arg: file };
}
