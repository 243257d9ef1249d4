/** Disks, their parts and file systems: looking is harmless, nearly everything else is for good. */
import { critical, high, low, medium, type Programs, type Rule } from "../rule.ts";

const disk = critical(4, "rewrites a disk");
const gone = critical(3, "destroys a volume with its data");
const lookLvm: Rule = {
  is: low(),
  flags:
    "-a -v -vv -o+ -c -C -s -S -h -H -m -d -l -A -P -Q -t --all --noheadings --segments --columns --verbose --colon --short --history --readonly --partial --foreign --nosuffix --unquoted --binary --maps --test --nolocking --ignorelockingfailure --rows --aligned --unbuffered --nameprefixes --exported --novolumegroup --uuid",
  values:
    "-o --options -O --sort -S --select --units --separator --reportformat --config --devices --nameprefixes --configreport",
};

export const disks: Programs = {
  "dmidecode lsmod lsdev swaplabel findfs biosdecode vpddecode nvidia-smi rocm-smi ipmitool-show upower": {
    flags:
      "-a -A -b -c -C -d -D -e -E -f -F -g -h -H -i -I -J -k -l -L -m -M -n -N -O -p -P -q -r -R -s -S -t -T -u -U -v -V -vv -vvv -nn -w -x -X -y -z -0 --all --ascii --bytes --fs --json --list --nodeps --noheadings --output-all --paths --pairs --raw --topology --perms --inverse --scsi --tree --real --df --verify --poll --evaluate --canonicalize --mtab --fstab --kernel --first-only --notruncate --uniq --short --html --xml --sanitize --numeric --businfo --quiet --no-sysfs --garbage-collect --cache-file --query-gpu --dump --details --enumerate --battery",
    mays: "-o -O -e -I -M -x -w -t -T -L -U -s -d -k -u -c -m -i -p -S -b -F -C -D -n --output --exclude --include --sort --match-tag --match-token --types --source --target --options --sysroot --columns --class --type --string --keyword --query-gpu --format --id --label --uuid --tree --width --dedup --task --show-info --tab-file --direction --string --dev",
    args: "list",
  },
  mount: {
    is: high(3, "mounts a file system"),
    flags:
      "-a -v -n -r -w -f -F -i -c -s --all --verbose --read-only --fake --bind --rbind --move --make-shared --make-private --make-slave --make-rprivate --make-rshared -B -R -M -l --show-labels",
    values: "-t --types -o --options -L --label -U --uuid -O --test-opts -T --fstab --source --target -N --namespace",
    modes: [{ operands: 0, lacks: "-a --all --source --target -L --label -U --uuid", use: { is: low() } }],
    style: "gnu",
  },
  umount: {
    is: high(3, "takes a file system away"),
    flags: "-a -f -l -r -R -v -n -d -q -c -i --all --force --lazy --recursive --read-only --quiet --verbose",
    values: "-t -O -N",
  },
  "swapon swapoff": {
    is: high(3, "changes swap space"),
    flags: "-a -v -d -e -f -p --all --verbose --ifexists",
    values: "-p -L -U -o --priority --discard",
    modes: [
      {
        has: "-s --summary --show",
        use: { is: low(), mays: "--show", flags: "-s --summary --noheadings --bytes --raw" },
      },
      { operands: 0, lacks: "-a --all -L -U", use: { is: low() } },
    ],
  },
  losetup: {
    is: high(3, "binds a file to a device"),
    flags: "-f -P -r -v --find --partscan --read-only --show -n -O -J --direct-io",
    values: "-o --offset --sizelimit -b",
    modes: [
      {
        has: "-a --all -l --list -j --associated",
        use: {
          is: low(),
          flags: "-a --all -l --list -n --noheadings -J --json",
          values: "-O --output -j --associated",
        },
      },
      { operands: 0, lacks: "-d -D --detach --detach-all -f --find", use: { is: low() } },
    ],
  },
  "fdisk sfdisk gdisk sgdisk cfdisk cgdisk parted partprobe partx kpartx": {
    is: disk,
    unlisted: disk,
    flags: "-s -m -a --script --machine",
    values: "-u --unit -o --output",
    args: "text",
    modes: [
      {
        has: "-l --list -d --dump -J --json -p --print -i --info -x --list-types -T --list-free -F -v --verify --show",
        use: {
          is: low(3),
          flags: "-l --list -d --dump -J --json -p --print -x -T -F -v --verify --show -a -n",
          mays: "-i --info",
          args: "text",
        },
      },
      { operands: { min: 2, max: 5 }, has: "-s --script -m --machine", use: { args: "text", is: disk } },
    ],
  },
  wipefs: {
    is: low(3),
    args: "list",
    flags: "-i -J -n -p -q -f --noheadings --json --no-act --parsable --quiet --force",
    values: "-O --output -t --types --lock",
    opts: { "-a --all": disk, "-o --offset": { value: "needs", is: disk }, "-b --backup": { value: "may" } },
    dry: "-n --no-act",
  },
  "mkfs mke2fs mkswap blkdiscard mkdosfs mkntfs badblocks mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mkfs.f2fs mkfs.exfat mkfs.jfs mkfs.reiserfs mkfs.minix mkfs.cramfs mkfs.erofs mkfs.bfs":
    { is: disk, unlisted: disk, modes: [{ has: "-n --no-act -N --dry-run", use: { is: low(3) } }] },
  "fsck e2fsck fsck.ext4 xfs_repair ntfsfix btrfsck fsck.ext3 fsck.ext2 fsck.vfat fsck.xfs fsck.btrfs": {
    is: critical(4, "repairs a file system, and may lose what it cannot"),
    flags: "-f -v -C -t -V -y -a -p -c -r -D -L",
    modes: [{ has: "-n -N", use: { is: low(3), flags: "-n -N -f -v" } }],
    values: "-b -B -j -E",
  },
  "resize2fs xfs_growfs fstrim tune2fs e2label xfs_admin btrfstune fatlabel xfs_io debugfs xfs_db xfs_freeze fsfreeze xfs_fsr e4defrag":
    {
      is: high(4, "changes a file system"),
      flags: "-a -v -p -f -d -M -A -n",
      modes: [{ has: "-l -n --dry-run", use: { is: low(3), flags: "-l -n --dry-run -A -a -v" } }],
    },
  "dumpe2fs xfs_info blockdev lvmdiskscan lvmconfig dmsetup-ls e2image xfs_spaceman": {
    is: low(3),
    flags: "-h -x -f -q -v --report",
    opts: {
      "--setrw --setra --flushbufs --rereadpt --setro": { value: "may", is: high(4, "changes a device") },
      "--getsize64 --getss --getsz --getbsz --getro --getra --getsize --getpbsz": low(3),
    },
  },
  "pvs vgs lvs pvdisplay vgdisplay lvdisplay pvscan vgscan lvscan vgck": lookLvm,
  "lvcreate lvextend lvrename lvchange vgextend vgrename vgchange pvresize lvresize lvconvert vgimport vgexport vgcfgbackup":
    {
      is: high(3, "changes volumes"),
      unlisted: high(3, "changes volumes"),
      flags: "-r -y -n -s -t --resizefs --snapshot --yes --test",
      values: "-L -l -n -s --size --extents --name --thinpool -T -a --type -k",
      dry: "-t --test",
    },
  "lvremove vgremove pvremove lvreduce vgreduce pvmove pvcreate vgcreate vgcfgrestore vgsplit vgmerge": {
    is: gone,
    unlisted: gone,
    modes: [{ has: "-t --test", use: { is: low(3) } }],
  },
  lvm: { inner: { from: 0 } },
  dmsetup: {
    sub: {
      "ls info status table deps targets version report splitname": {
        is: low(3),
        flags: "--tree -c -C --noheadings --columns",
        values: "-o -O --sort --separator",
      },
    },
    unlisted: disk,
  },
  zfs: {
    flags: "-v",
    sub: {
      "list get diff holds version groupspace userspace projectspace": {
        flags: "-r -H -p -j -d -F -h -t -T",
        values: "-t -o -s -S -d",
        unlisted: low(),
      },
      send: { is: low(3), flags: "-n -v -R -i -I -D -p -c -e -L -w -P -h -b -s", mays: "-i -I -t" },
      "snapshot snap hold release bookmark": { is: medium(3, "takes or keeps a snapshot"), flags: "-r", values: "-o" },
      "create clone set mount share load-key allow": {
        is: high(3, "changes volumes"),
        flags: "-p -u -a -s -v",
        values: "-o -V -b",
      },
      "unmount umount unshare rename inherit promote receive recv upgrade unload-key unallow change-key": {
        is: high(3, "changes volumes"),
        flags: "-f -a -r -u -v -n -s -S -d -e",
        opts: { "-F": critical(3, "throws away what is newer there") },
      },
      "destroy rollback": { is: gone, flags: "-r -R -f -d -v -p", dry: "-n", opts: { "-n": low() } },
    },
    unlisted: high(3, "changes volumes"),
  },
  zpool: {
    sub: {
      "status list iostat history get events version": {
        flags: "-v -x -L -P -H -p -g -y -w -i -l -t -T -D -s -r -q -e -f -j -d",
        values: "-o -T -N",
        opts: { "-c": medium(3, "runs scripts for each disk, or forgets events") },
        unlisted: low(),
      },
      import: {
        is: low(3),
        flags: "-d",
        modes: [
          {
            operands: { min: 1 },
            use: { is: high(3, "takes a pool in"), unlisted: high(3, "takes a pool in"), values: "-d -o -R -c" },
          },
          { has: "-a", use: { is: high(3, "takes a pool in") } },
        ],
      },
      "scrub trim initialize resilver online sync checkpoint wait": {
        is: medium(3, "makes a pool look itself over"),
        flags: "-p -s -w -e -d",
      },
      "clear reopen upgrade set export offline": high(3, "changes a pool"),
      "create add attach replace split": { is: disk, flags: "-f -n", dry: "-n" },
      "destroy remove detach labelclear": gone,
    },
    unlisted: high(3, "changes a pool"),
  },
  btrfs: {
    sub: {
      "filesystem fi": {
        sub: {
          "show usage df du": {
            flags: "-h -b -T -s --raw --mounted --all-devices -d -m --human-readable --si --iec",
            unlisted: low(),
          },
          "defragment defrag resize sync label balance mkswapfile": high(3, "changes a file system"),
        },
      },
      "subvolume sub": {
        sub: {
          "list show get-default find-new": {
            flags: "-t -a -p -s -r -u -o -q -c -g -d",
            values: "--sort",
            unlisted: low(),
          },
          snapshot: { is: medium(3, "takes a snapshot"), flags: "-r" },
          create: medium(3, "makes a subvolume"),
          "delete del": gone,
          "set-default sync": high(3, "changes a file system"),
        },
      },
      "scrub device balance quota qgroup replace rescue": {
        sub: {
          "status stats usage show list": {
            flags: "-v -d -R --raw -T -s -pcre -r -e -f -c",
            opts: { "-z --reset": medium(3, "sets counts of errors to nothing") },
            unlisted: low(),
          },
          "start resume enable pause cancel scan rescan limit create assign": {
            is: high(3, "works on a whole file system"),
            flags: "-B -d -r -m -s -v -f --full-balance",
            mays: "-dusage -musage",
          },
          "remove delete add destroy disable": critical(4, "changes the disks of a file system"),
        },
      },
      "send receive property check restore inspect-internal": {
        is: low(3),
        sub: {
          "get list rootid inode-resolve subvolid-resolve dump-super logical-resolve": low(3),
          set: medium(3, "changes a subvolume"),
        },
        flags: "-p -v -q --readonly",
        values: "-f -p -c",
        opts: {
          "--repair --init-csum-tree --init-extent-tree": critical(
            4,
            "repairs a file system, and may lose what it cannot",
          ),
        },
      },
    },
    unlisted: high(4, "changes a file system"),
  },
  mdadm: {
    is: critical(4, "changes an array"),
    unlisted: critical(4, "changes an array"),
    flags: "-v -q -b -Y --verbose --brief --export --quiet",
    modes: [
      {
        has: "-D --detail -E --examine -Q --query -X --examine-bitmap --detail-platform",
        use: { is: low(), flags: "-D --detail -E --examine -Q --query -s --scan -X --detail-platform", args: "text" },
      },
    ],
  },
  "smartctl hdparm sdparm": {
    is: low(3),
    args: "list",
    flags:
      "-a -A -H -i -c -x -q -I -g -C -d --all --info --health --attributes --capabilities --xall --scan --scan-open -v",
    values: "-l -n -T -f -q --device --log --nocheck --format -P --presets",
    mays: "-j --json",
    opts: {
      "-t --test": { value: "needs", is: medium(3, "starts a test of a disk") },
      "-d --device": { value: "may" },
      "-X -s -S -B -W -M -o --set --smart --saveauto --offlineauto": {
        value: "may",
        is: high(4, "changes a disk's settings"),
      },
      "--security-erase --security-erase-enhanced --security-set-pass --trim-sector-ranges --write-sector --fwdownload --dco-restore --repair-sector --yes-i-know-what-i-am-doing --please-destroy-my-drive":
        { value: "may", is: disk },
    },
    unlisted: high(4, "changes a disk's settings"),
  },
  "nvme storcli megacli ssacli arcconf": {
    is: low(3),
    args: "text",
    flags:
      "-a -A -H -i -c -x -q -I -g -C --all --info --health --attributes --capabilities --xall --scan --json -n -j --scan-open --human-readable -v",
    values: "-d -l -n -T -f -q --device --log --nocheck --format -o --output-format",
    mays: "-j --json",
    opts: {
      "-t --test": { value: "needs", is: medium(3, "starts a test of a disk") },
      "-X -s -S -B -W -M -o --set --smart": { value: "needs", is: high(4, "changes a disk's settings") },
      "--security-erase --security-erase-enhanced --security-set-pass --trim-sector-ranges --write-sector --fwdownload --dco-restore --repair-sector --yes-i-know-what-i-am-doing":
        { value: "needs", is: disk },
      "-t": low(3),
    },
    sub: {
      "list list-subsys smart-log error-log id-ctrl id-ns fw-log show version get-feature list-ns list-ctrl effects-log sanitize-log self-test-log":
        { is: low(3), unlisted: low(3) },
      "format sanitize write write-zeroes write-uncor delete-ns create-ns fw-download fw-activate fw-commit dsm security-send set-feature":
        disk,
      "device-self-test reset": high(4, "changes a disk's settings"),
    },
  },
  cryptsetup: {
    is: critical(4, "changes what is encrypted"),
    sub: {
      "status luksDump isLuks luksUUID benchmark": { is: low(4), flags: "-v", values: "--type" },
      "open luksOpen close luksClose resize refresh luksSuspend luksResume": high(
        4,
        "opens or closes an encrypted volume",
      ),
      luksHeaderBackup: {
        is: high(4, "copies keys of an encrypted volume"),
        opts: { "--header-backup-file": "write" },
      },
    },
    unlisted: critical(4, "changes what is encrypted"),
  },
  "iscsiadm multipath multipathd exportfs showmount rpcinfo targetcli quota repquota quotaon edquota setquota smbstatus testparm nfsiostat":
    {
      is: low(3),
      flags: "-a -e -d -v -s -n -p -ll -l -c -m -r -u -g --parameter-name -S -b -L",
      values: "-m -t -p -P --section-name -k",
      opts: { "-o --login --logout --op -F -f -r -u -i -ra -au -ua": high(3, "changes shared disks") },
      modes: [{ has: "-s --verbose -v -e -ll", use: { is: low(3) } }],
    },
};
