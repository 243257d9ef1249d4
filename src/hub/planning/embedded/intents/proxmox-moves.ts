/** Guests that are copied, moved, made, resized and backed up, and the node that has room for them. */
import { type Guest, guestOf } from "../guests.ts";
import type { Intent } from "../types.ts";
import { guestsIn, openIn, type Match, type Meaning, type Meanings, means, number, openWords, place } from "./match.ts";
import { called, guestAct, nodesOf, one } from "./proxmox.ts";
import { byRoom, moved } from "./proxmox-room.ts";
import { quoted, shell } from "./shell.ts";

/** The place that is a node, and what is left: the guests. */
function nodeAmong(match: Match): string | undefined {
  const nodes = new Set(nodesOf(match));
  const places = [
    match.on,
    ...match.slots
      .filter(({ kind }) => kind === "t")
      .map(({ value }) => match.entities[Number(value)])
      .map((entity) => (entity?.kind === "t" ? entity.place : undefined)),
  ];
  for (const one of places) {
    const machines = one?.parts.flatMap((part) => part.machines) ?? [];
    const [only, more] = machines;
    if (only && !more && nodes.has(only)) return only.facts.hostname;
  }
  return undefined;
}

const move = "(migrate|move|live migrate|live-migrate|shift|relocate|transfer|push)";
const idle =
  "[to|onto] [a|the] [(least|less|not so|more|most)] (busy|loaded|idle|used|busiest|crowded|idlest|quieter|emptier|freer|emptiest|quietest) [proxmox] (node|host|hypervisor|one|server|{t})";

const migrate = (where: (match: Match, guest: Guest) => string | undefined) =>
  guestAct({
    does: "migrate",
    title: "Move GUEST to another node",
    command: (guest, match) => moved(guest, where(match, guest)),
  });
const elsewhere = (match: Match, guest: Guest): string | undefined =>
  byRoom(match).find((node) => node !== guest.node)?.facts.hostname;

const sizes: Record<string, number> = {
  gb: 1_024,
  g: 1_024,
  gib: 1_024,
  gig: 1_024,
  gigs: 1_024,
  gigabytes: 1_024,
  gigabyte: 1_024,
  mb: 1,
  m: 1,
  mib: 1,
  megabytes: 1,
};
/** “4 GB”, “4gb”, “512 MB” in MB; undefined where none is said. */
export function megabytes(text: string, match: Match): number | undefined {
  const joined = /(?:^| )(\d+)(gb|g|gib|gig|gigs|mb|mib)(?= |$)/.exec(text);
  if (joined) return Number(joined[1]) * (sizes[joined[2] ?? ""] ?? 1);
  const apart = /@n(\d+) (gb|g|gib|gig|gigs|gigabytes?|mb|mib|megabytes)(?= |$)/.exec(text);
  const entity = match.entities[Number(apart?.[1])];
  return entity?.kind === "n" ? entity.value * (sizes[apart?.[2] ?? ""] ?? 1) : undefined;
}

const size = "({n} (gb|g|gib|gig|gigs|gigabytes|mb|mib|megabytes|gigabyte)|{word})";
export const nextId = ({ words }: Match): number => {
  const used = new Set(words.guests.map(({ vmid }) => vmid));
  let free = 100;
  while (used.has(free)) free += 1;
  return free;
};

const backup = guestAct({
  does: "back up",
  title: "Back up GUEST",
  command: (guest, match) => {
    const storage = /\bto storage ([a-z0-9][a-z0-9_-]*)/.exec(match.text)?.[1];
    return `vzdump ${guest.vmid} --mode snapshot --compress zstd${storage === undefined ? "" : ` --storage ${quoted(storage)}`}`;
  },
});

/** The node's first storage that takes disks of containers: “local”, where Proxmox would put them, does not as it is installed. */
export const rootDisk = (gigabytes: number): string =>
  `--rootfs "$(pvesm status --content rootdir | awk 'NR>1 && $3=="active" {print $1; exit}'):${gigabytes}"`;

