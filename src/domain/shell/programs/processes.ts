/** What runs: looking at processes, ending them, watching them from inside. */
import { high, low, medium, type Call, type Programs, type Say } from "../rule.ts";

const traced = high(4, "looks into another process");

export const processes: Programs = {
  ps: { style: "none", args: "text", judge: environments },
  "top htop atop btop": {
    flags: "-b -c -H -i -S -s -a -A -C -t -M -m -d -D -x --no-color --no-colour --tree",
    values: "-n -d -p -u -U -o -w -E -e -s -F -P --delay --user --pid --sort-key --max-iterations",
    opts: { "-w": { value: "may" } },
  },
  "iotop iftop nethogs nload bmon": {
    flags: "-b -o -a -k -t -q -P -qq -qqq -n -N -B -l -s --batch --only --accumulated --processes",
    values: "-n -d -p -u -i -f -F -c -v --iter --delay",
    is: low(3),
  },
  "nmon powertop turbostat nstat lnstat": {
    flags:
      "-a -A -b -B -c -C -d -D -e -E -f -F -g -h -H -i -I -j -k -l -m -n -N -p -q -r -R -s -S -t -T -u -U -v -V -w -W -x -y -z --human --dec --pretty --active --forks --slabs --one-header --stats --disk --disk-sum --timestamp --wide --once --all --noheaders --zeros --json",
    mays: "-P -p -n -u -r -d -S --sort --delay --interval --dec -o -f -G -s -e -i",
    modes: [{ has: "--output", use: { is: medium(2, "writes a record") } }],
  },
  "pgrep pidof pstree pmap pwdx pidwait": {
    flags:
      "-a -A -c -C -d -e -f -g -G -h -H -i -l -L -n -N -o -p -s -S -t -T -u -U -v -w -x -X -q -Z -k -m -b --human --si -y --full --list-name --list-full --newest --oldest --exact --ignore-case --count --inverse --all --wide --total --mega --giga --kibi --mebi --gibi --json --pretty --since --extended --parse --show-pids --arguments --lightweight --nosymlink --numeric --raw --noheadings --bytes --output-all --summary --online --offline",
    mays: "-P -u -U -g -G -s -t -d -c -o -p -n -e --parent --euid --uid --group --pgroup --session --terminal --delimiter --pidfile --ns --older --seconds --count --output --ignore --type --summary --extended --parse --hex -F -r --runstates --cgroup",
  },
  lsof: { is: low(), style: "none", args: "text" },
  fuser: {
    flags: "-a -c -f -l -m -M -s -u -v -V -4 -6 --all --mount --ismountpoint --silent --user --verbose --list-signals",
    values: "-n --namespace",
    args: "list",
    opts: { "-k --kill": high(3, "ends every program that uses it"), "-i --interactive -w --writeonly": low() },
  },
  kill: { style: "none", args: "text", judge: signals },
  "pkill killall skill snice": {
    is: high(2, "ends every process of that name"),
    flags:
      "-f -x -e -i -I -o -n -v -w -q -r -g -l --full --exact --echo --ignore-case --oldest --newest --wait --quiet --regexp --verbose --list",
    values: "-u -U -G -P -t -s -y --signal --euid --uid --parent --terminal --user --older-than --younger-than --ns",
    digits: true,
    unlisted: high(2, "ends every process of that name"),
    modes: [{ has: "-l --list", use: { is: low() } }],
  },
  renice: {
    is: medium(3, "changes the priority of a process"),
    flags: "-p -g -u",
    values: "-n --priority --relative",
    digits: true,
  },
  "strace ltrace": {
    is: high(2, "watches a program from inside"),
    flags:
      "-f -ff -c -C -d -h -i -k -n -q -r -t -tt -ttt -T -v -V -w -x -xx -y -yy -Z -z -D --follow-forks --summary-only",
    values: "-e -a -s -S -P -b -I -O -u -U -E -X --trace --string-limit",
    opts: { "-p --attach": { value: "needs", is: traced }, "-o --output": "write" },
    inner: { from: 0 },
  },
  "gdb lldb gcore perf bpftrace bpftool bcc-tools opensnoop execsnoop biolatency py-spy rbspy jstack jmap jcmd jstat dlv crash systemtap stap":
    {
      is: traced,
      unlisted: traced,
      flags: "-p -q -l -F",
      modes: [{ operands: 0, has: "--version", use: { is: low() } }],
    },
};

/** `ps e` and `ps auxe` show environments, in which secrets stand. */
function environments({ operands }: Call, say: Say): void {
  for (const word of operands)
    if (/^[a-zA-Z]*e[a-zA-Z]*$/.test(word.text) && /^[auxwfgjlsvcehrTtkn]+$/.test(word.text))
      say.risk(high(4, "shows the environment of processes"), word);
}

const ends = new Set(["9", "KILL", "SIGKILL"]);

function signals({ operands }: Call, say: Say): void {
  const words = operands.map(({ text }) => text);
  if (words.length === 0 || /^-(l|L|-list|-table)/.test(words[0] ?? "")) return;
  let signal = "TERM";
  let targets = operands;
  const [first = "", second = ""] = words;
  if (/^(-s|--signal|-n)$/.test(first)) [signal, targets] = [second, operands.slice(2)];
  else if (/^-\w/.test(first)) [signal, targets] = [first.slice(1).replace(/^[sn](?=[A-Z0-9])/, ""), operands.slice(1)];
  if (words.includes("--")) targets = operands.slice(words.indexOf("--") + 1);
  if (signal === "0") return;
  say.risk(medium(2, "sends a signal to a process"));
  if (!/^[A-Za-z0-9+]+$/.test(signal) || ends.has(signal.toUpperCase())) say.risk(high(2, "ends a process at once"));
  if (!targets.length) say.risk(high(2, "ends a process that is not known before"));
  for (const target of targets) {
    if (target.text.startsWith("-")) say.risk(high(2, "ends a whole group of processes"), target);
    if (/^(-1|1|0+1)$/.test(target.text)) say.risk(high(4, "signals the first process, or all of them"), target);
    if (!target.known || target.splits) say.risk(high(2, "ends processes that are not known before"), target);
  }
}
