/** Files that are written, linked, packed, unpacked and put back. */
import { literals, type Match, openWords } from "../intents/match.ts";
import { edited } from "../intents/fixes.ts";
import { looksLikeFile } from "../intents/twoPaths.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change } from "./say.ts";
import { acting, asTyped, daysOf } from "./ways.ts";

const paths = (match: Match): string[] => literals(match, "path").filter((path) => path.startsWith("/"));
const whole = (path: string | undefined): path is string =>
  path !== undefined && path.length > 1 && !/[*?[\]{}]/.test(path) && !path.split("/").includes("..");
const textIn = (match: Match): string | undefined =>
  [...literals(match, "quote"), ...literals(match, "code")].find((text) => text.trim() !== "");
const folderOf = (path: string): string => path.replace(/\/[^/]*\/?$/, "") || "/";
const nameOf = (path: string): string => path.replace(/\/$/, "").split("/").at(-1) ?? "";
const slash = (path: string): string => path.replace(/(?<=.)\/$/, "");

function write(match: Match): Intent | undefined {
  const [path, more] = paths(match);
  const text = textIn(match);
  if (!whole(path) || more !== undefined || text === undefined || path.endsWith("/")) return undefined;
  const isNew = /\b(?:create|new|make|add)\b/.test(match.text) && !/\b(?:overwrite|replace)\b/.test(match.text);
  return change(
    "file.write",
    { path, content: text.endsWith("\n") ? text : `${text}\n`, ...(isNew ? { onlyNew: true } : {}) },
    `Write ${path}`,
  );
}

function append(match: Match): Intent | undefined {
  const [path, more] = paths(match);
  const text = textIn(match);
  if (!whole(path) || more !== undefined || text === undefined || text.includes("\n")) return undefined;
  return /\b(?:top|beginning|start|first line|prepend)\b/.test(match.text)
    ? undefined
    : edited(path, [{ append: `${text}\n` }], `Add a line to ${path}`);
}

/** “to old.conf.disabled”: beside it, with the name as it was typed. */
function rename(match: Match): Intent | undefined {
  const [from, to] = paths(match);
  if (!whole(from)) return undefined;
  const said = to ?? [...openWords(match).map((word) => asTyped(match, word)), ...literals(match, "quote")][0];
  if (said === undefined) return undefined;
  const target = said.startsWith("/") ? said : /^[\w.@+-]+$/.test(said) ? `${folderOf(from)}/${said}` : undefined;
  return target === undefined || !whole(target) || target === from
    ? undefined
    : change("file.move", { from: slash(from), to: slash(target) }, `Rename ${from}`);
}

const copyWord =
  /^(?:backup|copy|bak|the|its|old|previous|version|yesterday|original|saved|last|latest|there|before|git|snapshot)$/;
/** A copy that is named by its file alone lies beside it. */
function putBack(match: Match): Intent | undefined {
  const [first, second, more] = paths(match);
  if (!whole(first) || more !== undefined) return undefined;
  const named = openWords(match)
    .map((word) => asTyped(match, word))
    .find((word) => /^[\w.@+-]+$/.test(word) && !copyWord.test(word));
  const beside = second ?? (named === undefined ? undefined : `${folderOf(first)}/${named}`);
  const from = beside ?? (/\.(?:bak|orig|old|backup|save|dpkg-old|\d{8})$/.test(first) ? first : `${first}.bak`);
  const to =
    beside === undefined && from === first
      ? first.replace(/\.(?:bak|orig|old|backup|save|dpkg-old|\d{8})$/, "")
      : first;
  if (!whole(from) || from === to || !looksLikeFile(to)) return undefined;
  return change("file.copy", { from, to, replace: true }, `Put ${to} back from ${from}`);
}