function create(match: Match): Intent | undefined {
  const nodes = nodesOf(match);
  if (nodes.length === 0) return undefined;
  const name = openWords(match).find(
    (word) =>
      /^[a-z][a-z0-9-]*$/.test(word) && !/^(?:\d+)?(?:gb|mb|ram|debian|ubuntu|alpine|linux|on|with|of)$/.test(word),
  );
  const [part] = place(match)?.parts ?? [];
  if (part && !/^(?:kind:(?:vm|lxc)|all)$/.test(part.expr) && !/kind:lxc/.test(part.expr)) return undefined;
  const isContainer = /\b(?:container|lxc|ct)\b/.test(match.text) || part?.expr.includes("kind:lxc") === true;
  if (name === undefined) return { kind: "ask", question: "What should it be called?", about: "argument", options: [] };
  if (!isContainer)
    return {
      kind: "ask",
      question:
        "From what should the virtual machine be made: which template or guest is cloned? Say for example: clone vm 103 to " +
        name +
        ".",
      about: "argument",
      options: [],
    };
  const memory = megabytes(match.text, match) ?? 1_024;
  const system = /\b(debian|ubuntu|alpine|fedora|rocky|arch)\b/.exec(match.text)?.[1] ?? "";
  const template = `"$(pveam list local | awk '/vztmpl\\/${system}/ {t=$1} END {print t}')"`;
  const intent = shell({
    command: `pct create ${nextId(match)} ${template} --hostname ${quoted(name)} --memory ${memory} ${rootDisk(8)} --net0 name=eth0,bridge=vmbr0,ip=dhcp --unprivileged 1 && pct start ${nextId(match)}`,
    does: `Create the container ${name}`,
    reads: false,
    needs: "Proxmox",
  });
  return intent.kind === "shell"
    ? {
        ...intent,
        where: nodes,
        note: `The newest ${system === "" ? "" : `${system} `}template on the node's local storage is used, its first storage for disks of containers (8 GB), and the network bridge vmbr0`,
      }
    : intent;
}

/** Named guests to the node that is named; without one it is asked. */
export const migrateTo: Meaning = (match) => {
  const to = lastNode(match);
  const guests = guestsIn(match);
  // “migrate web-1 to pve-2”: both are machines; the node is where to.
  const from = firstGuestPlace(match);
  if (guests === undefined && from === undefined) return undefined;
  if (to === undefined)
    return {
      kind: "ask",
      question: "To which node?",
      about: "target",
      options: nodesOf(match).map(({ name }) => ({
        label: name,
        value: `${match.text.replaceAll(/@[a-z]+(\d+)/g, (_all, id: string) => match.entities[Number(id)]?.said ?? "")} to ${name}`,
      })),
    };
  return {
    kind: "guest",
    guests: guests ?? [],
    ...openIn(match),
    ...(guests === undefined && from ? { place: from } : {}),
    does: "migrate",
    reads: false,
    command: (guest) => moved(guest, to),
    title: (guest) => `Move ${called(guest)} to ${to}`,
  };
};

/** On which node each guest is. */
export const whereAre = (all: readonly Guest[]): Intent => ({
  kind: "answer",
  of: () => ({
    kind: "answer",
    text: all.map((guest) => `${called(guest)} is on ${guest.node.name}.`).join(" "),
    table: {
      columns: ["Guest", "Number", "Node"],
      rows: all.map((guest) => [guest.name, String(guest.vmid), guest.node.name]),
      machineIds: [...new Set(all.map(({ node }) => node.id))],
    },
  }),
});

const isAgent = (entity: Match["entities"][number] | undefined): boolean => /^agents?$/.test(entity?.said ?? "");

