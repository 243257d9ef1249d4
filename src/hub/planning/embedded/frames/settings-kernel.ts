/** Settings of the kernel by what people call them: read, set until the next boot, or set for good. */
import { literals, type Match, number, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change } from "./say.ts";

export const kernelKeys: readonly { words: string; key: string; on?: true }[] = [
  { words: "swappiness|vm.swappiness|swapiness", key: "vm.swappiness" },
  {
    words:
      "ip forwarding|ip_forward|ipv4 forwarding|packet forwarding|ip forward|ipv4 forward|net.ipv4.ip_forward|ip-forwarding",
    key: "net.ipv4.ip_forward",
    on: true,
  },
  { words: "ipv6 forwarding|net.ipv6.conf.all.forwarding", key: "net.ipv6.conf.all.forwarding", on: true },
  { words: "somaxconn|net.core.somaxconn|listen backlog|socket backlog", key: "net.core.somaxconn" },
  {
    words: "fs.file-max|system wide file limit|system-wide open files|system wide open files limit",
    key: "fs.file-max",
  },
  {
    words: "inotify watches|inotify limit|inotify watch limit|max_user_watches|fs.inotify.max_user_watches",
    key: "fs.inotify.max_user_watches",
  },
  { words: "max map count|max_map_count|vm.max_map_count", key: "vm.max_map_count" },
  {
    words: "overcommit|overcommit_memory|memory overcommit|vm.overcommit_memory|overcommit memory",
    key: "vm.overcommit_memory",
  },
  {
    words: "syn cookies|syncookies|tcp_syncookies|tcp syn cookies|net.ipv4.tcp_syncookies",
    key: "net.ipv4.tcp_syncookies",
    on: true,
  },
  { words: "tcp_tw_reuse|tcp tw reuse|time wait reuse|net.ipv4.tcp_tw_reuse", key: "net.ipv4.tcp_tw_reuse", on: true },
  {
    words: "congestion control|tcp congestion control|tcp_congestion_control|bbr",
    key: "net.ipv4.tcp_congestion_control",
  },
  { words: "core pattern|core_pattern|core dump pattern|kernel.core_pattern", key: "kernel.core_pattern" },
  { words: "rp_filter|reverse path filter|reverse path filtering", key: "net.ipv4.conf.all.rp_filter" },
  { words: "kernel.panic|reboot on panic|panic timeout|panic reboot", key: "kernel.panic" },
  { words: "dirty ratio|vm.dirty_ratio|dirty_ratio", key: "vm.dirty_ratio" },
  { words: "vfs cache pressure|vfs_cache_pressure|vm.vfs_cache_pressure", key: "vm.vfs_cache_pressure" },
  {
    words: "ephemeral ports|local port range|ip_local_port_range|ephemeral port range|net.ipv4.ip_local_port_range",
    key: "net.ipv4.ip_local_port_range",
  },
  { words: "pid_max|kernel.pid_max|pid max|max pids", key: "kernel.pid_max" },
  {
    words: "conntrack max|nf_conntrack_max|conntrack limit|connection tracking limit",
    key: "net.netfilter.nf_conntrack_max",
  },
];

const dotted = /^(?:vm|net|kernel|fs|user|dev)\.[a-z0-9_.-]+$/;
/** The key that a clause speaks of, in its own words or in the kernel's. */
export function keyIn(match: Match): string | undefined {
  const word = openWords(match).find((one) => dotted.test(one));
  return (
    word ??
    kernelKeys.find(({ words }) =>
      new RegExp(`(?:^| )(?:${words.replaceAll(".", String.raw`\.`)})(?: |$)`).test(match.text),
    )?.key
  );
}

function valueOf(match: Match): string | undefined {
  const said = openWords(match).filter((word) => !dotted.test(word));
  const [word, more] = said;
  if (more !== undefined) return undefined;
  const count = number(match);
  const [quoted] = literals(match, "quote");
  const value = count === undefined ? (word ?? quoted) : word === undefined ? String(count) : undefined;
  return value !== undefined && /^[a-z0-9_]{1,20}$/.test(value) ? value : undefined;
}

