/** Filters of text: they read, and print. */
import { high, medium, type Programs } from "../rule.ts";
import { judgeAwk } from "./awk.ts";
import { judgeSed } from "./sed.ts";

const grepFlags =
  "-a -b -c -E -F -G -h -H -i -I -l -L -n -o -P -q -s -T -u -U -v -V -w -x -y -z -Z -r -R --text --byte-offset --count --extended-regexp --fixed-strings --basic-regexp --no-filename --with-filename --ignore-case --no-ignore-case --files-without-match --files-with-matches --line-number --only-matching --perl-regexp --quiet --silent --no-messages --initial-tab --binary --invert-match --word-regexp --line-regexp --null --null-data --line-buffered --recursive --dereference-recursive --unix-byte-offsets";

export const text: Programs = {
  "grep egrep fgrep zgrep zegrep zfgrep bzgrep xzgrep zstdgrep pgrep-lines ggrep": {
    args: { at: ["pattern"], rest: "read" },
    flags: grepFlags,
    values:
      "-A -B -C -d -D -m --after-context --before-context --context --max-count --binary-files --devices --directories --exclude --exclude-dir --include --label --group-separator",
    mays: "--color --colour",
    digits: true,
    opts: { "-e --regexp": "pattern", "-f --file --exclude-from": "read" },
    modes: [
      {
        has: "-r -R --recursive --dereference-recursive",
        lacks: "-e --regexp -f --file",
        use: { args: { at: ["pattern"], rest: "tree" } },
      },
      { has: "-r -R --recursive --dereference-recursive", use: { args: "tree" } },
      { has: "-e --regexp -f --file", use: { args: "read" } },
    ],
  },
  "rg ag ack": {
    args: { at: ["pattern"], rest: "tree" },
    flags:
      "-a -c -F -h -H -i -I -l -L -n -N -o -p -P -q -s -S -u -U -v -w -x -0 -z -R -Q -uu -uuu --hidden --no-ignore --no-ignore-vcs --count --count-matches --files --files-with-matches --files-without-match --fixed-strings --heading --no-heading --ignore-case --invert-match --json --line-number --no-line-number --multiline --multiline-dotall --no-filename --with-filename --null --only-matching --pcre2 --pretty --quiet --smart-case --stats --text --trim --type-list --unrestricted --vimgrep --word-regexp --line-regexp --column --no-column --follow --crlf --debug --glob-case-insensitive --line-buffered --no-messages --passthru --search-zip --case-sensitive --literal --nocolor --nogroup --group --depth --no-follow",
    values:
      "-A -B -C -g -m -M -t -T -j -E -r --after-context --before-context --context --glob --iglob --max-count --max-columns --type --type-not --type-add --threads --encoding --replace --sort --sortr --max-depth --max-filesize --color --colors --context-separator --engine --ignore-dir -G --path-separator --field-match-separator",
    opts: {
      "-e --regexp": "pattern",
      "-f --file --ignore-file": "read",
      "--pre --hostname-bin": "shell",
      "--pager": "shell",
    },
    modes: [{ has: "--files --type-list", use: { args: "list" } }],
  },
  "sed gsed ssed": {
    flags:
      "-n -E -r -s -u -z -b --quiet --silent --regexp-extended --separate --unbuffered --null-data --posix --debug --sandbox --follow-symlinks --binary",
    values: "-l --line-length",
    opts: { "-e --expression": "text", "-f --file": "exec", "-i --in-place": { value: "may" }, "-I": { value: "may" } },
    judge: judgeSed,
  },
  "awk gawk mawk nawk original-awk": {
    stopAtOperand: true,
    flags:
      "-b -c -C -g -h -k -M -N -n -O -P -r -s -S -t -I --characters-as-bytes --traditional --copyright --gen-pot --csv --bignum --use-lc-numeric --non-decimal-data --optimize --posix --re-interval --no-optimize --sandbox --lint-old --no-localize",
    values: "-F -v --field-separator --assign",
    mays: "-L --lint",
    opts: {
      "-f --file -E --exec -i --include": "exec",
      "-e --source": "text",
      "-l --load": { value: "needs", is: high(2, "loads code") },
      "-d -p -o --dump-variables --profile --pretty-print": { value: "may", is: medium(2, "writes a file") },
      "-D --debug": { value: "may", is: high(2, "opens a program from which anything can be run") },
    },
    judge: judgeAwk,
  },
  "sort gsort": {
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
    digits: true,
  },
  "uniq guniq": {
    args: { at: ["read"], rest: "write" },
    flags: "-c -d -D -i -u -z --count --repeated --ignore-case --unique --zero-terminated",
    values: "-f -s -w --skip-fields --skip-chars --check-chars",
    mays: "--all-repeated --group",
    digits: true,
  },
  "head tail ghead gtail": {
    args: "read",
    flags: "-f -F -q -r -v -z -b --retry --quiet --silent --verbose --zero-terminated --debug",
    values: "-c -n -s --bytes --lines --pid --max-unchanged-stats --sleep-interval",
    mays: "--follow",
    digits: true,
  },
  "wc gwc": {
    args: "read",
    flags: "-c -m -l -L -w --bytes --chars --lines --max-line-length --words --debug",
    values: "--total",
    opts: { "--files0-from": "read" },
  },
  "cut paste": {
    args: "read",
    flags: "-n -s -z --complement --only-delimited --serial --zero-terminated -w",
    values: "-b -c -d -f --bytes --characters --delimiter --delimiters --fields --output-delimiter",
  },
  tr: { args: "text", flags: "-c -C -d -s -t -u --complement --delete --squeeze-repeats --truncate-set1" },
  "fold fmt expand unexpand pr column rev colrm col colcrt ul look join ptx nroff groff": {
    args: "read",
    flags:
      "-a -b -c -d -D -e -f -F -h -i -J -l -L -m -n -r -s -t -T -u -v -w -x -z -1 -2 --bytes --spaces --width --crown-margin --split-only --uniform-spacing --tagged-paragraph --all --first-only --initial --table --fillrows --json --keep-empty-lines --table-noheadings --table-maxout --no-tabs --ignore-case --check-order --nocheck-order --header --zero-terminated --alternative --alphanum --double-space --merge --omit-pagination --omit-header --number-lines --expand-tabs",
    values:
      "-w -t -o -s -c -N -H -R -W -O -E -d -E -e -j -1 -2 -a -v -p -g -l -n -h -S -T --width --tabs --separator --output-separator --output-width --table-columns --table-hide --table-right --table-wrap --table-order --table-truncate --table-name --tree --tree-id --tree-parent --columns --goal --prefix --terminate --pages --length --indent --empty --page_width --page-width --output-width --table-columns-limit",
    digits: true,
  },
  "jq gojq jaq": {
    args: { at: ["text"], rest: "read" },
    flags:
      "-C -M -S -a -b -c -e -g -h -j -n -r -R -s -V --ascii-output --binary --color-output --compact-output --exit-status --join-output --monochrome-output --null-input --raw-input --raw-output --raw-output0 --seq --slurp --sort-keys --stream --stream-errors --tab --unbuffered --yaml-input --yaml-output --build-configuration",
    values: "--indent -L",
    opts: { "-f --from-file": "read" },
    judge: ({ operands }, say) => {
      for (const arg of operands)
        if (/\b(env|\$ENV)\b/.test(arg.text)) say.risk(high(4, "reads the variables of the environment"), arg);
    },
    stopAtOperand: false,
    style: "gnu",
    unlisted: medium(2, "has an option that is not known"),
    modes: [{ has: "-f --from-file", use: { args: "read" } }],
  },
  "yq xq tomlq": {
    args: { at: ["text"], rest: "read" },
    flags:
      "-r -C -M -e -j -n -N -P -s -y -Y -c -S -0 --raw-output --unwrapScalar --colors --no-colors --exit-status --null-input --no-doc --prettyPrint --yaml-output --xml-output --compact-output --slurp --tojson --sort-keys",
    values: "-o -p -I --output-format --input-format --indent --from-file --front-matter --expression",
    opts: {
      "-i --inplace --in-place": medium(2, "changes files where they are"),
      "-s --split-exp": { value: "needs", is: medium(2, "writes files") },
    },
    sub: { "eval e eval-all ea": { args: { at: ["text"], rest: "read" } } },
    unlisted: medium(2, "has an option that is not known"),
    modes: [{ has: "-i --inplace --in-place", use: { args: { at: ["text"], rest: "write" } } }],
    judge: ({ operands, has }, say) => {
      if (has("-i --inplace --in-place")) for (const arg of operands.slice(1)) say.path("write", arg);
    },
  },
  "xmllint xmlstarlet": {
    args: "read",
    flags: "--noout --format --html --valid --nonet --recover --huge --noent --nowarning --compact --schematron",
    values: "--xpath --encode --pretty --pattern",
    opts: {
      "--output -o": "write",
      "--schema --dtdvalid --relaxng": "read",
      "--shell": high(2, "opens a program from which files can be written"),
    },
  },
  "less more most pg zless zmore": {
    args: "read",
    flags:
      "-e -E -f -F -g -G -i -I -J -K -L -m -M -n -N -q -Q -r -R -s -S -u -U -w -W -X -c -d -l -p --quit-at-eof --quit-if-one-screen --raw-control-chars --RAW-CONTROL-CHARS --chop-long-lines --LINE-NUMBERS --line-numbers --no-init --ignore-case --IGNORE-CASE --squeeze-blank-lines --follow-name --mouse --no-lessopen",
    values: "-b -h -j -P -x -y -z -n -T -t --pattern --tabs --lines --tag --buffers",
    opts: { "-o -O --log-file --LOG-FILE": "write", "-k --lesskey-file --lesskey-src": "exec" },
    digits: true,
    // `+!x` runs x as soon as the file is shown.
    judge: ({ operands }, say) => {
      for (const arg of operands)
        if (/^\+\+?[^\dGgFf/?%]/.test(arg.text)) say.risk(high(2, "runs commands from within a pager"), arg);
    },
  },
  "zcat gzcat bzcat xzcat lzcat zstdcat lz4cat uncompress-cat": {
    args: "read",
    flags: "-f -k -q -v -r -c -l --force --keep --quiet --verbose",
  },
  "base64 base32 basenc uuencode uudecode": {
    args: "read",
    flags:
      "-d -D -i --decode --ignore-garbage --base64 --base64url --base32 --base32hex --base16 --base2msbf --base2lsbf --z85 -m",
    values: "-w -b --wrap --break -i",
    opts: { "-o --output": "write" },
    judge: ({ name }, say) => {
      if (name === "uudecode") say.risk(medium(2, "writes files that are named in its input"));
    },
  },
  "iconv dos2unix unix2dos mac2unix recode enca": {
    args: "read",
    flags: "-c -l -s --list --silent --verbose -i --info -q -k",
    values: "-f -t --from-code --to-code",
    opts: { "-o --output -n --newfile": "write" },
    judge: ({ name, operands, has }, say) => {
      if (!name.startsWith("iconv") && !name.startsWith("enca") && !has("-i --info"))
        for (const arg of operands) say.path("write", arg);
    },
  },
  patch: {
    is: medium(2, "changes files by a patch"),
    args: { at: ["write"], rest: "read" },
    flags:
      "-p0 -p1 -p2 -b -c -e -E -f -l -n -N -R -s -t -T -u -v -Z --backup --context --ed --remove-empty-files --force --ignore-whitespace --normal --forward --reverse --silent --quiet --batch --set-time --unified --verbose --binary --posix --merge --no-backup-if-mismatch --backup-if-mismatch",
    values:
      "-p -B -D -F -g -V -Y -z --strip --prefix --ifdef --fuzz --get --version-control --basename-prefix --suffix --read-only --reject-format --quoting-style",
    opts: { "-i --input": "read", "-d --directory": "extract", "-o --output -r --reject-file": "write" },
    dry: "--dry-run",
  },
  logger: {
    is: medium(3, "writes into the log of the system"),
    args: "text",
    flags: "-i -s -e -T -d --stderr --skip-empty",
    values: "-t -p -S --tag --priority --size --id --msgid --prio-prefix",
    opts: { "-f --file": "read", "-n --server": "send", "-u --socket": "write" },
  },
  "pv progress": {
    args: "read",
    flags:
      "-p -t -e -r -b -a -q -n -f -c -W -l -0 -T -A --progress --timer --eta --rate --bytes --average-rate --quiet --numeric --force --cursor --wait --line-mode",
    values: "-L -B -s -i -w -N -D -F -H --rate-limit --buffer-size --size --interval --name --delay-start --format",
    opts: {
      "-o --output": "write",
      "-d --watchfd -R --remote -P --pidfile": { value: "needs", is: medium(2, "touches another process") },
    },
  },
  "csvcut csvgrep csvlook csvstat csvsort csvjson mlr xsv qsv miller": {
    args: "read",
    unlisted: medium(2, "has an option that is not known"),
    flags: "-n -l -S -i -r -t -v --names --stats --icsv --ojson --opprint --ijson --ocsv --json --c2p --c2j",
    values: "-c -d -m -f -q -e",
  },
};
