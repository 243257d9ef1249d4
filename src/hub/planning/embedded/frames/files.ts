/** What people say about files, folders and configurations. */
import { linesOf, literals, type Match, number, openWords } from "../intents/match.ts";
import { between, looksLikeFile } from "../intents/twoPaths.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import type { Intent } from "../types.ts";
import { kindOf } from "../../../../tools/config/kinds.ts";
import { findTool } from "../../../../tools/index.ts";
import { frame, type Frame } from "./frame.ts";
import { change, command, read } from "./say.ts";
import { showConfig, testConfig } from "./configs.ts";

const config = "(config|configuration|configs|conf|config file|configuration file|settings|config files)";
const folder = "(directory|folder|dir|folders|directories)";
const pathOf = (match: Match): string | undefined =>
  [...literals(match, "path"), ...literals(match, "quote"), ...literals(match, "code")].find((path) =>
    path.startsWith("/"),
  );
const pathsOf = (match: Match): string[] => literals(match, "path");

const size = (path: string): Intent =>
  command({
    command: (_machine, q) => `du -sh -- ${q(path)}`,
    does: `Measure ${path}`,
    reads: true,
    needs: "a POSIX shell",
  });
const list = (path: string): Intent =>
  read("file.list", { path }, { ask: true }) ??
  command({
    command: (_machine, q) => `ls -la -- ${q(path)}`,
    does: `List ${path}`,
    reads: true,
    needs: "a POSIX shell",
  });

function content(match: Match): Intent | undefined {
  const path = pathOf(match);
  if (path === undefined || path.endsWith("/")) return undefined;
  const start = /\b(?:first|head|top|beginning)\b/.test(match.text);
  const part = start || /\b(?:last|tail|lines|end|bottom)\b/.test(match.text);
  return {
    kind: "read",
    tool: "file.read",
    ask: true,
    input: part ? { path, lines: linesOf(match, start ? 10 : 50), from: start ? "start" : "end" } : { path },
  };
}

