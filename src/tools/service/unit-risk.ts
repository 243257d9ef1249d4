/** What starting, stopping and restarting certain units means beyond the ordinary. */
import type { Level, Risk } from "../../domain/risk.ts";
import { shortName } from "./unit.ts";

export type Verb = "start" | "stop" | "restart" | "reload";
type Rated = { risk: Risk; level: Level; reasons: string[] };
type Kind = { units: RegExp; stop: Rated | undefined; restart: Rated | undefined; start: Rated | undefined };

const rated = (risk: Risk, level: Level, reason: string): Rated => ({ risk, level, reasons: [reason] });

/** Names without `.service`; `.socket` and the like of the same name count alike. */
const kinds: readonly Kind[] = [
  {
    units:
      /^(systemd-)?(poweroff|reboot|halt|kexec|soft-reboot|suspend|hibernate|hybrid-sleep|suspend-then-hibernate)$|^(rescue|emergency|ctrl-alt-del|debug-shell|initrd-.*|systemd-(exit|firstboot|repart|growfs.*|cryptsetup@.*|volatile-root))$/,
    start: rated("critical", 4, "takes the machine down, or out of its normal state"),
    stop: undefined,
    restart: rated("critical", 4, "takes the machine down, or out of its normal state"),
  },
  {
    units: /^(ailx-agent|ailx|ailx-hub)$/,
    start: undefined,
    stop: rated("critical", 3, "stops ailx itself: this machine can then not be reached by it"),
    restart: rated("high", 3, "ends what ailx is doing on this machine"),
  },
  {
    units:
      /^(sshd?|sshd?@.*|dropbear|networking|network|NetworkManager.*|systemd-networkd.*|dhcpcd.*|dhclient.*|wpa_supplicant.*|iwd|connman|netplan.*|wg-quick@.*|tailscaled|zerotier-one|openvpn.*|cloudflared.*|netbird|nebula.*|ifup@.*|pve-cluster|corosync)$/,
    start: undefined,
    stop: rated("critical", 3, "may cut the way in to this machine"),
    restart: rated("high", 3, "may cut the way in to this machine for a moment"),
  },
  {
    units:
      /^(ufw|firewalld|nftables|iptables|ip6tables|netfilter-persistent|shorewall.*|pve-firewall|fail2ban|crowdsec.*|sshguard|auditd|apparmor|selinux.*|falcon-sensor|wazuh-.*|osqueryd|clamav.*|aide.*|usbguard|rsyslog|syslog-ng)$/,
    start: rated("high", 3, "its rules may close the way in"),
    stop: rated("critical", 4, "weakens the protection of this machine"),
    restart: rated("high", 4, "protection is off for a moment, and its rules may close the way in"),
  },
  {
    units:
      /^(dbus(-broker)?|systemd-(logind|journald|udevd|resolved|timesyncd)|polkit|user@.*|init|getty.*|lvm2.*|multipathd|iscsid|zfs-.*|mdmonitor)$/,
    start: undefined,
    stop: rated("critical", 3, "much of this machine depends on it"),
    restart: rated("high", 3, "much of this machine depends on it"),
  },
  {
    units:
      /^(docker|containerd|podman.*|crio|libvirtd|virtqemud|lxd|lxc.*|incus.*|k3s.*|rke2.*|kubelet|pve-guests|pvedaemon|pveproxy|qemu-server|nomad|ceph.*|glusterd|nfs-server|nfs-kernel-server|nfs-ganesha)$/,
    start: undefined,
    stop: rated("high", 3, "what runs in it or on it stops with it"),
    restart: rated("high", 3, "what runs in it or on it may stop for a moment"),
  },
];

/** How risky the verb is on this unit, and which level it needs. */
export function unitRisk(verb: Verb, service: string): Rated {
  const name = shortName(service).replace(/\.(socket|timer|path)$/, "");
  // What a reload reads anew may do what a restart does.
  const special = kinds.find(({ units }) => units.test(name))?.[verb === "reload" ? "restart" : verb];
  if (special) return special;
  if (verb === "stop") return rated("high", 3, "the service is away until it is started again");
  if (verb === "restart") return rated("medium", 3, "the service is away for a moment");
  if (verb === "reload") return rated("medium", 3, "the service reads its configuration anew");
  return rated("medium", 3, "starts a service");
}

/** As for now, so for every boot to come: what must not be stopped must not be kept from starting either. */
export function bootRisk(verb: BootVerb, service: string): Rated {
  const { risk, level, reasons } = unitRisk(verb === "disable" || verb === "mask" ? "stop" : "start", service);
  if (risk === "critical") return { risk, level, reasons };
  const reason = {
    enable: "it is started at every boot from now on",
    disable: "it is not started at boot any more",
    mask: "nothing can start it any more",
    unmask: "it can be started again",
  }[verb];
  return rated("high", level, reason);
}
export type BootVerb = "enable" | "disable" | "mask" | "unmask";
