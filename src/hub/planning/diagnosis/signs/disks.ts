/** Disks that die and arrays that have lost one: smartd, mdadm, ZFS. */
import { dayMs, fix, times, type Sign } from "./sign.ts";

const weekMs = 7 * dayMs;

export const disks: readonly Sign[] = [
  {
    id: "disk-dying",
    shape:
      /Device: (\/dev\/[\w/-]{1,60})(?: \[[^\]]{1,40}\])?,? (?:(FAILED SMART self-check|Failed SMART usage Attribute: .{1,80})|(\d+ (?:Currently unreadable \(pending\)|Offline uncorrectable) sectors))/,
    certainty: "certain",
    withinMs: weekMs,
    cause: ({ parts: [, device = "", failed = "", sectors = ""] }) =>
      `the disk ${device} is dying: ${failed || sectors}; what is on it must be copied before it is exchanged`,
    about: ({ parts: [, device = ""] }) => `device:${device.replace("/dev/", "")}`,
    depth: 0,
  },
  {
    id: "array-degraded",
    shape:
      /(?:DegradedArray|Fail|FailSpare) event detected on md device (\/dev\/[\w/-]{1,60})(?:, component device (\/dev\/[\w/-]{1,60}))?/,
    certainty: "certain",
    withinMs: weekMs,
    cause: ({ parts: [, array = "", device = ""] }) =>
      `the array ${array} has lost a disk${device === "" ? "" : `, ${device}`}: one more, and its data is gone`,
    fixes: ({ machine }) => [fix(`show /proc/mdstat on ${machine}`, "which disks are in it")],
    about: ({ parts: [, array = ""] }) => `array:${array.replace("/dev/", "")}`,
    depth: 0,
  },
  {
    id: "pool-degraded",
    shape:
      /class=statechange .{0,40}?\bpool='?([\w.-]{1,60})'? (?:vdev=([\w./-]{1,60}) )?.{0,40}?\bvdev_state=(DEGRADED|FAULTED|UNAVAIL|REMOVED)/,
    certainty: "certain",
    withinMs: weekMs,
    cause: ({ parts: [, pool = "", device = "", state = ""] }) =>
      `the ZFS pool ${pool} has a disk${device === "" ? "" : `, ${device},`} that is ${state.toLowerCase()}`,
    fixes: ({ machine, parts: [, pool = ""] }) => [
      fix(`run \`zpool status ${pool}\` as root on ${machine}`, "which disk, and whether data is damaged"),
    ],
    about: ({ parts: [, pool = ""] }) => `array:${pool}`,
    depth: 0,
  },
  {
    id: "file-system-read-only",
    shape: /Remounting filesystem read-only|(?:EXT4-fs|XFS|BTRFS).{0,80}forced? (?:readonly|read-only|shutdown)/i,
    certainty: "certain",
    withinMs: weekMs,
    cause: ({ count }) =>
      `the kernel found a file system damaged and made it read-only, so nothing can be written there${times(count)}`,
    fixes: ({ machine }) => [fix(`are there any disk errors on ${machine}?`, "whether the disk below it fails")],
    about: () => "filesystem:read-only",
    depth: 0,
  },
];
