/** Programs whose arguments are another command: they are looked through. */
import { critical, high, low, medium, unknown, type Arg, type Call, type Programs, type Say } from "../rule.ts";

const shell = high(2, "opens a shell");

export const wrappers: Programs = {
  nice: { values: "-n --adjustment", digits: true, inner: { from: 0 } },
  ionice: {
    flags: "-t --ignore",
    values: "-c -n --class --classdata",
    opts: { "-p --pid -P --pgid -u --uid": { value: "needs" } },
    inner: { from: 0 },
    modes: [
      { has: "-p --pid -P --pgid -u --uid", lacks: "-c -n --class --classdata", use: {} },
      { has: "-p --pid -P --pgid -u --uid", use: { is: medium(2, "changes the priority of a process") } },
    ],
  },
  chrt: {
    flags:
      "-a -b -d -f -i -m -o -r -R -v --all-tasks --batch --deadline --fifo --idle --max --other --rr --reset-on-fork --verbose",
    values: "-T -P -D --sched-runtime --sched-period --sched-deadline",
    opts: { "-p --pid": { value: "none" } },
    inner: { from: 1 },
    modes: [
      { has: "-m --max", use: {} },
      { has: "-p --pid", operands: 1, use: { inner: { from: 9 } } },
      { has: "-p --pid", use: { is: medium(2, "changes how a process is scheduled"), inner: { from: 9 } } },
    ],
  },
  taskset: {
    flags: "-a -c --all-tasks --cpu-list",
    opts: { "-p --pid": { value: "none" } },
    inner: { from: 1 },
    modes: [
      { has: "-p --pid", operands: 1, use: { inner: { from: 9 } } },
      { has: "-p --pid", use: { is: medium(2, "changes where a process runs"), inner: { from: 9 } } },
    ],
  },
  timeout: {
    flags: "-v -f -p --foreground --preserve-status --verbose",
    values: "-k -s --kill-after --signal",
    args: { at: ["text"] },
    inner: { from: 1 },
  },
  gtimeout: {
    flags: "--foreground --preserve-status -v --verbose",
    values: "-k -s --kill-after --signal",
    inner: { from: 1 },
  },
  stdbuf: { values: "-i -o -e --input --output --error", inner: { from: 0 } },
  "nohup unbuffer catchsegv linux32 linux64 i386 x86_64 dbus-run-session eatmydata torsocks proxychains proxychains4": {
    flags: "-p",
    inner: { from: 0 },
  },
  setsid: { flags: "-c -f -w --ctty --fork --wait", inner: { from: 0 } },
  setarch: {
    flags: "-R -B -F -I -L -S -T -X -Z -v --addr-no-randomize --verbose --32bit",
    args: { at: ["text"] },
    inner: { from: 1, missing: shell },
  },
  "time gtime": {
    flags: "-p -v -a -q --portability --verbose --append --quiet",
    values: "-f --format",
    opts: { "-o --output": "write" },
    inner: { from: 0 },
  },
  numactl: {
    flags: "-s -H -a --show --hardware --all --localalloc -l",
    values: "-i -p -P -m -N -C --interleave --preferred --membind --cpunodebind --physcpubind",
    inner: { from: 0 },
  },
  cpulimit: {
    is: medium(2, "slows a process down"),
    flags: "-z -i -v -f -b -q",
    values: "-l -p -e -P --limit --pid --exe",
    inner: { from: 0 },
  },
  prlimit: {
    flags: "--noheadings --raw --verbose",
    values: "-o --output",
    opts: { "-p --pid": { value: "needs" } },
    mays: "-c -d -e -f -i -l -m -n -q -r -s -t -u -v -x -y --core --data --nice --fsize --sigpending --memlock --rss --nofile --msgqueue --rtprio --stack --cpu --nproc --as --locks --rttime",
    inner: { from: 0 },
    modes: [{ has: "-p --pid", use: { is: medium(2, "changes the limits of a process") } }],
  },
  "faketime datefudge": { flags: "-m -f", args: { at: ["text"] }, inner: { from: 1 } },
  "fakeroot fakechroot proot": { flags: "-u -s", inner: { from: 0, missing: shell } },
  firejail: {
    flags: "--quiet --noprofile --private --net=none --seccomp --list --tree --top",
    inner: { from: 0, missing: shell },
  },
  "busybox toybox": { flags: "--list --list-full", inner: { from: 0 } },
  unshare: {
    flags:
      "-m -u -i -n -p -U -C -T -f -r -c --mount --uts --ipc --net --pid --user --cgroup --time --fork --map-root-user --map-current-user --map-auto --keep-caps --kill-child",
    values:
      "-S -G -R -w --setuid --setgid --root --wd --map-user --map-group --map-users --map-groups --propagation --setgroups --monotonic --boottime",
    mays: "--mount-proc --mount --uts --ipc --net --pid --user --cgroup --time --kill-child",
    inner: { from: 0, dir: "-w --wd", missing: shell },
  },
  watch: {
    flags:
      "-b -c -C -e -g -p -t -w -x -r --beep --color --no-color --errexit --chgexit --precise --no-title --no-wrap --exec --no-rerun",
    values: "-n -q --interval --equexit",
    mays: "-d --differences",
    opts: { "-s --shotsdir": "write" },
    inner: { from: 0, joined: true },
  },
  entr: {
    is: medium(2, "runs a command whenever a file changes"),
    flags: "-a -c -cc -d -n -p -r -s -z",
    inner: { from: 0, unknownArgs: true },
  },
  "xargs gxargs": {
    flags: "-0 -o -p -r -t -x --null --open-tty --interactive --no-run-if-empty --verbose --exit --show-limits",
    values: "-d -E -L -n -P -s -J -R -S --delimiter --max-args --max-chars --max-lines --max-procs --process-slot-var",
    mays: "-e -l -i --eof --replace",
    opts: { "-I": "text", "-a --arg-file": "read" },
    stopAtOperand: true,
    judge: judgeXargs,
  },
  parallel: {
    flags:
      "-0 -k -q -t -u -v -X -m -N0 --bar --eta --progress --dry-run --dryrun --keep-order --line-buffer --lb --null --quote --ungroup --verbose --xargs --pipe --pipepart --will-cite --no-notice --tag --halt-on-error --no-run-if-empty -r --plus --shuf --link --citation --resume --resume-failed --group --compress --number-of-cpus --number-of-cores",
    values:
      "-a -d -I -j -n -N -L -P -s -C -E --arg-file --delimiter --jobs --max-args --max-lines --max-procs --halt --delay --timeout --retries --colsep --block --load --memfree --nice --recstart --recend --arg-sep --env --tagstring --workdir --wd --max-replace-args --rpl",
    opts: {
      "-S --sshlogin --sshloginfile --slf": { value: "needs", is: high(3, "acts on other machines") },
      "--results --joblog": "write",
      "--tmux --fg": { value: "none" },
    },
    stopAtOperand: true,
    judge: judgeParallel,
  },
  flock: {
    flags: "-e -F -n -o -s -u -x --exclusive --no-fork --nonblock --nb --close --shared --unlock --verbose --fcntl",
    values: "-E -w --timeout --wait --conflict-exit-code",
    opts: { "-c --command": "shell" },
    stopAtOperand: true,
    judge: ({ operands: [, first, ...rest] }, say) => {
      if (first && /^(-c|--command)$/.test(first.text) && rest[0]) say.word("shell", rest[0]);
      else if (first) say.command([first, ...rest]);
    },
  },
  script: {
    is: medium(2, "writes what is shown into a file"),
    args: "write",
    flags: "-a -e -f -q -F -D --append --return --flush --quiet --force",
    values: "-E -o -m --echo --output-limit --logging-format",
    mays: "-t",
    opts: { "-c --command": "shell", "-I -O -B -T --log-in --log-out --log-io --log-timing --timing": "write" },
    modes: [
      { has: "-c --command", use: { is: medium(2, "writes what is shown into a file") } },
      { use: { is: shell } },
    ],
  },
  tmux: {
    flags: "-2 -C -D -l -N -u -v -q",
    values: "-L -S -T",
    opts: { "-f": "exec", "-c": "shell" },
    sub: {
      "ls list-sessions list-windows lsw list-panes lsp has-session has info show-options show display-message display list-keys lsk list-commands lscm capture-pane capturep show-buffer":
        { flags: "-a -p -g -v -q -A -s -w -J -e -N -l", values: "-t -F -f -S -E -b", judge: judgeTmux },
      "new-session new new-window neww split-window splitw respawn-pane respawnp run-shell run if-shell if popup display-popup":
        {
          is: medium(2, "starts a program"),
          flags: "-A -d -D -E -P -X -h -v -b -k -a -S",
          values: "-s -n -c -t -x -y -F -e -f -l -p -w",
          inner: { from: 0, joined: true },
        },
      "send-keys send": high(2, "types into a session"),
      "kill-session kill-server kill-window killw kill-pane killp": high(2, "ends what runs in a session"),
      "attach-session attach a detach-client detach switch-client rename-session rename select-window selectw": {
        is: medium(2, "changes a session"),
        values: "-t -s -n",
      },
    },
    is: medium(2, "opens a session"),
    unlisted: medium(2, "changes a session"),
  },
  "screen byobu": {
    is: medium(2, "opens a session"),
    flags: "-a -A -d -D -m -q -r -R -U -x -i -L -O -dm -dmS -dmL -ls -list -v -wipe",
    values: "-e -h -p -s -S -t -T",
    opts: { "-c": "exec", "-X": { value: "needs", is: high(2, "types into a session") } },
    modes: [{ has: "-ls -list -v", use: { is: low() } }],
    inner: { from: 0 },
  },
  "systemd-run": {
    is: medium(3, "starts a unit"),
    flags:
      "-q -r -P -t -d -G -S --user --system --scope --no-block --wait --pty --pipe --quiet --collect --remain-after-exit --send-sighup --same-dir --no-ask-password --expand-environment --slice-inherit",
    values:
      "-u -p -E --unit --property --description --slice --setenv --uid --gid --nice --working-directory --service-type --job-mode -M -H",
    opts: {
      "--on-active --on-boot --on-startup --on-unit-active --on-unit-inactive --on-calendar --timer-property --path-property --socket-property":
        { value: "needs", is: high(3, "runs a command later") },
      "--on-timezone-change --on-clock-change": high(3, "runs a command later"),
      "-S --shell": critical(4, "opens a root shell"),
      "-H --host": { value: "needs", is: high(3, "acts on another machine") },
      "-M --machine": { value: "needs", is: high(3, "acts inside a container") },
    },
    inner: { from: 0, as: "root", dir: "--working-directory" },
  },
  "start-stop-daemon": {
    is: medium(3, "starts or stops a program"),
    flags: "-b -m -o -q -v -S -K -T --background --make-pidfile --oknodo --quiet --verbose --start --stop --status",
    values:
      "-p -n -u -s -c -g -r -d -N -P -I -k -R --pidfile --name --user --signal --chuid --group --chroot --chdir --nicelevel --procsched --iosched --umask --retry --pid --ppid",
    opts: { "-x --exec -a --startas": "text" },
    dry: "-t --test",
    judge: ({ valuesOf, has, operands }, say) => {
      const [program] = valuesOf("-x --exec -a --startas");
      if (program && has("-S --start")) say.command([program, ...operands], { as: "root" });
      if (has("-K --stop")) say.risk(high(3, "stops a program"));
    },
  },
  expect: {
    is: high(2, "runs a script that answers for a person"),
    flags: "-d -i -n -N -v",
    args: "exec",
    opts: { "-c": "code", "-f": "exec" },
  },
  "cgexec cgclassify": {
    is: medium(3, "runs a program in a control group"),
    values: "-g",
    flags: "--sticky",
    inner: { from: 0 },
  },
  "daemonize daemon": {
    is: medium(2, "starts a program"),
    flags: "-a -l -v",
    values: "-c -e -o -p -u -E -l -n -r -F -P",
    inner: { from: 0 },
  },
  choom: {
    flags: "-h -V",
    values: "-n --adjust",
    opts: { "-p --pid": { value: "needs" } },
    inner: { from: 0 },
    modes: [
      { has: "-p --pid", lacks: "-n --adjust", use: {} },
      { has: "-p --pid", use: { is: medium(2, "changes which process is ended first") } },
    ],
  },
};

