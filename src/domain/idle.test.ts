import { describe, expect, test } from "bun:test";
import { idleMsOf } from "./idle.ts";

const of = (command: string) => idleMsOf("shell.run", { command });

describe("the patience with a silent command", () => {
  test("is longer for packages, builds and backups, wherever in the line", () => {
    for (const command of [
      "apt-get upgrade",
      "cd /srv && /usr/bin/rsync -a a b",
      "sudo -n DEBIAN_FRONTEND=x dnf -y update",
      "nice -n 10 make",
      "timeout 5m tar cf x y",
      "echo $(zfs send x)",
      "mkfs.ext4 /dev/sdb",
    ])
      expect(of(command), command).toBe(120_000);
  });

  test("is the usual one for all others, also where such a name is an argument", () => {
    for (const command of [
      "uptime",
      "systemctl restart nginx",
      "echo apt",
      "cat /etc/make.conf",
      "",
      "grep rsync /var/log/syslog",
    ])
      expect(of(command), command).toBeUndefined();
  });

  test("is the usual one for other tools", () => {
    expect(idleMsOf("service.restart", { command: "apt" })).toBeUndefined();
  });
});
