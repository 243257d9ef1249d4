/** By which name a process is known, and how grave it is to end one of that name. Pure. */
import type { Level, Risk } from "../../domain/risk.ts";
import { unitRisk } from "../service/unit-risk.ts";

export type Rated = { risk: Exclude<Risk, "low">; level: Level; why: string };

/** Programs that much of a machine hangs on, and the units they are of where the name differs. */
const units: Readonly<Record<string, string>> = {
  "dbus-daemon": "dbus",
  "dbus-broker": "dbus-broker",
  "systemd-logind": "systemd-logind",
  "systemd-journald": "systemd-journald",
  "systemd-udevd": "systemd-udevd",
  "systemd-resolved": "systemd-resolved",
  "systemd-networkd": "systemd-networkd",
  sshd: "ssh",
  dockerd: "docker",
  polkitd: "polkit",
  agetty: "getty",
  rsyslogd: "rsyslog",
  nfsd: "nfs-server",
};

/** Data is lost, or users are thrown out, where one of these ends in the middle. */
const daemons =
  /^(postgres|postmaster|mysqld|mariadbd|mongod|redis-server|valkey-server|memcached|etcd|clickhouse-serv(er)?|influxd|elasticsearch|java|slapd|named|unbound|dnsmasq|bind9|haproxy|nginx|apache2|httpd|caddy|traefik|php-fpm[\d.]*|postfix|master|exim4?|dovecot|crond?|atd|chronyd|ntpd|containerd(-shim.*)?|conmon|qemu-system-.*|kvm|Xorg|gdm3?|lightdm|gnome-shell|Xwayland|smbd|nmbd|rpcbind|zed|snapd|cupsd)$/;

export function killRisk(name: string): Rated {
  const program = name.split(/[: ]/)[0] ?? name;
  if (/^(init|systemd)$/.test(program)) return { risk: "critical", level: 4, why: "much of this machine hangs on it" };
  const stop = unitRisk("stop", units[program] ?? program);
  if (stop.reasons[0] !== unitRisk("stop", "an-ordinary-service").reasons[0])
    return { risk: stop.risk === "critical" ? "critical" : "high", level: stop.level, why: stop.reasons[0] ?? "" };
  if (program.startsWith("systemd-")) return { risk: "high", level: 3, why: "is a part of systemd" };
  if (daemons.test(program)) return { risk: "high", level: 3, why: `${program} is a service that others use` };
  return { risk: "medium", level: 3, why: "ends a process" };
}

/** The kernel cuts names to 15 characters; the whole is in the command line. Scripts are known by their own name. */
export function namesOf({ name, command }: { name: string; command: string }): string[] {
  const words = command.split(" ");
  const base = (word: string | undefined): string => (word ?? "").split("/").at(-1) ?? "";
  const program = base(words[0]).replace(/:$/, "").replace(/^-/, "");
  const script = /^(python|perl|ruby|node|bun|bash|sh|dash|php|java)[\d.]*$/.test(program)
    ? base(words.slice(1).find((word) => word !== "" && !word.startsWith("-")))
    : "";
  return [...new Set([name, program, script])].filter((each) => each !== "");
}