export const fileFrames = (): Frame[] => [
  frame(
    ["{path}", "(biggest|largest|fattest|heaviest) (stuff|things|ones|files|folders|first|on top|at top)"],
    (match) => {
      const path = pathOf(match);
      return path === undefined ? undefined : read("file.search", { path, largest: true }, { ask: true });
    },
    { reads: true, may: ["(in|inside|first|sorted|by size|contents|content|files|list|on top)"] },
  ),
  frame(
    [
      "(files|file|things|logs)",
      "(larger|bigger|over|above|more|greater|heavier|exceeding|>) [than] ({word}|{n} (kb|mb|gb|tb|kib|mib|gib|k|m|g|megs|gigs|megabytes|gigabytes))",
    ],
    findFiles,
    {
      reads: true,
      may: [
        "{path}",
        "(find|list|search|locate|all|any|under|below|inside|in|size|than|log|* . {word})",
        "{word} files",
      ],
    },
  ),
  frame(["(find|locate|search|list|where)", "[all] (* . {word}|{word} *) [files|file]"], findFiles, {
    reads: true,
    may: ["{path}", "(under|below|inside|files|for|all)"],
  }),
  frame(["(tail|head)", "{path}"], content, {
    reads: true,
    may: ["- (n|f) {n}", "- {n}", "- f", "(n|f)", "{n}", "(lines|last|first|of)"],
  }),
  frame(
    [
      "({svc}|{ctr})",
      config,
      "(valid|ok|okay|correct|test|check|validate|right|broken|syntax|sane|parse|parses|errors|verify|lint)",
    ],
    testConfig,
    { reads: true, may: ["(test|check|verify|validate|see|syntax|correctly|passes|clean|without)"] },
  ),
  frame(["({svc}|{ctr})", config], showConfig, {
    reads: true,
    may: [
      "(print|cat|give|read|dump|view|open|current|display|list|pull up|file|full|effective|look like|configured|have)",
    ],
  }),
  frame(["(how is|how|where is|where)", "({svc})", "(configured|set up|setup)"], showConfig, { reads: true }),
  frame(["({svc})", "(validate|lint|configtest|nginx -t|syntax check|syntax)"], testConfig, {
    reads: true,
    may: ["(check|test|for|of|run)"],
  }),
  frame(
    [
      "{path}",
      "(how big|how large|size|how much space|how much|how full|weigh|disk usage|usage|du|bigger|grown|gotten|become)",
    ],
    (match) => {
      const path = pathOf(match);
      return path === undefined ? undefined : size(path);
    },
    {
      reads: true,
      may: [
        "(gotten|grown|become|taking up|take up|takes up|using|use|size|folder|directory|file|meanwhile|space|big|big is|up|become|occupy|occupies|total)",
      ],
    },
  ),
  frame(
    [
      "(how big|size|largest|biggest|fattest|heaviest|huge|big|fills|filling|eating|using|takes|taking|hogging|clogging)",
      "[{n}]",
      "(files|file|folders|directories|things|what|stuff)",
      "{path}",
    ],
    (match) => {
      const path = pathOf(match);
      if (path === undefined) return undefined;
      return (
        read("file.search", { path, largest: true }, { ask: true }) ??
        command({
          command: (_machine, q) => `du -xah -- ${q(path)} | sort -rh | head -n 20`,
          does: `Find what is largest under ${path}`,
          reads: true,
          needs: "a POSIX shell",
        })
      );
    },
    { reads: true, may: ["(find|list|under|below|in|inside|up|it|space|room|all|most|so much|files|folders)"] },
  ),
  frame(
    ["(what|list|ls|contents|content|which files|files|everything|anything|look|peek)", "{path}"],
    (match) => {
      const path = pathOf(match);
      if (path === undefined) return undefined;
      return looksLikeFile(path) ? content(match) : list(path);
    },
    {
      reads: true,
      may: [folder, "(in|inside|lying around|lying|sitting|left|files|contents|content|there|stored|around)"],
    },
  ),
  frame(["(show|print|cat|read|give|view|display|open|dump|head|tail|output|paste|see|get)", "{path}"], content, {
    reads: true,
    may: [
      "{n}",
      "(first|last|top|bottom|lines|line|contents|content|of|file|config|me|whole|entire|full|end|beginning|text)",
    ],
  }),
  frame(
    [
      "{path}",
      "(exist|exists|there|present|permissions|owner|owns|owned|mode|rights|modified|changed|last changed|last modified|mtime|timestamp|stat|checksum)",
    ],
    (match) => {
      const path = pathOf(match);
      return path === undefined
        ? undefined
        : (read("file.stat", { path }, { ask: true }) ??
            command({
              command: (_m, q) => `stat -- ${q(path)}`,
              does: `Look at ${path}`,
              reads: true,
              needs: "a POSIX shell",
            }));
    },
    { reads: true, may: ["(file|folder|directory|when|who|last|time|touched|still|check|does)"] },
  ),
  frame(
    ["(delete|remove|rm|erase|get rid of|trash|nuke|throw away|drop|bin|discard|unlink)", "{path}"],
    (match) => {
      const path = pathOf(match);
      return path === undefined || /[*?[\]{}]|\/$/.test(path) || path.split("/").length < 3
        ? undefined
        : change("file.delete", { path }, `Delete ${path}`);
    },
    { may: ["(file|old|stale|leftover|temporary|temp|single|there)"] },
  ),
  frame(["(copy|duplicate|cp)", "{path}", "(to|as|into|onto)", "{path}"], (match) => between(match, "copy"), {
    may: ["(file|over)"],
  }),
  frame(
    ["(make|take|create|keep|save|do) [a] (copy|backup|backup copy|safety copy|duplicate) of", "{path}"],
    (match) => {
      const [path = ""] = pathsOf(match);
      return looksLikeFile(path) && findTool("file.copy")
        ? change("file.copy", { from: path, to: `${path}.bak` }, `Copy ${path}`)
        : undefined;
    },
    { may: ["(file|config|first|beforehand|safety)"] },
  ),
  frame(
    ["(back up|backup)", "{path}"],
    (match) => {
      const [path = "", more] = pathsOf(match);
      return more === undefined && looksLikeFile(path)
        ? change("file.copy", { from: path, to: `${path}.bak` }, `Copy ${path}`)
        : undefined;
    },
    { may: ["(file|config|first|beforehand)"] },
  ),
  frame(["(move|rename|mv)", "{path}", "(to|as|into)", "{path}"], (match) => between(match, "move"), {
    may: ["(file|over)"],
  }),
  frame(
    [
      "(set|change|put|raise|lower|increase|decrease|adjust|bump|edit|switch|turn|flip|update|make|reduce)",
      "{word}",
      "(to|from|=) ({n}|{word}|{quote}|{code})",
      "(in|of|inside)",
      "{path}",
    ],
    setInFile,
    { may: ["(value|option|directive|parameter|setting|up|down|file|config|the)"] },
  ),
  frame(
    ["(set|put|use|write|make|change)", "{word} ({word}|{n})", "(in|inside|into) [file|config|the] {path}"],
    setBare,
    {
      may: ["(value|option|directive|parameter|setting|file|config|the)"],
    },
  ),
];

/** The word as it was typed, with its capitals. */
const typed = ({ source = "" }: Match, word: string): string =>
  new RegExp(`(?<![\\w.-])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\w.-])`, "i").exec(
    source,
  )?.[0] ?? word;

