/** Guests and nodes of Proxmox in further words: pauses, stops that are forced after a while, storages, disks that move, notes, the next number. */
import { literals, type Match, openWords } from "../intents/match.ts";
import { quoted } from "../intents/shell.ts";
import type { Frame } from "./frame.ts";
import { figures, ofGuest, program, sizeOf, spelled } from "./proxmox-guest.ts";
import { ask, filler } from "./proxmox-look.ts";

const storageWord = /^[a-z][a-z0-9_-]*$/;
export const storageIn = (match: Match): string | undefined => {
  const said =
    / (?:storage|datastore|pool) ([a-z][a-z0-9_-]*)(?= )| (local(?:-lvm|-zfs)?|[a-z0-9_-]*(?:lvm|zfs|ceph|nfs|pbs|ssd|nvme)[a-z0-9_-]*) (?:storage|datastore|pool)(?= )/.exec(
      ` ${match.text} `,
    );
  const name = said?.[1] ?? said?.[2] ?? openWords(match)[0];
  return name !== undefined && storageWord.test(name) ? name : undefined;
};
const disk = "(disk|disks|root disk|hard disk|drive|rootfs|volume|virtual disk|system disk|boot disk|storage|image)";

const secondsOf = (match: Match): number | undefined => {
  const found = / (\d+) (second|sec|s|minute|min|m)[a-z]*(?= )/.exec(spelled(match));
  const value = found ? Number(found[1]) * ((found[2] ?? "").startsWith("s") ? 1 : 60) : undefined;
  return value !== undefined && value >= 5 && value <= 3_600 ? value : undefined;
};

