/** The core utilities and their like that only look: files, sizes, the machine, the time. */
import { high, medium, type Programs } from "../rule.ts";

export const coreutilsShow: Programs = {
  "ls dir vdir gls exa eza lsd": {
    args: "list",
    flags:
      "-a -A -b -B -c -C -d -D -f -F -g -G -h -H -i -k -l -L -m -n -N -O -o -p -q -Q -r -R -s -S -t -u -U -v -x -X -Z -1 -@ -J --all --almost-all --author --escape --ignore-backups --directory --dired --file-type --full-time --no-group --group-directories-first --human-readable --si --dereference --inode --kibibytes --numeric-uid-gid --literal --hide-control-chars --show-control-chars --quote-name --reverse --recursive --size --context --zero --dereference-command-line --long --grid --across --oneline --tree --icons --git --header --group --links --blocks --modified --created --accessed --dirsfirst --noreport --du --prune --inodes --device --gitignore --sort-files --nolinks --only-dirs --dirs-only",
    values:
      "-I -T -w -P --ignore --hide --block-size --time-style --format --sort --time --indicator-style --quoting-style --tabsize --width --level --charset --filelimit --timefmt --depth",
    mays: "--color --colour --classify --hyperlink",
  },
  tree: {
    args: "list",
    flags:
      "-a -d -l -f -x -p -u -g -s -h -D -F -q -N -Q -r -t -c -v -U -X -J -i -A -S -n -C --du --prune --inodes --device --noreport --dirsfirst --filesfirst --si --matchdirs --ignore-case --gitignore --metafirst --nolinks --hintro --fromfile",
    values: "-L -P -I -H -T --filelimit --timefmt --sort --charset --gitfile --infofile",
    opts: { "-o": "write", "-R": medium(2, "writes files of its own where it stops") },
  },
  "cat tac nl gcat": {
    args: "read",
    flags:
      "-A -b -e -E -n -s -t -T -u -v -p --show-all --number-nonblank --show-ends --number --squeeze-blank --show-tabs --show-nonprinting --before --regex --no-renumber",
    values:
      "-d -f -h -i -l -w -S --separator --body-numbering --number-format --number-width --starting-line-number --line-increment --join-blank-lines --section-delimiter --header-numbering --footer-numbering --number-separator",
  },
  "bat batcat": {
    args: "read",
    flags:
      "-A -p -n -u -P -s -f -L --show-all --plain --number --list-languages --list-themes --no-paging --squeeze-blank --force-colorization --diff",
    values:
      "-l -H -r -m --language --highlight-line --line-range --theme --style --color --paging --wrap --tabs --map-syntax --file-name --terminal-width --decorations --italic-text",
    opts: { "--pager": "shell" },
  },
  "stat gstat": {
    args: "list",
    flags: "-L -f -t -x -s -r -l -F -n -q --dereference --file-system --terse",
    values: "-c --format --printf --cached",
  },
  file: {
    args: "list",
    flags:
      "-b -c -d -E -h -i -I -k -l -L -n -N -p -r -s -S -v -z -Z -0 --brief --checking-printout --extension --mime --mime-type --mime-encoding --keep-going --list --dereference --no-dereference --no-buffer --no-pad --preserve-date --raw --special-files --uncompress --uncompress-noreport --print0 --apple --debug",
    values: "-e -F -P --exclude --exclude-quiet --separator --parameter",
    opts: { "-f --files-from -m --magic-file": "read", "-C --compile": medium(2, "writes a compiled file") },
  },
  "du ncdu dust gdu": {
    args: "list",
    flags:
      "-0 -a -b -c -D -h -H -k -L -l -m -P -S -s -x --null --all --apparent-size --bytes --total --dereference-args --human-readable --inodes --dereference --count-links --no-dereference --separate-dirs --si --summarize --one-file-system -r -q -e",
    values: "-B -d -t -X --block-size --max-depth --threshold --exclude --time-style",
    mays: "--time",
    opts: { "--exclude-from --files0-from": "read", "-o": "write", "-f": "read" },
  },
  "df duf": {
    args: "list",
    flags:
      "-a -h -H -i -k -l -m -P -T -v --all --human-readable --si --inodes --local --no-sync --portability --print-type --total --sync --json",
    values: "-B -t -x --block-size --type --exclude-type --only --hide --sort --style --theme --width",
    mays: "--output",
  },
  "basename dirname readlink realpath namei pathchk": {
    args: "list",
    flags:
      "-a -z -f -e -m -n -q -s -v -L -P -l -o -p -x --multiple --zero --canonicalize --canonicalize-existing --canonicalize-missing --no-newline --quiet --silent --verbose --strip --no-symlinks --logical --physical --modes --owners --long --nosymlinks --portability --mountpoints",
    values: "-s --suffix --relative-to --relative-base",
  },
  "pwd true false": { flags: "-L -P --logical --physical" },
  "[[": { style: "none" },
  "test [": { style: "none", args: "list" },
  echo: { style: "none" },
  printf: { style: "none" },
  "shuf gshuf tsort": {
    flags: "-e -r -z --echo --repeat --zero-terminated",
    values: "-i -n --input-range --head-count",
    opts: { "-o --output": "write", "--random-source": "read" },
    args: "read",
  },
  "yes seq expr factor numfmt gseq": {
    flags:
      "-w -e -r -z -n -c -s -h -d --equal-width --echo --repeat --zero-terminated --debug --header --grouping --exponents",
    values:
      "-f -s -i -n -d --format --separator --from --to --from-unit --to-unit --field --delimiter --invalid --padding --round --suffix --input-range --head-count --random-source",
    mays: "--header",
    digits: true,
    opts: { "-o --output": "write" },
    args: "list",
  },
  "sleep usleep": { args: "text" },
  "date gdate": {
    flags: "-u -R -j -n --utc --universal --rfc-email --rfc-822 --debug --resolution",
    values: "-d --date -v",
    mays: "-I --iso-8601 --rfc-3339",
    opts: {
      "-s --set": { value: "needs", is: high(4, "sets the clock") },
      "-r --reference": "list",
      "-f --file": "read",
    },
    judge: ({ operands: [format] }, say) => {
      if (format && !format.text.startsWith("+") && format.known) say.risk(high(4, "sets the clock"), format);
    },
  },
  "cal ncal calendar": {
    flags: "-1 -3 -b -C -e -h -J -j -M -N -o -p -s -S -w -y -Y --monday --sunday --three --year",
    values: "-A -B -d -H -m -n -s -W",
    digits: true,
  },
  uptime: { flags: "-p -s -r -c --pretty --since --raw --container" },
  "w who users whoami id groups logname last lastb lastlog pinky finger": {
    args: "text",
    flags:
      "-a -b -d -f -h -H -i -l -m -o -p -q -r -s -t -T -u -w -x -g -G -n -z -R -F -c -C --all --boot --dead --heading --login --lookup --mesg --count --runlevel --short --time --users --writable --message --no-header --from --ip-addr --old-style --group --groups --name --user --real --zero --context --present --fullnames --hostlast --dns --nohostname --system --fulltimes --time-format --pids",
    values: "-n --limit --lines --since --until --before -b -t --present --time-format --root --user --time",
    opts: { "--file": "read", "-C --clear -S --set": { value: "none", is: high(4, "changes the record of sign-ins") } },
    digits: true,
    judge: ({ name, operands, options }, say) => {
      for (const word of operands)
        if (name === "finger" && word.text.includes("@"))
          say.risk(medium(2, "sends text to a server that is named"), word);
        else if (/^lastb?$/.test(name) && options.some(({ names }) => names.includes("-f"))) say.path("read", word);
    },
  },
  "uname arch nproc hostid tty getconf locale": {
    args: "text",
    flags:
      "-a -s -n -r -v -m -p -i -o -k -c --all --kernel-name --nodename --kernel-release --kernel-version --machine --processor --hardware-platform --operating-system --ignore --silent --quiet --all-locales --charmaps --verbose --category-name --keyword-name",
    values: "-v --ignore",
  },
  printenv: { flags: "-0 --null", args: "text" },
  "md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum b3sum cksum sum shasum md5 sha256 xxhsum xxh64sum crc32":
    {
      args: "read",
      flags:
        "-b -c -t -w -z -q -s -r -U -0 --binary --check --tag --text --zero --ignore-missing --quiet --status --strict --warn --raw --base64 --untagged --debug --sysv",
      values: "-a -l --algorithm --length",
    },
  "cmp diff sdiff diff3 colordiff comm zdiff zcmp": {
    args: "read",
    flags:
      "-a -b -B -c -d -e -E -f -H -i -l -n -N -p -P -q -r -s -t -T -u -v -w -y -Z -1 -2 -3 -A -m -x -X -z --brief --report-identical-files --normal --ed --rcs --side-by-side --suppress-common-lines --left-column --show-c-function --expand-tabs --initial-tab --suppress-blank-empty --paginate --recursive --no-dereference --new-file --unidirectional-new-file --ignore-file-name-case --no-ignore-file-name-case --ignore-case --ignore-tab-expansion --ignore-trailing-space --ignore-space-change --ignore-all-space --ignore-blank-lines --text --strip-trailing-cr --minimal --speed-large-files --print-bytes --silent --quiet --verbose --check-order --nocheck-order --total --zero-terminated --context --unified --merge",
    values:
      "-C -U -W -I -F -D -L -x -S -n --width --label --exclude --starting-file --ignore-matching-lines --show-function-line --ifdef --tabsize --horizon-lines --line-format --unchanged-group-format --changed-group-format --old-line-format --new-line-format --unchanged-line-format --bytes --output-delimiter --palette --old-group-format --new-group-format",
    mays: "--context --unified --color --ignore-initial",
    opts: { "-o --output": "write", "-X --exclude-from --from-file --to-file": "read", "--diff-program": "exec" },
    digits: true,
  },
  "getfacl lsattr getfattr getcap": {
    args: "list",
    flags:
      "-a -c -d -e -E -n -p -R -s -t -V -l -v -h -L -P -r --absolute-names --recursive --access --default --omit-header --all-effective --no-effective --skip-base --tabular --numeric --dump --only-values",
    values: "-m --match --name --encoding -e",
  },
  "locate mlocate plocate": {
    args: "text",
    flags:
      "-A -b -c -e -i -P -p -q -r -S -w -0 -H -L --all --basename --count --existing --ignore-case --ignore-spaces --null --quiet --regexp --regex --statistics --wholename --follow --nofollow",
    values: "-l -n -d --limit --database",
  },
  updatedb: { is: medium(3, "writes the database of file names") },
  "which whereis type apropos whatis man info tldr help": {
    args: "text",
    flags:
      "-a -s -b -m -u -l -k -f -w -W -p -K -i -t -P -h -e -r -d --all --silent --skip-alias --apropos --whatis --where --location --regex --wildcard --exact --and --long --list --offline --render --platform --no-pager --global-apropos --local-file --read-alias --tty-only --show-dot --show-tilde --skip-dot",
    values: "-B -M -S -L --section --sections --manpath --locale --platform --language -n",
    opts: {
      "-o --output": "write",
      "-C --config-file": "exec",
      "-P --pager": "shell",
      "-H --html": "shell",
      "-u --update": medium(2, "updates the pages"),
    },
    // A name with a slash is a file that is shown.
    judge: ({ operands }, say) => {
      for (const word of operands) if (word.text.includes("/")) say.path("read", word);
    },
  },
  "lscpu lsmem lsblk lspci lsusb lsscsi lsipc lsns lslocks lslogins lsirq lshw hwinfo blkid findmnt lsinitramfs lsinitrd lstopo inxi":
    {
      args: "list",
      flags:
        "-a -A -b -B -c -C -d -D -e -f -F -h -i -I -J -k -l -L -m -M -n -N -O -p -P -q -r -R -s -S -t -T -u -U -v -V -x -X -y -z -Z -nn -vv -vvv -tv -mm --all --bytes --noheadings --list --json --pairs --raw --tree --paths --fs --discard --perms --topology --scsi --nvme --virtio --zoned --inverse --ascii --nodeps --noempty --merge --output-all --shell --extended --parse --online --offline --hex --physical --numeric --verbose --kernel --short --businfo --html --xml --sanitize --quiet --df --fstab --mtab --kernel --poll --real --pseudo --submounts --uniq --evaluate --nofsroot --canonicalize --no-canonicalize --target --first-only --invert --notruncate --shadow --system-accs --user-accs --list --sizes --summary --hctree",
      values:
        "-o -I -e -w -x -E -M -O -S -d -s -t -T -C -class -c -p --output --include --exclude --width --sort --dedup --filter --highlight --direction --source --types --options --task --timeout --mountpoint --match-tag --match-token --label --uuid --tag -U -L -n --set-context --split --threshold --only --disable --enable --option",
      mays: "--output --summary --extended --parse --online --offline --caches --human",
      opts: {
        "-g --garbage-collect": { value: "none", is: medium(3, "clears the cache of devices") },
        "--sysroot -F --tab-file": "list",
        "--dump": "write",
      },
    },
  "free vmstat iostat mpstat pidstat sar slabtop tload nfsstat numastat dstat ifstat": {
    args: "text",
    flags:
      "-a -A -b -B -c -C -d -D -f -F -g -h -H -i -I -k -l -L -m -M -n -N -p -q -r -R -s -S -t -T -u -v -V -w -W -x -y -z --bytes --kibi --mebi --gibi --tebi --kilo --mega --giga --tera --human --lohi --total --wide --si --active --forks --slabs --one-header --stats --disk --disk-sum --timestamp --once --line --committed --dec --pretty --peta --pebi --all --nocolor --full --time --cpu --mem --net --sys --io --top-cpu --top-mem --top-io --vmstat --noheaders --nfs --tcp --udp --unix --socket --swap --proc --page --raw --fs --int --ipc --lock --load -1 -2 -5 -3 -4 --human-readable",
    values:
      "-s -c -p -S -d -n -P -I -o -e -j -G -U --count --seconds --delay --unit --partition --sort --dec --iface --interval -C -D -N -M -F",
    digits: true,
    opts: { "--output": "write", "-o": { value: "may" } },
    judge: ({ name, valuesOf }, say) => {
      if (name === "pidstat")
        for (const program of valuesOf("-e")) say.risk(high(2, "runs a program by an option"), program);
    },
  },
  "clear reset tput stty setterm tabs mesg infocmp": { style: "none" },
  ldd: {
    is: medium(2, "may run the program it looks at"),
    args: "list",
    flags: "-v -d -r -u --verbose --data-relocs --function-relocs --unused",
  },
  xxd: {
    style: "long",
    args: { at: ["read"], rest: "write" },
    flags: "-a -b -C -d -e -i -p -ps -plain -postscript -r -revert -u -E -autoskip -bits -include -uppercase",
    values: "-c -cols -g -groupsize -l -len -n -name -o -offset -s -seek -R",
  },
  "strings hexdump hd od readelf objdump nm size ar": {
    args: "read",
    flags:
      "-a -f -w -b -c -C -d -o -x -v -s -h -S -l -n -r -A -t -e -g -u -p -P -i -D -W -L -R -T --all --print-file-name --wide --headers --all-headers --syms --symbols --dynamic --relocs --segments --sections --program-headers --file-header --section-headers --notes --demangle --disassemble --full-contents --traditional --output-duplicates --undefined-only --defined-only --extern-only --no-sort --numeric-sort --print-size --canonical --no-squeezing -I -H -V",
    values:
      "-N -j -e -n -T -t -l -s -g -o --bytes --radix --encoding --target --disassembler-options --section --length --skip --format --color --read-bytes --skip-bytes --address-radix --width --start-address --stop-address --architecture --debug-dump --hex-dump --string-dump -x -c -A -S -w",
    mays: "--color --width --demangle --visualize-jumps --disassembler-color",
    judge: ({ name, operands }, say) => {
      for (const word of operands)
        if (word.text.startsWith("@")) say.path("read", { ...word, text: word.text.slice(1) });
      if (name === "ar" && !/^-?[tp]/.test(operands[0]?.text ?? "")) say.risk(medium(2, "changes an archive"));
    },
  },
};
