/** Files by what they are: changed when, whose, empty, how many, of which name. */
import { literals, type Match, openWords } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { read } from "./say.ts";
import { asTyped, countOf, daysOf, looking } from "./ways.ts";

const files =
  "(files|file|things|stuff|anything|everything|what|folders|directories|configs|config files|configuration files|ones|logs|scripts|documents|nothing|backups|uploads|folder|directory)";
const changed =
  "(changed|modified|edited|touched|written|updated|altered|created|added|new|newer|changes|uploaded|been changed|been modified|been touched|arrived|landed)";
const within =
  "(in|within|during|over|since|than|for|after|of) [last|past|the last] ({n} (minutes|minute|mins|min|hours|hour|hrs|days|day|weeks|week|months|month|years|year)|hour|day|week|month|24h|48h|72h|12h|1h|2h|6h|7d|2d|3d|30d|1d|14d|yesterday|today|this morning|this week|midnight|year)|(today|yesterday|this week|recently|lately|this morning|overnight|last night|last week)|last {n} (minutes|hours|days|weeks|months)";
const older =
  "(older than|untouched for|not modified for|not changed for|unchanged for|not touched for|not accessed for|not modified in|not changed in|not touched in|not been touched for|not been touched in|not been modified in|not been changed in|not accessed in|older) [over|more than|last|past|at least] ({n} (minutes|minute|hours|hour|days|day|weeks|week|months|month|years|year|yrs)|week|month|year|day)";
const beside = [
  "(in|under|below|inside|at|within|of|folder|directory|dir|tree|on|all|any|regular|only|find|list|search|locate|that|which|have|has|been|were|was|did|there|someone|somebody|recently|last|log|config|sorted|newest first|first|by date|by time|anyone|kept|lying)",
  "(* . {word}|{quote}) [files]",
];

const pathIn = (match: Match): string | undefined => {
  const path = literals(match, "path").find((text) => text.startsWith("/"));
  return path === undefined || path === "/" ? path : path.replace(/\/$/, "");
};
/** “*.conf”, as it was typed. */
export const globIn = ({ source = "" }: Match): string | undefined =>
  /(?<![\w/])\*\.[\w*.]*\w|(?<![\w/.])\.[a-z][a-z0-9]{1,7}(?= (?:files|file))/.exec(source)?.[0];
const nameOf = (match: Match): string | undefined => {
  const glob = globIn(match);
  return glob?.startsWith(".") ? `*${glob}` : glob;
};

const finding =
  (does: string, tests: (match: Match, quote: (text: string) => string) => string | undefined, then = "") =>
  (match: Match): Intent | undefined => {
    const path = pathIn(match);
    if (path === undefined) return undefined;
    const name = nameOf(match);
    const made = tests(match, (text) => text);
    if (made === undefined) return undefined;
    return looking(`${does} under ${path}`, (_machine, q) =>
      `find ${q(path)}${name === undefined ? "" : ` -name ${q(name)}`} ${tests(match, q) ?? ""}${then}`.trim(),
    );
  };

/** In whole days where it is days, in minutes else. */
function age(match: Match, sign: "-" | "+"): string | undefined {
  const days =
    daysOf(match) ?? (/\b(?:recently|lately|overnight|last night|midnight)\b/.test(match.text) ? 1 : undefined);
  if (days === undefined || days <= 0) return undefined;
  return Number.isInteger(days) ? `-mtime ${sign}${days}` : `-mmin ${sign}${Math.round(days * 1_440)}`;
}

const newest = " -printf '%TY-%Tm-%Td %TH:%TM %p\\n' | sort -r | head -n ";

const endings =
  "png|jpg|jpeg|gif|svg|mp4|mkv|avi|mp3|flac|pdf|log|conf|cfg|ini|yaml|yml|json|xml|csv|txt|md|sh|py|php|js|ts|html|css|sql|gz|zip|tar|tgz|iso|img|qcow2|bak|tmp|pem|key|crt|env|service|timer|db|sqlite|core|part|swp|dump|rar|7z|torrent|nzb";

