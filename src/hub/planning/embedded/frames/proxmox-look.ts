/** What people ask of Proxmox nodes and their cluster: storages, quorum, tasks, backups, guests by measure. */
import type { Match } from "../intents/match.ts";
import { nodesOf } from "../intents/proxmox.ts";
import type { Frame } from "./frame.ts";
import { noun, ofNodes, withNames } from "./proxmox-guest.ts";
import { daysOf } from "./ways.ts";

export const ask =
  "(is|are|does|do|what|which|how|show|list|check|any|there|has|have|see|tell|whether|if|how full|how much|get|give|ok|healthy|fine|up|status|state|free|left|when)";
export const filler =
  "(all|and|how full|how much|they|it|them|is|are|free|left|space|usage|used|status|state|on|of|in|the|there|have|has|available|each|every|for|their|still|we|full|configured|defined|active|now|currently|exist|per|with|know|about)";

const since = (match: Match): string => {
  const days = daysOf(match);
  return days === undefined ? "" : ` --since ${Math.floor(match.nowMs / 1_000 - days * 86_400)}`;
};
const span =
  "(since|in|from|over|during|within|of|the|last|past|yesterday|today|tonight|last night|this week|this morning|week|day|days|hours|hour|night|{n}|24|recent|recently|latest|lately|ever)";
const isProxmox =
  /\b(?:proxmox|pve|cluster|nodes?|hypervisors?|guests?|vms?|containers?|lxc|vzdump|backups?|quorum|qemu)\b/;
const speaksOfIt = (match: Match): boolean => {
  const nodes = nodesOf(match);
  const named =
    match.on?.parts.flatMap(({ machines, said }) => [
      said,
      ...machines.map(({ name }) => (nodes.some((node) => node.name === name) ? "node" : "")),
    ]) ?? [];
  return isProxmox.test([withNames(match), ...named].join(" ").toLowerCase());
};
const ofIt = { when: speaksOfIt };