function link(match: Match): Intent | undefined {
  const [a, b, more] = paths(match);
  if (!whole(a) || !whole(b) || more !== undefined) return undefined;
  // “symlink A to B”, “link B at A”: what comes to point is said first where “to” stands between, else last.
  const [name, target] =
    /\b(?:point|points|pointing|symlink(?:ed)?|link(?:ed)?|from)\b.*@path\d+ .*\b(?:to|at|->)\b.*@path/.test(
      match.text,
    ) || / to /.test(match.text)
      ? [a, b]
      : [b, a];
  return acting(`Let ${name} point to ${target}`, (_machine, q) => `ln -sfn -- ${q(slash(target))} ${q(slash(name))}`);
}

/** Into an archive beside it, in another folder, or of the name that was said. */
function pack(match: Match): Intent | undefined {
  const [first, second, more] = paths(match);
  if (!whole(first) || more !== undefined) return undefined;
  const from = slash(first);
  const isArchive = (path: string): boolean => /\.(?:tar\.(?:gz|xz|bz2|zst)|tgz|tar|zip)$/.test(path);
  const isZip = /\bzip\b/.test(match.text) || (second ?? "").endsWith(".zip");
  const named = openWords(match)
    .map((word) => asTyped(match, word))
    .find(isArchive);
  const folder = second !== undefined && !isArchive(second) ? slash(second) : folderOf(from);
  const to =
    second !== undefined && isArchive(second)
      ? second
      : `${folder}/${named ?? `${nameOf(from)}${isZip ? ".zip" : ".tar.gz"}`}`;
  if (!whole(to)) return undefined;
  const base = folderOf(from);
  return acting(`Pack ${from} into ${to}`, (_machine, q) =>
    to.endsWith(".zip")
      ? `cd ${q(base)} && zip -qr ${q(to)} ${q(nameOf(from))}`
      : `tar -c${to.endsWith(".tar") ? "" : to.endsWith("xz") ? "J" : to.endsWith("bz2") ? "j" : "z"}f ${q(to)} -C ${q(base)} ${q(nameOf(from))}`,
  );
}

function unpack(match: Match): Intent | undefined {
  const [first, second, more] = paths(match);
  if (!whole(first) || more !== undefined) return undefined;
  const [from, to] = /\.(?:tar(?:\.\w+)?|tgz|zip|gz|xz|bz2)$/.test(first)
    ? [first, second ?? folderOf(first)]
    : [second, first];
  if (!whole(from)) return undefined;
  return acting(`Unpack ${from} into ${to}`, (_machine, q) =>
    from.endsWith(".zip")
      ? `unzip -n ${q(from)} -d ${q(to)}`
      : /\.t(?:ar(?:\.\w+)?|gz|xz|bz2)$/.test(from)
        ? `tar -xf ${q(from)} -C ${q(to)}`
        : `gunzip -k ${q(from)}`,
  );
}

const older =
  "(older than|untouched for|not modified for|not changed for|unchanged for|not touched for|not accessed for|not touched in|not been touched in|not been modified in|which is older than|that is older than|that are older than|which are older than) [over|more than|last] ({n} (minutes|minute|hours|hour|days|day|weeks|week|months|month|years|year)|week|month|year|day|30d|7d|14d|90d)";
const every =
  "(everything|all|files|file|anything|stuff|* . {word} [files]|{word} files|logs|backups|dumps|leftover|leftovers|old files|contents)";

