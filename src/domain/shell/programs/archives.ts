/** Archives and compression: packing reads, unpacking writes files of names that are not known. */
import { high, low, medium, type Arg, type Call, type Programs, type Say } from "../rule.ts";

const packer = {
  flags:
    "-1 -2 -3 -4 -5 -6 -7 -8 -9 -c -d -f -k -n -N -q -r -t -v -l -z -Z -a -e -0 -m -s -T0 --stdout --to-stdout --decompress --uncompress --force --keep --list --no-name --name --quiet --recursive --test --verbose --fast --best --compress --extreme --rm --synchronous --rsyncable --long --ultra --exclude-compressed --single-stream --robot",
  values: "-S -T -b -C -F -M -p -D --suffix --threads --format --check --memlimit --memory --processes --block-size",
  mays: "--adapt --long --fast",
};

export const archives: Programs = {
  "tar gtar bsdtar": { style: "none", args: "text", judge: judgeTar },
  "gzip gunzip bzip2 bunzip2 xz unxz lzma unlzma lz4 unlz4 pigz pbzip2 zstd unzstd brotli compress uncompress lzop": {
    ...packer,
    is: medium(2, "packs or unpacks files where they are"),
    args: "write",
    opts: { "-o --output": "write" },
    modes: [{ has: "-l --list -t --test -c --stdout --to-stdout", use: { is: low(), args: "read" } }],
  },
  zip: {
    is: medium(2, "packs files"),
    args: { at: ["write"], rest: "read" },
    flags:
      "-0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -A -D -e -f -F -FF -g -j -J -k -l -ll -o -q -r -R -S -u -v -X -y -z -@ --recurse-paths --quiet --encrypt --junk-paths --symlinks --update --freshen --verbose",
    values: "-b -i -n -P -s -t -tt -x -Z --exclude --include --suffixes",
    opts: {
      "-m --move": high(2, "deletes the files that it packed"),
      "-d --delete": medium(2, "takes files out of an archive"),
      "-T --test": { value: "none" },
      "-TT --unzip-command": "shell",
      "-O --output-file --out": "write",
    },
  },
  unzip: {
    is: medium(2, "unpacks files"),
    args: { at: ["read"], rest: "text" },
    flags: "-a -aa -b -C -D -f -j -K -L -n -o -q -qq -s -u -U -v -V -W -X -Z -l -t -p -z -c -lv -1 -2",
    values: "-x -P",
    opts: { "-d": "extract" },
    modes: [{ has: "-l -t -v -p -z -Z -c -lv -1", use: { is: low() } }],
  },
  "zipinfo zipgrep unrar-list lsar": {
    args: { at: ["read"], rest: "text" },
    flags: "-1 -2 -s -m -l -v -h -M -t -T -C -z",
  },
  "7z 7za 7zr 7zz": {
    style: "none",
    sub: {
      "l t i": { args: { at: ["read"], rest: "text" } },
      "x e": {
        is: medium(2, "unpacks files"),
        args: { at: ["read"], rest: "text" },
        judge: ({ operands }, say) => {
          for (const arg of operands)
            if (/^-o./.test(arg.text)) say.path("extract", { ...arg, text: arg.text.slice(2) });
        },
      },
      "a u": {
        is: medium(2, "packs files"),
        args: { at: ["write"], rest: "text" },
        judge: ({ operands }, say) => {
          for (const arg of operands)
            if (arg.text === "-sdel") say.risk(high(2, "deletes the files that it packed"), arg);
        },
      },
      "d rn": { is: medium(2, "changes an archive"), args: { at: ["write"], rest: "text" } },
      "b h": low(),
    },
  },
  "unrar rar unar": {
    style: "none",
    sub: {
      "l lb lt v vb vt t p": { args: { at: ["read"], rest: "text" } },
      "x e": { is: medium(2, "unpacks files"), args: { at: ["read"], last: "extract" } },
      "a u f m": { is: medium(2, "packs files"), args: { at: ["write"], rest: "read" } },
    },
  },
  cpio: {
    flags:
      "-i -o -p -t -v -d -m -u -a -0 -L -B -c -A -k -n -r -s -S -V --extract --create --pass-through --list --verbose --make-directories --preserve-modification-time --unconditional --null --dereference --no-absolute-filenames --quiet --reset-access-time --dot --only-verify-crc --numeric-uid-gid --sparse",
    values: "-H -C -R -E -M --format --owner --pattern-file --block-size",
    opts: {
      "-F -I --file": "read",
      "-O": "write",
      "-D --directory": "list",
      "--rsh-command": "shell",
      "--to-stdout": low(),
    },
    modes: [
      { has: "-t --list", use: {} },
      { has: "-o --create", use: { is: low(), judge: packed } },
      { use: { is: medium(2, "unpacks files"), args: "extract" } },
    ],
  },
  "zipsplit zipnote zipcloak mkisofs genisoimage xorriso isoinfo squashfs-tools mksquashfs": {
    is: medium(2, "makes an archive"),
    args: { rest: "read" },
    unlisted: medium(2, "has an option that is not known"),
    opts: { "-o": "write" },
  },
  "unsquashfs cabextract dpkg-deb-x rpm2cpio": {
    is: medium(2, "unpacks files"),
    args: "read",
    opts: { "-d -dest": "extract" },
    flags: "-l -ll -s -f -n -q",
    modes: [{ has: "-l -ll -s", use: { is: low() } }],
  },
};