export const proxmoxLookFrames = (): Frame[] => [
  ...ofNodes(
    [
      [
        "(storages|storage pools|datastores|proxmox storage|pve storage|vm storage|storage backends|guest storage|storage status|pvesm status)",
      ],
      ["(storage|storages)", "(proxmox|pve|cluster|pvesm)", ask],
    ],
    { ...ofIt, does: "Show the storages", run: "pvesm status", may: [filler, ask] },
  ),
  ...ofNodes([["(storage)", "(node|nodes|how full|full|free|status|usage|left)"]], {
    does: "Show the storages",
    run: "pvesm status",
    may: [filler, ask],
    when: (match) => speaksOfIt(match),
  }),
  ...ofNodes([["(quorum|quorate|corosync|cluster health|cluster status|cluster state|pvecm status|votes)"]], {
    does: "Show the cluster's state",
    run: "pvecm status",
    may: [filler, ask, "(cluster|good|corosync|votes|enough|lost|member|members|service|in)"],
    when: (match) => /\b(?:quorum|quorate|pvecm|cluster|votes|corosync)\b/.test(match.text) || speaksOfIt(match),
  }),
  ...ofNodes(
    [
      ["(ha|high availability|ha-manager|ha status)", ask],
      ["(ha status|ha state|ha resources|ha-manager status|ha groups)"],
    ],
    {
      does: "Show what is highly available",
      run: "ha-manager status",
      may: [filler, ask, "(enabled|active|set up|resources|services|guests|vms|managed|by|ha|manager)"],
    },
  ),
  ...ofNodes([["(replication|replications|replication jobs|pvesr)", ask]], {
    ...ofIt,
    does: "Show the replication jobs",
    run: "pvesr status",
    may: [filler, ask, "(jobs|job|status|storage|failing|failed|errors|running|guests)"],
  }),
  ...ofNodes(
    [
      ["(proxmox version|pve version|pveversion|version of proxmox|version of pve|proxmox release)"],
      ["(version)", "(proxmox|pve)"],
    ],
    {
      does: "Show the version of Proxmox",
      run: "pveversion --verbose",
      may: [filler, ask, "(version|versions|which|run|runs|running)"],
    },
  ),
  ...ofNodes(
    [
      [
        "(subscription|subscriptions|license|licence)",
        "(proxmox|pve|nodes|node|status|valid|expire|expires|subscription)",
      ],
    ],
    {
      ...ofIt,
      does: "Show the subscription",
      run: "pvesubscription get",
      may: [filler, ask, "(status|valid|expire|expires|key|level)"],
    },
  ),
  ...ofNodes(
    [
      [
        "(backup jobs|backup job|scheduled backups|backup schedule|backup schedules|vzdump jobs|planned backups)",
        "(list|show|what|which|are|is|configured|defined|there|when|scheduled|exist|see|get|have)",
      ],
    ],
    {
      does: "List the backup jobs",
      run: "pvesh get /cluster/backup",
      may: [filler, ask, "(jobs|job|scheduled|backup|backups|schedule|run|runs)"],
      when: ({ text }) => !/ (?:running|failed|active|progress|finished|fail)(?= |$)/.test(` ${text}`),
    },
  ),
  ...ofNodes(
    [
      [
        "(running|active|in progress|ongoing|currently)",
        "(backup|backups|backup job|backup jobs|vzdump|tasks|task|jobs|migrations|migration)",
      ],
    ],
    {
      ...ofIt,
      does: "Show the tasks that are running",
      run: "pvesh get /nodes/localhost/tasks --source active",
      may: [filler, ask, "(jobs|job|any|backup|backups|tasks|task|right now|at the moment|running|in progress)"],
    },
  ),
  ...ofNodes(
    [
      [
        "(failed|failing|fail|unsuccessful|errors|error|broken|went wrong)",
        "(task|tasks|jobs|job|backup|backups|vzdump|migrations|migration)",
      ],
    ],
    {
      ...ofIt,
      does: "Show the tasks that failed",
      run: (match) =>
        `pvesh get /nodes/localhost/tasks --errors 1 --limit 50${/ (?:backups?|vzdump) /.test(` ${match.text} `) ? " --typefilter vzdump" : ""}${since(match)}`,
      may: [
        filler,
        ask,
        span,
        "(task|tasks|job|jobs|any|did|with|that|log|proxmox|cluster|backup|backups|which|errors|error|night|nightly)",
      ],
    },
  ),
  ...ofNodes(
    [
      [
        "(tasks|task log|task history|task list|recent tasks|last tasks|latest tasks)",
        "(proxmox|pve|cluster|recent|last|latest|task log|task list|show|list|what|which|node|task history)",
      ],
    ],
    {
      ...ofIt,
      does: "Show the tasks",
      run: (match) => `pvesh get /nodes/localhost/tasks --limit 50${since(match)}`,
      may: [filler, ask, span, "(task|tasks|log|ran|run|recent|last|latest)"],
      when: (match) => speaksOfIt(match) && !/ (?:scheduled|cron|failed|timers?) /.test(` ${match.text} `),
    },
  ),
  ...ofNodes(
    [
      [
        "(no recent backup|no backup|without backup|without a backup|not backed up|never backed up|not covered by a backup|missing a backup|no backups|without backups|not in any backup job|unprotected|missing from the backup|missing in backup|not covered by backup|have no backup|lack a backup|missing backups|missing backup|not yet backed up|are not being backed up|is not backed up|are not backed up|not being backed up|lacking a backup)",
      ],
    ],
    {
      does: "List the guests that no backup job covers",
      run: "pvesh get /cluster/backup-info/not-backed-up",
      may: [filler, ask, noun, "(which|guests|job|jobs|yet|recent|a|by|machines|missing|from|in|any)"],
      when: (match) => speaksOfIt(match),
    },
  ),
  ...ofNodes(
    [
      [
        "(guests|vms|virtual machines|containers|lxcs|vms and containers|{t})",
        "(sorted by|ordered by|by|most|biggest|largest|hungriest|top|heaviest|rank|ranked by|sort|order|greediest|busiest)",
        "(memory|ram|cpu|disk|load|usage|uptime|memory usage|cpu usage|size|disk usage)",
      ],
    ],
    {
      does: "List the guests with what they use",
      run: "pvesh get /cluster/resources --type vm",
      may: [
        filler,
        ask,
        noun,
        "(guests|vms|uses|use|using|most|usage|sort|sorted|by|descending|ascending|consumption|the|top|{n})",
      ],
      when: (match) =>
        /\b(?:guests?|vms?|virtual machines|containers|lxcs?)\b/.test(withNames(match)) &&
        (match.on === undefined ||
          match.on.parts.flatMap(({ machines }) => machines).every((machine) => nodesOf(match).includes(machine))) &&
        (match.on !== undefined || /\b(?:guests?|proxmox|vms?)\b/.test(withNames(match))),
    },
  ),
  ...ofNodes([["(isos|iso images|iso files|installation media|install images)", ask]], {
    does: "List the installation media",
    run: "pvesm list local --content iso",
    may: [filler, ask, "(which|uploaded|stored|images|files|iso)"],
  }),
  ...ofNodes([["(templates|container templates|lxc templates|ct templates|os templates)", ask]], {
    does: "List the container templates",
    run: (match) =>
      / (?:available|download|downloadable|upstream|could)(?= )/.test(` ${match.text} `)
        ? "pveam available"
        : "pveam list local",
    may: [
      filler,
      ask,
      "(which|downloaded|stored|container|lxc|could|can|be|download|downloadable|upstream|to|we|for|containers)",
    ],
    when: (match) => speaksOfIt(match),
  }),
  ...ofNodes([["(proxmox users|pve users|users of proxmox|users in proxmox|proxmox accounts)"]], {
    does: "List the users of Proxmox",
    run: "pveum user list",
    may: [filler, ask],
  }),
  ...ofNodes([["(proxmox firewall|pve firewall|cluster firewall|pve-firewall)"]], {
    does: "Show the firewall's state",
    run: "pve-firewall status",
    may: [filler, ask, "(on|off|enabled|running)"],
  }),
  ...ofNodes(
    [
      [
        "(cluster members|cluster nodes|members of cluster|nodes in cluster|nodes of cluster|pvecm nodes|cluster membership)",
      ],
    ],
    { does: "List the members of the cluster", run: "pvecm nodes", may: [filler, ask] },
  ),
  ...ofNodes([["(ceph status|ceph health|ceph state|ceph -s)"], ["(ceph)", ask]], {
    does: "Show the state of Ceph",
    run: "ceph -s",
    may: [filler, ask, "(ok|healthy|osds|osd|health|doing|cluster)"],
  }),
];