/** Deletes or moves what is old: never without its age. */
function onOld(does: "delete" | "move" | "compress") {
  return (match: Match): Intent | undefined => {
    const days = daysOf(match);
    const [from, to, more] = paths(match);
    if (
      days === undefined ||
      !Number.isInteger(days) ||
      days < 1 ||
      !whole(from) ||
      from.split("/").length < 2 ||
      more !== undefined
    )
      return undefined;
    if ((does === "move") !== (to !== undefined)) return undefined;
    const source = match.source ?? "";
    const name =
      /(?<![\w/])\*\.[\w*.]*\w/.exec(source)?.[0] ??
      /(?<![\w/.])(\.[a-z][a-z0-9.]{1,9})(?= (?:files?|ones|backups|dumps|archives)\b)/i.exec(source)?.[1];
    const glob = name === undefined ? "" : name.startsWith(".") ? `*${name}` : name;
    // A kind of file that has no ending would be all files.
    if (openWords(match).some((word) => !glob.includes(word))) return undefined;
    // A whole top folder is never emptied so; of one kind of files it may be, outside of the system's own.
    const isTop = from.replace(/\/$/, "").split("/").length < 3;
    if (
      does === "delete" &&
      isTop &&
      (glob === "" || /^\/(?:bin|boot|dev|etc|lib\w*|proc|root|run|sbin|sys|usr|var)?\/?$/.test(from))
    )
      return undefined;
    const kind = glob === "" && /\b(?:logs?|log files)\b/.test(match.text) ? "*.log*" : glob;
    return acting(
      `${does === "delete" ? "Delete" : does === "move" ? "Move" : "Compress"} what is older than ${days} days under ${from}`,
      (_machine, q) => {
        const find = `find ${q(slash(from))} -xdev -type f${kind === "" ? "" : ` -name ${q(kind)}`} -mtime +${days}`;
        return does === "delete"
          ? `${find} -delete`
          : does === "move"
            ? `${find} -exec mv -n -t ${q(slash(to ?? ""))} -- {} +`
            : `${find} -exec gzip {} +`;
      },
    );
  };
}

const beside = [
  "(file|the|text|content|contents|in|into|to|with|called|named|at|as|on|new|line|it|a|following|and|that|says|saying|reads|reading|containing|contain|contains|folder|directory|config)",
];
const packing =
  "(pack|archive|tar|tar up|compress|zip|zip up|bundle|pack up|tarball|make tarball|create tarball|create archive|make archive|make zip|put together)";

