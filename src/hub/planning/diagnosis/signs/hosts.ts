/** What stands below the services: open files, shares, the clock, the start, packages, backups, sign-ins. */
import { plainPath, plainUnit } from "../rule.ts";
import { dayMs, fix, times, type Sign } from "./sign.ts";

const weekMs = 7 * dayMs;

export const hosts: readonly Sign[] = [
  {
    id: "open-files",
    shape: /too many open files|EMFILE|VFS: file-max limit (\d+) reached/i,
    certainty: "certain",
    cause: ({ unit, parts: [, most = ""], count }) =>
      most === ""
        ? `${unit || "a program"} may not open more files: its limit is reached${times(count)}`
        : `the machine has ${most} files open, and may not have more${times(count)}`,
    fixes: ({ unit, machine }) => [
      ...(plainUnit(unit)
        ? [fix(`restart the unit “${unit}” on ${machine}`, "it lets go of all; one that leaks them fills up again")]
        : []),
      fix(`show the network connections on ${machine}`, "connections count as files too"),
    ],
    about: ({ unit }) => `files:${unit}`,
    depth: 0,
  },
  {
    id: "share-silent",
    shape:
      /nfs: server ([\w.:-]{1,120}) not responding, (?:still trying|timed out)|CIFS: VFS: (?:Server |\\\\)?([\w.:-]{1,120})(?:\\\S*)? has not responded/,
    certainty: "certain",
    cause: ({ parts: [, nfs = "", cifs = ""], count }) =>
      `the file server ${nfs || cifs} does not answer${times(count)}: whoever uses its share waits`,
    fixes: ({ machine }) => [
      fix(`check the network on ${machine}`, "whether the way to it is open"),
      fix(`show /etc/fstab on ${machine}`, "how it is mounted"),
    ],
    about: ({ parts: [, nfs = "", cifs = ""] }) => `share:${nfs || cifs}`,
    depth: 0,
  },
  {
    id: "share-stale",
    shape: /Stale (?:NFS )?file handle/i,
    certainty: "certain",
    cause: () => "a share is stale: the server no longer knows what this machine has mounted",
    fixes: ({ machine }) => [
      fix(`show /etc/fstab on ${machine}`, "which share it is"),
      fix(`show disk usage on ${machine}`, "where it is mounted"),
    ],
    about: () => "share:stale",
    depth: 0,
  },
  {
    id: "clock-no-source",
    shape:
      /Can't synchronise: no selectable sources|Timed out waiting for reply from ([\w.:-]{1,60}(?: \([\w.:-]{1,100}\))?)|no server suitable for synchronization found/,
    certainty: "likely",
    withinMs: dayMs,
    atLeast: 2,
    cause: ({ parts: [, server = ""] }) =>
      `the clock is not set by anybody: ${server === "" ? "none of its time servers answers well" : `the time server ${server.slice(0, 100)} does not answer`}`,
    fixes: ({ machine }) => [
      fix(`check the network on ${machine}`, "time servers are reached at UDP port 123"),
      fix(`show the time of ${machine}`, "how far off it is"),
    ],
    about: () => "clock",
    depth: 0,
  },
  {
    id: "clock-jumped",
    shape: /System clock wrong by (-?\d+(?:\.\d+)?) seconds|System clock was stepped by (-?\d+(?:\.\d+)?) seconds/,
    certainty: "certain",
    withinMs: dayMs,
    cause: ({ parts: [, wrong = "", stepped = ""] }) => `the clock was wrong by ${wrong || stepped} seconds`,
    fixes: ({ machine }) => [fix(`show the time of ${machine}`, "whether it is right now")],
    about: () => "clock",
    depth: 1,
  },
  {
    id: "start-was-slow",
    shape: /Startup finished in (.{1,120}) = (?:\d+h |(?:[2-9]|\d\d)min )/,
    certainty: "likely",
    withinMs: weekMs,
    cause: ({ parts: [, pieces = ""] }) => `the last start took long: ${pieces}`,
    about: () => "boot",
    depth: 3,
  },
  {
    id: "start-waited",
    shape:
      /Timed out waiting for device (\S{1,160}?)(?:\.device)?(?: |\.?$)|(?:A start|Start) job for (?:unit )?(\S{1,120}) (?:timed out|failed with result 'timeout')|^([\w@.-]{1,100}\.service): start operation timed out/,
    certainty: "certain",
    withinMs: weekMs,
    cause: ({ parts: [, device = "", job = "", unit = ""] }) =>
      device === ""
        ? `the start waited for ${job || unit}, which did not come in time`
        : `the start waited for the disk ${device}, which is not there`,
    fixes: ({ parts: [, device = "", job = "", unit = ""], machine }) => {
      const name = (job || unit).replace(/\.service$/, "");
      return device === ""
        ? plainUnit(name)
          ? [fix(`show the last 50 lines of the ${name} log on ${machine}`, "what it waited for")]
          : []
        : [fix(`show /etc/fstab on ${machine}`, "the line that names it, which “nofail” would make harmless")];
    },
    about: () => "boot",
    depth: 0,
  },
  {
    id: "packages-half-done",
    shape:
      /dpkg was interrupted, you must manually run|dpkg: error processing (?:package|archive) ([\w.+:/-]{1,120})|Sub-process \/usr\/bin\/dpkg returned an error code|Unmet dependencies\. Try/i,
    certainty: "certain",
    withinMs: weekMs,
    cause: ({ parts: [, named = ""] }) =>
      `the packages are half installed${named === "" ? "" : `: ${named} could not be set up`}, and nothing else is until that is mended`,
    fixes: ({ machine }) => [
      fix(`run \`dpkg --configure -a\` as root on ${machine}`, "what was begun is brought to its end"),
      fix(`show disk usage on ${machine}`, "a full disk is the usual reason"),
    ],
    about: () => "packages",
    depth: 1,
  },
  {
    id: "backup-locked",
    shape: /repository is already locked (?:exclusively )?by (.{1,120})|Failed to create\/acquire the lock (\S{1,200})/,
    certainty: "certain",
    withinMs: weekMs,
    cause: ({ parts: [, who = ""] }) =>
      `the backup did not run: its store is locked${who === "" ? "" : ` by ${who}`}, by a run that still goes on or was broken off`,
    fixes: ({ machine }) => [fix(`show the processes with the most cpu on ${machine}`, "whether a backup still runs")],
    about: () => "backup",
    depth: 0,
  },
  {
    id: "backup-failed",
    shape:
      /(?:restic|borg|borgmatic|duplicity|rsync|rsnapshot|vzdump|backup\S{0,40})(?:\[\d+\])?: (.{0,40}(?:error|fatal|failed|unable|cannot|permission denied|no space left).{1,160})|(Fatal: unable to (?:open|save|create) .{1,160})|(rsync error: .{1,120} \(code \d+\))/i,
    certainty: "certain",
    withinMs: 2 * dayMs,
    cause: ({ parts: [, said = "", fatal = "", rsync = ""], count }) =>
      `the backup failed: ${said || fatal || rsync}${times(count)}`,
    fixes: ({ machine }) => [
      fix(`show disk usage on ${machine}`, "whether there is room for it"),
      fix(`show the cron jobs on ${machine}`, "when it runs next, and how it is called"),
    ],
    about: () => "backup",
    depth: 2,
  },
  {
    id: "login-files-open",
    shape: /Authentication refused: bad ownership or modes for (?:directory|file) (\/\S{1,200})/,
    certainty: "certain",
    withinMs: dayMs,
    cause: ({ parts: [, path = ""] }) => `a key is refused because others may write to ${path}`,
    fixes: ({ parts: [, path = ""], machine }) =>
      plainPath(path)
        ? [fix(`run \`chmod go-w ${path}\` as root on ${machine}`, "only its owner may write to it then")]
        : [],
    about: ({ parts: [, path = ""] }) => `login:${path}`,
    depth: 0,
  },
  {
    id: "login-not-allowed",
    shape: /User (\S{1,60}) (?:from \S+ )?not allowed because (.{1,120})/,
    certainty: "certain",
    withinMs: dayMs,
    cause: ({ parts: [, user = "", why = ""] }) => `${user} may not sign in over SSH: ${why}`,
    fixes: ({ machine }) => [fix(`show /etc/ssh/sshd_config on ${machine}`, "who may sign in stands there")],
    about: ({ parts: [, user = ""] }) => `login:${user}`,
    depth: 1,
  },
  {
    id: "login-too-many",
    shape: /drop connection #\d+ from .{1,80} past MaxStartups|beginning MaxStartups throttling/,
    certainty: "certain",
    cause: ({ count }) => `SSH turns sign-ins away: too many come at once${times(count)}, more than MaxStartups allows`,
    fixes: ({ machine }) => [
      fix(`show the last 50 lines of the ssh log on ${machine}`, "where they come from"),
      fix(`show the network connections on ${machine}`, "who is connected"),
    ],
    about: () => "login:many",
    depth: 0,
  },
  {
    id: "login-slow-session",
    shape: /pam_systemd\(\S{1,40}\): Failed to create session: (.{1,100})/,
    certainty: "certain",
    cause: ({ parts: [, why = ""], count }) =>
      `signing in is slow: the session manager does not answer (${why})${times(count)}`,
    fixes: ({ machine }) => [fix(`restart the unit “systemd-logind” on ${machine}`, "it makes sessions again")],
    about: () => "login:slow",
    depth: 0,
  },
  {
    id: "connections-untracked",
    shape: /nf_conntrack: (?:nf_conntrack: )?table full, dropping packet/,
    certainty: "certain",
    cause: ({ count }) => `the firewall's table of connections is full, so packets are dropped${times(count)}`,
    fixes: ({ machine }) => [fix(`show the network connections on ${machine}`, "who holds so many")],
    about: () => "network:conntrack",
    depth: 0,
  },
  {
    id: "link-down",
    shape: /([\w.-]{2,20}): (?:NIC )?Link is Down|bond\d+: link status definitely down for interface ([\w.-]{2,20})/i,
    certainty: "likely",
    cause: ({ parts: [, name = "", bonded = ""], count }) =>
      `the network interface ${name || bonded} lost its link${times(count)}`,
    fixes: ({ machine }) => [fix(`show the network interfaces on ${machine}`, "whether it is back")],
    about: ({ parts: [, name = "", bonded = ""] }) => `link:${name || bonded}`,
    depth: 1,
  },
];
