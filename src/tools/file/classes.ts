/** How bad it is to change a file, by where it lies: what the tools that write files are rated by. */
import { highestLevel, riskRank, type Level, type Risk } from "../../domain/risk.ts";
import { locate } from "../../domain/shell/pathClass.ts";
import { pathVerdicts } from "../../domain/shell/pathVerdicts.ts";
import { normal, secretIn } from "./paths.ts";

export type WriteClass = { risk: Exclude<Risk, "low">; level: Level; why: string };

/** Judged from the path alone; where it really leads is judged again on the machine. */
export function writeClass(path: string): WriteClass {
  const own = placeClass(path);
  const shared = commandClass(path);
  const [first, second] = riskRank(shared.risk) > riskRank(own.risk) ? [shared, own] : [own, shared];
  return { ...first, level: highestLevel([first.level, second.level]) };
}

/** As a command that edits the file with a copy kept is rated: one path is never harmless here and grave there. */
function commandClass(path: string): WriteClass {
  const found = locate(path, { cwd: undefined, glob: false }).classes.flatMap((each) => pathVerdicts.edit[each] ?? []);
  return found.reduce<WriteClass>(
    (worst, { risk, level, text }) =>
      risk !== "low" && riskRank(risk) > riskRank(worst.risk) ? { risk, level, why: text ?? worst.why } : worst,
    { risk: "medium", level: 1, why: "changes a file; a copy of it is kept" },
  );
}

function placeClass(path: string): WriteClass {
  const whole = normal(path);
  for (const [shape, risk, level, why] of classes) if (shape.test(whole)) return { risk, level, why };
  const secret = secretIn(whole);
  if (secret) return { risk: "high", level: 4, why: secret };
  return { risk: "medium", level: 3, why: "changes a file; a copy of it is kept" };
}

/** Belongs to ailx itself, by its name alone; the agent knows more of them. */
export const isOwn = (path: string): boolean =>
  /^\/(etc\/ailx|var\/lib\/ailx[\w-]*|run\/ailx[\w-]*)(\/|$)|\/\.(local\/(share\/ailx|state\/ailx-agent)|config\/ailx)(\/|$)|\/ailx(-agent|-hub)?\.service(\.d)?(\/|$)|^\/etc\/(init|conf|default)\.d?\/?ailx|^\/usr(\/local)?\/s?bin\/ailx$/.test(
    normal(path),
  );

/** Not files but the kernel's own: they are never written, copied or removed by these tools. */
export const isKernels = (path: string): boolean => /^\/(proc|sys|dev)(\/|$)/.test(normal(path));

const classes: readonly (readonly [RegExp, WriteClass["risk"], Level, string])[] = [
  [/^\/(proc|sys|dev)(\/|$)/, "critical", 4, "is no file but the kernel's own"],
  [/^\/boot\//, "critical", 4, "decides whether the machine starts"],
  [/^\/etc\/(passwd|shadow|group|gshadow|sub[ug]id)-?$/, "critical", 4, "decides who may sign in"],
  [/^\/etc\/(sudoers(\.d\/.*)?|doas\.conf|polkit-1\/.*)$/, "high", 4, "decides who may become root"],
  [/^\/etc\/pam\.(d\/.*|conf)$/, "critical", 4, "decides who may sign in"],
  [/^\/etc\/(ld\.so\.(preload|conf)(\.d\/.*)?|ld-musl.*)$/, "critical", 4, "is loaded into every program"],
  [
    /^\/etc\/(fstab|crypttab|inittab|mdadm.*|lvm\/.*|default\/grub.*|grub\.d\/.*|initramfs-tools\/.*|dracut.*)$/,
    "high",
    4,
    "decides how the machine starts",
  ],
  [/^\/etc\/ssh\//, "high", 4, "decides who may come in by SSH"],
  [/\/\.ssh\//, "high", 4, "decides who may come in by SSH"],
  [
    /^\/etc\/(network\/.*|netplan\/.*|NetworkManager\/.*|systemd\/network\/.*|nftables.*|iptables\/.*|ufw\/.*|firewalld\/.*|hosts\.(allow|deny)|resolv\.conf|nsswitch\.conf|sysctl\.(conf|d\/.*))$/,
    "high",
    4,
    "decides who reaches the machine",
  ],
  [
    /^\/(etc\/systemd|lib\/systemd|usr\/lib\/systemd)\/|^\/etc\/(init\.d|rc\w*\.d|runlevels)\/|^\/etc\/rc\.local$/,
    "high",
    4,
    "decides what runs as root",
  ],
  [
    /^\/etc\/cron|^\/etc\/(anacrontab|at\.(allow|deny))$|^\/var\/spool\/cron\//,
    "high",
    4,
    "decides what runs as root at times",
  ],
  [
    /^\/etc\/(profile|bash\.bashrc|bashrc|environment|zsh.*)(\.d\/.*)?$|\/\.(bashrc|profile|bash_profile|zshrc|zshenv|pam_environment)$/,
    "high",
    4,
    "is run at every sign-in",
  ],
  [/^\/etc\/(apt|yum\.repos\.d|dnf|apk|pki|ca-certificates.*|ssl)(\/|$)/, "high", 4, "decides what is trusted"],
  [/^\/(usr|bin|sbin|lib\w*)(\/|$)/, "high", 4, "belongs to the system's programs"],
  [
    /^\/(var\/lib\/(dpkg|rpm|apt|pacman|mysql|postgresql|etcd|docker|containerd)|etc\/pve)(\/|$)/,
    "high",
    4,
    "is data that another program keeps",
  ],
  [/^\/root\//, "medium", 4, "changes a file of root; a copy of it is kept"],
  [/^\/(home\/[^/]+|tmp|var\/tmp)\//, "medium", 2, "changes a file; a copy of it is kept"],
];
