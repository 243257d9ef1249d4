/** Programs whose whole use is to tell something: every option of theirs but those named here only looks. */
import { high, low, medium, type Programs } from "../rule.ts";

export const looks: Programs = {
  "lpstat lpq lpinfo ipcalc sipcalc ipcs dua cpuid pactree pkgfile paccheck avahi-browse avahi-resolve nmblookup wdiff iwlist lldpctl acpi uuidparse whatmask lsdvd cpufreq-info lsinput iwgetid rtmon apt-forktracer pacreport lsusb.py":
    { unlisted: low() },
  "arcstat arc_summary": { unlisted: low(), opts: { "-o --output": "write" } },
  upsc: { reach: "network", flags: "-l -L -c", values: "-j", args: "text" },
  apcaccess: { reach: "network", flags: "-u -v", values: "-h -p -f", args: "text" },
  "dkms proxmox-boot-tool pve-efiboot-tool": {
    flags: "-v -q --all",
    values: "-m -k -a",
    sub: { status: low() },
    unlisted: high(4, "changes modules or the boot"),
  },
  "proxmox-backup-manager": {
    reach: "daemon",
    sub: {
      "datastore task disk network remote node verify-job prune-job sync-job": {
        sub: { "list show status": { is: low(), values: "--output-format" } },
        unlisted: high(4, "changes the backup server"),
      },
      "version versions": low(),
    },
    unlisted: high(4, "changes the backup server"),
  },
  vnstat: {
    unlisted: low(),
    opts: { "--add --remove --rename --limit": { value: "may", is: medium(3, "changes what is counted") } },
  },
  sensors: {
    unlisted: low(),
    opts: { "-s --set": high(3, "changes what the hardware watches"), "-c --config-file": "read" },
  },
  ailx: {
    is: high(4, "gives orders to ailx itself"),
    sub: { "version rate help": { args: "text", unlisted: low() } },
    unlisted: high(4, "gives orders to ailx itself"),
  },
  stern: { reach: "network", unlisted: low() },
  velero: {
    reach: "network",
    sub: {
      "version backup restore schedule backup-location snapshot-location plugin": {
        sub: {
          "get describe logs": low(),
          create: medium(3, "makes or plays back a backup"),
          delete: high(3, "deletes backups"),
        },
        is: low(),
      },
      get: { unlisted: low() },
      describe: { unlisted: low() },
    },
    unlisted: high(3, "changes the cluster"),
  },
  rtcwake: {
    is: high(4, "switches the machine off for a while"),
    flags: "-a -l -u -v --auto --local --utc --verbose",
    values: "-d -s -t --device --seconds --time --date",
    modes: [
      {
        has: "-m --mode",
        use: {
          is: low(3),
          opts: {
            "-m --mode": { names: { "show no": low(3) }, else: high(4, "switches the machine off for a while") },
          },
        },
      },
    ],
  },
};
