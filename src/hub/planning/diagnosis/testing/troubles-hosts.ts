/** What the kernel and the programs below the services say and show when disks, links, clocks, packages or sign-ins are in trouble. */
import { certificate } from "./faults.ts";
import { ago, log, process, processes } from "./looks.ts";
import { disks, found, inFile, link, network, read, status, type Trouble } from "./pieces.ts";

export const hostTroubles: readonly Trouble[] = [
  {
    of: "a certificate that nothing renews",
    looks: [certificate(ago(-12.5 * 86_400))],
    id: "certificate-soon",
    cause:
      /^the certificate of CN=web-1\.lab, shown at localhost:443, expires on .*, in 12 days, and nothing has renewed it yet$/,
  },
  {
    of: "a share that is stale",
    looks: [found("backup", "ls: cannot access '/mnt/nas': Stale file handle")],
    id: "share-stale",
    cause: /^a share is stale/,
    fix: "show /etc/fstab on web-1",
  },
  {
    of: "a link that went down",
    looks: [found("kernel", "e1000e 0000:00:1f.6 eno1: NIC Link is Down")],
    id: "link-down",
    cause: /^the network interface eno1 lost its link$/,
    fix: "show the network interfaces on web-1",
  },
  {
    of: "a disk that dies",
    looks: [found("smartd", "Device: /dev/sda [SAT], 8 Currently unreadable (pending) sectors")],
    id: "disk-dying",
    cause: /^the disk \/dev\/sda is dying: 8 Currently unreadable \(pending\) sectors; what is on it must be copied/,
  },
  {
    of: "an array that has lost a disk",
    looks: [
      read(
        "/proc/mdstat",
        "Personalities : [raid1] \nmd0 : active raid1 sdb1[1](F) sda1[0]\n      976630464 blocks super 1.2 [2/1] [U_]\n      \nunused devices: <none>\n",
      ),
    ],
    id: "array-degraded",
    cause: /^the array md0 has 1 of 2 disks; sdb1 failed: one more, and its data may be gone$/,
    fix: "are there any disk errors on web-1?",
  },
  {
    of: "an array that is being repaired",
    looks: [
      read(
        "/proc/mdstat",
        "Personalities : [raid1] \nmd0 : active raid1 sdc1[2] sda1[0]\n      976630464 blocks super 1.2 [2/1] [U_]\n      [=>...................]  recovery =  8.5% (83012928/976630464) finish=121.3min speed=122753K/sec\n",
      ),
    ],
    id: "array-degraded",
    cause: /^the array md0 has 1 of 2 disks, and is being repaired: 8\.5%, 122 minutes to go$/,
  },
  {
    of: "an array that mdadm tells of",
    looks: [found("mdmonitor", "Fail event detected on md device /dev/md0, component device /dev/sdb1")],
    id: "array-degraded",
    cause: /^the array \/dev\/md0 has lost a disk, \/dev\/sdb1: one more, and its data is gone$/,
    fix: "show /proc/mdstat on web-1",
  },
  {
    of: "a ZFS pool with a disk that failed",
    looks: [found("zed", "eid=27 class=statechange pool='tank' vdev=ata-WDC_WD40-part1 vdev_state=FAULTED")],
    id: "pool-degraded",
    cause: /^the ZFS pool tank has a disk, ata-WDC_WD40-part1, that is faulted$/,
    fix: "run `zpool status tank` as root on web-1",
  },
  {
    of: "a file system that became read-only",
    looks: [found("kernel", "EXT4-fs (sda1): Remounting filesystem read-only")],
    id: "file-system-read-only",
    cause: /^the kernel found a file system damaged and made it read-only/,
    fix: "are there any disk errors on web-1?",
  },
  {
    of: "a disk without inodes",
    looks: [disks({ inodesUsedRatio: 0.999 })],
    asked: { about: "full" },
    id: "inodes-full",
    cause: /^\/ has no place for more files \(100% of its inodes\), though 50% of its room is free/,
    fix: "run `du --inodes -x -d 3 /` as root on web-1",
  },
  {
    of: "a machine that has too many files open",
    looks: [read("/proc/sys/fs/file-nr", "96512\t0\t100000\n")],
    id: "open-files",
    cause: /^the machine has 96,512 files open, of 100,000 that it may have$/,
    fix: "show the network connections on web-1",
  },
  {
    of: "a service that has too many files open",
    looks: [
      log("shop", ["accept4() failed (24: Too many open files)", 9], ["accept4() failed (24: Too many open files)", 8]),
    ],
    id: "open-files",
    cause: /^shop may not open more files: its limit is reached \(2 times\)$/,
    fix: "restart the unit “shop” on web-1",
  },
  {
    of: "disks that cannot keep up",
    looks: [
      read(
        "/proc/pressure/io",
        "some avg10=57.42 avg60=41.10 avg300=17.93 total=61543218\nfull avg10=50.01 avg60=38.11 avg300=15.02 total=51230001\n",
      ),
      processes({ state: "waiting" }, process(41, { state: "D", name: "rsync", command: "rsync -a /srv /mnt" })),
    ],
    asked: { about: "slow" },
    id: "disk-waits",
    cause: /^the disks cannot keep up: in 41% of the last minute a program waited for them$/,
    fix: "are there any disk errors on web-1?",
  },
  {
    of: "memory that goes to swap and back",
    looks: [
      read(
        "/proc/pressure/memory",
        "some avg10=62.12 avg60=55.80 avg300=20.04 total=99\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=9\n",
      ),
    ],
    asked: { about: "memory" },
    id: "memory-thrash",
    cause: /^the machine has too little memory for what runs: in 56% of the last minute/,
    fix: "show the processes with the most memory on web-1",
  },
  {
    of: "a share that hangs",
    looks: [
      disks({}, "/mnt/nas"),
      processes(
        { state: "waiting" },
        ...[41, 42, 43].map((pid) => process(pid, { state: "D", name: "ls", command: "ls /mnt/nas" })),
      ),
    ],
    id: "share-hangs",
    cause: /^the share mounted at \/mnt\/nas does not answer: 3 processes wait, such as ls$/,
    fix: "check the network on web-1",
  },
  {
    of: "a file server that the kernel waits for",
    looks: [found("kernel", "nfs: server 10.0.0.5 not responding, still trying")],
    id: "share-silent",
    cause: /^the file server 10\.0\.0\.5 does not answer: whoever uses its share waits$/,
    fix: "check the network on web-1",
  },
  {
    of: "a share of Windows that the kernel waits for",
    looks: [found("kernel", "CIFS: VFS: \\\\nas.lab has not responded in 180 seconds. Reconnecting...")],
    id: "share-silent",
    cause: /^the file server nas\.lab does not answer/,
  },
  {
    of: "a link whose packets break",
    looks: [network(link("eth0", { errors: 40 })), network(link("eth0", { errors: 52 }))],
    asked: { about: "network" },
    id: "packets-broken",
    cause: /^the network interface eth0 receives broken packets: 52 since the start, 12 of them while it was looked at/,
    fix: "show the network interfaces on web-1",
  },
  {
    of: "a link that drops packets",
    looks: [network(link("eth0", { dropped: 40 })), network(link("eth0", { dropped: 90 }))],
    asked: { about: "network" },
    id: "packets-dropped",
    cause: /^the network interface eth0 drops packets: 50 while it was looked at$/,
    fix: "show the network interfaces on web-1",
  },
  {
    of: "a link without a signal",
    looks: [network(link("lo"), link("eth1", { carrier: false }))],
    asked: { about: "network" },
    id: "link-down",
    cause: /^the network interface eth1 has no signal/,
    fix: "show the network interfaces on web-1",
  },
  {
    of: "a clock that nobody sets",
    looks: [status("chrony", { active: false, state: "inactive", subState: "dead", mainPid: null })],
    id: "clock-not-set",
    cause: /^chrony does not run, and nothing else sets the clock$/,
    fix: "turn on the unit “chrony” on web-1",
  },
  {
    of: "time servers that do not answer",
    looks: [
      log(
        "systemd-timesyncd",
        ["Timed out waiting for reply from 185.125.190.56:123 (ntp.ubuntu.com).", 300],
        ["Timed out waiting for reply from 185.125.190.56:123 (ntp.ubuntu.com).", 100],
      ),
    ],
    id: "clock-no-source",
    cause:
      /^the clock is not set by anybody: the time server 185\.125\.190\.56:123 \(ntp\.ubuntu\.com\) does not answer$/,
    fix: "check the network on web-1",
  },
  {
    of: "a clock that was wrong",
    looks: [log("chrony", ["System clock wrong by 3.455021 seconds", 300])],
    id: "clock-jumped",
    cause: /^the clock was wrong by 3\.455021 seconds$/,
    fix: "show the time of web-1",
  },
  {
    of: "a start that waited for a disk",
    looks: [
      found("systemd", "Timed out waiting for device dev-disk-by\\x2duuid-0a1b.device - /dev/disk/by-uuid/0a1b."),
    ],
    id: "start-waited",
    cause: /^the start waited for the disk dev-disk-by\\x2duuid-0a1b, which is not there$/,
    fix: "show /etc/fstab on web-1",
  },
  {
    of: "a start that took long",
    looks: [found("systemd", "Startup finished in 2.981s (kernel) + 4min 31.204s (userspace) = 4min 34.185s.")],
    id: "start-was-slow",
    cause: /^the last start took long: 2\.981s \(kernel\) \+ 4min 31\.204s \(userspace\)$/,
  },
  {
    of: "a package manager at work for hours",
    looks: [
      processes(
        { match: "apt" },
        process(812, { name: "apt-get", command: "apt-get -y upgrade", startedAtMs: ago(7_300) }),
        process(813, { name: "apt.systemd.dai", command: "/bin/sh /usr/lib/apt/apt.systemd.daily" }),
      ),
    ],
    id: "packages-held",
    cause: /^apt-get works with the packages since .* \(process 812\), and holds their lock$/,
    fix: "kill process 812 on web-1",
  },
  {
    of: "packages that were broken off",
    looks: [
      {
        tool: "file.search",
        input: { path: "/var/lib/dpkg/updates" },
        output: {
          realPath: "/var/lib/dpkg/updates",
          matches: [{ path: "/var/lib/dpkg/updates/0003", kind: "file", sizeBytes: 900, modifiedAtMs: ago(900) }],
          truncated: false,
          whole: true,
          scanned: 1,
          skipped: 0,
          ms: 1,
        },
      },
    ],
    id: "packages-half-done",
    cause: /^a change of packages was broken off/,
    fix: "run `dpkg --configure -a` as root on web-1",
  },
  {
    of: "a package that could not be set up",
    looks: [inFile("/var/log/apt/term.log", "dpkg: error processing package mysql-server-8.0 (--configure):")],
    id: "packages-half-done",
    cause: /^the packages are half installed: mysql-server-8\.0 could not be set up/,
    fix: "run `dpkg --configure -a` as root on web-1",
  },
  {
    of: "a backup whose store is locked",
    looks: [
      found(
        "restic",
        "unable to create lock in backend: repository is already locked exclusively by PID 4711 on web-1 by root (UID 0, GID 0)",
      ),
    ],
    id: "backup-locked",
    cause: /^the backup did not run: its store is locked by PID 4711 on web-1/,
    fix: "show the processes with the most cpu on web-1",
  },
  {
    of: "a backup that failed",
    looks: [
      found(
        "nightly",
        "Fatal: unable to open repository at sftp:nas:/restic: unable to start the sftp session, error: exit status 255",
      ),
    ],
    id: "backup-failed",
    cause: /^the backup failed: Fatal: unable to open repository at sftp:nas:\/restic/,
    fix: "show disk usage on web-1",
  },
  {
    of: "a key that is refused",
    looks: [log("ssh", ["Authentication refused: bad ownership or modes for directory /home/ann/.ssh", 30])],
    id: "login-files-open",
    cause: /^a key is refused because others may write to \/home\/ann\/\.ssh$/,
    fix: "run `chmod go-w /home/ann/.ssh` as root on web-1",
  },
  {
    of: "somebody who may not sign in",
    looks: [log("ssh", ["User ann from 10.0.0.9 not allowed because not listed in AllowUsers", 30])],
    id: "login-not-allowed",
    cause: /^ann may not sign in over SSH: not listed in AllowUsers$/,
    fix: "show /etc/ssh/sshd_config on web-1",
  },
  {
    of: "too many who sign in at once",
    looks: [log("ssh", ["drop connection #11 from [203.0.113.9]:51234 on [10.0.0.7]:22 past MaxStartups", 30])],
    id: "login-too-many",
    cause: /^SSH turns sign-ins away: too many come at once/,
    fix: "show the last 50 lines of the ssh log on web-1",
  },
  {
    of: "a session manager that hangs",
    looks: [log("ssh", ["pam_systemd(sshd:session): Failed to create session: Connection timed out", 30])],
    id: "login-slow-session",
    cause: /^signing in is slow: the session manager does not answer \(Connection timed out\)$/,
    fix: "restart the unit “systemd-logind” on web-1",
  },
  {
    of: "a table of connections that is full",
    looks: [found("kernel", "nf_conntrack: nf_conntrack: table full, dropping packet")],
    id: "connections-untracked",
    cause: /^the firewall's table of connections is full/,
    fix: "show the network connections on web-1",
  },
];
