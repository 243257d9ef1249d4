/** Proxmox VE, libvirt, LXD and Incus: guests, their disks and their hosts. */
import { critical, high, low, medium, type Programs, type Rule } from "../rule.ts";

const look = (level: 1 | 3 = 1): Rule => ({
  is: low(level),
  flags:
    "--full --verbose -v --current --pending --noborder --noheader --human-readable --replicated --all --title --inactive --name --uuid --id --details",
  values: "--output-format --node --vmid --storage --content --limit --since --until --errors --source --type",
});
const destroyed = critical(3, "destroys a guest with its disks");

const guest: Rule["sub"] = {
  "list status config pending listsnapshot showcmd df cpusets help": look(),
  "start resume unlock rescan": {
    is: medium(3, "starts or resumes a guest"),
    values: "--timeout --skiplock --machine --migratedfrom",
    flags: "--debug",
  },
  "reboot shutdown stop suspend reset": {
    is: high(3, "stops or restarts a guest"),
    values: "--timeout --forceStop --skiplock --keepActive --todisk",
  },
  snapshot: { is: medium(3, "takes a snapshot"), values: "--description --vmstate" },
  "set resize": { is: high(3, "changes a guest"), unlisted: high(3, "changes a guest") },
  "create clone": { is: medium(3, "makes a guest"), unlisted: medium(3, "makes a guest") },
  restore: {
    is: high(3, "makes a guest from a backup"),
    unlisted: high(3, "makes a guest from a backup"),
    opts: { "--force": { value: "may", is: destroyed } },
  },
  migrate: {
    is: high(3, "moves a guest to another node"),
    values: "--target --targetstorage --timeout --bwlimit --migration_network --migration_type",
    mays: "--online --restart --with-local-disks",
  },
  delsnapshot: { is: high(3, "deletes a snapshot"), values: "--force" },
  rollback: { is: critical(3, "throws away everything since a snapshot"), values: "--start" },
  destroy: { is: destroyed, mays: "--purge --force --destroy-unreferenced-disks --skiplock" },
  template: high(3, "turns a guest into a template, for good"),
};