type Tar = { action: string; files: Arg[]; paths: Arg[]; into: Arg | undefined; unknown: Arg[]; stdout: boolean };

const withValue = new Set("b f g C F H I K L N T V X".split(" "));
const longValues =
  /^--(file|directory|exclude|exclude-from|files-from|transform|xform|strip-components|mode|owner|group|mtime|format|label|newer|newer-mtime|after-date|blocking-factor|listed-incremental|level|starting-file|suffix|one-top-level|sort|occurrence|record-size|volno-file|tape-length|index-file|quoting-style|pax-option|backup|exclude-tag|add-file|hole-detection|sparse-version|warning|checkpoint|use-compress-program|to-command|checkpoint-action|info-script|new-volume-script|rsh-command|rmt-command)$/;
const harmless =
  /^--(verbose|gzip|gunzip|bzip2|xz|zstd|lzma|lzip|lzop|compress|auto-compress|preserve-permissions|same-permissions|same-owner|no-same-owner|no-same-permissions|numeric-owner|keep-old-files|keep-newer-files|skip-old-files|overwrite|dereference|hard-dereference|one-file-system|wildcards|no-wildcards|anchored|no-anchored|ignore-case|recursion|no-recursion|totals|utc|full-time|xattrs|acls|selinux|sparse|ignore-failed-read|no-overwrite-dir|exclude-vcs|exclude-vcs-ignores|exclude-caches|exclude-backups|show-transformed-names|show-stored-names|null|block-number|ignore-zeros|seek|check-links|force-local|touch|verify|absolute-names|unlink-first|delay-directory-restore|atime-preserve|no-ignore-command-error|read-full-records|multi-volume|posix|old-archive|portability|restrict)$/;
const actions: Record<string, string> = {
  "--create": "c",
  "--extract": "x",
  "--get": "x",
  "--list": "t",
  "--append": "r",
  "--update": "u",
  "--diff": "d",
  "--compare": "d",
  "--concatenate": "A",
  "--catenate": "A",
  "--delete": "D",
  "--test-label": "t",
};

/** tar's first word may be letters without a dash, whose values follow in order; and long options may be cut short. */
function judgeTar({ operands: words }: Call, say: Say): void {
  if (words.length === 0 || /^(--help|--version|--usage|--show-defaults)$/.test(words[0]?.text ?? "")) return;
  const tar: Tar = { action: "", files: [], paths: [], into: undefined, unknown: [], stdout: false };
  let at = 0;
  const [first] = words;
  if (first && /^[A-Za-z]+$/.test(first.text)) {
    at = 1;
    for (const letter of first.text) at = short({ letter, value: undefined, word: first, words, at }, tar, say);
  }
  let ended = false;
  for (; at < words.length;) {
    const word = words[at++];
    if (!word) continue;
    if (word.text === "--") ended = true;
    else if (ended || !/^-./.test(word.text)) {
      if (word.splits && !word.known) say.risk(medium(2, "could hold an option that runs a program"), word);
      tar.paths.push(word);
    } else if (word.text.startsWith("--")) at = long({ word, words, at }, tar, say);
    else
      for (let index = 1; index < word.text.length; index++) {
        const letter = word.text.charAt(index);
        const rest = word.text.slice(index + 1);
        const takes = withValue.has(letter);
        at = short(
          { letter, value: takes && rest !== "" ? { ...word, text: rest } : undefined, word, words, at },
          tar,
          say,
        );
        if (takes && rest !== "") break;
      }
  }
  conclude(tar, say);
}

type ShortOption = { letter: string; value: Arg | undefined; word: Arg; words: readonly Arg[]; at: number };