export const proxmoxMoveMeanings = (): Meanings => [
  ...means(
    [
      `${move} ${one} ${idle}`,
      `${move} ${one} [over] to (another|other|different|any other|whichever|some other) [free] (node|host|hypervisor|{t})`,
      `${move} ${one} (off|away from|away|elsewhere)`,
      `${move} ${one} (off|away from) {t}`,
    ],
    migrate(elsewhere),
  ),
  ...means(
    [
      `${move} ${one} [live|online] [over|across] [to|onto|on] {t} [live|online|without downtime]`,
      `${move} ${one} [live|online] (over|across) [live|online]`,
      `${move} ${one} from {t} to {t} [live|online]`,
      `${move} ${one} [live|online]`,
      `(live) (migration|migrate) [of] ${one} to {t}`,
    ],
    migrateTo,
  ),
  ...means(
    [
      `(clone|copy|duplicate) ${one} [as|to|into] ({word}|{t}) [on|at] [{t}]`,
      `(make|create) (clone|copy|full clone) of ${one} [called|named|as] ({word}|{t})`,
      `(clone|duplicate) ${one}`,
    ],
    (match) => {
      const name = openWords(match).at(-1);
      const clone = guestAct({
        does: "clone",
        title: `Clone GUEST${name === undefined ? "" : ` to ${name}`}`,
        command: (guest) => {
          const id = nextId(match);
          if (guest.kind === "lxc")
            return `pct clone ${guest.vmid} ${id} --full 1${name === undefined ? "" : ` --hostname ${quoted(name)}`}`;
          return `qm clone ${guest.vmid} ${id} --full 1${name === undefined ? "" : ` --name ${quoted(name)}`}`;
        },
      })(match);
      return clone?.kind === "guest"
        ? {
            ...clone,
            makes: (guest) => ({
              ...guest,
              vmid: nextId(match),
              name: name ?? `${guest.name}-clone`,
              isRunning: false,
            }),
          }
        : clone;
    },
  ),
  ...means(
    [
      `(back up|backup|vzdump|dump) ${one} [now] [to ({t}|storage {word}|backup storage|{word})]`,
      `(make|take|create|do|run|start|trigger) [new|full|fresh] (backup|back up|vzdump) of ${one} [now] [to ({t}|storage {word}|{word})]`,
      `(run|start|make) ${one} backup`,
    ],
    backup,
  ),
  ...means(
    [
      `(create|make|set up|spin up|deploy|provision|add|launch) [new] [small|privileged|unprivileged|debian|ubuntu|alpine|fedora] [linux] (container|lxc|lxc container|ct|vm|virtual machine|guest|{t}) [called|named|with name] {word} [with|and|of] [${size} [of] (ram|memory)] [and {n} (cores|cpus|cpu|core)]`,
      `(create|make|set up|spin up|deploy|provision|add|launch) [new] [debian|ubuntu|alpine|fedora|rocky] [{n}] (container|lxc|lxc container|ct|vm|virtual machine|guest|{t}) (called|named) {word} [with|and] [${size} [of] (ram|memory)]`,
      `(create|make|set up|spin up|provision) [new] (vm|virtual machine|lxc|lxc container|guest|{t})`,
    ],
    create,
  ),
  ...means(
    [
      `(give|assign) ${one} ${size} [of] (ram|memory)`,
      `(set|change|increase|raise|reduce|lower|resize|bump|upgrade) (ram|memory) of ${one} to ${size}`,
      `(set|change|increase|raise|reduce|lower|bump) ${one} ['s|its] (ram|memory) to ${size}`,
      `(bump|set|resize|raise|upgrade) ${one} [up] to ${size} [of] (ram|memory)`,
    ],
    (match) => {
      const wanted = megabytes(match.text, match);
      return wanted === undefined || wanted < 16
        ? undefined
        : guestAct({
            does: "resize",
            title: `Give GUEST ${wanted} MB of memory`,
            command: (guest) => `${guest.kind === "vm" ? "qm" : "pct"} set ${guest.vmid} --memory ${wanted}`,
          })(match);
    },
  ),
  ...means(
    [
      `(give|assign) ${one} {n} (cores|cpus|cpu cores|vcpus)`,
      `(set|change|increase) (cores|cpus|cpu count) of ${one} to {n}`,
      `(bump|set|change|increase|raise|resize|scale|upgrade) ${one} [up] to {n} (cores|cpus|cpu cores|vcpus)`,
    ],
    (match) => {
      const cores = number(match) ?? 0;
      return Number.isInteger(cores) && cores > 0 && cores <= 512
        ? guestAct({
            does: "resize",
            title: `Give GUEST ${cores} cores`,
            command: (guest) => `${guest.kind === "vm" ? "qm" : "pct"} set ${guest.vmid} --cores ${cores}`,
          })(match)
        : undefined;
    },
  ),
  ...means(
    [
      `(add|give|grow|extend|resize|increase|enlarge|expand) ${one} [disk] [by] [with] ${size} [more] [of] [disk|disk space|space|to disk|storage]`,
      `(add) ${size} [of] [disk|disk space|space|storage] to ${one} [disk]`,
      `(grow|extend|resize|increase|enlarge|expand) [root] (disk|disk space|storage) [of ${one}] by ${size}`,
      `(add) ${size} [of] [disk|disk space|space|storage] to [root] disk`,
    ],
    (match) => {
      const more = megabytes(match.text, match);
      return more === undefined || !/\b(?:disk|space|storage)\b/.test(match.text)
        ? undefined
        : guestAct({
            does: "grow the disk of",
            title: `Grow the disk of GUEST by ${Math.round(more / 1_024)} GB`,
            command: (guest) =>
              guest.kind === "vm"
                ? `qm resize ${guest.vmid} scsi0 +${Math.round(more / 1_024)}G`
                : `pct resize ${guest.vmid} rootfs +${Math.round(more / 1_024)}G`,
          })(match);
    },
  ),
  ...means(
    [
      `(which|what|on which) (node|hypervisor|host|{t}) (is|does|has|hosts|runs) ${one} [on|run|running|live|hosted|located] [on]`,
      `(where) (is|does|are) ${one} [run|running|live|hosted|located]`,
      `(which|what) (node|hypervisor) (hosts|runs|has) ${one}`,
      `(who|what) hosts ${one}`,
    ],
    (match) => {
      const guests = guestsIn(match) ?? [];
      const nodeSlot = nodesOf(match);
      const machines = match.slots
        .filter(({ kind }) => kind === "t")
        .flatMap(({ value }) => {
          const entity = match.entities[Number(value)];
          return entity?.kind === "t" ? entity.place.parts.flatMap((part) => part.machines) : [];
        })
        .filter((machine) => !nodeSlot.includes(machine));
      const all = [...guests, ...machines.flatMap((machine) => guestOf(machine, match.words.guests) ?? [])];
      if (
        all.length === 0 ||
        match.slots.some(({ kind, value }) => kind === "t" && isAgent(match.entities[Number(value)]))
      )
        return undefined;
      return whereAre(all);
    },
  ),
];

function lastNode(match: Match): string | undefined {
  const nodes = new Set(nodesOf(match));
  const found = match.slots
    .filter(({ kind }) => kind === "t")
    .flatMap(({ value }) => {
      const entity = match.entities[Number(value)];
      const machines = entity?.kind === "t" ? entity.place.parts.flatMap((part) => part.machines) : [];
      return machines.length === 1 && machines[0] && nodes.has(machines[0]) ? [machines[0].facts.hostname] : [];
    });
  return found.at(-1) ?? nodeAmong(match);
}

/** The place that is no node. */
function firstGuestPlace(match: Match) {
  const nodes = new Set(nodesOf(match));
  for (const { kind, value } of match.slots) {
    const entity = kind === "t" ? match.entities[Number(value)] : undefined;
    if (entity?.kind === "t" && entity.place.parts.some((part) => part.machines.some((machine) => !nodes.has(machine))))
      return entity.place;
  }
  return place(match) && match.on;
}
