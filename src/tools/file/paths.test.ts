import { describe, expect, test } from "bun:test";
import { isPublic, normal, secretIn } from "./paths.ts";

describe("a secret", () => {
  const secrets = [
    "/etc/shadow",
    "/etc/shadow-",
    "/etc/gshadow",
    "/etc/../etc//shadow",
    "/etc/./shadow",
    "/root/.ssh/id_ed25519",
    "/home/a/.ssh/work_key",
    "/etc/ssh/ssh_host_rsa_key",
    "/etc/ssl/private/site.key",
    "/srv/app/tls.key",
    "/etc/letsencrypt/live/x/privkey.pem",
    "/srv/app/.env",
    "/srv/app/.env.production",
    "/root/.netrc",
    "/root/.pgpass",
    "/home/a/.aws/credentials",
    "/home/a/.kube/config",
    "/root/.docker/config.json",
    "/proc/1/environ",
    "/proc/self/mem",
    "/proc/12/root/etc/shadow",
    "/root/.bash_history",
    "/etc/wireguard/wg0.conf",
    "/etc/pve/priv/authkey.key",
    "/var/lib/ailx-agent/key",
    "/etc/ailx/policy.yaml",
    "/root/.local/share/ailx/hub.db",
    "/etc/sudoers",
    "/dev/sda",
    "/run/secrets/db",
    "/srv/www/wp-config.php",
    "/opt/app/secrets.yaml",
    "/etc/NetworkManager/system-connections/wifi.nmconnection",
    "/etc/krb5.keytab",
  ];
  for (const path of secrets) test(`is in ${path}`, () => expect(secretIn(path)).toBeString());

  const open = [
    "/etc/hosts",
    "/etc/passwd",
    "/etc/nginx/nginx.conf",
    "/etc/ssh/sshd_config",
    "/etc/ssh/ssh_host_rsa_key.pub",
    "/root/.ssh/authorized_keys",
    "/root/.ssh/known_hosts",
    "/home/a/.ssh/id_rsa.pub",
    "/var/log/syslog",
    "/srv/app/environment",
    "/proc/meminfo",
    "/proc/1/status",
    "/etc/shadow.d.txt/../hosts",
    "/srv/keyboard.txt",
    "/etc/letsencrypt/live/x/fullchain.pem",
  ];
  for (const path of open) test(`is not in ${path}`, () => expect(secretIn(path)).toBeUndefined());
});

describe("a path", () => {
  test("is judged without its detours", () => {
    expect(normal("//etc/./a/../b//c/")).toBe("/etc/b/c");
    expect(normal("/../../x")).toBe("/x");
  });

  test("is public where ordinary users read", () => {
    expect(["/etc/hosts", "/usr/share/doc/x", "/tmp/x"].every(isPublic)).toBe(true);
    expect(["/var/log/syslog", "/root/x", "/home/a/x", "/etcetera"].some(isPublic)).toBe(false);
  });
});
