/** Files and directories: the GNU core utilities that look at, make, copy, change and remove them. */
import { critical, high, low, medium, type Programs } from "../rule.ts";

export const coreutils: Programs = {
  "ls dir vdir": {
    args: "list",
    flags:
      "-a -A -b -B -c -C -d -D -f -F -g -G -h -H -i -k -l -L -m -n -N -o -p -q -Q -r -R -s -S -t -u -U -v -x -X -Z -1 --all --almost-all --author --escape --ignore-backups --directory --dired --file-type --full-time --no-group --group-directories-first --human-readable --si --dereference --inode --kibibytes --numeric-uid-gid --literal --hide-control-chars --show-control-chars --quote-name --reverse --recursive --size --context --zero --dereference-command-line",
    values:
      "-I -T -w --ignore --hide --block-size --time-style --format --sort --time --indicator-style --quoting-style --tabsize --width",
    mays: "--color --classify --hyperlink",
  },
  "cat tac nl": {
    args: "read",
    flags:
      "-A -b -e -E -n -s -t -T -u -v -p --show-all --number-nonblank --show-ends --number --squeeze-blank --show-tabs --show-nonprinting --before --regex --no-renumber",
    values: "-d -f -h -i -l -w -S --separator --body-numbering --number-format --number-width",
  },
  stat: {
    args: "list",
    flags: "-L -f -t -x --dereference --file-system --terse",
    values: "-c --format --printf --cached",
  },
  cp: {
    is: medium(2, "copies files"),
    args: { at: ["read"], rest: "read", last: "write" },
    flags:
      "-a -b -d -f -H -i -l -L -n -p -P -r -R -s -T -u -v -x -Z --archive --attributes-only --backup --copy-contents --force --interactive --link --dereference --no-clobber --no-dereference --parents --recursive --remove-destination --strip-trailing-slashes --symbolic-link --no-target-directory --update --verbose --one-file-system --debug",
    values: "-S --suffix",
    mays: "--preserve --no-preserve --reflink --sparse --context --backup --update",
    opts: { "-t --target-directory": "write" },
    modes: [{ has: "-t --target-directory", use: { args: "read" } }],
  },
  mv: {
    is: medium(2, "moves files"),
    args: { at: ["write"], rest: "write", last: "write" },
    flags:
      "-b -f -i -n -T -u -v -Z --force --interactive --no-clobber --strip-trailing-slashes --no-target-directory --verbose --context --no-copy --exchange --debug",
    values: "-S --suffix",
    mays: "--backup --update",
    opts: { "-t --target-directory": "write" },
    modes: [{ has: "-t --target-directory", use: { args: "write" } }],
  },
  rm: {
    args: "delete",
    flags: "-f -i -I -v -d -r -R --recursive --force --verbose --dir --one-file-system --preserve-root",
    mays: "--interactive",
    opts: { "--no-preserve-root": critical(4, "allows the root directory to be deleted") },
    modes: [{ has: "-r -R --recursive", use: { args: "deleteTree" } }],
  },
  chmod: {
    is: medium(2, "changes the mode of files"),
    args: { at: ["text"], rest: "attrs" },
    flags: "-c -f -v --changes --silent --quiet --verbose --no-preserve-root --preserve-root",
    opts: { "--reference": "list" },
    modes: [
      { has: "--reference", use: { args: "attrs" } },
      {
        has: "-R --recursive",
        use: {
          args: { at: ["text"], rest: "attrsTree" },
          opts: { "-R --recursive": high(2, "changes the mode of a whole tree") },
        },
      },
    ],
    judge: ({ operands: [mode] }, say) => {
      if (mode && /^([ugoa]*[+=][rwxXt]*s|[0-7]*[2-7][0-7]{3}$)/.test(mode.text))
        say.risk(critical(4, "sets a set-uid or set-gid bit"), mode);
    },
  },
  mkdir: {
    is: medium(2, "makes a directory"),
    args: "write",
    flags: "-p -v --parents --verbose -Z",
    values: "-m --mode",
    mays: "--context",
  },
  tee: { args: "append", flags: "-a -i -p --append --ignore-interrupts", mays: "--output-error" },
  df: {
    args: "list",
    flags:
      "-a -h -H -i -k -l -m -P -T -v --all --human-readable --si --inodes --local --no-sync --portability --print-type --total --sync",
    values: "-B -t -x --block-size --type --exclude-type",
    mays: "--output",
  },
  echo: { style: "none" },
  date: {
    flags: "-u -R --utc --universal --rfc-email --debug --resolution",
    values: "-d --date -r --reference -f --file",
    mays: "-I --iso-8601 --rfc-3339",
    opts: { "-s --set": { value: "needs", is: high(4, "sets the clock") } },
    judge: ({ operands: [format] }, say) => {
      if (format && !format.text.startsWith("+")) say.risk(high(4, "sets the clock"), format);
    },
  },
  uptime: { flags: "-p -s --pretty --since" },
  "true false": { style: "none", is: low() },
};
