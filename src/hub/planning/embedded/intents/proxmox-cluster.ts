/** What people say about a Proxmox cluster as a whole. */
import { type Meanings, means, place } from "./match.ts";
import { onNodes } from "./proxmox.ts";

/** Reads about the cluster as a whole. */
export const clusterMeanings = (): Meanings => [
  ...means(
    [
      "(<show>|check|how is|what is|is) [proxmox|pve] cluster [status|health|state|quorum|doing|healthy|ok|fine|quorate]",
      "(is|does|do) [proxmox|pve] cluster (healthy|quorate|ok|have quorum|fine|in good shape)",
      "(is) {t} (quorate|in quorum)",
      "(<show>|check|is there|do we have|does {t} have) quorum [status] [of] [proxmox|pve|{t}] [cluster]",
      "(<show>|check) (status|health|quorum) of (proxmox|pve) [cluster]",
      "(<show>|check) (status|health|quorum|state) of {t}",
      "(is|how is) {t} (healthy|doing|ok|fine)",
      "(<show>|check) {t} (status|health|quorum)",
    ],
    onNodes("pvecm status", "Show the cluster's state", ({ text, ...match }) => {
      const said = place({ text, ...match })?.parts[0]?.said ?? match.on?.parts[0]?.said ?? "";
      return /\b(?:cluster|quorum|quorate)\b/.test(`${text} ${said}`);
    }),
  ),
  ...means(
    [
      "(<show>|check|what|which|how full is|how full are|how much) [all] (proxmox|pve|cluster|vm|guest) (storage|storages|datastores|storage pools) [is|are] [free|left|there|usage|status|full]",
      "(<show>|check|how full is|how full are|list|which|what) (storages|datastores|storage pools|vm storage) [are] [there|usage|status]",
      "pvesm status",
    ],
    onNodes("pvesm status", "Show the storages"),
  ),
  ...means(
    [
      "(<show>|list|which|what|any|are there|were there) [last|recent|latest|all|any] [failed] (proxmox|cluster|pve) (tasks|jobs|task log) [failed]",
      "(did|have|has) [any|last|latest|recent] (proxmox|vm|guest|cluster) (backups|backup|tasks|task|backup job|jobs) (fail|failed|run|succeed|work|go through)",
      "(<show>|list|which) (failed|recent|last) (vzdump|backup) (tasks|jobs) [of cluster]",
    ],
    onNodes("pvesh get /cluster/tasks", "Show the cluster's tasks"),
  ),
];
