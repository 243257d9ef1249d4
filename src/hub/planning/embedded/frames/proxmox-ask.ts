/** What people ask of one guest: its backups, its settings, its state, its node. */
import { guestsIn, openWords } from "../intents/match.ts";
import { guestAct } from "../intents/proxmox.ts";
import { whereAre } from "../intents/proxmox-moves.ts";
import { quoted } from "../intents/shell.ts";
import { frame, type Frame } from "./frame.ts";
import { guest as one, noun, ofGuest, program } from "./proxmox-guest.ts";
import { ask, filler } from "./proxmox-look.ts";
import { look } from "./ways.ts";

/** Only a guest of Proxmox has these. */
const ownWords =
  "(ballooning|balloon|qemu-guest-agent|qemu agent|onboot|autostart|boot order|ostype|os type|machine type|bridge|vlan|cloud-init|cloud init|nesting|unprivileged|hotplug|numa|passthrough)";

export const proxmoxAskFrames = (): Frame[] => [
  ...ofGuest(
    [
      [
        "(backed up|last backup|latest backup|backups|backup history|newest backup|most recent backup|recent backup|previous backup|back up)",
        "(when|last|latest|list|show|which|what|newest|has|have|is|are|there|how old|most recent|does|was|exist|any|recent|ever)",
      ],
    ],
    {
      does: "look at the backups of",
      title: "Show the backups of GUEST",
      reads: true,
      command: ({ node, vmid }) =>
        `pvesh get /nodes/${quoted(node.facts.hostname)}/tasks --typefilter vzdump --vmid ${vmid} --limit 10`,
      may: [
        filler,
        ask,
        "(by|to|on|with) {t}",
        "(was|time|for|by|pbs|to|last|ever|time|recently|old|exist|any|been|get|got|successfully|taken|made|run|ran|from|today|yesterday|last night|ok)",
      ],
      when: ({ text }) =>
        /^(?:when|which|what|show|list|has|have|is|are|was|does|do|did|how|check|any|last|latest|backups?|newest|tell)/.test(
          text,
        ) && !/ (?:and|then) /.test(text),
    },
  ),
  ...ofGuest(
    [
      [ownWords, "(is|are|does|do|what|which|has|have|how|show|check|list|whether|get|see|tell)"],
      [
        "(bios|cpu type|mac address|mac|network card|nic|disk size|how big|how large|disks|disk|cores|vcpus|memory|ram|protection|protected|mounted iso|iso|privileged|mount points|template|notes|description|tags|usb|pci|gpu|start at boot|starts at boot|start on boot|start automatically|starts automatically|boots automatically|cpus)",
        "(is|are|does|do|what|which|has|have|how|show|check|list|whether|how many|how much)",
        "(vm|guest|container|ct|lxc|proxmox|pve|virtual machine|assigned|allocated|configured|given)",
      ],
      [
        "(start at boot|starts at boot|start on boot|starts on boot|start automatically|starts automatically|boots automatically|boot automatically|mac address|disk size|boot order|cores|vcpus|cpus|iso|protected|template|notes|description|tags|memory|ram|disks|disk|how big|how large)",
        "(is|are|does|do|what|which|has|have|how|show|check|list|whether|how many|how much|will)",
      ],
    ],
    {
      does: "look at",
      title: "Show the configuration of GUEST",
      reads: true,
      command: (guest) => `${program(guest)} config ${guest.vmid}`,
      may: [
        filler,
        ask,
        "(switched|turned|enabled|on|off|set|to|use|uses|connected|attached|assigned|allocated|big|large|disk|virtual|type|activated|use|using|inside|its|size|many|mounted|memory|ram|cpu|cores|network)",
      ],
      when: (match) =>
        match.slots.some(({ kind }) => kind === "g") ||
        new RegExp(` ${ownWords.replace("(", "(?:")}(?= )`).test(` ${match.text} `) ||
        /\b(?:vm|guest|ct|lxc|proxmox|pve|qemu|ballooning|balloon|onboot|nesting|unprivileged|cloud-init|ostype|machine type|numa|hotplug|boot order|assigned|allocated|virtual machine)\b/.test(
          match.text,
        ),
    },
  ),
  ...ofGuest(
    [
      [
        "(config|configuration|settings|hardware|qm config|pct config|specs)",
        "(vm|guest|container|ct|lxc|proxmox|virtual machine|qm config|pct config)",
      ],
    ],
    {
      does: "look at",
      title: "Show the configuration of GUEST",
      reads: true,
      command: (guest) => `${program(guest)} config ${guest.vmid}`,
      may: [filler, ask, "(virtual|virtual machine|proxmox|hardware)"],
    },
  ),
  ...ofGuest([["(uptime|paused|locked|how long|cpu usage|memory usage|suspended|stuck)"]], {
    does: "look at",
    title: "Show the state of GUEST",
    reads: true,
    command: (guest) => `${program(guest)} status ${guest.vmid} --verbose`,
    may: [filler, ask, "(long|been|running|use|uses|using|cpu|memory|ram)"],
    when: (match) => match.slots.some(({ kind }) => kind === "g"),
  }),
  frame(
    ["(run|execute|exec)", "(inside|in|within)", one, "({quote}|{code})"],
    (match) => {
      const slot = match.slots.find(({ kind }) => kind === "quote" || kind === "code");
      const entity = slot && match.entities[Number(slot.value)];
      const said = entity && "said" in entity ? entity.said : undefined;
      return said === undefined || !match.slots.some(({ kind }) => kind === "g") || openWords(match).length > 0
        ? undefined
        : guestAct({
            does: "run a command in",
            title: "Run a command in GUEST",
            command: (guest) =>
              guest.kind === "lxc"
                ? `pct exec ${guest.vmid} -- sh -c ${quoted(said)}`
                : `qm guest exec ${guest.vmid} -- sh -c ${quoted(said)}`,
          })(match);
    },
    { may: [noun, "(command|the|of)"] },
  ),
  // “which node hosts the opnsense firewall”: “node” and “hosts” are taken for machines.
  frame(["(which|what|on which) {t} {t}", "{g}"], (match) => whereAre(guestsIn(match) ?? []), {
    reads: true,
    may: [noun, "(runs|hosts|has|carries|holds|on)"],
  }),
  // “find the machine with vmid 151”.
  frame(["(find|which|what|who|where|show|name|tell)", "{g}"], (match) => whereAre(guestsIn(match) ?? []), {
    reads: true,
    may: [
      "{t}",
      "(is|the|has|have|with|behind|machine|guest|called|named|number|it|that|hidden|under|belongs|to|of|one|a|guest's|name|does|belong|runs|run|where|on)",
    ],
  }),
  look(["(uptime|how long up|uptimes)", "(load|load average|load averages|loads)"], {
    does: "Show uptime and load",
    run: "uptime",
    may: ["(and|of|on|for|show|check|average|averages|with|the|its)"],
  }),
];
