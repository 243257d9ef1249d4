/** Guests that are moved, sent away from a node, switched together, renamed. */
import { type Guest, guestOf } from "../guests.ts";
import { guestsIn, type Match, openWords } from "../intents/match.ts";
import { called, nodesOf } from "../intents/proxmox.ts";
import { migrateTo } from "../intents/proxmox-moves.ts";
import { byRoom, moved } from "../intents/proxmox-room.ts";
import { quoted } from "../intents/shell.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { guest as one, noun, ofGuest, onNamedNode, placesIn, program, withNames } from "./proxmox-guest.ts";
import { asTyped } from "./ways.ts";

/** “migrate everything off pve-3 except kali-lab”. */
function evacuated(match: Match): Intent | undefined {
  const nodes = nodesOf(match);
  const places = placesIn(match);
  const from = places
    .filter(
      ({ parts }) =>
        !parts.every(({ said, expr }) => /^(?:everything|all|anything)$/.test(said) || /kind:(?:vm|lxc)/.test(expr)),
    )
    .flatMap(({ parts }) => parts.flatMap(({ machines }) => machines))
    .filter((machine) => nodes.includes(machine));
  const [node, target, more] = new Set(from);
  if (!node || more || / (?:part|some|half)(?= )/.test(` ${match.text} `)) return undefined;
  const spared = new Set([
    ...(guestsIn(match) ?? []).map(({ vmid }) => vmid),
    ...places.flatMap(({ minus, parts }) =>
      [...minus, ...parts.filter(({ machines }) => machines.some((machine) => !nodes.includes(machine)))].flatMap(
        ({ machines, said }) =>
          /^(?:|everything|all|anything|(?:all )?(?:guests?|vms?|virtual machines|containers|lxcs?))$/.test(said)
            ? []
            : machines.flatMap((machine) => guestOf(machine, match.words.guests)?.vmid ?? []),
      ),
    ),
  ]);
  const onlyVms = / (?:vms|virtual machines)(?= )/.test(` ${match.text} `);
  const guests = match.words.guests.filter(
    (guest) => guest.node === node && !spared.has(guest.vmid) && (!onlyVms || guest.kind === "vm"),
  );
  if (guests.length === 0) return { kind: "decline", reason: `There is no guest on ${node.name} that would be moved.` };
  const room = byRoom(match).filter((other) => other !== node);
  return {
    kind: "guest",
    guests,
    does: "migrate",
    reads: false,
    command: (guest) =>
      moved(guest, target?.facts.hostname ?? room[guests.indexOf(guest) % Math.max(room.length, 1)]?.facts.hostname),
    title: (guest) => `Move ${called(guest)} away from ${node.name}`,
  };
}

/** “shut down all vms on pve-2 except homeassistant”. */
function switched(match: Match): Intent | undefined {
  const nodes = nodesOf(match);
  const places = placesIn(match);
  const named = places
    .flatMap(({ parts }) => parts.flatMap(({ machines }) => machines))
    .filter((machine) => nodes.includes(machine));
  const said = `${match.text}${withNames(match)}`;
  if (named.length === 0 || !/ (?:guests?|vms?|virtual machines|containers|lxcs?|everything)(?= )/.test(`${said} `))
    return undefined;
  const starts = /^(?:start|boot|power on|turn on|bring up|resume)/.test(match.text);
  const spared = new Set((guestsIn(match) ?? []).map(({ vmid }) => vmid));
  const kinds = / (?:vms?|virtual machines)(?= )/.test(`${said} `)
    ? "vm"
    : / (?:containers|lxcs?)(?= )/.test(`${said} `)
      ? "lxc"
      : undefined;
  const guests = match.words.guests.filter(
    ({ node, kind, vmid, isRunning }) =>
      named.includes(node) && isRunning !== starts && !spared.has(vmid) && (kinds === undefined || kinds === kind),
  );
  if (guests.length === 0) return { kind: "decline", reason: `None of them is ${starts ? "stopped" : "running"}.` };
  return {
    kind: "guest",
    guests,
    does: starts ? "start" : "shut down",
    reads: false,
    command: (guest) => `${program(guest)} ${starts ? "start" : "shutdown"} ${guest.vmid}`,
    title: (guest) => `${starts ? "Start" : "Shut down"} ${called(guest)}`,
  };
}

const moving = "(migrate|move|live migrate|live-migrate|shift|relocate|transfer|push|bring|send|get)";
const all =
  "(everything|all guests|all vms|all containers|every guest|guests|vms|containers|all virtual machines|virtual machines|all|every vm|{t})";

const snapshotGone = (guest: Guest): string =>
  `for s in $(${program(guest)} listsnapshot ${guest.vmid} | awk '{print $2}' | grep -v '^current$'); do ${program(guest)} delsnapshot ${guest.vmid} "$s"; done`;

