/** All troubles, and what is none though it looks a little like one. */
import { log, nowMs, services, unit, type Look } from "./looks.ts";
import { disks, found, inFile, link, network, read, status, type Trouble } from "./pieces.ts";
import { hostTroubles } from "./troubles-hosts.ts";
import { serviceTroubles } from "./troubles-services.ts";

export const troubles: readonly Trouble[] = [...serviceTroubles, ...hostTroubles];

const minutesAgo = (minutes: number): string => new Date(nowMs - minutes * 60_000).toISOString();
/** As they are on a machine that is well, or were long ago. */
export const sound: readonly [what: string, looks: Look[]][] = [
  [
    "has whole arrays",
    [read("/proc/mdstat", "md0 : active raid1 sdb1[1] sda1[0]\n      976630464 blocks super 1.2 [2/2] [UU]\n")],
  ],
  ["has files open as all have", [read("/proc/sys/fs/file-nr", "2656\t0\t9223372036854775807\n")]],
  ["waits for its disks a little", [read("/proc/pressure/io", "some avg10=4.10 avg60=2.92 avg300=1.10 total=5\n")]],
  ["had errors on a link long ago", [network(link("eth0", { errors: 3 })), network(link("eth0", { errors: 3 }))]],
  [
    "sets its clock",
    [status("chrony"), status("systemd-timesyncd", { active: false, state: "inactive", mainPid: null })],
  ],
  ["started in a moment", [found("systemd", "Startup finished in 2.981s (kernel) + 14.204s (userspace) = 17.185s.")]],
  [
    "waited for one time server once",
    [log("systemd-timesyncd", ["Timed out waiting for reply from 10.0.0.1:123.", 60])],
  ],
  [
    "had a deadlock this morning",
    [inFile("/var/log/x.log", `${minutesAgo(400).slice(0, 19).replace("T", " ")} UTC [1] ERROR:  deadlock detected`)],
  ],
  ["has inodes enough", [disks({ inodesUsedRatio: 0.4 })]],
  ["runs its services", [services(unit("nginx"))]],
];
