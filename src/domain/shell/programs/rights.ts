/** Programs that run another command with other rights: mostly with those of root. */
import { critical, high, low, type Call, type Programs, type Say } from "../rule.ts";

const rootShell = critical(4, "opens a root shell");

export const rights: Programs = {
  sudo: {
    flags:
      "-A -b -B -E -H -k -K -n -N -P -S -l -v -i -s --askpass --background --bell --set-home --reset-timestamp --remove-timestamp --non-interactive --no-update --stdin --preserve-groups --list --validate --login --shell",
    values: "-C -g -p -r -t -T -u -U --close-from --group --prompt --role --type --command-timeout --user --other-user",
    mays: "--preserve-env",
    opts: {
      "-e --edit": high(4, "edits a file as root"),
      "-h --host": { value: "needs", is: high(4, "acts on another machine") },
      "-R --chroot": { value: "needs", is: high(4, "runs inside another root") },
      "-D --chdir": "list",
    },
    inner: { from: 0, as: "root", dir: "-D --chdir" },
    modes: [
      { has: "-i --login -s --shell", use: { inner: { from: 0, as: "root", dir: "-D --chdir", missing: rootShell } } },
      {
        has: "-e --edit",
        use: { is: high(4, "edits a file as root"), inner: { from: 99, as: "root" }, args: "write" },
      },
    ],
  },
  sudoedit: { is: high(4, "edits a file as root"), args: "write", flags: "-n -S -k", values: "-u -g -p" },
  doas: {
    flags: "-n -L",
    values: "-u -a",
    opts: { "-C": "read", "-s": { value: "none" } },
    inner: { from: 0, as: "root", dir: "-D --chdir" },
    modes: [{ has: "-s", use: { inner: { from: 0, as: "root", missing: rootShell } } }],
  },
  "pkexec run0 calife dzdo": {
    flags: "--disable-internal-agent --keep-cwd",
    values: "--user -u --group -g --nice --chdir --setenv --background --machine",
    inner: { from: 0, as: "root", dir: "-D --chdir -w --wd", missing: rootShell },
  },
  su: {
    flags: "-l -m -p -P --login --preserve-environment --pty --no-pty -T -f --fast",
    values: "-g -G -s -w --group --supp-group --shell --whitelist-environment",
    opts: { "-c --command --session-command": "text" },
    judge: judgeSu,
  },
  runuser: {
    flags: "-l -m -p -P -f --login --preserve-environment --fast --pty",
    values: "-g -G -s -w --group --supp-group --shell",
    opts: { "-c --command --session-command": "text", "-u --user": { value: "needs" } },
    inner: { from: 99, as: "root" },
    stopAtOperand: false,
    judge: judgeSu,
  },
  "gosu su-exec chpst setuidgid sg": {
    values: "-u -U -b -e -/ -n -l -L -m -d -o -p -f -c -r -t",
    args: { at: ["text"] },
    inner: { from: 1, as: "root", missing: high(4, "opens a shell with other rights") },
  },
  newgrp: { is: high(4, "opens a shell with the rights of another group") },
  setpriv: {
    flags: "--clear-groups --keep-groups --no-new-privs --nnp --init-groups --reset-env -d --dump --list-caps",
    values:
      "--reuid --regid --ruid --euid --rgid --egid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig --selinux-label --apparmor-profile --landlock-access --landlock-rule --seccomp-filter",
    inner: { from: 0 },
  },
  capsh: {
    is: high(4, "changes capabilities, and opens a shell"),
    flags: "--print",
    values: "--drop --caps --user --uid --gid --keep --decode",
    modes: [{ has: "--print", operands: 0, use: { is: low() } }],
  },
  nsenter: {
    is: high(4, "enters the namespaces of another process"),
    flags: "-a -F -Z -e --all --no-fork --follow-context --env --preserve-credentials --keep-caps",
    values: "-t -S -G --target --setuid --setgid",
    mays: "-m -u -i -n -p -C -U -T -r -w --mount --uts --ipc --net --pid --cgroup --user --time --root --wd --wdns",
    inner: { from: 0, as: "root", dir: "-D --chdir -w --wd", missing: rootShell },
  },
};

function judgeSu({ name, operands, valuesOf, options }: Call, say: Say): void {
  const texts = [...valuesOf("-c --command --session-command")];
  // Options may follow the name of the user.
  for (const [index, arg] of operands.entries()) {
    const next = operands[index + 1];
    if (/^(-c|--command)$/.test(arg.text) && next) texts.push(next);
  }
  for (const text of texts) say.command([text], { as: "root", joined: true });
  if (texts.length > 0) return;
  const user = options.find(({ names }) => names.includes("-u"))?.value;
  if (name === "runuser" && user) return say.command(operands, { as: "root", missing: rootShell });
  say.risk(rootShell);
}