/** As the program of this file writes it: then it checks the file before it is left so. */
function lineOf(path: string, key: string, value: string): { line: string; to: string } | undefined {
  const name = key.replaceAll(".", String.raw`\.`);
  switch (kindOf(path)) {
    case "nginx":
      return { line: `^\\s*${name}\\s`, to: `    ${key} ${value};` };
    case "sshd":
      return { line: `^\\s*#?\\s*${name}\\s+\\S+\\s*$`, to: `${key} ${value}` };
    case "php-fpm":
      return { line: `^\\s*;?\\s*${name}\\s*=`, to: `${key} = ${value}` };
    default:
      return undefined;
  }
}

/** “set worker_connections to 2048 in /etc/nginx/nginx.conf”: the line that sets it, whatever its value is now. */
/** “set worker_processes auto in FILE”: the name that is written like one comes first. */
function setBare(match: Match): Intent | undefined {
  const [key, value, more] = openWords(match).map((word) => typed(match, word));
  const amount = match.slots.find(({ kind }) => kind === "n");
  if (
    more !== undefined ||
    key === undefined ||
    !/_|[a-z][A-Z]/.test(key) ||
    (value === undefined) === (amount === undefined)
  )
    return undefined;
  const slots = match.slots.filter(({ kind }) => kind !== "word");
  const words = [value, key].flatMap((word) =>
    word === undefined ? [] : [{ kind: "word" as const, value: word.toLowerCase() }],
  );
  return setInFile({ ...match, slots: [...slots, ...words] });
}

function setInFile(match: Match): Intent | undefined {
  const [path] = pathsOf(match);
  const said = openWords(match).map((word) => typed(match, word));
  // The name is what is left over, so it comes last.
  const key = said.at(-1);
  const amount = match.slots.find(({ kind }) => kind === "n");
  const entity = amount && match.entities[Number(amount.value)];
  const value =
    (entity?.kind === "n" ? entity.said : undefined) ??
    (said.length > 1 ? said[0] : undefined) ??
    literals(match, "quote")[0] ??
    literals(match, "code")[0];
  if (
    path === undefined ||
    key === undefined ||
    value === undefined ||
    !/^[\w.-]+$/.test(key) ||
    !/^[\w.:/-]+$/.test(value)
  )
    return undefined;
  if (!/\.(?:conf|cfg|ini|cnf|env|properties)$|sshd_config$/.test(path)) return undefined;
  const checked = lineOf(path, key, value);
  // What sshd is told is read by nothing else, and counts once it is loaded.
  const edit: JsonObject = { path, edits: checked ? [checked] : [] };
  if (kindOf(path) === "sshd") edit["reload"] = true;
  if (checked) return change("config.edit", edit, `Set ${key} to ${value} in ${path}`);
  const line = `^[[:space:]]*${key}([[:space:]]|=|:)`;
  const script = `s|^([[:space:]]*)(${key})([[:space:]]*[=:]?[[:space:]]*)[^;#]*(;?)|\\1\\2\\3${value}\\4|`;
  return command({
    command: (_machine, q) =>
      `grep -Eq ${q(line)} ${q(path)} && cp -a -- ${q(path)} ${q(`${path}.bak`)} && sed -Ei ${q(script)} ${q(path)}`,
    does: `Set ${key} to ${value} in ${path}`,
    reads: false,
    needs: "a POSIX shell",
  });
}

const sized = (word: string | undefined): number | undefined => {
  const found = /^(\d+(?:\.\d+)?)(k|m|g|t)(?:i?b)?$/i.exec(word ?? "");
  const power = { k: 1, m: 2, g: 3, t: 4 }[found?.[2]?.toLowerCase() ?? ""];
  return found && power !== undefined ? Math.round(Number(found[1]) * 1024 ** power) : undefined;
};

/** “files over 1G under /var”, “*.log files in /srv”. */
function findFiles(match: Match): Intent | undefined {
  const path = pathOf(match) ?? "/";
  // “1G” is one word, “5 GB” a number and a word.
  const apart = /@n\d+ ([kmgt])[a-z]*\b/.exec(match.text)?.[1];
  const overBytes =
    apart === undefined
      ? openWords(match)
          .map(sized)
          .find((bytes) => bytes !== undefined)
      : sized(`${number(match) ?? 0}${apart}`);
  const name = /(?<![\w/])\*\.[\w*]+|(?<![\w/.])[\w-]+\*[\w.*]*/.exec(match.source ?? "")?.[0];
  if (overBytes === undefined && name === undefined) return undefined;
  const input = { path, ...(overBytes === undefined ? {} : { overBytes }), ...(name === undefined ? {} : { name }) };
  return (
    read("file.search", input, { ask: true }) ??
    command({
      command: (_machine, q) =>
        `find ${q(path)} -xdev -type f${overBytes === undefined ? "" : ` -size +${Math.round(overBytes / 1024)}k`}${name === undefined ? "" : ` -name ${q(name)}`}`,
      does: `Find files under ${path}`,
      reads: true,
      needs: "a POSIX shell",
    })
  );
}
