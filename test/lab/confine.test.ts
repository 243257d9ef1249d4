/** On a host with systemd, D-Bus and an agent that is root: what is held changes nothing there, whatever it was rated. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { Confining, Probed } from "../../src/agent/confine/confining.ts";
import { filterText } from "../../src/agent/confine/filter.ts";
import type { Confinement } from "../../src/domain/risk.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
let probed: Probed | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("box-1", "--systemd");
  if (!here) return;
  const joined = await here.tryOn("box-1", await here.joinLine("--level", "4"));
  if (joined.status !== 0) throw new Error(joined.err);
  probed = JSON.parse(await here.on("box-1", "ailx __exec --probe=/run/ailx-agent")) as Probed;
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

/** A line as the agent would have it run where the engine had called it low. */
async function held(
  line: string,
  profile: Confinement = "local",
): Promise<{ status: number; out: string; err: string }> {
  const confining: Confining = {
    profile,
    filter: filterText(profile, probed?.landlock ?? 0),
    landlock: probed?.landlock ?? 0,
    mounts: probed?.mounts ?? "none",
    hide: [],
    user: { uid: 65_534, gid: 65_534 },
    readsAll: false,
    scratch: "/run/ailx-agent",
    doors: [],
  };
  const quoted = [JSON.stringify(confining), "--", "sh", "-c", line].map(
    (word) => `'${word.replaceAll("'", `'\\''`)}'`,
  );
  return await lab().tryOn("box-1", `cd / && ailx __exec ${quoted.join(" ")}`);
}

/** Each would be seen in what `state` prints. */
const changes: readonly string[] = [
  "systemctl stop nginx",
  "systemctl restart nginx",
  "busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager StopUnit ss nginx.service replace",
  "systemd-run touch /etc/attack",
  "loginctl terminate-user root",
  "hostname attack",
  "hostnamectl set-hostname attack",
  "sysctl -w vm.swappiness=1",
  "echo 1 > /proc/sys/vm/swappiness",
  "touch /etc/attack /tmp/attack /var/tmp/attack /dev/shm/attack",
  "rm -f /etc/nginx/nginx.conf",
  "chmod 777 /etc/nginx",
  "pkill nginx; killall nginx; kill $(cat /run/nginx.pid)",
  "kill -9 -1",
  "logger attack",
  "echo attack | systemd-cat",
  "mount -t tmpfs none /mnt",
  "unshare -Ur mount -t tmpfs none /etc",
  "useradd attack; passwd -l root",
  "crontab -r; echo '* * * * * root id' > /etc/cron.d/attack",
  "apt-get install -y attack; dpkg -r nginx",
  "ip link set lo down; ip route flush all",
  "nft flush ruleset",
  "nginx -s stop",
  "sudo -n touch /etc/attack; su -c 'touch /etc/attack'",
  "curl -sS -m 2 --unix-socket /run/docker.sock -X POST http://d/containers/create",
  "ailx exec box-1 -- touch /etc/attack; ls /var/lib/ailx-agent/* && touch /etc/attack",
  "exec 3<>/dev/tcp/127.0.0.1/80 && touch /etc/attack",
  "curl -sS -m 2 http://127.0.0.1/ >/dev/null && touch /etc/attack",
];
const state = [
  "systemctl is-active nginx ssh cron dbus ailx-agent; systemctl show -p MainPID nginx; hostname; cat /proc/sys/vm/swappiness",
  "stat -c '%a %s' /etc/nginx /etc/nginx/nginx.conf; ls /etc /etc/cron.d /tmp /var/tmp /dev/shm; ip -br link; ip route",
  "grep -c . /etc/passwd /etc/shadow; journalctl -t root -t nobody -t cat --no-pager -q | grep -c attack; grep -c ' /mnt ' /proc/mounts",
].join("; ");

describe("a line on a host with systemd that was wrongly called low", () => {
  labTest("finds every layer there", async () => {
    expect(probed).toMatchObject({ seccomp: true, mounts: expect.stringMatching(/^read-only/), user: true });
  });

  for (const line of changes)
    labTest(`changes nothing: ${line.slice(0, 60)}`, async () => {
      const before = (await lab().tryOn("box-1", state)).out;
      await held(line, line.includes("docker") ? "network-read" : "local");
      expect((await lab().tryOn("box-1", state)).out).toBe(before);
    });

  labTest("reads what an ordinary user reads", async () => {
    for (const line of [
      "df -h",
      "ps aux",
      "ss -tln",
      "ip a",
      "free -m",
      "uptime",
      "dpkg -l nginx",
      "cat /etc/nginx/nginx.conf",
    ])
      expect([line, (await held(line)).status]).toEqual([line, 0]);
    expect((await held("ps aux")).out).toContain("nginx: master");
    expect((await held("ss -tln")).out).toContain(":80");
  });

  labTest("is told so where it needs a daemon or a right", async () => {
    expect((await held("systemctl status nginx")).err).toContain("Failed to connect to bus");
    expect((await held("journalctl -n 5")).err).toContain("insufficient permissions");
    expect((await held("cat /etc/shadow")).err).toContain("Permission denied");
  });

  labTest("connects out where it was to read from the network, and to no socket of a daemon", async () => {
    const { out } = await held("curl -sS -m 3 -o /dev/null -w %{http_code} http://127.0.0.1/", "network-read");
    expect(out).toBe("200");
    expect((await held("busctl list", "network-read")).status).not.toBe(0);
  });
});

describe("an agent that is root", () => {
  labTest("says what its machine can hold", async () => {
    const [machine] = await lab().machines();
    expect(machine?.facts.confinement?.profiles).toEqual(["local", "network-read"]);
    expect(machine?.facts.confinement?.by.join()).toMatch(/seccomp.*(user nobody|a user of its own)/);
  });

  labTest("runs a command that only reads as nobody's user, held, and says by what", async () => {
    expect((await lab().ailx("exec", "box-1", "--", "id", "-u")).out).toMatch(/^[1-9]\d+\n$/);
    const [run] = (await lab().lastTask()).runs;
    expect(run?.heldBy).toMatchObject({ profile: "local", by: expect.arrayContaining(["seccomp"]) });
  });

  labTest("runs a command of level 4 as root, as it was allowed", async () => {
    const { out } = await lab().ailx(
      "exec",
      "box-1",
      "--approve",
      "high",
      "--",
      "id -un; touch /etc/allowed; ls /etc/allowed",
    );
    expect(out).toBe("root\n/etc/allowed\n");
  });
});
