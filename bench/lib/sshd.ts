/** An SSH server of the bench's own, on loopback, with its own keys, and one warm connection to it. Needs OpenSSH. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import type { Kit } from "./kit.ts";
import { freePort } from "./port.ts";
import { until } from "./until.ts";

/** Where sshd, started by root, wants an empty folder. */
const separation = "/run/sshd";

/** The words before a command that runs it over the warm connection; or why there is none. */
export async function warmSsh({ scratch }: Pick<Kit, "scratch">): Promise<{ ssh: string[] } | { why: string }> {
  const sshd = Bun.which("sshd") ?? (existsSync("/usr/sbin/sshd") ? "/usr/sbin/sshd" : null);
  const ssh = Bun.which("ssh");
  const keygen = Bun.which("ssh-keygen");
  if (sshd === null || ssh === null || keygen === null) return { why: "needs openssh-server and openssh-client" };
  for (const key of ["host", "user"]) Bun.spawnSync([keygen, "-q", "-t", "ed25519", "-N", "", "-f", scratch.path(key)]);
  copyFileSync(scratch.path("user.pub"), scratch.path("authorized"));
  chmodSync(scratch.path("authorized"), 0o600);
  mkdirSync(scratch.path("home"));
  makeSeparation(scratch);

  const port = freePort();
  writeFileSync(scratch.path("sshd_config"), serverConfig(scratch, port));
  writeFileSync(scratch.path("ssh_config"), clientConfig(scratch, port));
  scratch.start([sshd, "-D", "-e", "-f", scratch.path("sshd_config")]);
  const command = [ssh, "-F", scratch.path("ssh_config"), "bench"];
  try {
    await until(
      "sshd's start",
      () =>
        Bun.spawnSync([...command, "true"], { stdin: "ignore", stdout: "ignore", stderr: "ignore" }).success
          ? true
          : undefined,
      { everyMs: 100, limitMs: 5_000 },
    );
  } catch {
    return { why: "sshd does not let this user in" };
  }
  scratch.start([ssh, "-F", scratch.path("ssh_config"), "-M", "-N", "bench"]);
  await until("the warm connection", () => (existsSync(scratch.path("warm")) ? true : undefined));
  return { ssh: command };
}

// Its best case: one cheap key exchange, no look-ups of names, an empty login profile.
const serverConfig = (scratch: Kit["scratch"], port: number): string =>
  [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${scratch.path("host")}`,
    `AuthorizedKeysFile ${scratch.path("authorized")}`,
    `PidFile none`,
    `SetEnv HOME=${scratch.path("home")}`,
    "PasswordAuthentication no",
    "PermitRootLogin yes",
    "StrictModes no",
    "UsePAM no",
    "UseDNS no",
    "PrintMotd no",
    "",
  ].join("\n");

const clientConfig = (scratch: Kit["scratch"], port: number): string =>
  [
    "Host bench",
    "HostName 127.0.0.1",
    `Port ${port}`,
    `IdentityFile ${scratch.path("user")}`,
    "IdentitiesOnly yes",
    "StrictHostKeyChecking no",
    "UserKnownHostsFile /dev/null",
    "GlobalKnownHostsFile /dev/null",
    "KexAlgorithms curve25519-sha256",
    "LogLevel ERROR",
    `ControlPath ${scratch.path("warm")}`,
    "",
  ].join("\n");

function makeSeparation(scratch: Kit["scratch"]): void {
  if (process.geteuid?.() !== 0 || existsSync(separation)) return;
  mkdirSync(separation, { mode: 0o755 });
  scratch.onEnd(() => rmdirSync(separation));
}