export const proxmoxMoveFrames = (): Frame[] => [
  frame(
    [
      "(start|boot|power on|turn on|bring up|stop|shut down|shutdown|power off|turn off|switch off|halt)",
      all,
      "(except|but not|except for|apart from|excluding|other than|besides) {g}",
    ],
    switched,
    {
      may: ["{t}", "(all|the|of|on|running|stopped|node|every|guests|vms|containers)"],
    },
  ),
  ...["(off|away from|out of|from|clear of)"].flatMap((off) => [
    frame(
      [
        "(migrate|move|live migrate|live-migrate|evacuate|drain|empty|get|clear|shift|relocate|push|bring)",
        all,
        `${off} {t}`,
      ],
      evacuated,
      {
        may: [
          "(to|onto) {t}",
          "[,] (except|but not|except for|apart from|excluding|other than|besides|without|but leave|but keep|leave|keep) ({g}|{t})",
          "(live|online|other|nodes|to|other nodes|the|all|guests|vms|node|there|where it is|in place|rest|before maintenance|and|of|cluster|running|still|elsewhere)",
        ],
      },
    ),
    frame(["(evacuate|drain|empty out|clear out|vacate)", "{t}"], evacuated, {
      may: [
        "(to|onto) {t}",
        "[,] (except|but not|except for|apart from|excluding|leave|keep) ({g}|{t})",
        "(live|online|node|the|of|all|guests|vms|its|completely|for maintenance|before maintenance)",
      ],
    }),
  ]),
  frame([moving, one, "(to|onto|over to|on to|across to|on) {t}"], migrateTo, {
    may: [
      noun,
      "(live|online|hot|while it keeps running|while running|while it is running|without downtime|without stopping it|without shutting it down|without interruption|keep it running|keeping it running|with no downtime|no downtime|, live|seamlessly|over|across|node|from {t}|and|it|while|keeps|running)",
    ],
  }),
  ...["(put|set|bring|take|switch|place|enable|send|move|get)"].flatMap((verb) => [
    frame(
      [verb, "(maintenance|maintenance mode|maintenance state)"],
      onNamedNode("Put the node into maintenance", (match, node) =>
        / (?:out of|off|leave|end|disable|exit|back from|back out)(?= )/.test(` ${match.text} `)
          ? `ha-manager crm-command node-maintenance disable ${quoted(node)}`
          : `ha-manager crm-command node-maintenance enable ${quoted(node)}`,
      ),
      { may: ["{t}", "(into|in|to|mode|out of|off|out|from|on|for|node|back|proxmox)"] },
    ),
  ]),
  frame(
    ["(leave|end|exit|disable|finish|stop)", "(maintenance|maintenance mode)"],
    onNamedNode(
      "End the node's maintenance",
      (_match, node) => `ha-manager crm-command node-maintenance disable ${quoted(node)}`,
    ),
    { may: ["{t}", "(mode|on|for|of|node)"] },
  ),
  ...ofGuest(
    [
      [
        "(delete|remove|drop|clear|purge|get rid of|wipe)",
        "(all snapshots|every snapshot|all its snapshots|all old snapshots|all the snapshots)",
      ],
    ],
    {
      does: "delete the snapshots of",
      title: "Delete all snapshots of GUEST",
      command: snapshotGone,
      may: ["(of|from|on|the|for|its|old)"],
    },
  ),
  ...ofGuest([["(hard reset|reset|hard-reset|press reset|hit reset)", "(button|vm|guest|hard|reset|hard reset)"]], {
    does: "reset",
    title: "Reset GUEST at once",
    command: (guest) => (guest.kind === "vm" ? `qm reset ${guest.vmid}` : `pct reboot ${guest.vmid} --timeout 1`),
    may: ["(button|the|of|on|press|hard)"],
    when: (match) => guestsIn(match) !== undefined,
  }),
  ...ofGuest([["(resume|unpause|wake|continue|unfreeze|thaw)"]], {
    does: "resume",
    title: "Resume GUEST",
    command: (guest) => `${program(guest)} resume ${guest.vmid}`,
    may: ["(suspended|paused|the|frozen|up|from|suspend|it|again)"],
    when: (match) => guestsIn(match) !== undefined || / (?:vm|guest|paused|suspended)(?= )/.test(` ${match.text} `),
  }),
  ...ofGuest([["(rename)", "{words}"]], {
    does: "rename",
    title: "Rename GUEST",
    command: (guest, match) => {
      const [name = ""] = openWords(match).map((word) => asTyped(match, word));
      return `${program(guest)} set ${guest.vmid} ${guest.kind === "vm" ? "--name" : "--hostname"} ${quoted(name)}`;
    },
    may: ["(to|into|as|the)"],
    when: (match) =>
      guestsIn(match) !== undefined &&
      openWords(match).length === 1 &&
      /^[a-z][a-z0-9-]*$/i.test(openWords(match)[0] ?? ""),
  }),
  ...ofGuest([["(add|set|give|put|apply|attach)", "(proxmox tag|guest tag|tag in proxmox)", "{words}"]], {
    does: "tag",
    title: "Tag GUEST",
    command: (guest, match) => `${program(guest)} set ${guest.vmid} --tags ${quoted(openWords(match).join(";"))}`,
    may: ["(to|with|in|on|the)"],
    when: (match) => openWords(match).length > 0,
  }),
  ...[
    [
      "(back up|backup|vzdump)",
      "(all guests|all vms|every guest|all containers|all guests and containers|every vm|all virtual machines|guests|vms)",
    ],
  ].map((need) =>
    frame(
      need,
      onNamedNode("Back up all guests of the node", () => "vzdump --all 1 --mode snapshot --compress zstd"),
      { may: ["{t}", "(all|of|on|node|the|running|now)"] },
    ),
  ),
];
