/** Proxmox nodes: guests that do not start, and clusters without a majority. */
import { dayMs, fix, times, type Sign } from "./sign.ts";

export const proxmox: readonly Sign[] = [
  {
    id: "quorum-lost",
    shape:
      /\[QUORUM\] This node is within the non-primary component|\[status\] notice: node lost quorum|cluster not ready - no quorum\?|\[quorum\] crit: quorum_initialize failed/,
    certainty: "certain",
    withinMs: dayMs,
    cause: () =>
      "the cluster has no quorum here: too few of its nodes see each other, so nothing can be changed and guests are not started",
    fixes: ({ machine }) => [
      fix(`check the network on ${machine}`, "the nodes must reach each other, on the network of corosync"),
      fix(`show the last 50 lines of the corosync log on ${machine}`, "which links are down"),
    ],
    about: () => "cluster:quorum",
    depth: 0,
  },
  {
    id: "cluster-link-down",
    shape: /\[KNET\s*\] (?:link: host|host: host): (\d+) (?:link: \d+ is down|has no active links)/,
    certainty: "certain",
    cause: ({ parts: [, host = ""], count }) =>
      `the node with the number ${host} is not seen by corosync${times(count)}`,
    fixes: ({ machine }) => [fix(`check the network on ${machine}`, "whether it is this node or the other")],
    about: () => "cluster:quorum",
    depth: 1,
  },
  {
    id: "guest-locked",
    shape:
      /can't lock file '(\/(?:var\/lock|run\/lock)\/[\w./-]+?(\d+)\.conf)' - got timeout|(?:VM|CT) is locked \(([\w-]+)\)/,
    certainty: "certain",
    withinMs: dayMs,
    cause: ({ parts: [, , id = "", why = ""] }) =>
      `the guest${id === "" ? "" : ` ${id}`} is locked${why === "" ? " by a task that has not ended" : ` by a ${why} that has not ended`}`,
    fixes: ({ machine }) => [
      fix(`show the processes with the most cpu on ${machine}`, "whether that task still works"),
    ],
    about: () => "guest",
    depth: 0,
  },
  {
    id: "guest-no-storage",
    shape:
      /storage '([\w.-]{1,60})' (?:does not exist|is not (?:online|available))|no such logical volume ([\w./-]{1,100})|volume '([\w:./-]{1,160})' does not exist/,
    certainty: "certain",
    withinMs: dayMs,
    cause: ({ parts: [, storage = "", volume = "", named = ""] }) =>
      storage === ""
        ? `a guest cannot start: its disk ${volume || named} is not there`
        : `a guest cannot start: the storage ${storage} is not there`,
    fixes: ({ machine }) => [
      fix(`show disk usage on ${machine}`, "what is mounted"),
      fix(`show /etc/pve/storage.cfg on ${machine}`, "which storages there should be"),
    ],
    about: () => "guest",
    depth: 0,
  },
  {
    id: "guest-no-memory",
    shape:
      /start failed: .*(?:Cannot allocate memory|cannot set up guest memory)|cannot set up guest memory '[^']*': Cannot allocate memory/,
    certainty: "certain",
    withinMs: dayMs,
    cause: () => "a guest cannot start: the node has not the memory for it",
    fixes: ({ machine }) => [fix(`why is the memory of ${machine} full?`, "what holds it")],
    about: () => "guest",
    depth: 0,
  },
  {
    id: "guest-no-virtualisation",
    shape: /KVM virtuali[sz]ation configured, but not available|Could not access KVM kernel module/,
    certainty: "certain",
    withinMs: dayMs,
    cause: () => "a guest cannot start: the node has no hardware virtualisation, or its firmware keeps it off",
    about: () => "guest",
    depth: 0,
  },
  {
    id: "guest-start-failed",
    shape: /(?:TASK ERROR: start failed: |start failed: |starting (?:VM|CT) (\d+) failed: )(.{1,200})/,
    certainty: "likely",
    withinMs: dayMs,
    cause: ({ parts: [, id = "", why = ""] }) => `the guest${id === "" ? "" : ` ${id}`} did not start: ${why}`,
    fixes: ({ machine }) => [fix(`what is wrong with ${machine}?`, "memory, disks and what else the node lacks")],
    about: () => "guest",
    depth: 3,
  },
];