export const fileMakeFrames = (): Frame[] => [
  frame(
    [
      "(delete|remove|rm|rmdir|clean up|clean out|get rid of|purge|prune|drop)",
      "(empty|zero byte|zero-byte)",
      "(folders|directories|files|subfolders|subdirectories|dirs)",
      "{path}",
    ],
    (match) => {
      const [path, more] = paths(match);
      return !whole(path) || more !== undefined || path.split("/").length < 2
        ? undefined
        : acting(
            `Delete what is empty under ${path}`,
            (_m, q) =>
              `find ${q(slash(path))} -xdev -mindepth 1 -type ${/\bfiles\b/.test(match.text) ? "f" : "d"} -empty -delete`,
          );
    },
    { may: ["(all|any|in|under|below|inside|of|from|old|leftover|now)"] },
  ),
  frame(
    [
      "(save|write|store|put|dump|redirect|record)",
      "(output|result)",
      "({code}|{quote})",
      "(to|into|in) [file] {path}",
    ],
    (match) => {
      const [path] = paths(match);
      const run = textIn(match);
      return !whole(path) || run === undefined || run.includes("\n")
        ? undefined
        : acting(`Write what ${run} says to ${path}`, (_m, q) => `${run} > ${q(path)}`);
    },
    { may: ["(the|of|command|file|there|from|on|running)"] },
  ),
  frame(
    [
      "(create|make|write|put|add|place|set|save|drop|overwrite|replace|new)",
      "{path}",
      "[with] (text|content|contents|containing|with|saying|says|that says|reads|that reads|line|in it|to|as)",
      "({quote}|{code})",
    ],
    write,
    { may: beside },
  ),
  frame(["(write|put|save|set)", "({quote}|{code})", "(to|into|in|as|as content of) [file] {path}"], write, {
    may: beside,
  }),
  frame(
    [
      "(append|add|put|insert|tack|attach|stick)",
      "({quote}|{code})",
      "(to|at|onto|into|in|the end of|end) [end|bottom] [of] [file] {path}",
    ],
    append,
    { may: [...beside, "(end|bottom|last|of|line|entry|onto|very)"] },
  ),
  frame(["(append|add)", "{path}", "(line|entry)", "({quote}|{code})"], append, {
    may: [...beside, "(end|bottom|last|of|entry|to)"],
  }),
  frame(["(rename|mv|change name of|call)", "{path}", "(to|as|into) ({word}|{path}|{quote})"], rename, {
    may: ["(file|folder|directory|the|name|from)"],
  }),
  frame(["(restore|put back|bring back|roll back|revert|recover|reinstate|copy back)", "{path}"], putBack, {
    may: [
      "(from|with|to|using|out of|back|over) [its|backup|copy|the] [copy|backup|of] ({path}|{word})",
      "(from|backup|copy|bak|its|old|version|file|config|over|back|saved|previous|the|to|it|one|previous version)",
    ],
  }),
  frame(
    ["(copy|put|move)", "{path}", "(back over|back to|over|on top of|back onto) {path}"],
    (match) => {
      const [from, to] = paths(match);
      return whole(from) && whole(to) && /\bcopy\b|\bput\b/.test(match.text)
        ? change("file.copy", { from, to, replace: true }, `Copy ${from} over ${to}`)
        : undefined;
    },
    { may: beside },
  ),
  frame(
    [
      "(symlink|soft link|softlink|symbolic link|link|ln - s|ln|sym link|point|repoint)",
      "{path}",
      "(to|at|->|from|pointing to|that points to|pointing at|points to) [to|at] {path}",
    ],
    link,
    {
      may: [
        "(create|make|set|a|symlink|link|symbolic|soft|from|set up|add|place|new|the|it|at|s|-|update|change|switch|let|so|that)",
      ],
    },
  ),
  frame([packing, "{path}"], pack, {
    may: [
      "{path}",
      "(into|in|to|as|called|named|under) {word}",
      "(into|in|to|as|of|the|a|tar|tarball|archive|zip|gz|tgz|gzip|gzipped|compressed|file|folder|directory|called|under|at|whole|contents|content|up|up into|and|put|it|make|create|from|. gz|tar.gz)",
    ],
  }),
  frame(["(unpack|extract|untar|unzip|decompress|expand|gunzip|un-tar|uncompress)", "{path}"], unpack, {
    may: [
      "{path}",
      "(into|in|to|under|at|the|a|tar|tarball|archive|zip|file|there|folder|directory|over|contents|of|from|it|place)",
    ],
  }),
  frame(
    [
      "(delete|remove|purge|rm|erase|clean up|clean out|clean|get rid of|clear out|clear|throw away|prune|drop|trash|wipe out)",
      older,
      "{path}",
    ],
    onOld("delete"),
    {
      may: [every, "(in|under|below|from|of|old|that|which|are|is|all|any|everything|leftover|torrents|'s)"],
    },
  ),
  frame(
    ["(move|archive|shift|transfer|relocate|mv)", older, "{path}", "(to|into|in) [folder|directory] {path}"],
    onOld("move"),
    { may: [every, "(in|under|below|from|of|old|that|which|are|is|all|over|to)"] },
  ),
  frame(["(compress|gzip|zip)", older, "{path}"], onOld("compress"), {
    may: [every, "(in|under|below|from|of|old|that|which|are|is|all|log)"],
  }),
  frame(
    ["(create|make|touch|add)", "[new|empty|blank] [empty|blank|new] (file|marker|flag file|marker file)", "{path}"],
    (match) => {
      const [path, more] = paths(match);
      return !whole(path) || more !== undefined || textIn(match) !== undefined
        ? undefined
        : acting(`Create the file ${path}`, (_m, q) => `touch -- ${q(path)}`);
    },
    { may: ["(new|empty|blank|called|named|at|in|a|file|flag|marker)"] },
  ),
];
