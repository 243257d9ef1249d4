/** What a guest is given: memory, cores, disks, media, and whether it starts with its node. */
import type { Guest } from "../guests.ts";
import { type Match, openWords } from "../intents/match.ts";
import { quoted } from "../intents/shell.ts";
import type { Frame } from "./frame.ts";
import { figures, guest as one, ofGuest, program, sizeOf, spelled } from "./proxmox-guest.ts";
import { frame } from "./frame.ts";
import { guestAct } from "../intents/proxmox.ts";
import { asTyped } from "./ways.ts";

const memory = "memory|ram|mem";
const core = "cores?|cpus?|vcpus?|vcores?|processors?|cpu cores?|threads";
const isMore = (text: string): boolean =>
  / (?:more|additional|extra|another|additionally)(?= )| by \d/.test(text) && !/ (?:to|=) \d/.test(text);
const isLess = (text: string): boolean =>
  / (?:less|fewer|reduce|shrink|lower|decrease|take away|remove)(?= )/.test(text) &&
  / by \d| (?:less|fewer)(?= )/.test(text);
const held = (guest: Guest, key: string): string =>
  `$(${program(guest)} config ${guest.vmid} | awk '/^${key}:/ {print $2}')`;

function coresOf(text: string): number | undefined {
  const before = new RegExp(` (\\d+) (?:more |additional |extra |virtual |cpu )*(?:${core})(?= )`).exec(text)?.[1];
  const behind = new RegExp(
    ` (?:${core})(?: [a-z]+){0,4}? (?:to |by |of |= |: )?(\\d+)(?= )(?! (?:gb|mb|g|m|gib|mib)(?: |$))`,
  ).exec(text)?.[1];
  const found = before ?? behind;
  return found === undefined ? undefined : Number(found);
}

function resources(guest: Guest, match: Match): string | { refused: string } {
  const text = spelled(match);
  const [ram, cores] = [sizeOf(text, memory), coresOf(text)];
  const sign = isLess(text) ? "-" : isMore(text) ? "+" : undefined;
  const double = / double(?= )/.test(text);
  const given: string[] = [];
  if (cores !== undefined)
    given.push(`--cores ${sign === undefined ? cores : `$(( ${held(guest, "cores")} ${sign} ${cores} ))`}`);
  if (ram !== undefined)
    given.push(`--memory ${sign === undefined ? ram : `$(( ${held(guest, "memory")} ${sign} ${ram} ))`}`);
  if (double) given.push(`--memory $(( ${held(guest, "memory")} * 2 ))`);
  return `${program(guest)} set ${guest.vmid} ${given.join(" ")}`;
}
const hasResources = (match: Match): boolean => {
  const text = spelled(match);
  const [ram, cores] = [sizeOf(text, memory), coresOf(text)];
  if (/ (?:disk|storage|space|swap|balloon|limit|hdd|ssd|drive|cache|buffer|heap)(?= )/.test(text)) return false;
  const isFit =
    (ram === undefined || (ram >= 16 && ram <= 4_194_304)) && (cores === undefined || (cores >= 1 && cores <= 512));
  return (
    isFit &&
    (/ double(?= )/.test(text)
      ? new RegExp(` (?:${memory})(?= )`).test(text)
      : ram !== undefined || cores !== undefined)
  );
};

const disks =
  "(disk|disks|root disk|hard disk|drive|root filesystem|rootfs|disk space|storage|space|hdd|boot disk|main disk|disk size|volume|system disk)";
function grown(guest: Guest, match: Match): string | { refused: string } {
  const text = spelled(match);
  const size = sizeOf(text, "disk|disks|space|storage|drive|rootfs|hdd|volume");
  if (size === undefined) return { refused: "It was not understood how large the disk is to be." };
  const named = / ((?:scsi|virtio|sata|ide|mp)\d+|rootfs)(?= )/.exec(text)?.[1];
  const gb = Math.round(size / 1_024);
  if (isLess(text)) return { refused: "Proxmox can only grow disks, not shrink them." };
  const by = / (?:by|more|additional|extra|another|add|plus)(?= )/.test(text) && !/ to \d/.test(text) ? "+" : "";
  return `${program(guest)} resize ${guest.vmid} ${named ?? (guest.kind === "vm" ? "scsi0" : "rootfs")} ${by}${gb}G`;
}
const hasSize = (match: Match): boolean => {
  const size = sizeOf(spelled(match), "disk|disks|space|storage|drive|rootfs|hdd|volume");
  return size !== undefined && size >= 1_024;
};

const isOff = (match: Match): boolean =>
  / (?:off|disable|disabled|deactivate|no longer|do not|does not|not|without|stop|remove|unset|0|never)(?= )/.test(
    ` ${match.text} `,
  );