export const fileFindFrames = (): Frame[] => [
  frame(
    [
      "(find|list|show|which|search|locate|all|what|any|are there)",
      `(${endings})`,
      "(files|file|images|documents|scripts|archives)",
      "{path}",
    ],
    (match) => {
      const ending = new RegExp(` (${endings}) (?:files?|images|documents|scripts|archives)(?= |$)`).exec(
        ` ${match.text}`,
      )?.[1];
      const path = pathIn(match);
      return ending === undefined || path === undefined || /\b(?:delete|remove|move|copy|clean)\b/.test(match.text)
        ? undefined
        : read("file.search", { path, name: `*.${ending}` }, { ask: true });
    },
    { reads: true, may: [...beside, files] },
  ),
  frame(
    [
      "{path}",
      "(did|does|created by|uploaded by|changed by|made by|owned by|modified by|written by|from user|of user|belong to) [user] {word} [user]",
      files,
    ],
    (match) => {
      const [user] = openWords(match);
      const since = age(match, "-");
      return user === undefined || !/^[a-z_][\w-]*$/.test(user)
        ? undefined
        : finding(
            `Find the files of ${user}`,
            () => `-type f -user ${user}${since === undefined ? "" : ` ${since}`}`,
          )(match);
    },
    {
      reads: true,
      may: [...beside, changed, within, "(create|upload|make|write|put|last|week|user|which|change|add|own)"],
    },
  ),
  frame(
    [files, changed, within, "{path}"],
    finding("Find what was changed", (match) => {
      const since = age(match, "-");
      return since === undefined ? undefined : `-type f ${since}`;
    }),
    { reads: true, may: beside },
  ),
  frame(
    [changed, "{path}", within],
    finding("Find what was changed", (match) => {
      const since = age(match, "-");
      return since === undefined ? undefined : `-type f ${since}`;
    }),
    { reads: true, may: [...beside, files] },
  ),
  frame(
    [
      older,
      "{path}",
      "(find|list|show|search|which|what|any|are there|how many|count|locate|see|is there|files|everything|anything|look)",
    ],
    (match) =>
      /\b(?:delete|remove|move|clean|purge|archive|compress|gzip|zip|rm|erase|clear|prune|get rid)\b/.test(match.text)
        ? undefined
        : finding(
            "Find what is old",
            (match_) => {
              const before = age(match_, "+");
              return before === undefined ? undefined : `-type f ${before}`;
            },
            /\b(?:how many|count)\b/.test(match.text) ? " | wc -l" : "",
          )(match),
    { reads: true, may: [...beside, files, "(how many|count|there)"] },
  ),
  frame(
    [
      "(last|latest|newest|most recently|recently|most recent|youngest)",
      "[{n}]",
      "(modified|changed|edited|touched|created|uploaded|written|file|files|backup|log|dump|upload|archive|one|thing)",
      "{path}",
    ],
    (match) => {
      if (/\blines?\b/.test(match.text)) return undefined;
      const count = /\b(?:files|ones|things|backups|logs)\b/.test(match.text) ? countOf(match, 20) : 1;
      return finding("Find what was changed last", () => `-type f${newest}${count}`)(match);
    },
    {
      reads: true,
      may: [
        ...beside,
        files,
        "{n}",
        "(backup|log|dump|upload|one|modified|changed|edited|created|uploaded|last|and|how old|old|when)",
      ],
    },
  ),
  frame(
    ["(oldest|earliest)", "{path}", "(file|files|backup|backups|thing|things|one|dump|log|entry)"],
    finding("Find what is oldest", () => "-type f -printf '%TY-%Tm-%Td %TH:%TM %p\\n' | sort | head -n 20"),
    { reads: true, may: [...beside, files, "{n}"] },
  ),
  frame(
    [
      "(how many|count|number of|amount of)",
      "(files|file|entries|items|things|folders|directories|images|photos|mails|messages|pictures|logs|backups|subdirectories|videos|dumps)",
      "{path}",
    ],
    (match) =>
      finding(
        "Count the files",
        () => `${/\b(?:folders|directories|subdirectories)\b/.test(match.text) ? "-type d" : "-type f"} | wc -l`,
      )(match),
    {
      reads: true,
      may: [
        ...beside,
        "(how many|count|are|total|number|live|sit|piled up|accumulated|waiting|lie|contain|contains|hold|holds)",
        "(files|images|photos|logs|backups)",
      ],
    },
  ),
  frame(
    ["(empty|zero byte|zero-byte|0 byte)", files, "{path}"],
    (match) =>
      finding(
        "Find what is empty",
        () => `${/\b(?:folders|directories|folder)\b/.test(match.text) ? "-type d" : "-type f"} -empty`,
      )(match),
    { reads: true, may: beside },
  ),
  frame(
    ["(owned by|belong to|belonging to|that belong to|of user|owned by user) [user] {word}", "{path}"],
    (match) => {
      const [user] = openWords(match);
      return user === undefined || !/^[a-z_][\w-]*$/.test(user) || /\b(?:which|what) package\b/.test(match.text)
        ? undefined
        : finding(`Find the files of ${user}`, () => `-user ${user}`)(match);
    },
    { reads: true, may: [...beside, files, "(user|the)"] },
  ),
  frame(
    ["(world writable|world-writable|writable by everyone|writable by anyone|writeable by everyone|777)", "[{path}]"],
    (match) =>
      looking("Find what everybody may write", (_m, q) => `find ${q(pathIn(match) ?? "/")} -xdev -type f -perm -0002`),
    { reads: true, may: [...beside, files, "{path}", "(permissions|permission|mode|with)"] },
  ),
  frame(
    ["(setuid|suid|sgid|setgid|set-uid)"],
    (match) =>
      looking(
        "Find programs that run as somebody else",
        (_m, q) => `find ${q(pathIn(match) ?? "/")} -xdev -type f -perm /6000`,
      ),
    { reads: true, may: [...beside, files, "{path}", "(bit|binaries|programs|root|executables|bits|set)"] },
  ),
  frame(
    ["(broken|dangling|dead|orphaned)", "(symlinks|symlink|links|symbolic links|link|soft links)", "[{path}]"],
    (match) => looking("Find links that lead nowhere", (_m, q) => `find ${q(pathIn(match) ?? "/")} -xdev -xtype l`),
    { reads: true, may: [...beside, "{path}", "(are|there|find)"] },
  ),
  frame(
    ["(symlinks|symbolic links|soft links|hidden files|dotfiles|dot files)", "{path}"],
    (match) =>
      finding("Find them", () =>
        /\b(?:hidden|dot)/.test(match.text) ? "-maxdepth 1 -name '.*'" : "-type l -printf '%p -> %l\\n'",
      )(match),
    { reads: true, may: beside },
  ),
  frame(
    ["(duplicate|duplicates|duplicated|identical)", "{path}", "(files|file|photos|duplicates|images|copies)"],
    finding(
      "Find files that are there twice",
      () => "-type f -exec md5sum {} + | sort | uniq -w32 --all-repeated=separate",
    ),
    { reads: true, may: [...beside, "(files|same|copies|photos)"] },
  ),
  frame(
    [
      "(find|locate|where is|where are|where do|search for|look for|is there|where|which folder)",
      "(file|files|called|named|config|folder|directory|script|script called|file called|file named|folder called|directory called|files called|files named)",
      "({word}|{quote})",
      "[{path}]",
    ],
    (match) => {
      const name = [...literals(match, "quote"), ...openWords(match).map((word) => asTyped(match, word))][0];
      if (name === undefined || name.length < 3 || !/[.*]|^[\w-]+$/.test(name) || name.includes("/")) return undefined;
      const path = pathIn(match) ?? "/";
      return looking(`Find ${name}`, (_m, q) => `find ${q(path)} -xdev -iname ${q(name)}`);
    },
    {
      reads: true,
      may: [
        ...beside,
        "{path}",
        "(called|named|name|file|files|a|anywhere|somewhere|live|lives|located|stored|kept|sit|with|whose|config|folder|directory|script)",
      ],
    },
  ),
];
