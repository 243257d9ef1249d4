/** Where a program is at home: “what does zpool status say” is asked of the machine with a pool, “unban … in fail2ban” of the one that bans. */
import type { Machine } from "../../../domain/machine.ts";
import type { Doing } from "./perform.ts";

const runs =
  (service: RegExp) =>
  ({ facts }: Machine): boolean =>
    facts.services.some((name) => service.test(name));
const called =
  (word: RegExp) =>
  ({ name, tags, aliases }: Machine): boolean =>
    [name, ...tags, ...aliases].some((one) => word.test(one.toLowerCase()));

const homes: readonly (readonly [RegExp, (machine: Machine) => boolean])[] = [
  [/^fail2ban-client$/, runs(/^fail2ban$/)],
  [/^(?:zpool|zfs)$/, runs(/^zfs/)],
  [/^nvidia-smi$/, called(/\bgpu\b/)],
  [/^(?:postqueue|postsuper|postconf|mailq|postcat|qshape)$/, runs(/^postfix/)],
  [/^(?:doveadm|doveconf)$/, runs(/^dovecot/)],
  [/^rspam/, runs(/^rspamd/)],
  [/^wg(?:-quick)?$/, runs(/^wg-quick|^wireguard/)],
  [/^pihole$/, runs(/^pihole/i)],
  [/^(?:qm|pct|pvesh|pvecm|pvesm|vzdump|ha-manager|pveversion)$/, ({ facts }) => facts.kind === "node"],
  [/^proxmox-backup-manager$/, runs(/^proxmox-backup/)],
  [/^redis-cli$/, runs(/^redis/)],
  [/^(?:mysql|mysqladmin|mysqldump|mariadb|mariadb-dump)$/, runs(/^(?:mysqld?|mariadb)/)],
  [/^(?:psql|pg_\w+|pg_dumpall)$/, runs(/^postgresql/)],
  [/^rabbitmqctl$/, runs(/^rabbitmq/)],
  [/^smbstatus$/, runs(/^smbd?$/)],
  [/^(?:exportfs|nfsstat)$/, runs(/^nfs-/)],
  [/^gitlab-runner$/, runs(/^gitlab-runner/)],
  [/^ollama$/, runs(/^ollama/)],
];

/** The machines that have what the command is about; empty where it may be anywhere. */
export function homesOfProgram(intent: Doing, fleet: readonly Machine[]): Machine[] {
  if (intent.kind !== "shell") return [];
  return fleet.filter((machine) => {
    const [program = ""] = (intent.command(machine) ?? "").trimStart().split(/[\s;|&]/);
    return homes.some(([shape, has]) => shape.test(program) && has(machine));
  });
}
