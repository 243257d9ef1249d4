/** “run `uptime` on web-1”: the person's own command, taken literally because a verb asks for exactly that. */
import { lex } from "../lex.ts";
import type { Token } from "../types.ts";
import { literals, type Meanings, means } from "./match.ts";
import { shell } from "./shell.ts";

const verbatim = (command: string) => shell({ command, does: "Run a command", reads: false, needs: "a POSIX shell" });

export const commandMeanings = (): Meanings => [
  ...means(["(run|execute|exec) [command|shell command] ({code}|{quote})"], (match) => {
    const [command] = [...literals(match, "code"), ...literals(match, "quote")];
    return command === undefined || command.trim() === "" ? undefined : verbatim(command);
  }),
];

/** Programs that a request may name without quoting the command: “run uptime on web-1”. */
const programs = new Set(
  (
    "uptime df du free ls ps top cat head tail grep find stat who w last id uname hostname date ss ip netstat lsof dmesg journalctl systemctl service rc-service docker podman apt apt-get dnf yum apk " +
    "pacman zypper git ping dig nslookup curl wget traceroute tracepath nginx haproxy sshd zpool zfs smartctl sensors nvidia-smi lscpu lsblk mount free vmstat iostat sar crontab timedatectl hostnamectl qm pct pvesh psql mysql redis-cli " +
    "restic borg borgmatic certbot fail2ban-client ufw wg pihole proxmox-backup-manager postqueue rabbitmqctl needrestart chronyc ntpq lvs vgs pvs mdadm btrfs sysctl ethtool iptables nft rspamadm doveadm gitlab-runner ollama speedtest iperf3 mtr nmap apt-mark apt-cache dpkg rpm lsusb lspci dmidecode blkid findmnt loginctl pvesm pveversion ha-manager pvecm smbstatus exportfs showmount zfs-auto-snapshot fstrim updatedb"
  ).split(" "),
);

/** The text without what was read before: “nightly at 1:15” of a schedule is no part of the command. */
export function asRead(source: string, tokens: readonly Token[]): string {
  const left = new Set(tokens.map(({ at }) => at));
  const gone = lex(source).tokens.filter(({ at }) => !left.has(at));
  if (gone.length === 0) return source;
  const rest = gone.toReversed().reduce((text, { at, end }) => `${text.slice(0, at)}${text.slice(end)}`, source);
  return rest.replaceAll(/\s+/g, " ");
}

/** The command and the phrase of the place of “run COMMAND on PLACE”; undefined for anything else. */
export function bareCommand(source: string): { command: string; place: string } | undefined {
  const found =
    /^(?:please |could you |can you )?(?:run|execute|exec)\s+(?:the command\s+)?(\S+)((?:\s.*?)?)\s+on\s+([^"'`]+?)[.!]?$/iu.exec(
      source.trim(),
    );
  if (!found) return quotedCommand(source.trim());
  const [, program = "", rest = "", place = ""] = found;
  // It would wait for a yes.
  if (/^(?:docker|podman)$/.test(program) && /^ (?:image|container|volume|network|system|builder) prune$/.test(rest))
    return undefined;
  // “run git gc in /srv/shop on web-1”: the folder is no word of git's.
  const inFolder = program === "git" ? /^(.*?)\s+(?:in|inside|for)\s+(\/\S+)$/.exec(rest) : null;
  if (inFolder) return { command: `git -C ${inFolder[2] ?? ""}${inFolder[1] ?? ""}`, place };
  return programs.has(program) ? { command: `${program}${rest}`.trim(), place } : undefined;
}
/** “collect 'docker ps' from the app servers”, “df -h on all nodes”: a program that is known, as it was typed. */
function quotedCommand(source: string): { command: string; place: string } | undefined {
  const found =
    /^(?:please |could you |can you )?(?:collect|gather|get|fetch|show|grab|give|give me|get me|show me|try|fire|issue|do)\s+(?:me )?(?:the )?(?:output of )?(["'`])([^"'`]+)\1(?: output)?\s+(?:on|from|for|of|across)\s+([^"'`]+?)[.!?]?$/iu.exec(
      source,
    );
  const typed = found ? undefined : /^(\S+ -[a-z0-9][^"'`]*?)\s+(?:on|for|from)\s+([^"'`]+?)[.!?]?$/u.exec(source);
  const command = found?.[2] ?? typed?.[1] ?? "";
  const [program = ""] = command.split(/\s/);
  // Files, logs and services have tools of their own.
  if (typed && /^(?:tail|cat|head|grep|ls|stat|find|systemctl|service|journalctl|ping|du)$/.test(program))
    return undefined;
  return programs.has(program) ? { command: command.trim(), place: found?.[3] ?? typed?.[2] ?? "" } : undefined;
}
export const asCommand = verbatim;
