/** Filters of text: they read, and print. */
import type { Programs } from "../rule.ts";

export const text: Programs = {
  "grep egrep fgrep zgrep": {
    args: { at: ["pattern"], rest: "read" },
    flags:
      "-a -b -c -E -F -G -h -H -i -I -l -L -n -o -P -q -s -T -u -U -v -V -w -x -y -z -Z --text --byte-offset --count --extended-regexp --fixed-strings --basic-regexp --no-filename --with-filename --ignore-case --no-ignore-case --files-without-match --files-with-matches --line-number --only-matching --perl-regexp --quiet --silent --no-messages --initial-tab --binary --invert-match --word-regexp --line-regexp --null --null-data --line-buffered -r -R --recursive --dereference-recursive",
    values:
      "-A -B -C -d -D -m --after-context --before-context --context --max-count --binary-files --devices --directories --exclude --exclude-dir --include --label --group-separator",
    mays: "--color --colour",
    digits: true,
    opts: { "-e --regexp": "pattern", "-f --file --exclude-from": "read" },
    modes: [
      {
        has: "-r -R --recursive --dereference-recursive",
        use: { args: { at: ["pattern"], rest: "tree" } },
      },
      { has: "-e --regexp -f --file", use: { args: "read" } },
    ],
  },
  sort: {
    args: "read",
    flags:
      "-b -d -f -g -i -M -h -n -R -r -V -c -C -m -s -u -z --ignore-leading-blanks --dictionary-order --ignore-case --general-numeric-sort --ignore-nonprinting --month-sort --human-numeric-sort --numeric-sort --random-sort --reverse --version-sort --merge --stable --unique --zero-terminated --debug",
    values: "-k -t -S --key --field-separator --buffer-size --parallel --batch-size --sort",
    mays: "--check",
    opts: {
      "-o --output": "write",
      "-T --temporary-directory": "list",
      "--compress-program": "shell",
      "--files0-from --random-source": "read",
    },
  },
  "head tail": {
    args: "read",
    flags: "-f -F -q -r -v -z --follow --retry --quiet --silent --verbose --zero-terminated",
    values: "-c -n -s --bytes --lines --pid --max-unchanged-stats --sleep-interval",
    mays: "--follow",
    digits: true,
  },
  wc: {
    args: "read",
    flags: "-c -m -l -L -w --bytes --chars --lines --max-line-length --words --debug",
    values: "--total",
    opts: { "--files0-from": "read" },
  },
};
