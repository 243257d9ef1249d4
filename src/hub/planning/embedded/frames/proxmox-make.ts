/** Containers that are made, guests that are restored from a backup, and the templates for them. */
import type { Guest } from "../guests.ts";
import { guestsIn, type Match, openWords } from "../intents/match.ts";
import { guestAct, nodesOf } from "../intents/proxmox.ts";
import { nextId, rootDisk } from "../intents/proxmox-moves.ts";
import { quoted } from "../intents/shell.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { figures, guest as one, noun, onNamedNode, placesIn, sizeOf, spelled, withNames } from "./proxmox-guest.ts";
import { acting, asTyped } from "./ways.ts";

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
  if ((guestsIn(match) ?? []).length > 1) return undefined;
  // “as a new vm 270”: a number that no guest has.
  const unused = match.entities.find((entity) => entity.kind === "g" && entity.guests.length === 0);
  const number = asNew ?? /\d+/.exec(unused?.said ?? "")?.[0];
  const [place] = placesIn(match);
  const isNew = / (?:new|copy|clone|separate|beside|another)(?= )/.test(text);
  const fresh = number !== undefined ? Number(number) : isNew ? nextId(match) : undefined;
  const named = guestsIn(match)?.length === 0 && place ? { ...match, slots: [], on: place } : match;
  return guestAct({
    does: "restore",
    title: fresh === undefined ? "Restore GUEST from its backup, over what is there" : `Restore GUEST as ${fresh}`,
    command: (guest) => {
      const archive = `"${archiveOf(guest, date)}"`;
      const id = fresh ?? guest.vmid;
      const over = fresh === undefined ? " --force 1" : " --unique 1";
      return guest.kind === "vm" ? `qmrestore ${archive} ${id}${over}` : `pct restore ${id} ${archive}${over}`;
    },
  })(named);
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
  const system = new RegExp(` (${systems})(?= )`).exec(`${text}${withNames(match)}`)?.[1];
  if (nodes.length === 0 || (!isLxc && !onNode) || / (?:docker|podman|image|compose)(?= )/.test(text)) return undefined;
  const release = new RegExp(` (?:${systems}) (\\d+(?:\\.\\d+)?)(?= )`).exec(text)?.[1];
  const [word, more] = openWords(match).map((name) => asTyped(match, name));
  if (more !== undefined || (word !== undefined && !/^[a-z][a-z0-9-]{0,62}$/i.test(word))) return undefined;
  const cores = / (\d+) (?:v?cpus?|cores?|cpu cores?)(?= )/.exec(text)?.[1];
  const disk = sizeOf(text, "disk|disk space|storage|rootfs|root disk|space", true);
  const ram = sizeOf(text, "memory|ram") ?? (disk === undefined ? sizeOf(text, "with|and") : undefined);
  const template = `"$(pveam list local | awk '/vztmpl\\/${system ?? ""}${release === undefined ? "" : `-${release}`}/ {t=$1} END {print t}')"`;
  const id = nextId(match);
  const made = [
    `pct create ${id} ${template}`,
    word === undefined ? "" : `--hostname ${quoted(word)}`,
    cores === undefined ? "" : `--cores ${cores}`,
    `--memory ${ram ?? 1_024}`,
    rootDisk(disk === undefined ? 8 : Math.max(1, Math.round(disk / 1_024))),
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
        note: `The newest ${system === undefined ? "" : `${system} `}template on the node's local storage is used, its first storage for disks of containers, and the network bridge vmbr0`,
      }
    : undefined;
}

export const proxmoxMakeFrames = (): Frame[] => [
  ...[one].flatMap((what) => [
    frame(["(restore|bring back|recover|roll back|rollback)", "(backup|backups|vzdump|archive|dump)", what], restored, {
      may: [
        noun,
        "{g}",
        "{n}",
        "(from|of|the|last|latest|newest|most recent|night 's|night|yesterday 's|yesterday|today 's|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|'s|as|a|new|to|into|id|number|pbs|its|copy|under|over|it|with|previous|week|month|ago|older|oldest|first|this morning|vmid|state)",
      ],
    }),
    frame(
      ["(restore|recover)", "(backup|backups|vzdump|archive|dump)"],
      (match) => (match.on ? restored(match) : undefined),
      {
        may: [
          noun,
          "{g}",
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
