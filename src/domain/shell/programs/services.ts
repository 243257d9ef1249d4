/** Services of other init systems, systemd's lesser tools, the kernel's settings, the clock, and switching off. */
import { critical, high, low, medium, type Call, type Names, type Programs, type Say } from "../rule.ts";

const off = critical(4, "switches the machine off");
const again = high(3, "restarts the machine");
const wayIn: Names = {
  names: {
    "ssh* sshd* dropbear* ailx* network* NetworkManager* systemd-networkd*": critical(4, "stops the way back in"),
  },
};

export const services: Programs = {
  "service rc-service invoke-rc.d": {
    flags: "-q --quiet",
    modes: [{ has: "--status-all -l --list", use: { is: low(), flags: "--status-all -l --list" } }],
    subAt: 1,
    sub: {
      "status describe configtest show check": low(),
      "start restart reload force-reload try-restart condrestart zap": medium(3, "starts or restarts a service"),
      stop: { is: high(3, "stops a service"), args: { at: [wayIn] } },
    },
    unlisted: medium(3, "works on a service"),
    judge: ({ operands: [name] }, say) => {
      if (name && (!name.known || name.text.includes("/"))) say.path("exec", name);
    },
  },
  "initctl sv s6-svc svcadm runsvctrl supervisorctl monit pm2 god": {
    reach: "daemon",
    flags: "-a -v -w -l",
    values: "-c -u -p -s --lines",
    sub: {
      "status list check show summary report avail ls l info describe logs log monit env version tail pid maintail": {
        unlisted: low(),
        flags: "-f --raw --nostream --json",
        values: "--lines -n",
      },
      "start restart reload reread update up once hup validate add": medium(3, "starts or restarts a service"),
      "stop down kill term exit shutdown delete remove clear flush unmonitor stop-all": high(3, "stops a service"),
      save: medium(2, "writes what runs to a file"),
      startup: high(3, "starts something at every boot"),
    },
    unlisted: medium(3, "works on a service"),
  },
  "rc-status runlevel rc-list": { flags: "-a -l -r -s -u -c -m --all --list --servicelist --crashed" },
  "rc-update chkconfig update-rc.d sysv-rc-conf insserv systemd-sysv-install": {
    is: high(3, "changes what starts at boot"),
    sub: { show: low() },
    modes: [
      { operands: 0, use: { is: low() } },
      { has: "--list -l", use: { is: low(), flags: "--list -v" } },
    ],
    unlisted: high(3, "changes what starts at boot"),
    flags: "-a -v -f",
  },
  loginctl: {
    reach: "daemon",
    flags: "-a -l --all --full --no-pager --no-legend --value",
    values: "-p --property -n --lines -o --output",
    sub: {
      "list-sessions session-status show-session list-users user-status show-user list-seats seat-status show-seat":
        low(),
      "activate lock-session unlock-session lock-sessions unlock-sessions attach": medium(3, "works on sign-ins"),
      "terminate-session terminate-user terminate-seat kill-session kill-user flush-devices": high(
        3,
        "ends what a person runs",
      ),
      "enable-linger disable-linger": high(3, "lets a person's programs run without them"),
    },
  },
  "timedatectl hostnamectl localectl": {
    reach: "daemon",
    flags:
      "-a --all --no-pager -l --full --static --pretty --transient --value --monitor --adjust-system-clock --no-ask-password -j",
    values: "-p --property --json -n",
    sub: {
      "status show list-timezones timesync-status show-timesync list-locales list-keymaps list-x11-keymap-models list-x11-keymap-layouts":
        low(),
      "set-time set-timezone set-local-rtc set-ntp ntp-servers revert": high(3, "changes the clock"),
      "set-hostname hostname set-icon-name set-chassis set-deployment set-location icon-name chassis": {
        is: low(),
        modes: [{ operands: { min: 1 }, use: { is: high(3, "changes this machine's name") } }],
      },
      "set-locale set-keymap set-x11-keymap": high(3, "changes settings of the system"),
    },
  },
  "systemd-cgls systemd-cgtop systemd-delta systemd-detect-virt systemd-path systemd-escape systemd-id128": {
    reach: "daemon",
    unlisted: low(),
  },
  "systemd-analyze coredumpctl busctl machinectl bootctl portablectl homectl userdbctl oomctl varlinkctl systemd-cat systemd-inhibit systemd-creds":
    {
      reach: "daemon",
      flags:
        "-a -l -k -q -n -r -u -c -p -t -m -b -1 --all --full --no-pager --no-legend --user --system --global --quiet --man --recursive-errors --offline --no-ask-password --reverse --no-hostname --show-machine --acquired --activatable --unique --path -p --print-esp-path --batch --raw --diff --container --vm --list",
      values:
        "-n --iterations -d --delay -M --machine --fuzz --from-pattern --to-pattern --order --depth --type -o --output --json -S -U --since --until -F --field -D --debugger --scale-svg --instance --base-time --threshold --security-policy --profile --unit",
      sub: {
        "time blame critical-chain plot dot unit-paths exit-status capability condition syscall-filter filesystems calendar timestamp timespan cat-config compare-versions verify security inspect-elf dump fdstore image-policy has-tpm2 pcrs srk list info status show tree introspect get-property capture monitor wait list-users services user group groups-of-user ssh-authorized-keys inspect image-status list-images show-image dumps":
          { unlisted: low() },
        "dump-x gdb debug": high(4, "looks into the memory of a program"),
        "call set-property emit": high(3, "gives orders to a daemon"),
        "start login shell enable disable poweroff reboot terminate kill bind copy-to copy-from clone rename remove read-only import-tar import-raw pull-tar pull-raw install update random-seed set-default set-oneshot attach detach create authenticate activate deactivate decrypt encrypt setup":
          high(3, "changes guests, the boot or a home"),
      },
    },
  "systemd-tmpfiles systemd-sysusers systemd-firstboot systemd-machine-id-setup systemd-hwdb udevadm": {
    is: medium(3, "makes what its files list"),
    flags: "--create --boot --user --dry-run --cat-config -q",
    values: "--prefix -n --name -p --path -a -t -s",
    dry: "--dry-run --cat-config",
    opts: { "--remove --purge --clean": high(3, "deletes what its files list") },
    sub: {
      "info monitor test test-builtin verify settle": {
        is: low(),
        flags: "-a -k -u -q --attribute-walk --query --export --kernel --udev --property",
        values: "-n --name -p --path -q --query -s -t --timeout",
        mays: "-q --query",
      },
      "trigger control": medium(3, "makes devices known anew"),
    },
  },
  reboot: {
    is: again,
    flags: "-f -n -w -d -p --force --no-wall --reboot --no-wtmp",
    modes: [
      { has: "-p --poweroff --halt", use: { is: off } },
      { has: "-w --wtmp-only", use: { is: low() } },
    ],
  },
  "poweroff halt pm-suspend pm-hibernate": { is: off, unlisted: off },
  shutdown: {
    is: off,
    flags: "-k --no-wall -H -P -h -t -f -n",
    args: "text",
    modes: [
      { has: "-c --show", use: { is: low(3), flags: "-c --show" } },
      { has: "-k", use: { is: medium(3, "warns people") } },
      { has: "-r --reboot", use: { is: again, flags: "-r --reboot" } },
    ],
  },
  "init telinit": {
    is: critical(4, "changes what runs as a whole"),
    sub: { "0": off, "6": again, "q Q u": medium(3, "makes init read its settings again") },
    unlisted: critical(4, "changes what runs as a whole"),
  },
  kexec: { is: critical(4, "starts another kernel"), unlisted: critical(4, "starts another kernel") },
  sysctl: {
    flags: "-a -A -n -N -e -b -q -X -x --all --names --values --ignore --quiet --binary --deprecated",
    values: "-r --pattern",
    args: "text",
    opts: {
      "-p --load": { value: "may", is: high(4, "changes settings of the kernel") },
      "--system": high(4, "changes settings of the kernel"),
      "-w --write": low(),
    },
    judge: kernelSettings,
  },
  "modprobe insmod rmmod depmod kmod": {
    is: high(4, "loads or unloads a part of the kernel"),
    flags: "-a -r -f -v -q -s -i -w --all --remove --force --verbose --quiet --first-time",
    values: "-d -C -S --dirname --set-version",
    sub: { list: low(), "static-nodes": low() },
    modes: [
      {
        has: "-n --dry-run --show --show-depends -D -c --showconfig --show-config -R --resolve-alias",
        use: {
          is: low(),
          flags: "-n --dry-run --show --show-depends -D -c --showconfig --show-config -R --resolve-alias",
        },
      },
    ],
  },
  modinfo: {
    flags: "-a -d -l -p -n -0 -b --author --description --license --parameters --filename",
    values: "-F --field -k --set-version -b --basedir",
  },
  dmesg: {
    flags:
      "-H -T -e -k -L -P -r -S -t -u -w -W -x -d -J -p --human --ctime --reltime --kernel --nopager --raw --syslog --notime --userspace --follow --follow-new --decode --show-delta --json --force-prefix --color --noescape",
    mays: "-L --color",
    values: "-l --level -f --facility -s --buffer-size --since --until --time-format",
    opts: {
      "-C --clear -c --read-clear": high(4, "deletes messages of the kernel"),
      "-D --console-off -E --console-on -n --console-level": {
        value: "may",
        is: high(3, "changes what the console shows"),
      },
      "-F --file": "read",
    },
  },
  hwclock: {
    flags: "-r -v -u -l --show --get --verbose --utc --localtime --noadjfile --predict",
    values: "-f --rtc --date",
    opts: { "-w --systohc -s --hctosys --set --systz --adjust -a --setepoch": medium(3, "sets a clock") },
  },
  "chronyc ntpq ntpdate ntpdc ntpstat ntpd sntp adjtimex": {
    reach: "network",
    flags: "-n -p -c -q -4 -6 -i -a -d -v -h -N",
    values: "-h -t",
    sub: {
      "tracking sources sourcestats activity ntpdata serverstats rtcdata clients peers rv readvar associations as lpeers selectdata authdata":
        { unlisted: low(), flags: "-v -a" },
      "makestep burst online offline waitsync add delete refresh reselect settime trimrtc": medium(3, "sets the clock"),
    },
    modes: [{ has: "-q -p -n", use: { is: low() } }],
  },
  crontab: {
    is: high(3, "changes what runs at set times"),
    args: "text",
    values: "-u",
    opts: {
      "-r": high(3, "deletes what runs at set times"),
      "-i": low(),
      "-e": high(3, "opens an editor from which anything can be run"),
    },
    modes: [{ has: "-l", use: { is: low(), flags: "-l" } }],
  },
  "at batch": {
    is: high(3, "runs something later"),
    flags: "-m -M -v -b -V -k",
    values: "-q -t",
    opts: { "-f": "exec", "-d -r": high(3, "deletes what was to run later") },
    modes: [{ has: "-l -c", use: { is: low(), flags: "-l -c" } }],
  },
  atq: { values: "-q -o" },
  atrm: { is: high(3, "deletes what was to run later") },
  anacron: { is: medium(3, "runs what is due"), modes: [{ has: "-T", use: { is: low() } }] },
  logrotate: {
    is: high(3, "rotates logs"),
    flags: "-v -f --verbose --force -d --debug",
    values: "-s --state -l --log",
    dry: "-d --debug",
    args: "exec",
    modes: [{ has: "-d --debug", use: { is: low(), args: "list" } }],
  },
  "update-grub update-grub2 grub-mkconfig update-initramfs mkinitcpio dracut grub2-mkconfig kernelstub": {
    is: high(4, "changes what the machine boots"),
    unlisted: high(4, "changes what the machine boots"),
  },
  "grub-install grub2-install grub-set-default grub-reboot grub-editenv flashrom fwupdmgr fwupdtool lilo extlinux": {
    is: critical(4, "changes what the machine boots"),
    sub: { "get-devices get-updates get-history get-remotes security list get-topology": low() },
    modes: [
      { operands: 0, has: "-v --verbose", use: { is: low(3) } },
      { first: "list", use: { is: low(3) } },
      { has: "--sb-state -l", use: { is: low() } },
    ],
    unlisted: critical(4, "changes what the machine boots"),
  },
  efibootmgr: {
    is: low(3),
    flags: "-v -u -q --verbose --unicode --quiet",
    unlisted: critical(4, "changes what the machine boots"),
  },
  mokutil: {
    is: critical(4, "changes what the machine boots"),
    modes: [
      {
        has: "--sb-state --list-enrolled -l --list-new -N --list-delete -D --test-key -t --db --dbx --kek --pk --list-sbat-revocations",
        use: {
          is: low(),
          flags:
            "--sb-state --list-enrolled -l --list-new -N --list-delete -D --db --dbx --kek --pk --short --list-sbat-revocations",
          opts: { "-t --test-key": "read" },
        },
      },
    ],
    unlisted: critical(4, "changes what the machine boots"),
  },
  lsinitcpio: { args: "list", flags: "-l -a -v -m" },
  ldconfig: {
    is: medium(3, "makes the list of libraries anew"),
    flags: "-v -n -X -N",
    modes: [{ has: "-p --print-cache", use: { is: low(), flags: "-p --print-cache" } }],
    opts: { "-C -f -r": { value: "needs", is: high(4, "changes where programs find their libraries") } },
  },
  "tuned-adm powerprofilesctl cpupower x86_energy_perf_policy": {
    reach: "daemon",
    sub: {
      "active list verify recommend get frequency-info idle-info info monitor": { unlisted: low() },
      "profile set off frequency-set idle-set": medium(3, "changes how fast the machine runs"),
    },
  },
  "ipmitool ipmi-sensors": {
    is: low(3),
    values: "-I -H -U -P -L -p",
    sub: {
      "sdr sensor sel fru lan chassis power mc user channel": {
        sub: {
          "list elist type info get status print readings policy selftest bootparam": { is: low(3), unlisted: low(3) },
          "off soft cycle reset": high(3, "switches a machine off or restarts it"),
          on: medium(3, "switches a machine on"),
          "clear set bootdev": high(4, "changes the machine's own controller"),
        },
        is: low(3),
      },
    },
    unlisted: high(4, "changes the machine's own controller"),
  },
};

const weakens =
  /^(kernel\.(core_pattern|modprobe|hotplug|randomize_va_space|kptr_restrict|dmesg_restrict|yama|unprivileged|perf_event_paranoid|sysrq|kexec_load_disabled|modules_disabled)|fs\.(protected_|suid_dumpable|binfmt)|net\.ipv[46]\.conf\..*\.(accept_|rp_filter|send_redirects)|vm\.mmap_min_addr)/;

/** `sysctl a=b` and `sysctl -w a=b` set; harmless ones are undone by the old value or a reboot. */
function kernelSettings({ operands, has }: Call, say: Say): void {
  for (const word of operands) {
    if (/\.\.|^\//.test(word.text)) say.path("read", { ...word, text: `/proc/sys/${word.text}` });
    if (!word.text.includes("=") && !has("-w --write")) continue;
    const name = word.text.replaceAll("/", ".");
    if (!word.known || weakens.test(name)) say.risk(critical(4, "changes what protects the kernel"), word);
    else say.risk(medium(3, "changes a setting of the kernel until the next boot"), word);
  }
}