/** “do not enable it” leaves it as it is. */
const leftAlone =
  / ?(?:do not|not|never|nobody should|should not|must not) (?:enable|activate|turn|switch|set|make|let|configure|have)(?= )/;
const flag =
  (key: string, only?: Guest["kind"]) =>
  (guest: Guest, match: Match): string | { refused: string } =>
    only !== undefined && guest.kind !== only
      ? {
          refused: `${guest.name} is a ${guest.kind === "vm" ? "virtual machine" : "container"}, which has no such setting.`,
        }
      : `${program(guest)} set ${guest.vmid} --${key} ${isOff(match) ? 0 : 1}`;
const turn =
  "(enable|disable|turn on|turn off|switch on|switch off|activate|deactivate|set|make|let|have|put|configure|unset|remove|should|must|mark|allow|add)";
const turned =
  "(on|off|to|enabled|disabled|for|yes|no|not|no longer|do not|does not|flag|option|true|false|1|0|it|in|automatically|the|so that|that|as|be|again)";
const boot =
  "(start at boot|start on boot|starts at boot|starts on boot|boot automatically|boots automatically|boot with node|start with node|starts with node|autostart|auto-start|auto start|onboot|on boot|start automatically|starts automatically|come up automatically|start when node boots|starts when node boots|start at node boot|boot at startup|start on startup|come up with node|start after reboot of node|starting at boot|starting automatically|starting on boot|autoboot)";

