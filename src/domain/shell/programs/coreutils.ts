/** Files and directories: the core utilities that make, copy, change and remove them. */
import { critical, high, low, medium, type Call, type Programs, type Say } from "../rule.ts";

export const coreutils: Programs = {
  "cp gcp": {
    is: medium(2, "copies files"),
    args: { at: ["read"], rest: "read", last: "write" },
    flags:
      "-a -b -d -f -H -i -l -L -n -p -P -r -R -s -T -u -v -x -Z --archive --attributes-only --copy-contents --force --interactive --link --dereference --no-clobber --no-dereference --parents --recursive --remove-destination --strip-trailing-slashes --symbolic-link --no-target-directory --verbose --one-file-system --debug",
    values: "-S --suffix",
    mays: "--preserve --no-preserve --reflink --sparse --context --backup --update",
    opts: { "-t --target-directory": "write" },
    modes: [{ has: "-t --target-directory", use: { args: "read" } }],
    judge: judgeDestination,
  },
  "mv gmv": {
    is: medium(2, "moves files"),
    args: { rest: "write" },
    flags:
      "-b -f -i -n -T -u -v -Z --force --interactive --no-clobber --strip-trailing-slashes --no-target-directory --verbose --context --no-copy --exchange --debug",
    values: "-S --suffix",
    mays: "--backup --update",
    opts: { "-t --target-directory": "write" },
    judge: ({ operands }, say) => {
      // What is moved away is gone from where it was; a copy beside it, or a way back, is the usual case.
      for (const arg of operands.slice(0, -1))
        if (/^\/dev\/null$/.test(operands.at(-1)?.text ?? "")) say.path("delete", arg);
      if (operands.at(-1)?.text === "/dev/null")
        say.risk(high(2, "moves files to where they are lost"), operands.at(-1));
    },
  },
  "ln link": {
    is: medium(2, "makes a link"),
    args: { at: ["list"], rest: "list", last: "write" },
    flags:
      "-b -d -f -F -i -L -n -P -r -s -T -v --directory --force --interactive --logical --no-dereference --physical --relative --symbolic --no-target-directory --verbose",
    values: "-S --suffix",
    mays: "--backup",
    opts: { "-t --target-directory": "write" },
    judge: ({ operands, has }, say) => {
      // Who writes through the link later writes to its target.
      const [target] = operands;
      if (
        has("-s --symbolic") &&
        target &&
        /^\/(etc\/(shadow|passwd|sudoers)|dev\/[a-z]|root\/\.ssh)/.test(target.text)
      )
        say.path("append", target);
    },
  },
  "rm grm": {
    args: "delete",
    flags: "-f -i -I -v -d -r -R --recursive --force --verbose --dir --one-file-system",
    mays: "--interactive --preserve-root",
    opts: { "--no-preserve-root": critical(4, "allows the root directory to be deleted") },
    modes: [{ has: "-r -R --recursive", use: { args: "deleteTree" } }],
  },
  rmdir: {
    is: medium(2, "removes an empty directory"),
    args: { rest: { names: { "/*": medium(2, "removes an empty directory") } } },
    flags: "-p -v --parents --verbose --ignore-fail-on-non-empty",
  },
  unlink: { args: "delete" },
  "shred srm": {
    is: high(2, "destroys the content of files for good"),
    args: "device",
    flags: "-f -v -x -z --force --verbose --exact --zero",
    values: "-n -s --iterations --size --random-source",
    opts: {
      "-u": high(2, "deletes the file, too"),
      "--remove": { value: "may", is: high(2, "deletes the file, too") },
    },
    judge: ({ operands }, say) => {
      for (const arg of operands) say.path("delete", arg);
    },
  },
  truncate: {
    is: medium(2, "sets the size of a file"),
    args: "write",
    flags: "-c -o --no-create --io-blocks",
    opts: { "-r --reference": "list" },
    values: "-s --size",
    judge: ({ operands, valuesOf }, say) => {
      if (valuesOf("-s --size").every(({ text }) => /^[+]/.test(text))) return;
      for (const arg of operands) if (!/^(\/var)?\/tmp\//.test(arg.text)) say.path("delete", arg);
    },
  },
  fallocate: {
    is: medium(2, "sets aside room for a file"),
    args: "write",
    flags: "-n -v -x --keep-size --verbose --posix",
    values: "-l -o --length --offset",
    opts: {
      "-c -d -p -z -i --collapse-range --dig-holes --punch-hole --zero-range --insert-range": high(
        2,
        "cuts holes into a file",
      ),
    },
  },
  "chmod gchmod": {
    is: medium(2, "changes the mode of files"),
    args: { at: ["text"], rest: "attrs" },
    flags:
      "-c -f -v --changes --silent --quiet --verbose --preserve-root -r -w -x -s -rw -rx -wx -rwx -h -H -L -P --dereference --no-dereference",
    opts: { "--reference": "list", "--no-preserve-root": critical(4, "allows the root directory to be changed") },
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
    judge: ({ operands: [mode, ...paths], has }, say) => {
      if (!mode) return;
      if (/[+=][rwxXt]*s/.test(mode.text) || /^0*[2-7][0-7]{3}$/.test(mode.text))
        say.risk(critical(4, "sets a set-uid or set-gid bit"), mode);
      if (!mode.known) say.risk(high(2, "sets a mode that is not known before it runs"), mode);
      if (/^0*[0-7]{1,2}[2367]$|^[ugo]*[oa][ugo]*[+=][rxXt]*w/.test(mode.text))
        for (const path of paths)
          if (path.text.startsWith("/") && !path.text.startsWith("/tmp/"))
            say.risk(high(2, "lets everybody write a file"), mode);
      if (has("-R --recursive")) return;
    },
  },
  "chown chgrp": {
    is: medium(2, "changes the owner of files"),
    args: { at: ["text"], rest: "attrs" },
    flags: "-c -f -v -h --changes --silent --quiet --verbose --dereference --no-dereference --preserve-root -H -L -P",
    values: "--from",
    opts: { "--reference": "list", "--no-preserve-root": critical(4, "allows the root directory to be changed") },
    modes: [
      {
        has: "-R --recursive",
        use: {
          args: { at: ["text"], rest: "attrsTree" },
          opts: { "-R --recursive": high(2, "changes the owner of a whole tree") },
        },
      },
      { has: "--reference", use: { args: "attrs" } },
    ],
  },
  touch: {
    is: medium(2, "makes a file or sets its times"),
    args: "attrs",
    flags: "-a -c -f -h -m --no-create --no-dereference",
    values: "-d -t --date --time",
    opts: { "-r --reference": "list" },
  },
  mkdir: {
    is: medium(2, "makes a directory"),
    args: { rest: { names: { "/*": medium(2, "makes a directory") } } },
    flags: "-p -v -Z --parents --verbose",
    values: "-m --mode",
    mays: "--context",
    judge: judgeMade,
  },
  "mkfifo mknod": {
    is: medium(2, "makes a special file"),
    args: { at: ["write"], rest: "text" },
    flags: "-Z",
    values: "-m --mode",
    mays: "--context",
    judge: ({ name, operands: [, kind] }, say) => {
      if (name === "mknod" && kind && kind.text !== "p") say.risk(critical(4, "makes a device file"), kind);
    },
  },
  mktemp: {
    is: medium(2, "makes a temporary file"),
    flags: "-d -q -t --directory --quiet",
    values: "--suffix",
    mays: "--tmpdir",
    opts: { "-p": "list" },
    modes: [{ has: "-u --dry-run", use: { is: low(), flags: "-u --dry-run" } }],
  },
  "install ginstall": {
    is: medium(2, "copies files and sets their mode"),
    args: { at: ["read"], rest: "read", last: "write" },
    flags:
      "-b -c -C -D -p -s -T -v -Z --compare --preserve-timestamps --strip --no-target-directory --verbose --preserve-context",
    values: "-g -o -S --group --owner --suffix",
    mays: "--backup --context",
    opts: {
      "-t --target-directory": "write",
      "-m --mode": "text",
      "--strip-program": "exec",
      "-d --directory": { value: "none" },
    },
    modes: [
      { has: "-t --target-directory", use: { args: "read" } },
      { has: "-d --directory", use: { is: medium(2, "makes a directory"), args: "text" } },
    ],
    judge: (call, say) => {
      const setUid = call.valuesOf("-m --mode").find(({ text }) => /^0*[2-7][0-7]{3}$|[+=][rwxXt]*s/.test(text));
      if (setUid) say.risk(critical(4, "sets a set-uid or set-gid bit"), setUid);
      judgeDestination(call, say);
    },
  },
  dd: {
    style: "none",
    is: medium(2, "copies raw data"),
    args: {
      pairs: {
        if: "read",
        of: "device",
        bs: "text",
        ibs: "text",
        obs: "text",
        count: "text",
        skip: "text",
        seek: "text",
        iseek: "text",
        oseek: "text",
        conv: "text",
        status: "text",
        iflag: "text",
        oflag: "text",
        cbs: "text",
        files: "text",
      },
      rest: { names: { "--help --version": low() }, else: medium(2, "has an option that is not known") },
    },
    judge: ({ operands }, say) => {
      if (!operands.some(({ text }) => text.startsWith("of="))) return;
      const from = operands.find(({ text }) => /^if=\/dev\/(zero|urandom|random)$/.test(text));
      const to = operands.find(({ text }) => text.startsWith("of="));
      if (from && to && !/^of=(\/tmp\/|\/var\/tmp\/|[\w.-]+$|\/dev\/null$)/.test(to.text))
        say.risk(high(2, "writes over a file"), to);
    },
  },
  "split csplit": {
    is: medium(2, "cuts a file into several"),
    args: { at: ["read"], rest: "text" },
    flags:
      "-d -e -u -x -k -s -z -q --elide-empty-files --unbuffered --verbose --keep-files --quiet --silent --suppress-matched",
    values:
      "-a -b -C -l -n -t -f --suffix-length --bytes --line-bytes --lines --number --separator --additional-suffix --prefix --suffix-format --digits",
    mays: "--numeric-suffixes --hex-suffixes",
    opts: { "--filter": "shell" },
  },
  tee: {
    args: "write",
    flags: "-a -i -p --append --ignore-interrupts",
    mays: "--output-error",
    modes: [{ has: "-a --append", use: { args: "append" } }],
  },
  sponge: { args: "write", flags: "-a" },
  sync: { is: low(), args: "list", flags: "-d -f --data --file-system" },
  setfacl: {
    is: medium(2, "changes who may use files"),
    args: "attrs",
    flags: "-b -k -n -d -P -L --remove-all --remove-default --no-mask --mask --default --physical --logical",
    values: "-m -x -M -X --modify --remove --modify-file --remove-file --set --set-file",
    opts: { "--restore": { value: "needs", is: high(3, "sets who may use many files") } },
    dry: "--test",
    modes: [
      {
        has: "-R --recursive",
        use: { args: "attrsTree", opts: { "-R --recursive": high(2, "changes a whole tree") } },
      },
    ],
  },
  chattr: {
    is: high(3, "changes attributes that guard files"),
    style: "none",
    args: { at: ["text"], rest: "attrs" },
    judge: ({ operands }, say) => {
      if (operands.some(({ text }) => text === "-R")) say.risk(high(4, "changes a whole tree"));
    },
  },
  setfattr: {
    is: medium(2, "changes attributes of files"),
    args: "attrs",
    flags: "-h --no-dereference",
    values: "-n -v -x --name --value --remove",
    opts: { "--restore": { value: "needs", is: high(3, "sets attributes of many files") } },
    judge: ({ valuesOf }, say) => {
      if (valuesOf("-n --name -x --remove").some(({ text }) => text.startsWith("security.")))
        say.risk(critical(4, "changes capabilities or labels of files"));
    },
  },
  "chcon restorecon": {
    is: critical(4, "changes the labels by which SELinux judges"),
    args: "attrs",
    dry: "-n",
    flags: "-v -R -r -F -h -t -u -l",
  },
  "rename prename file-rename": {
    is: medium(2, "renames files"),
    args: { at: ["text"], rest: "write" },
    flags: "-v -f -o -a -l -i --verbose --no-overwrite --all --last --force",
    dry: "-n --nono --no-act",
  },
  mkdirhier: { is: medium(2, "makes directories"), args: "text" },
  chroot: {
    flags: "--skip-chdir",
    values: "--userspec --groups",
    args: { at: ["list"] },
    is: high(4, "runs inside another root"),
    inner: { from: 1, as: "container" },
  },
};

/** Into a directory, files keep their names: `cp x /etc/cron.d` makes what runs by itself. */
function judgeDestination({ operands, valuesOf }: Call, say: Say): void {
  const target = valuesOf("-t --target-directory")[0] ?? (operands.length > 1 ? operands.at(-1) : undefined);
  if (!target) return;
  const sources = valuesOf("-t --target-directory")[0] ? operands : operands.slice(0, -1);
  // With a copy of the old state beside it, the way back is short.
  if (
    sources.length === 1 &&
    sources[0] &&
    /^(.*)\.(bak|orig|old|save|backup|[\d-]+)[\w.-]*$/.exec(target.text)?.[1] === sources[0].text
  )
    return;
  if (target.text.endsWith("/"))
    for (const { text, ...rest } of sources)
      say.path("write", { ...rest, text: `${target.text}${text.replace(/^.*\//, "")}` });
}

function judgeMade({ operands, valuesOf }: Call, say: Say): void {
  if (valuesOf("-m --mode").some(({ text }) => /^0*[2-7][0-7]{3}$/.test(text) && !text.startsWith("1")))
    say.risk(medium(2, "sets a set-gid bit on a directory"));
  for (const arg of operands) {
    if (/^\/(etc|usr|boot|lib)\//.test(arg.text)) say.risk(medium(3, "makes a directory of the system"), arg);
    else if (/\/\.ssh\/?$/.test(arg.text)) say.risk(medium(4, "makes a directory for keys"), arg);
  }
}
