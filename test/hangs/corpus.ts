/** Real commands that hang, each with what the agent has to find: the kind, and words that must be among those it says. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { StallKind } from "../../src/domain/stall.ts";
import type { Around } from "./around.ts";

export type Hanging = {
  name: string;
  command: (around: Around) => string;
  kind: StallKind;
  says: RegExp;
  terminal?: boolean;
  /** Programs that it takes; without them it is skipped by name. */
  needs?: readonly string[];
  /** Cannot be tried here at all; the reason. */
  missing?: string | undefined;
};

const here = import.meta.dir;
const root = process.getuid?.() === 0;
const unlessRoot = root ? undefined : "root";

export const corpus: readonly Hanging[] = [
  // Questions.
  {
    name: "apt-get asks whether to go on",
    command: () =>
      "apt-get -o Debug::NoLocking=true -o Debug::pkgDPkgPM=true remove $(dpkg-query -W -f '${Package}\\n' bc less tzdata nano 2>/dev/null | head -1)",
    kind: "prompt",
    says: /apt-get asks “Do you want to continue\? \[Y\/n\]”/,
    terminal: true,
    needs: ["apt-get"],
  },
  {
    name: "a script asks with read",
    command: () => "read -p 'Restart now? [y/N] ' x",
    kind: "prompt",
    says: /bash asks “Restart now\? \[y\/N\]”/,
    terminal: true,
  },
  {
    name: "python asks with input",
    command: () => `python3 -c 'input("Name of the site: ")'`,
    kind: "prompt",
    says: /python3 asks “Name of the site:”/,
    terminal: true,
    needs: ["python3"],
  },
  {
    name: "rm asks for each file",
    command: ({ dir }) => `rm -i ${dir}/file`,
    kind: "prompt",
    says: /rm asks “rm: remove regular file/,
    terminal: true,
  },
  {
    name: "cp asks whether to overwrite",
    command: ({ dir }) => `cp -i ${dir}/file ${dir}/copy`,
    kind: "prompt",
    says: /cp asks “cp: overwrite/,
    terminal: true,
  },
  {
    name: "ssh-keygen asks whether to overwrite",
    command: ({ dir }) => `ssh-keygen -q -t ed25519 -N '' -f ${dir}/file`,
    kind: "prompt",
    says: /Overwrite \(y\/n\)/,
    terminal: true,
    needs: ["ssh-keygen"],
  },
  {
    name: "git asks for a user name",
    command: ({ askingPort, dir }) =>
      `env -u GIT_ASKPASS GIT_TERMINAL_PROMPT=1 git clone http://127.0.0.1:${askingPort}/x ${dir}/x`,
    kind: "prompt",
    says: /asks “Username for/,
    terminal: true,
    needs: ["git"],
  },
  {
    name: "the python console waits for a line",
    command: () => "python3",
    kind: "prompt",
    says: /python3 waits for a command at “>>>”/,
    terminal: true,
    needs: ["python3"],
  },
  {
    name: "the SQL console waits for a line",
    command: () => "sqlite3",
    kind: "prompt",
    says: /sqlite3 waits for a command at “sqlite>”/,
    terminal: true,
    needs: ["sqlite3"],
  },
  {
    name: "cat waits for what is typed",
    command: () => "cat",
    kind: "prompt",
    says: /cat waits for something to be typed/,
    terminal: true,
  },
  // Secrets.
  {
    name: "ssh asks about a host key",
    command: ({ sshPort, dir }) =>
      `ssh -p ${sshPort} -o UserKnownHostsFile=${dir}/hosts -o StrictHostKeyChecking=ask root@127.0.0.1 true`,
    kind: "secret",
    says: /ssh asks whether to trust a host key/,
    terminal: true,
    needs: ["ssh", "/usr/sbin/sshd"],
    missing: unlessRoot,
  },
  {
    name: "su asks for a password",
    command: () => "su nobody -s /bin/sh -c 'su -c true'",
    kind: "secret",
    says: /su asks for a password/,
    terminal: true,
    needs: ["su"],
    missing: unlessRoot,
  },
  {
    name: "sudo asks for a password",
    command: () => "runuser -u nobody -- sudo -k true",
    kind: "secret",
    says: /sudo asks for/,
    terminal: true,
    needs: ["sudo"],
    missing: unlessRoot,
  },
  {
    name: "passwd asks for a new password",
    command: () => "passwd nobody",
    kind: "secret",
    says: /passwd asks for a password/,
    terminal: true,
    needs: ["passwd"],
    missing: unlessRoot,
  },
  {
    name: "openssl asks for a passphrase",
    command: () => "openssl genrsa -aes256 -out /dev/null 2048",
    kind: "secret",
    says: /openssl asks for a passphrase/,
    terminal: true,
    needs: ["openssl"],
  },
  {
    name: "a script asks for something hidden",
    command: () => "read -s -p 'Vault: ' x",
    kind: "secret",
    says: /not shown while it is typed/,
    terminal: true,
  },
  // Screens.
  {
    name: "less shows a page",
    command: ({ dir }) => `less ${dir}/long`,
    kind: "pager",
    says: /less shows a page.*q ends it/,
    terminal: true,
    needs: ["less"],
  },
  {
    name: "more shows a page",
    command: ({ dir }) => `more ${dir}/long`,
    kind: "pager",
    says: /more shows a page/,
    terminal: true,
    needs: ["more"],
  },
  {
    name: "vim takes the screen",
    command: ({ dir }) => `vim -u NONE ${dir}/file`,
    kind: "pager",
    says: /vim takes the whole screen/,
    terminal: true,
    needs: ["vim"],
  },
  {
    name: "whiptail shows a dialog",
    command: () => "whiptail --yesno 'Go on?' 10 40",
    kind: "pager",
    says: /whiptail takes the whole screen/,
    terminal: true,
    needs: ["whiptail"],
  },
  // Nothing comes.
  {
    name: "cat reads a pipe into which nobody writes",
    command: ({ dir }) => `mkfifo ${dir}/p1; cat <> ${dir}/p1`,
    kind: "input",
    says: /cat reads from a pipe, and nobody writes/,
  },
  {
    name: "cat opens a pipe that nobody opens",
    command: ({ dir }) => `mkfifo ${dir}/p2; cat ${dir}/p2`,
    kind: "input",
    says: /nobody is at its other end/,
  },
  // Time, events.
  { name: "sleep", command: () => "sleep 1000", kind: "sleep", says: /sleep waits for 16 min 40 s/ },
  { name: "a loop that sleeps", command: () => "while :; do sleep 0.2; done", kind: "sleep", says: /again and again/ },
  { name: "a pipeline behind a sleep", command: () => "sleep 1000 | cat | sort", kind: "sleep", says: /sleep waits/ },
  { name: "a job that is waited for", command: () => "sleep 1000 & wait", kind: "sleep", says: /sleep waits/ },
  {
    name: "tail -f",
    command: ({ dir }) => `tail -f ${dir}/file`,
    kind: "follower",
    says: /tail follows \S+\/file and never ends/,
  },
  {
    name: "tail -f into grep",
    command: ({ dir }) => `tail -n0 -f ${dir}/file | grep x`,
    kind: "follower",
    says: /tail follows/,
  },
  {
    name: "dmesg -w",
    command: () => "dmesg -w",
    kind: "follower",
    says: /dmesg follows/,
    needs: ["dmesg"],
    missing: unlessRoot,
  },
  {
    name: "watch without a change",
    command: () => "watch -n 60 true",
    kind: "follower",
    says: /watch follows/,
    terminal: true,
    needs: ["watch"],
  },
  // Servers and peers.
  {
    name: "a web server in the foreground",
    command: () => "python3 -m http.server --bind 127.0.0.1 0",
    kind: "server",
    says: /python3 serves on port \d+ in the foreground/,
    needs: ["python3"],
  },
  {
    name: "a program that accepts one connection",
    command: () => `python3 -c 'import socket; socket.create_server(("127.0.0.1", 0)).accept()'`,
    kind: "server",
    says: /serves on port \d+/,
    needs: ["python3"],
  },
  { name: "nc -l", command: () => "nc -l 127.0.0.1 0", kind: "server", says: /nc serves/, needs: ["nc"] },
  {
    name: "a connection that nobody takes",
    command: ({ fullPort }) => `exec 3<>/dev/tcp/127.0.0.1/${fullPort}`,
    kind: "network",
    says: /bash tries to reach 127\.0\.0\.1:\d+ and gets no answer/,
    needs: ["python3"],
  },
  {
    name: "curl and a server that says nothing",
    command: ({ silentPort }) => `curl -s http://127.0.0.1:${silentPort}/`,
    kind: "network",
    says: /curl waits for an answer from 127\.0\.0\.1:\d+/,
    needs: ["curl"],
  },
  // Others.
  {
    name: "flock on a file that is locked",
    command: ({ dir }) => `flock ${dir}/flock true`,
    kind: "lock",
    says: /flock waits for the lock on \S+\/flock, held by (flock|sleep) \(pid \d+\)/,
    needs: ["flock"],
  },
  {
    name: "a record lock, as dpkg takes it",
    command: ({ dir }) => `python3 -c 'import fcntl; fcntl.lockf(open("${dir}/record", "r+"), fcntl.LOCK_EX)'`,
    kind: "lock",
    says: /waits for the lock on \S+\/record, held by python3 \(pid \d+\)/,
    needs: ["python3"],
  },
  {
    name: "two threads that wait for each other",
    command: () => `python3 -c 'import threading; l = threading.Lock(); l.acquire(); l.acquire()'`,
    kind: "lock",
    says: /one of its own threads/,
    needs: ["python3"],
  },
  {
    name: "tail waits for another process",
    command: ({ other }) => `tail --pid=${other} -f /dev/null`,
    kind: "child",
    says: /tail waits for process \d+ to end/,
  },
  // At work.
  {
    name: "an endless loop",
    command: () => "while :; do :; done",
    kind: "busy",
    says: /bash is at work: it uses \d+ %/,
  },
  {
    name: "dd that moves bytes",
    command: () => "dd if=/dev/zero of=/dev/null bs=1M",
    kind: "busy",
    says: /dd is at work/,
  },
  // Held.
  {
    name: "a process that was stopped",
    command: () => "kill -STOP $$",
    kind: "stopped",
    says: /bash was stopped by a signal/,
  },
  {
    name: "a job in the background that wants the terminal",
    command: () => "set -m; cat & sleep 1000",
    kind: "stopped",
    says: /cat was stopped because it wants the terminal/,
    terminal: true,
  },
  {
    name: "a parent that does not collect its child",
    command: () => `python3 -c 'import os, signal; os.fork() or os._exit(0); signal.pause()'`,
    kind: "zombie",
    says: /has not collected its child/,
    needs: ["python3"],
  },
  {
    name: "a file system that does not answer",
    command: () => `python3 ${join(here, "stuck.py")}`,
    kind: "disk",
    says: /python3 stuck\.py waits in the kernel/,
    needs: ["python3", "/dev/fuse"],
    missing: unlessRoot,
  },
  {
    name: "a parent that is held until its child runs",
    command: ({ dir }) => `cc -o ${dir}/vfork ${join(here, "vfork.c")} && ${dir}/vfork`,
    kind: "disk",
    says: /vfork is held in the kernel until its child/,
    needs: ["cc"],
  },
];

/** Why a case cannot run here; undefined where it can. */
export function lacks({ needs = [], missing }: Hanging): string | undefined {
  if (missing !== undefined) return missing;
  return needs.find((need) => (need.startsWith("/") ? !existsSync(need) : Bun.which(need) === null));
}