export const proxmoxMoreFrames = (): Frame[] => [
  ...ofGuest([["(pause|suspend|freeze|hibernate|put to sleep)"]], {
    does: "suspend",
    title: "Suspend GUEST",
    command: (guest) => `${program(guest)} suspend ${guest.vmid}`,
    may: ["(for a bit|a moment|for now|a while|for|short|shortly|a little|virtual)"],
    when: ({ text }) =>
      !/ (?:service|container|job|download|sync|pihole|scrub|timer|alerts?|notifications?|account|user)(?= )/.test(
        ` ${text} `,
      ),
  }),
  ...ofGuest([["(resume|unpause|unfreeze|wake from suspend|wake up from suspend|continue)"]], {
    does: "resume",
    title: "Resume GUEST",
    command: (guest) => `${program(guest)} resume ${guest.vmid}`,
    may: ["(suspended|paused|from|suspend|again|frozen)"],
    when: ({ text }) => !/ (?:service|job|download|sync|scrub|upload|resilver|transfer|backup)(?= )/.test(` ${text} `),
  }),
  ...ofGuest(
    [
      [
        "(with force past|forced past) {n} (minutes|minute|seconds|second|min|mins|sec|secs|s|m)",
        "(shut down|shutdown|stop|power off|power down|take down)",
      ],
    ],
    {
      does: "shut down",
      title: "Shut down GUEST, by force where it takes too long",
      command: (guest, match) =>
        `${program(guest)} shutdown ${guest.vmid} --timeout ${secondsOf(match) ?? 180} --forceStop 1`,
      may: ["(cleanly|gracefully|softly|properly|nicely|down|off)"],
      when: (match) => secondsOf(match) !== undefined,
    },
  ),
  ...ofGuest(
    [
      [
        "(ha|high availability|highly available|ha-managed|ha managed)",
        "(is|are|does|do|enabled|active|state|status|on|configured|managed|whether|check|show|what|which)",
      ],
    ],
    {
      does: "look at the high availability of",
      title: "Show the high availability of GUEST",
      reads: true,
      command: ({ kind, vmid }) =>
        `ha-manager status | grep -E '${kind === "vm" ? "vm" : "ct"}:${vmid}( |$)' || echo 'not managed'`,
      may: [filler, ask, "(ha|enabled|active|set up|configured|managed|by|under|turned on|switched on|state|group)"],
    },
  ),
  ...ofGuest(
    [
      [
        `(move|migrate|relocate|transfer|shift|put)`,
        disk,
        "(to|onto|over to|on) [storage|datastore|pool] {word} [storage|datastore|pool]",
      ],
    ],
    {
      does: "move the disk of",
      title: "Move the disk of GUEST to another storage",
      command: (guest, match) => {
        const storage = storageIn(match) ?? "";
        const slot = / ((?:scsi|virtio|sata|ide|mp)\d+|rootfs)(?= )/.exec(` ${match.text} `)?.[1];
        return guest.kind === "vm"
          ? `qm disk move ${guest.vmid} ${slot ?? "scsi0"} ${storage}`
          : `pct move-volume ${guest.vmid} ${slot ?? "rootfs"} ${storage}`;
      },
      may: [
        "(storage|datastore|pool|to|of|from|scsi0|scsi1|virtio0|sata0|rootfs|mp0|another|over|its|live|virtual|the|'s)",
      ],
      when: (match) => {
        const name = storageIn(match);
        return (
          name !== undefined &&
          /^(?:local|local-.*|.*(?:lvm|zfs|ceph|nfs|pbs|ssd|nvme|hdd|storage|pool|tank|data).*)$/.test(name) &&
          openWords(match).length <= 2
        );
      },
    },
  ),
  ...ofGuest(
    [
      [
        "(set|change|switch|make|use)",
        "(cpu type|processor type|cpu model|cpu)",
        "(to|as|=) ({t}|host|kvm64|x86-64-v2|x86-64-v2-aes|x86-64-v3|qemu64|max)",
      ],
    ],
    {
      does: "set the CPU type of",
      title: "Set the CPU type of GUEST",
      command: (guest, match) =>
        guest.kind === "lxc"
          ? { refused: `${guest.name} is a container; containers have the CPU of their node.` }
          : `qm set ${guest.vmid} --cpu ${/(?:to|as|=) (host|kvm64|x86-64-v2-aes|x86-64-v2|x86-64-v3|qemu64|max)(?= |$)/.exec(match.text)?.[1] ?? "host"}`,
      may: ["(type|model|of|for|the|cpu)", "{t}"],
      when: ({ slots, entities }) =>
        slots.every(
          ({ kind, value }) => kind !== "t" || /^(?:host|the host)$/.test(entities[Number(value)]?.said ?? "host"),
        ),
    },
  ),
  ...ofGuest(
    [
      [
        "(set|add|put|write|change|leave|attach|update|replace)",
        "(note|notes|description|comment|remark|memo)",
        "{quote}",
      ],
    ],
    {
      does: "set the notes of",
      title: "Set the notes of GUEST",
      command: (guest, match) =>
        `${program(guest)} set ${guest.vmid} --description ${quoted(literals(match, "quote")[0] ?? "")}`,
      may: ["(to|on|of|for|as|with|saying|that says|text|proxmox|in|a|new)"],
      when: (match) => (literals(match, "quote")[0] ?? "").length > 0,
    },
  ),
  ...ofGuest(
    [
      [
        "(set|reduce|lower|raise|change|increase|limit|put|make)",
        "(balloon|ballooning minimum|balloon minimum|minimum memory|memory minimum|min memory|balloon size|minimum ram|ballooning min|ballooning target)",
        "{n}",
      ],
    ],
    {
      does: "set the least memory of",
      title: "Set the least memory of GUEST",
      command: (guest, match) => {
        const size =
          sizeOf(spelled(match), "balloon|ballooning|minimum|memory|ram|min", false) ??
          Number(/ (\d{3,6})(?= )/.exec(spelled(match))?.[1] ?? 0);
        return guest.kind === "lxc"
          ? { refused: `${guest.name} is a container; containers have no ballooning.` }
          : size >= 128
            ? `qm set ${guest.vmid} --balloon ${Math.round(size)}`
            : { refused: "It was not understood how much memory is meant." };
      },
      may: [...figures, "(to|of|at|from|by|down|up|memory|ram|minimum|min|the|its)"],
    },
  ),
];
