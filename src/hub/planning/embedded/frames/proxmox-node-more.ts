/** Nodes of Proxmox in further words: what lies on a storage, the next number, templates, tasks and backups of a night. */
import type { Match } from "../intents/match.ts";
import { nodesOf, onNodes } from "../intents/proxmox.ts";
import { quoted } from "../intents/shell.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { ofNodes, onNamedNode, withNames } from "./proxmox-guest.ts";
import { ask, filler } from "./proxmox-look.ts";
import { storageIn } from "./proxmox-more.ts";
import { at } from "./ways.ts";

/** “ubuntu 24.04”: which template is the newest of that name. */
function template(match: Match): string | undefined {
  const found =
    /\b(ubuntu|debian|alpine|rocky(?:linux)?|almalinux|fedora|centos|archlinux|opensuse)[ -]?(\d+(?:\.\d+)?)?/i.exec(
      match.source ?? "",
    );
  if (!found) return undefined;
  const name = (found[1] ?? "").toLowerCase().replace(/^rocky$/, "rockylinux");
  const wanted = `${name}-${(found[2] ?? "").replaceAll(".", "\\.")}`;
  return `pveam update && pveam download local "$(pveam available --section system | awk '/ ${wanted}/ {print $2}' | sort -V | tail -n 1)"`;
}

const onFirstNode =
  (run: string, does: string) =>
  (match: Match): Intent | undefined => {
    const [node] = nodesOf(match).filter(({ state }) => state === "online");
    const intent = onNodes(run, does)(match);
    return intent && node && match.on === undefined ? at([node], intent) : intent;
  };

const eachSnapshot =
  'for v in $(qm list | awk \'NR>1 {print $1}\'); do echo "$v"; qm listsnapshot "$v"; done; for c in $(pct list | awk \'NR>1 {print $1}\'); do echo "$c"; pct listsnapshot "$c"; done';