export const proxmoxSetFrames = (): Frame[] => [
  ...ofGuest(
    [
      [
        "(give|assign|allocate|set|change|increase|raise|reduce|lower|bump|upgrade|resize|grow|shrink|scale|take|put|cut|add|decrease|adjust|limit|configure|provision|double|grant|drop|let|make|hand|bring|make it)",
        "(memory|ram|mem|core|cores|cpu|cpus|vcpu|vcpus|cpu cores|cpu core|vcores|virtual cores|processors|virtual cpus)",
      ],
      [
        "(should have|should get|needs|need|gets|must have|wants|to have)",
        "(memory|ram|core|cores|cpu|cpus|vcpu|vcpus|cpu cores|vcores)",
      ],
    ],
    {
      does: "resize",
      title: "Change the resources of GUEST",
      command: resources,
      when: hasResources,
      may: [
        ...figures,
        "(memory|ram|core|cores|cpu|cpus|vcpu|vcpus|cpu cores|up|down|to|by|of|and|with|more|less|fewer|additional|extra|another|its|the|from|amount|size|only|just|instead|assigned|total|in|count|number|have|get|now|it|one|virtual|away|on|for|should|double|at)",
      ],
    },
  ),
  ...ofGuest([["(resize|grow|extend|increase|enlarge|expand|give|add|make|raise|bump|set|change|bigger)", disks]], {
    does: "grow the disk of",
    title: "Grow the disk of GUEST",
    command: grown,
    when: (match) =>
      hasSize(match) &&
      !/ (?:second|new|another disk|extra disk|additional disk|attach|mount|lvm|partition|filesystem of|pool|zfs|folder|quota|swap)(?= )/.test(
        ` ${match.text} `,
      ) &&
      !/ (?:second|third|new) /.test(` ${match.text} `),
    may: [
      ...figures,
      disks,
      "(by|to|up|of|for|its|the|with|more|larger|bigger|from|size|in|scsi0|scsi1|virtio0|virtio1|sata0|mp0|rootfs|root|and|on|total)",
    ],
  }),
  ...ofGuest([["(attach|add|give|create|plug in|hang)", "(second|third|new|another|extra|additional|data)", disks]], {
    does: "attach a disk to",
    title: "Attach a new disk to GUEST",
    when: hasSize,
    command: (guest, match) => {
      const text = spelled(match);
      const gb = Math.round((sizeOf(text, "disk|disks|space|storage|drive|volume") ?? 0) / 1_024);
      const storage =
        / (?:storage|on|from) ((?:local|ceph|nfs|zfs|tank|ssd|hdd|data|pool)[a-z0-9_-]*)(?= )/.exec(text)?.[1] ??
        "local-lvm";
      const slot = / ((?:scsi|virtio|sata|mp)\d+)(?= )/.exec(text)?.[1];
      return guest.kind === "vm"
        ? `qm set ${guest.vmid} --${slot ?? (/ third(?= )/.test(text) ? "scsi2" : "scsi1")} ${storage}:${gb}`
        : `pct set ${guest.vmid} --${slot ?? "mp0"} ${storage}:${gb},mp=/mnt/data`;
    },
    may: [
      ...figures,
      disks,
      "(of|with|to|as|on|storage|from|in|for|local-lvm|local-zfs|local|ceph|size|scsi1|scsi2|virtio1|sata1|mp0|a|the|and|hard)",
    ],
  }),
  ...ofGuest(
    [
      [boot, turn],
      [boot, "(automatically|always|no longer|not|never|should|must)"],
    ],
    {
      does: "set when it starts",
      title: "Set whether GUEST starts with its node",
      command: flag("onboot"),
      may: [turned, boot],
      when: ({ text }) =>
        !/^(?:is|does|do(?! not)|are|which|what|will|check|has)(?= )/.test(text) && !leftAlone.test(text),
    },
  ),
  ...ofGuest([["(qemu-guest-agent|qemu agent|agent option)", turn]], {
    does: "set the guest agent of",
    title: "Set the guest agent of GUEST",
    command: (guest, match) =>
      guest.kind === "lxc"
        ? { refused: `${guest.name} is a container; containers have no guest agent.` }
        : `qm set ${guest.vmid} --agent enabled=${isOff(match) ? 0 : 1}`,
    may: [turned],
    when: ({ text }) => !leftAlone.test(text),
  }),
  ...ofGuest([["(ballooning|memory ballooning|balloon|balloon driver|balloon device)", turn]], {
    does: "set ballooning of",
    title: "Set ballooning of GUEST",
    command: (guest, match) =>
      guest.kind === "lxc"
        ? { refused: `${guest.name} is a container; containers have no ballooning.` }
        : isOff(match)
          ? `qm set ${guest.vmid} --balloon 0`
          : `qm set ${guest.vmid} --delete balloon`,
    may: [turned, "(device|memory|ram|driver)"],
  }),
  ...ofGuest(
    [
      ["(protection|delete protection|protect|protected|deletion protection|removal protection)", turn],
      ["(protect)", "(deletion|being deleted|removal|accidental deletion|deleting)"],
    ],
    {
      does: "protect",
      title: "Set the protection of GUEST",
      command: flag("protection"),
      may: [turned, "(from|against|accidental|being|deleted|deletion|removal)"],
    },
  ),
  ...ofGuest([["(nesting)", turn]], {
    does: "set nesting of",
    title: "Set nesting of GUEST",
    command: (guest, match) =>
      guest.kind === "vm"
        ? { refused: `${guest.name} is a virtual machine; nesting is for containers.` }
        : `pct set ${guest.vmid} --features nesting=${isOff(match) ? 0 : 1}`,
    may: [turned, "(feature|docker)"],
  }),
  ...ofGuest(
    [
      [
        "(detach|eject|remove|unmount|take out|disconnect|drop|pull out)",
        "(iso|cd|cdrom|cd-rom|dvd|installation medium|install medium|install iso|disc|iso image|virtual cd|cd drive|image)",
      ],
    ],
    {
      does: "eject the medium of",
      title: "Eject the medium of GUEST",
      command: (guest) =>
        guest.kind === "lxc"
          ? { refused: `${guest.name} is a container; containers have no drives for media.` }
          : `qm set ${guest.vmid} --ide2 none,media=cdrom`,
      may: ["(from|of|the|out|virtual|drive|image|file|mounted|attached|installation|in|iso|cd)"],
    },
  ),
  ...ofGuest([["(unlock|remove lock|clear lock|release lock|remove stale lock|unblock)"]], {
    does: "unlock",
    title: "Unlock GUEST",
    command: (guest) => `${program(guest)} unlock ${guest.vmid}`,
    may: ["(stale|config|lock|the|of|from|again|backup|snapshot|stuck)"],
    when: ({ text }) => !/ (?:account|user|apt|dpkg|database|file)(?= )/.test(` ${text} `),
  }),
  ...ofGuest([["(convert|turn|make|transform|change)", "(template|into template|a template)"]], {
    does: "turn into a template",
    title: "Turn GUEST into a template",
    command: (guest) => `${program(guest)} template ${guest.vmid}`,
    may: ["(into|to|a|of|out|it|as|vm|base|template|for|good)"],
  }),
  // “attach debian-12.iso to vm 142”: which file is the one word that is left.
  frame(
    ["(attach|mount|insert|put|add|load|connect|plug)", one, "{word}"],
    (match) => {
      const [word = ""] = openWords(match);
      const iso = asTyped(match, word);
      return /^[\w.+-]+\.iso$/i.test(iso)
        ? guestAct({
            does: "insert a medium into",
            title: `Insert ${iso} into GUEST`,
            command: (guest) =>
              guest.kind === "lxc"
                ? { refused: `${guest.name} is a container; containers have no drives for media.` }
                : `qm set ${guest.vmid} --ide2 ${quoted(`local:iso/${iso}`)},media=cdrom`,
          })(match)
        : undefined;
    },
    { may: ["(iso|image|cd|cdrom|drive|to|into|in|the|file|as|of|virtual|vm|guest)"] },
  ),
];