const forNow = ({ text }: Match): boolean =>
  /\b(?:temporarily|for now|until reboot|until next reboot|until next boot|runtime|at runtime|only now)\b/.test(text);

function set(key: string, value: string, match: Match): Intent | undefined {
  const isBrief = forNow(match);
  return change(
    "setting.sysctl",
    { key, value, ...(isBrief ? { boot: "unchanged" } : {}) },
    `Set ${key} to ${value}${isBrief ? " until the next boot" : ""}`,
  );
}

const setDotted = (match: Match): Intent | undefined => {
  const keys = openWords(match).filter((word) => dotted.test(word));
  const [key, more] = keys;
  const value = valueOf(match);
  return key === undefined || more !== undefined || value === undefined || things(match).length > 0
    ? undefined
    : set(key, value, match);
};

const setting =
  "(set|change|update|raise|lower|increase|decrease|bump|adjust|put|make|reduce|bring|turn|tune|sysctl|sysctl -w|sysctl - w|write|apply|configure|drop)";
const amount = "(to|=|at|is|:|as|of|be) ({n}|{word}|{quote})";
const beside = [
  "(in|into|to|via|with|through|using|by) (sysctl.conf|sysctl.d|sysctl)",
  "(value|parameter|kernel parameter|kernel setting|sysctl|kernel|setting|tunable|variable|should|must|has|needs|to|be|limit|up|down|it|- w)",
  "(permanently|permanent|persistently|persistent|for good|forever|durably|temporarily|for now|at runtime|until next reboot|until reboot|until next boot|runtime only)",
  "[and|so that it|so it|to|in a way that|and make it|and make it|and make that] (survive|survives|persist|persists|persistent|stick|sticks|stays|stay|keep it|permanent|keeps) [across|after|over|through|on] [a|each|every|next] [reboot|reboots|boot|boots|restart]",
  "(across|after|over|also after|even after|beyond) [a|each|every|next] (reboot|reboots|boot|boots)",
  "(in|into|to|via|with|through|using|by) (sysctl.conf|/etc/sysctl.conf|sysctl.d|sysctl)",
  "(from|instead of) {n}",
];

export const kernelFrames = (): Frame[] => [
  frame([setting, "{word}", amount], setDotted, { may: beside }),
  frame([setting, "{word} {n}"], setDotted, { may: beside }),
  frame(["{word}", "(should be|must be|needs to be|has to be|ought to be|shall be|to) ({n}|{word})"], setDotted, {
    may: [...beside, "(set)"],
  }),
  ...kernelKeys.flatMap(({ words, key, on }) => [
    frame(
      [setting, `(${words})`, amount],
      (match) => {
        const value = valueOf(match);
        return value === undefined || things(match).length > 0 ? undefined : set(key, value, match);
      },
      { may: beside },
    ),
    frame(
      [`(${words})`, "(should be|must be|needs to be|has to be|ought to be|shall be) [set to] ({n}|{word})"],
      (match) => {
        const value = valueOf(match);
        const asWord = { on: "1", enabled: "1", off: "0", disabled: "0" }[value ?? ""];
        return value === undefined || (asWord !== undefined && on === undefined)
          ? undefined
          : set(key, asWord ?? value, match);
      },
      { may: beside },
    ),
    ...(on
      ? [
          frame(["(enable|turn on|switch on|activate|allow)", `(${words})`], (match) => set(key, "1", match), {
            may: beside,
          }),
          frame(["(disable|turn off|switch off|deactivate|forbid)", `(${words})`], (match) => set(key, "0", match), {
            may: beside,
          }),
          frame([`(turn|switch) (${words}) on`], (match) => set(key, "1", match), { may: beside }),
          frame([`(turn|switch) (${words}) off`], (match) => set(key, "0", match), { may: beside }),
        ]
      : []),
  ]),
];