export const proxmoxNodeFrames = (): Frame[] => [
  ...ofNodes(
    [
      [
        "(storage|storages|datastore|datastores|storage pool|storage pools)",
        "(fullest|full|most full|nearly full|almost full|emptiest|most space|most free|least space|biggest|largest|least free|running out|most room|least room|tight|room left|space left)",
        "(which|what|is|are|any|show|list|how)",
      ],
    ],
    {
      does: "Show the storages",
      run: "pvesm status",
      may: [filler, ask, "(fullest|full|most|free|running|out|of|nearly|almost|soon)"],
      when: (match) => match.on !== undefined || /\b(?:proxmox|pve|nodes?|cluster)\b/.test(withNames(match)),
    },
  ),
  ...["(storage|datastore) {word}", "{word} (storage|datastore|pool)", "(local|local-lvm|local-zfs|ceph|pbs)"].flatMap(
    (named) =>
      ofNodes(
        [
          [
            "(what|which|list|who|show|how much)",
            named,
            "(uses|use|using|takes|take|taking|occupies|occupy|lies|content|contents|volumes|disks|images|eating|eats|fills|filling|stored|space|much|hogs|hogging|big|biggest|sits|in use|is in)",
          ],
        ],
        {
          does: "List what lies on the storage",
          run: (match) =>
            `pvesm list ${quoted(storageIn(match) ?? /\b(local-lvm|local-zfs|local|ceph|pbs)\b/.exec(match.text)?.[1] ?? "local")}`,
          may: [
            filler,
            ask,
            "(so much|much|most|up|lot|volumes|disks|images|on|storage|datastore|space|is|there|stored|lies|sits|uses|takes|what|all|guest|guests|in)",
          ],
          when: (match) =>
            storageIn(match) !== undefined || /\b(?:local|local-lvm|local-zfs|ceph|pbs)\b/.test(match.text),
        },
      ),
  ),
  frame(
    [
      "(free|next free|available|unused|lowest|lowest free|smallest free)",
      "(vmid|vm id|guest id|ct id|container id|vm number|vmids|ctid|id for a new vm|id for new guest)",
      "[what|which|show|tell|get|give]",
    ],
    onFirstNode("pvesh get /cluster/nextid", "Show the next number that is free for a guest"),
    { reads: true, may: [filler, ask, "(next|free|available|for|new|vm|guest|container|lowest|on|in|the|cluster)"] },
  ),
  frame(
    [
      "(download|fetch|get|pull|load)",
      "[lxc|container|ct|os] (template|ct template|lxc template|container template|lxc image)",
    ],
    (match) =>
      match.on === undefined || template(match) === undefined
        ? undefined
        : onNamedNode("Download a container template", () => template(match))(match),
    {
      may: [
        "{t}",
        "{n}",
        "(ubuntu|debian|alpine|rocky|rockylinux|almalinux|fedora|centos|archlinux|opensuse|linux|standard|newest|latest|lxc|container|ct|template|onto|to|on|for|lts|image|of|version)",
      ],
    },
  ),
  ...ofNodes(
    [
      [
        "(qemu-guest-agent|qemu agent|agent option)",
        "(not|without|no|lack|lacks|lacking|missing|off|disabled|does not have|do not have|never)",
        "(which|list|what|any|are there|show)",
      ],
    ],
    {
      does: "List the machines without the guest agent",
      run: 'for c in /etc/pve/qemu-server/*.conf; do grep -qE \'^agent:.*(^|[ ,:=])1\' "$c" || echo "$(basename "$c" .conf) $(grep \'^name:\' "$c")"; done',
      may: [
        filler,
        ask,
        "{t}",
        "(vms|vm|guests|guest|not|turned on|turned|on|enabled|installed|set|switched on|do|does|active|yet|option|running|configured|the|that)",
      ],
    },
  ),
  ...ofNodes(
    [
      [
        "(cores|cpus|vcpus|cpu cores|threads)",
        "(assigned|allocated|given|overcommit|overcommitted|overcommitment|handed out|provisioned|configured|promised)",
      ],
    ],
    {
      does: "Show the cores that guests have and those of the node",
      run: "grep -H '^cores:' /etc/pve/qemu-server/*.conf /etc/pve/lxc/*.conf; nproc",
      may: [
        filler,
        ask,
        "(how many|vs|versus|physical|real|actual|assigned|allocated|to|guests|vms|total|in total|compared to|and|ratio|much|many|there|against)",
      ],
      when: (match) =>
        match.on !== undefined || /\b(?:nodes?|proxmox|pve|hypervisors?|cluster)\b/.test(withNames(match)),
    },
  ),
  ...ofNodes(
    [
      [
        "(backup|backups|vzdump|backup job|backup jobs|nightly backup|nightly backups)",
        "(result|results|outcome|outcomes|succeed|succeeded|successful|worked|work|ran|run|go|went|status|report|complete|completed|finish|finished|ok|through|fail|failed|summary)",
        "(last night|tonight|yesterday|today|this morning|last|latest|since|night|recent)",
      ],
    ],
    {
      does: "Show the backups of the last day",
      run: (match) =>
        `pvesh get /nodes/localhost/tasks --typefilter vzdump --limit 50 --since ${Math.floor(match.nowMs / 1_000 - 129_600)}`,
      may: [
        filler,
        ask,
        "(result|results|outcome|did|all|job|jobs|the|of|from|last|night|nightly|tonight|yesterday|this morning|through|go|went|run|ran|well|proxmox|guest|guests|vm|vms|were|was|successfully|finish|succeed|work)",
      ],
      when: (match) =>
        nodesOf(match).length > 0 && !/\b(?:restic|borg|rsync|database|dump|pg_dump|mysql)\b/.test(match.text),
    },
  ),
  ...ofNodes(
    [
      [
        "(tasks|task|jobs|job)",
        "(fail|failed|failing|errored|error|errors|broke|unsuccessful|went wrong)",
        "(nodes|node|proxmox|pve|cluster|{t}|which|what|any|show|list)",
      ],
    ],
    {
      does: "Show the tasks that failed",
      run: "pvesh get /nodes/localhost/tasks --errors 1 --limit 50",
      may: [
        filler,
        ask,
        "(since|midnight|today|yesterday|last|night|this morning|week|that|with|on|recent|recently|tasks|{n}|hours|days|past|jobs)",
      ],
      when: (match) =>
        match.on?.parts.some(({ machines }) => machines.some((one) => nodesOf(match).includes(one))) === true ||
        /\b(?:proxmox|pve|cluster|nodes?)\b/.test(withNames(match)),
    },
  ),
  ...ofNodes(
    [
      [
        "(snapshots|snapshot)",
        "(every|each|all|any|everything)",
        "(vm|vms|guest|guests|container|containers|lxc|machine|{t})",
        "(list|show|which|what|how many|are there)",
      ],
    ],
    {
      does: "List the snapshots of the guests",
      run: eachSnapshot,
      may: [filler, ask, "(of|every|each|all|have|has|exist|existing|old|there|still|snapshots|that)"],
      when: (match) => /\b(?:vms?|guests?|containers?|lxcs?|proxmox|nodes?)\b/.test(withNames(match)),
    },
  ),
];