/** `#(…)` in a format is run, and a semicolon begins another of its commands. */
function judgeTmux({ operands, options }: Call, say: Say): void {
  for (const arg of [...operands, ...options.flatMap(({ value }) => value ?? [])]) {
    const run = /#\((.*)\)/s.exec(arg.text)?.[1];
    if (run !== undefined) say.word("shell", { ...arg, text: run });
    if (arg.text.endsWith(";")) say.risk(high(2, "gives more than one command to a session"), arg);
  }
}

function judgeXargs({ operands, valuesOf, has, stdin, span }: Call, say: Say): void {
  if (operands.length === 0) return;
  const given =
    valuesOf("-I")[0]?.text ?? (has("-i --replace") ? (valuesOf("-i --replace")[0]?.text ?? "{}") : undefined);
  const read: Arg = { text: unknown, known: false, glob: false, splits: true, span };
  const words =
    stdin.kind === "text" && stdin.arg.known
      ? stdin.arg.text
          .split(/\s+/)
          .filter((text) => text !== "")
          .slice(0, 64)
      : undefined;
  const known = words?.map((text) => ({ ...stdinArg(read), text }));
  if (given === undefined || given === "") return say.command([...operands, ...(known ?? [read])]);
  for (const value of (known ?? [read]).slice(0, 16))
    say.command(
      operands.map((arg) =>
        arg.text.includes(given)
          ? { ...arg, text: arg.text.replaceAll(given, value.text), known: arg.known && value.known }
          : arg,
      ),
    );
}

const stdinArg = (arg: Arg): Arg => ({ ...arg, known: true, splits: false });

function judgeParallel({ operands, has, valuesOf, stdin, span }: Call, say: Say): void {
  for (const arg of [...operands, ...valuesOf("--tagstring --workdir --wd --rpl -I")])
    if (/\{=|\{[^}]*\}\s+\S/.test(arg.text) && (arg.text.includes("{=") || valuesOf("--rpl").includes(arg)))
      say.risk(high(2, "runs code written in the command"), arg);
  if (has("-a --arg-file") && operands.length === 0) return say.risk(high(2, "runs what it reads as commands"), span);
  const at = operands.findIndex(({ text }) => /^:{3,4}\+?$/.test(text));
  const command = at < 0 ? operands : operands.slice(0, at);
  if (has("--dry-run --dryrun")) return;
  if (command.length === 0)
    return say.risk(stdin.kind === "none" && at < 0 ? low() : high(2, "runs what it reads as commands"), span);
  const words = command.map((arg) =>
    /\{[^}]*\}/.test(arg.text) ? { ...arg, text: arg.text.replace(/\{[^}]*\}/g, unknown) } : arg,
  );
  say.command(words, { joined: true, unknownArgs: true });
}
