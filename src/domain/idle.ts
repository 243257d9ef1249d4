/** How long a command may be silent before it is looked at: some are silent for minutes and well. */
import type { JsonObject } from "../lib/json.ts";

/** Of packages, builds, backups and large copies; all others have the default of 20 s. */
const patientMs = 120_000;

const patient: ReadonlySet<string> = new Set(
  (
    "apt apt-get aptitude dpkg dpkg-reconfigure unattended-upgrade dnf yum microdnf rpm zypper pacman apk snap flatpak pip pip3 npm pnpm yarn bun cargo go " +
    "make cmake ninja gcc g++ cc mvn gradle bundle composer docker podman buildah mkinitramfs update-initramfs dracut update-grub " +
    "tar gzip gunzip bzip2 xz unxz zstd zip unzip 7z rsync scp dd cp mv rm shred mkfs fsck e2fsck xfs_repair resize2fs badblocks pv " +
    "zfs zpool btrfs lvcreate pvmove mdadm vzdump qmrestore pct qm restic borg borgmatic duplicity rclone " +
    "pg_dump pg_dumpall pg_restore mysqldump mariadb-dump mongodump find du updatedb certbot"
  ).split(" "),
);
/** They only start another one. */
const starters: ReadonlySet<string> = new Set([
  "sudo",
  "nice",
  "ionice",
  "time",
  "env",
  "nohup",
  "setsid",
  "timeout",
  "exec",
  "stdbuf",
  "chrt",
]);

/** From the first words of each part of a command line; undefined where the default is right. A guess, and so only of patience. */
export function idleMsOf(tool: string, input: JsonObject): number | undefined {
  const command = input["command"];
  if (tool !== "shell.run" || typeof command !== "string") return undefined;
  return command
    .slice(0, 4_096)
    .split(/[\n;&|(){}]+|\$\(/)
    .some((part) => patient.has(programIn(part)))
    ? patientMs
    : undefined;
}

function programIn(part: string): string {
  for (const word of part.trim().split(/\s+/)) {
    const name = word.split("/").at(-1) ?? "";
    // Assignments, options and times before the program.
    if (/^[A-Za-z_]\w*=/.test(word) || word.startsWith("-") || /^\d+[smhd]?$/.test(word) || starters.has(name))
      continue;
    return name.replace(/^mkfs\..*/, "mkfs").replace(/^fsck\..*/, "fsck");
  }
  return "";
}