export const proxmox: Programs = {
  qm: {
    abbreviated: true,
    reach: "daemon",
    sub: {
      ...guest,
      disk: {
        sub: {
          rescan: medium(3, "looks for disks"),
          "import resize": high(3, "changes the disks of a guest"),
          "move move_disk unlink": high(3, "changes the disks of a guest"),
        },
      },
      "importdisk importovf move_disk move-disk unlink": high(3, "changes the disks of a guest"),
      agent: { unlisted: medium(3, "asks a guest's own agent"), args: "text" },
      guest: {
        sub: {
          cmd: { is: medium(3, "asks a guest's own agent") },
          exec: { is: high(3, "runs a command in a guest"), inner: { from: 1, as: "remote" } },
          "exec-status": low(),
          passwd: critical(4, "changes a password in a guest"),
        },
      },
      "terminal monitor vncproxy sendkey mtunnel nbdstop": high(3, "opens a way into a guest"),
      cleanup: medium(3, "tidies up after a guest"),
      cloudinit: { sub: { "dump pending": low(), update: medium(3, "writes settings of a guest") } },
      wait: low(),
    },
  },
  pct: {
    abbreviated: true,
    reach: "daemon",
    sub: {
      ...guest,
      exec: { is: low(3), flags: "--keep-env", inner: { from: 1, as: "container" } },
      "enter console": high(3, "opens a shell in a guest"),
      "push pull": { is: medium(3, "copies a file between a guest and its host"), values: "--user --group --perms" },
      "fsck mount unmount fstrim": high(3, "works on the file system of a guest"),
      "remote-migrate move-volume move_volume": high(3, "moves a guest or its disk"),
    },
  },
  pvesm: {
    abbreviated: true,
    reach: "daemon",
    sub: {
      "status list path scan apiinfo extractconfig": { ...look() },
      "alloc set add": high(3, "changes storage"),
      "free remove": critical(3, "deletes a volume or a storage"),
      export: { is: low(3), args: { at: ["text", "text", "write"] }, values: "--with-snapshots --snapshot --base" },
      import: high(3, "writes a volume"),
      "prune-backups": {
        is: critical(3, "deletes backups"),
        values:
          "--keep-last --keep-daily --keep-weekly --keep-monthly --keep-yearly --keep-hourly --keep-all --type --vmid",
        mays: "--dry-run",
        dry: "--dry-run",
      },
    },
  },
  vzdump: {
    is: medium(3, "makes a backup"),
    reach: "daemon",
    flags: "--quiet",
    mays: "--all --stdexcludes --lockwait --protected",
    values:
      "--mode --storage --compress --node --exclude --bwlimit --ionice --pool --notes-template --mailto --mailnotification --zstd --pigz --tmpdir --notification-mode --fleecing --performance",
    opts: {
      "--dumpdir": "write",
      "--script": { value: "needs", is: high(4, "runs a script as root") },
      "--remove --prune-backups --maxfiles": { value: "needs", is: high(3, "deletes older backups") },
      "--stop": { value: "may", is: high(3, "ends backups that run") },
    },
  },
  "pvesh proxmox-backup-client": {
    abbreviated: true,
    reach: "daemon",
    flags: "--noproxy --quiet --human-readable --noborder --noheader",
    values: "--output-format --repository --limit --ns --output",
    sub: {
      "get ls list usage status version snapshots snapshot": { ...look(), args: "text", unlisted: low() },
      "create set": high(3, "changes what the API path names"),
      delete: critical(3, "deletes what the API path names"),
      backup: medium(3, "makes a backup"),
      "restore mount map": high(3, "writes from a backup"),
      "forget prune": critical(3, "deletes backups"),
      "login logout key": high(4, "changes keys"),
    },
  },
  pveum: {
    abbreviated: true,
    reach: "daemon",
    sub: {
      "user role group acl realm pool": {
        abbreviated: true,
        sub: {
          "list permissions": look(),
          token: { sub: { "list permissions": low() }, unlisted: critical(4, "changes keys of the API") },
        },
        unlisted: critical(4, "changes who may do what"),
      },
      passwd: critical(4, "changes a password"),
      ticket: high(4, "makes a key"),
    },
    unlisted: critical(4, "changes who may do what"),
  },
  pvecm: {
    abbreviated: true,
    reach: "daemon",
    sub: {
      "status nodes expected apiver qdevice keygen": {
        is: low(),
        modes: [{ first: "expected", use: { is: critical(3, "changes how many votes the cluster needs") } }],
      },
      "create add addnode delnode updatecerts mtunnel": critical(4, "changes the cluster"),
    },
    unlisted: critical(4, "changes the cluster"),
  },
  "pveversion pveperf pvereport pve-firewall pvesubscription pveceph ha-manager pvenode pveam pvesr corosync-cfgtool corosync-quorumtool":
    {
      reach: "daemon",
      flags: "-v --verbose -s -l",
      sub: {
        "status config compile localnet list get available simulate": look(),
        "start restart": medium(3, "starts or restarts a service"),
        "update download": medium(3, "fetches files"),
        "stop remove set add delete migrate relocate crm-command osd pool mon mgr mds fs lvm install purge init createosd destroyosd wakeonlan migrateall stopall startall":
          high(3, "changes the node or the cluster"),
      },
    },
  "pvescheduler pvedaemon pveproxy pvestatd": {
    unlisted: high(3, "starts or stops a service"),
    sub: {
      status: low(),
      "start restart": medium(3, "starts or restarts a service"),
      stop: high(3, "stops a service"),
    },
  },
  virsh: {
    reach: "daemon",
    flags: "-r --readonly -q --quiet -d -t --timing -k",
    opts: { "-c --connect": { value: "needs", is: medium(3, "asks another daemon than the machine's own") } },
    sub: {
      "list dominfo domstate domstats domblklist domiflist domblkinfo domblkstat domifstat domifaddr dommemstat dumpxml vcpuinfo vcpucount snapshot-list snapshot-info net-list net-info net-dumpxml net-dhcp-leases pool-list pool-info pool-dumpxml vol-list vol-info nodeinfo nodecpustats nodememstats capabilities version sysinfo hostname uri freecell iface-list nwfilter-list secret-list domjobinfo domuuid domid domname domtime":
        {
          flags:
            "--all --inactive --name --uuid --id --title --table --details --full --source --transient --persistent --tree --security-info --autostart --state-running",
          values: "--domain --pool --network --interval",
          unlisted: low(),
        },
      "start resume autostart managedsave-remove domrename setvcpus setmem attach-device attach-disk attach-interface net-start pool-start snapshot-create snapshot-create-as define net-define pool-define vol-create vol-create-as save dump":
        medium(3, "changes a guest"),
      "shutdown reboot reset suspend managedsave migrate detach-device detach-disk detach-interface edit blockresize blockcommit net-destroy pool-destroy net-undefine pool-undefine update-device snapshot-delete console":
        high(3, "stops or changes a guest"),
      destroy: high(3, "switches a guest off"),
      undefine: {
        is: critical(3, "removes a guest"),
        flags:
          "--managed-save --snapshots-metadata --nvram --keep-nvram --checkpoints-metadata --remove-all-storage --wipe-storage --delete-storage-volume-snapshots",
        values: "--storage",
      },
      "vol-delete vol-wipe pool-delete snapshot-revert": critical(3, "deletes or throws away disks"),
      "qemu-monitor-command qemu-agent-command": high(3, "gives orders to the emulator itself"),
    },
  },
  "virt-top virt-df virt-filesystems virt-inspector virt-host-validate": { reach: "daemon", unlisted: low(3) },
  "virt-install virt-clone": { is: medium(3, "makes a guest"), unlisted: medium(3, "makes a guest") },
  "virt-customize virt-edit guestfish guestmount virt-sysprep": { is: high(4, "changes the disk of a guest") },
  "qemu-img qemu-nbd": {
    sub: {
      "info check map compare measure": {
        flags: "-U --force-share --backing-chain -p -q",
        values: "-f --output -F",
        args: "list",
        modes: [],
      },
      "create convert": {
        is: medium(2, "writes a disk image"),
        flags: "-p -q -c -n -W -U",
        values: "-f -O -o -m -S -l -T -t -b -B -F",
        args: { last: "write", rest: "read" },
      },
      "resize rebase commit amend snapshot": high(3, "changes a disk image"),
    },
    unlisted: high(4, "changes a disk"),
  },
  "lxc incus": {
    reach: "daemon",
    sub: {
      "list ls info version": { flags: "--resources --show-log --fast -f", values: "-c --columns --format" },
      "image network storage profile remote cluster project config operation warning": {
        sub: {
          "list ls info show get list-leases alias": {
            flags: "--expanded --all-projects",
            values: "-f --format -c --columns",
            unlisted: low(),
          },
          "create set edit add device copy refresh import attach assign": medium(3, "changes settings of guests"),
          "delete rm remove unset detach": high(3, "deletes settings of guests"),
          volume: {
            sub: { "list show info": low(), delete: critical(3, "deletes a volume") },
            unlisted: medium(3, "changes a volume"),
          },
          trust: critical(4, "changes who may sign in"),
        },
      },
      "launch init copy cp start restart snapshot rename move publish": medium(3, "makes or starts a guest"),
      "stop pause": high(3, "stops a guest"),
      "delete rm": destroyed,
      restore: critical(3, "throws away everything since a snapshot"),
      exec: {
        is: low(3),
        flags: "-t -T -n",
        values: "--env --cwd --user --group --mode",
        inner: { from: 1, as: "container", missing: high(3, "opens a shell in a guest") },
      },
      "shell console": high(3, "opens a shell in a guest"),
      file: { sub: { "pull push edit delete create mount": medium(3, "copies files of a guest") } },
    },
  },
  "lxc-ls lxc-info lxc-top": {
    flags: "-f --fancy --active --running --stopped -1 -s -p -i -H",
    values: "-n --name -P -F",
    reach: "daemon",
  },
  "lxc-start lxc-create lxc-copy lxc-snapshot": {
    is: medium(3, "makes or starts a guest"),
    unlisted: medium(3, "makes or starts a guest"),
  },
  "lxc-stop lxc-freeze": { is: high(3, "stops a guest"), unlisted: high(3, "stops a guest") },
  "lxc-destroy": { is: destroyed, unlisted: destroyed },
  "lxc-attach": {
    is: low(3),
    values: "-n --name -u -g -v",
    flags: "--clear-env --keep-env",
    inner: { from: 0, as: "container", missing: high(3, "opens a shell in a guest") },
  },
};