function short({ letter, value, word, words, at }: ShortOption, tar: Tar, say: Say): number {
  const given = value ?? words[at];
  const after = withValue.has(letter) && !value ? at + 1 : at;
  if ("ctxrudA".includes(letter)) tar.action = letter;
  else if (letter === "f" && given) tar.files.push(given);
  else if (letter === "C" && given) tar.into = given;
  else if (letter === "I" && given) compressor(given, say);
  else if (letter === "F" && given) say.word("shell", given);
  else if ((letter === "T" || letter === "X") && given) say.path("read", given);
  else if (letter === "g" && given) say.path("write", given);
  else if (letter === "O") tar.stdout = true;
  else if (letter === "P") tar.unknown.push(word);
  else if (!/[bHKLNVvzjJaZpkmhlwWBGiMnoRsSU0-9]/.test(letter))
    say.risk(medium(2, "has an option that is not known"), word);
  return after;
}

const compressor = (arg: Arg, say: Say): void => {
  if (!/^(gzip|pigz|bzip2|pbzip2|xz|zstd|lz4|lzma|lzop|brotli|cat)( -[\w=-]+)*$/.test(arg.text)) say.word("shell", arg);
};

function long({ word, words, at }: { word: Arg; words: readonly Arg[]; at: number }, tar: Tar, say: Say): number {
  const equals = word.text.indexOf("=");
  const written = equals < 0 ? word.text : word.text.slice(0, equals);
  const name = fullName(written);
  const action = actions[name];
  if (action !== undefined) {
    tar.action = action;
    return at;
  }
  const takes = longValues.test(name) && !/^--(backup|one-top-level|checkpoint)$/.test(name);
  const value = equals >= 0 ? { ...word, text: word.text.slice(equals + 1) } : takes ? words[at] : undefined;
  const after = takes && equals < 0 ? at + 1 : at;
  if (name === "--to-stdout") tar.stdout = true;
  else if (name === "--remove-files") say.risk(high(2, "deletes the files that it packed"), word);
  else if (/^--(recursive-unlink)$/.test(name)) say.risk(high(2, "deletes directories before it unpacks"), word);
  else if (!value && !harmless.test(name) && !longValues.test(name))
    say.risk(medium(2, "has an option that is not known"), word);
  else if (value) valueOf({ name, value, word }, tar, say);
  return after;
}

function valueOf({ name, value, word }: { name: string; value: Arg; word: Arg }, tar: Tar, say: Say): void {
  if (name === "--file") tar.files.push(value);
  else if (name === "--directory") tar.into = value;
  else if (name === "--use-compress-program") compressor(value, say);
  else if (/^--(to-command|info-script|new-volume-script|rsh-command|rmt-command)$/.test(name))
    say.word("shell", value);
  else if (name === "--checkpoint-action") {
    const command = /^exec=(.*)$/s.exec(value.text)?.[1];
    if (command !== undefined || !value.known) say.word("shell", { ...value, text: command ?? value.text });
  } else if (/^--(files-from|exclude-from)$/.test(name)) say.path("read", value);
  else if (/^--(listed-incremental|index-file|volno-file)$/.test(name)) say.path("write", value);
  else if (!longValues.test(name) && !harmless.test(name)) say.risk(medium(2, "has an option that is not known"), word);
}

const dangerous = [
  "--use-compress-program",
  "--to-command",
  "--checkpoint-action",
  "--info-script",
  "--new-volume-script",
  "--rsh-command",
  "--rmt-command",
  "--remove-files",
  "--recursive-unlink",
  "--directory",
  "--file",
  "--to-stdout",
  ...Object.keys(actions),
];

/** `--to-com` is `--to-command`; where it could be several, the most dangerous. */
const fullName = (name: string): string =>
  longValues.test(name) || harmless.test(name) || dangerous.includes(name)
    ? name
    : (dangerous.find((each) => name.length > 4 && each.startsWith(name)) ?? name);

function conclude({ action, files, paths, into, unknown: absolute, stdout }: Tar, say: Say): void {
  for (const file of files) if (/^[\w.@-]+:/.test(file.text)) say.risk(high(3, "acts on another machine"), file);
  if (action === "t" || action === "d") return each(files, "read", say);
  if (action === "x") {
    each(files, "read", say);
    if (stdout) return;
    say.risk(medium(2, "unpacks files"));
    if (into) say.path("extract", into);
    for (const arg of absolute) say.risk(high(3, "unpacks to where the archive says"), arg);
    return;
  }
  each(paths, "read", say);
  if (action === "c" && (files.length === 0 || files.some(({ text }) => text === "-"))) return;
  say.risk(medium(2, "packs files"));
  each(files, "write", say);
}

const each = (args: readonly Arg[], role: "read" | "write", say: Say): void => {
  for (const arg of args) say.path(role, arg);
};

/** cpio packs what its input names. */
function packed({ stdin }: Call, say: Say): void {
  if (stdin.kind !== "text") return say.risk(medium(2, "packs files that are named elsewhere"));
  for (const name of stdin.arg.text.split("\n")) if (name !== "") say.path("read", { ...stdin.arg, text: name });
}
