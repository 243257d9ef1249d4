/** find and its like: they look for files and can do something to each. */
import { high, medium, type Arg, type Call, type Programs, type Say } from "../rule.ts";

/** find's options are an expression, in which order counts: so they come as operands, and are gone through by hand. */
export const find: Programs = {
  "find gfind": { style: "none", args: "text", judge: judgeFind },
  "fd fdfind": {
    args: { at: ["text"], rest: "list" },
    flags:
      "-H -I -u -s -i -g -F -a -l -L -p -0 -q -1 --hidden --no-ignore --unrestricted --case-sensitive --ignore-case --glob --fixed-strings --absolute-path --list-details --follow --full-path --print0 --prune --quiet --show-errors --one-file-system --no-ignore-vcs",
    values:
      "-d -t -e -E -S -c -j -o -C --max-depth --min-depth --exact-depth --type --extension --exclude --size --color --threads --owner --changed-within --changed-before --max-results --base-directory --search-path --path-separator --format --and",
    judge: judgeFd,
    opts: { "-x --exec -X --exec-batch": { value: "none" } },
  },
};

const writes = new Set(["-fprint", "-fprint0", "-fls", "-fprintf"]);
const runs = new Set(["-exec", "-execdir", "-ok", "-okdir"]);
const alone =
  /^-(a|and|o|or|not|true|false|print|print0|ls|prune|quit|depth|d|mount|xdev|follow|daystart|empty|readable|writable|executable|nouser|nogroup|noleaf|warn|nowarn|ignore_readdir_race|noignore_readdir_race|help|version|H|L|P|O\d|s|E|X|x)$/;
const valued =
  /^-(name|iname|path|ipath|wholename|iwholename|regex|iregex|regextype|type|xtype|size|mtime|atime|ctime|mmin|amin|cmin|newer|anewer|cnewer|newer[aBcmt]{2}|user|group|uid|gid|perm|links|inum|samefile|maxdepth|mindepth|fstype|printf|context|lname|ilname|used|D|files0-from|Bmin|Btime|flags|f)$/;

function judgeFind({ operands }: Call, say: Say): void {
  const begin = operands.findIndex(({ text }) => /^(-(?![HLP]$|O\d$|D$)|[(!])/.test(text));
  const words = begin < 0 ? [] : operands.slice(begin);
  const roots = (begin < 0 ? operands : operands.slice(0, begin)).filter(({ text }) => !text.startsWith("-"));
  for (const root of roots) say.path("list", root);
  const named = namesIn(words);
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) continue;
    const next = words[at + 1];
    if (word.text === "-delete") remove({ word, roots, named }, say);
    else if (writes.has(word.text)) {
      if (next) say.path("write", next);
      at += word.text === "-fprintf" ? 2 : 1;
    } else if (runs.has(word.text)) at = execute({ words, at, roots, named }, say);
    else if (valued.test(word.text)) at++;
    else if (word.splits && !word.known) say.risk(medium(2, "could hold an option that changes files"), word);
    else if (word.text.startsWith("-") && !alone.test(word.text))
      say.risk(medium(2, "has an option that is not known"), word);
  }
}

/** What narrows the search by name; undefined where an `-o` or a negation makes that uncertain. */
function namesIn(words: readonly Arg[]): string | undefined {
  if (words.some(({ text }) => /^(-o|-or|,|!|-not)$/.test(text))) return undefined;
  const at = words.findIndex(({ text }) => /^-(name|iname)$/.test(text));
  const name = at < 0 ? undefined : words[at + 1];
  return name?.known ? name.text : undefined;
}

type Removal = { word: Arg; roots: readonly Arg[]; named: string | undefined };

function remove({ word, roots, named }: Removal, say: Say): void {
  const places = roots.length > 0 ? roots : [{ ...word, text: ".", known: true }];
  for (const root of places) {
    if (named === undefined || /^\*+$/.test(named))
      say.path("deleteTree", { ...root, text: `${root.text}/**/*`, glob: true });
    else
      say.path(
        isRoot(root.text) ? "deleteTree" : "delete",
        isRoot(root.text) && !/\.\w/.test(named) ? root : { ...root, text: `${root.text}/**/${named}`, glob: true },
      );
    if (isRoot(root.text)) say.risk(high(3, "deletes files in all of the system"), root);
  }
}

const isRoot = (path: string): boolean => /^\/(\*|etc|usr|var|home|root|boot|lib\d*|s?bin|opt|srv)?\/*$/.test(path);

function execute(
  { words, at, roots, named }: { words: readonly Arg[]; at: number; roots: readonly Arg[]; named: string | undefined },
  say: Say,
): number {
  const end = words.findIndex(
    ({ text }, index) => index > at && (text === ";" || (text === "+" && words[index - 1]?.text === "{}")),
  );
  const command = words.slice(at + 1, end < 0 ? undefined : end);
  const root = roots[0]?.text ?? ".";
  const place = named === undefined ? `${root}/**/*` : `${root}/**/${named}`;
  const lost = roots[0] !== undefined && !roots[0].known;
  say.command(
    command.map((arg) =>
      arg.text.includes("{}")
        ? { ...arg, text: arg.text.replaceAll("{}", place), glob: true, known: arg.known && !lost }
        : arg,
    ),
  );
  return end < 0 ? words.length : end;
}

function judgeFd({ options, operands }: Call, say: Say): void {
  const exec = options.find(({ names }) => names.includes("-x"));
  if (!exec) return;
  const command = operands.filter(({ span }) => span.from > exec.span.from);
  say.command(command, { unknownArgs: true });
}
