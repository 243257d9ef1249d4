/** Guests that are moved, made, restored and sent away from a node. */
import { type Guest, guestOf } from "../guests.ts";
import { guestsIn, type Match, openWords } from "../intents/match.ts";
import { called, guestAct, nodesOf } from "../intents/proxmox.ts";
import { migrateTo, nextId } from "../intents/proxmox-moves.ts";
import { byRoom, moved } from "../intents/proxmox-room.ts";
import { quoted } from "../intents/shell.ts";
import type { Intent, Place } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { figures, guest as one, noun, ofGuest, onNamedNode, program, sizeOf, spelled } from "./proxmox-guest.ts";
import { acting, asTyped } from "./ways.ts";

const placesIn = ({ on, slots, entities }: Match): Place[] => [
  ...(on ? [on] : []),
  ...slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? entities[Number(value)] : undefined;
    return entity?.kind === "t" ? [entity.place] : [];
  }),
];

/** “migrate everything off pve-3 except kali-lab”. */
function evacuated(match: Match): Intent | undefined {
  const nodes = nodesOf(match);
  const places = placesIn(match);
  const from = places
    .filter(
      ({ parts }) =>
        !parts.every(({ said, expr }) => /^(?:everything|all|anything)$/.test(said) || /^kind:(?:vm|lxc)$/.test(expr)),
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
          /^(?:everything|all|anything)$/.test(said)
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

const day = 86_400_000;
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/** The day whose backup is meant; undefined for the newest, null where it is none that is known. */
function dayOf(match: Match): string | undefined | null {
  const text = ` ${match.text} `;
  const dated = / (20\d\d-\d\d-\d\d)(?= )/.exec(text)?.[1];
  if (dated !== undefined) return dated;
  const asDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  if (/ (?:yesterday|last night|tonight)(?= )/.test(text))
    return / yesterday(?= )/.test(text) ? asDate(match.nowMs - day) : undefined;
  if (/ (?:today|this morning)(?= )/.test(text)) return asDate(match.nowMs);
  const weekday = weekdays.findIndex((name) => new RegExp(` ${name}(?: 's)?(?= )`).test(text));
  if (weekday >= 0) {
    const ago = (new Date(match.nowMs).getUTCDay() - weekday + 7) % 7 || 7;
    return asDate(match.nowMs - ago * day);
  }
  return / (?:week|month|older|previous|before|first|oldest|ago)(?= )/.test(text) ? null : undefined;
}

/** The newest archive of the guest, or that of the day, on whatever storage of the node it is. */
const archiveOf = (guest: Guest, date: string | undefined): string =>
  `$(for s in $(pvesm status --content backup | awk 'NR>1 {print $1}'); do pvesm list "$s" --content backup --vmid ${guest.vmid}; done | awk '/vzdump|backup\\// {print $1}'${date === undefined ? "" : ` | grep ${date.replaceAll("-", "[-_]")}`} | sort | tail -n 1)`;

function restored(match: Match): Intent | undefined {
  const date = dayOf(match);
  if (date === null)
    return {
      kind: "ask",
      question: "Which backup is meant? Say its day, for example 2026-05-31, or “the latest”.",
      about: "argument",
      options: [],
    };
  const text = spelled(match);
  const asNew =
    / (?:as|to|into|under) (?:a )?(?:new )?(?:vm|guest|ct|container|id|vmid)?(?: id| number)? ?(\d{3,9})(?= )/.exec(
      text,
    )?.[1];
  const other = (guestsIn(match) ?? []).length > 1;
  if (other) return undefined;
  const fresh =
    asNew !== undefined
      ? Number(asNew)
      : / (?:new|copy|clone|separate|beside|another)(?= )/.test(text)
        ? nextId(match)
        : undefined;
  return guestAct({
    does: "restore",
    title: fresh === undefined ? "Restore GUEST from its backup, over what is there" : `Restore GUEST as ${fresh}`,
    command: (guest) => {
      const archive = `"${archiveOf(guest, date)}"`;
      const id = fresh ?? guest.vmid;
      const over = fresh === undefined ? " --force 1" : " --unique 1";
      return guest.kind === "vm" ? `qmrestore ${archive} ${id}${over}` : `pct restore ${id} ${archive}${over}`;
    },
  })(match);
}

const systems = "debian|ubuntu|alpine|fedora|rocky|rockylinux|arch|archlinux|centos|almalinux|opensuse|gentoo|devuan";
/** A container with what is said of it; its number is the next that is free. */
function created(match: Match): Intent | undefined {
  const text = spelled(match);
  const nodes = nodesOf(match);
  const isLxc =
    / (?:lxc|ct|lxcs)(?= )/.test(text) ||
    placesIn(match).some(({ parts }) => parts.some(({ expr, said }) => /kind:lxc/.test(expr) || /lxc/.test(said)));
  const onNode =
    match.on?.parts.flatMap(({ machines }) => machines).some((machine) => nodes.includes(machine)) === true;
  const system = new RegExp(` (${systems})(?= )`).exec(text)?.[1];
  if (nodes.length === 0 || (!isLxc && !onNode) || / (?:docker|podman|image|compose)(?= )/.test(text)) return undefined;
  const release = new RegExp(` (?:${systems}) (\\d+(?:\\.\\d+)?)(?= )`).exec(text)?.[1];
  const [word, more] = openWords(match).map((name) => asTyped(match, name));
  if (more !== undefined || (word !== undefined && !/^[a-z][a-z0-9-]{0,62}$/i.test(word))) return undefined;
  const cores = / (\d+) (?:v?cpus?|cores?|cpu cores?)(?= )/.exec(text)?.[1];
  const disk = sizeOf(text, "disk|disk space|storage|rootfs|root disk|space");
  const ram = sizeOf(text, "memory|ram") ?? (disk === undefined ? sizeOf(text, "with|and") : undefined);
  const template = `"$(pveam list local | awk '/vztmpl\\/${system ?? ""}${release === undefined ? "" : `-${release}`}/ {t=$1} END {print t}')"`;
  const id = nextId(match);
  const made = [
    `pct create ${id} ${template}`,
    word === undefined ? "" : `--hostname ${quoted(word)}`,
    cores === undefined ? "" : `--cores ${cores}`,
    `--memory ${ram ?? 1_024}`,
    disk === undefined ? "" : `--rootfs local-lvm:${Math.max(1, Math.round(disk / 1_024))}`,
    "--net0 name=eth0,bridge=vmbr0,ip=dhcp --unprivileged 1",
  ];
  const isStarted = !/ (?:not start|without starting|stopped)(?= )/.test(text);
  const intent = onNamedNode(
    `Create the container ${word ?? id}`,
    () => `${made.filter((piece) => piece !== "").join(" ")}${isStarted ? ` && pct start ${id}` : ""}`,
  )(match);
  return intent?.kind === "shell" && (match.on === undefined || onNode)
    ? {
        ...intent,
        where: nodes,
        note: `The newest ${system === undefined ? "" : `${system} `}template on the node's local storage is used, and the network bridge vmbr0`,
      }
    : undefined;
}

const moving = "(migrate|move|live migrate|live-migrate|shift|relocate|transfer|push|bring|send|get)";
const all =
  "(everything|all guests|all vms|all containers|every guest|guests|vms|containers|all virtual machines|virtual machines|all|every vm|{t})";

const snapshotGone = (guest: Guest): string =>
  `for s in $(${program(guest)} listsnapshot ${guest.vmid} | awk '{print $2}' | grep -v '^current$'); do ${program(guest)} delsnapshot ${guest.vmid} "$s"; done`;

export const proxmoxMoveFrames = (): Frame[] => [
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
  ...[one].flatMap((what) => [
    frame(["(restore|bring back|recover|roll back|rollback)", "(backup|backups|vzdump|archive|dump)", what], restored, {
      may: [
        noun,
        "{n}",
        "20{n}",
        "(from|of|the|last|latest|newest|most recent|night 's|night|yesterday 's|yesterday|today 's|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|'s|as|a|new|to|into|id|number|pbs|its|copy|under|over|it|with|previous|week|month|ago|older|oldest|first|this morning|vmid|state)",
      ],
    }),
    frame(
      ["(restore|recover)", "(backup|backups|vzdump|archive|dump)"],
      (match) => (match.on ? restored(match) : undefined),
      {
        may: [
          noun,
          "{n}",
          "(from|of|the|last|latest|newest|most recent|night 's|night|yesterday 's|yesterday|today 's|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|'s|as|a|new|to|into|id|number|pbs|its|copy|under|previous|week|month|ago|vmid)",
        ],
      },
    ),
  ]),
  ...["(lxc|container|ct|lxc container|lxcs|{t})"].flatMap((kind) => [
    frame(
      ["(create|make|set up|spin up|deploy|provision|add|launch|build|new|give me|start up|bring up)", kind, "{words}"],
      created,
      {
        may: [
          ...figures,
          "{n} (cores|core|cpus|cpu|vcpus|cpu cores)",
          "(called|named|with name|with|and|of|on|ram|memory|disk|disk space|storage|core|cores|cpu|cpus|vcpu|vcpus|new|unprivileged|small|fresh|linux|rootfs|root disk|the|a|an|name|hostname|container|lxc|ct|based|from|template|running|using|for|me|, |in|gb|mb|at|size)",
          `(${systems})`,
        ],
      },
    ),
  ]),
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
  frame(
    ["(download|fetch|get|pull)", "(template|container template|lxc template|ct template)", "{words}"],
    (match) => {
      const name = openWords(match)
        .map((word) => asTyped(match, word))
        .join("-");
      if (!/^[a-z][\w.-]*$/i.test(name)) return undefined;
      return onNamedNode(
        `Download the template ${name}`,
        () =>
          `pveam update && pveam download local "$(pveam available --section system | awk '/${name.replaceAll(/[^\w-]/g, ".")}/ {t=$2} END {print t}')"`,
      )(match);
    },
    { may: ["{t}", "(container|lxc|ct|newest|latest|to|onto|on|for|from|the|of)"] },
  ),
  frame(
    ["(update|refresh)", "(template list|templates list|list of templates|template index|pveam)"],
    (match) => {
      const intent = acting(
        "Refresh the list of templates",
        (machine) => (nodesOf(match).includes(machine) ? "pveam update" : undefined),
        "Proxmox",
      );
      return intent.kind === "shell" ? { ...intent, where: nodesOf(match) } : intent;
    },
    { may: ["{t}", "(on|of|the|all|proxmox|container)"] },
  ),
];
