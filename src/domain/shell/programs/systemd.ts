/** systemd: units and their logs. */
import { critical, high, low, medium, type Names, type Programs } from "../rule.ts";

const wayIn = "ssh* sshd* dropbear* ailx* systemd-networkd* NetworkManager* networking* network";
const guards = "firewalld* ufw* nftables* iptables* fail2ban* crowdsec* apparmor* auditd* selinux* clamav*";
const stopped: Names = {
  names: { [wayIn]: critical(4, "stops the way back in"), [guards]: critical(4, "stops what protects this machine") },
};

export const systemd: Programs = {
  systemctl: {
    reach: "daemon",
    flags:
      "-a -l -q -r --all --full --quiet --recursive --no-pager --plain --no-legend --no-block --wait --now --failed --system --runtime --show-types --value --user --reverse --after --before --no-ask-password --no-reload --dry-run --global -T -6",
    values:
      "-t --type -p --property -P -n --lines -o --output -s --signal --state --job-mode --kill-whom --kill-who --timestamp --what --check-inhibitors --message --when --preset-mode",
    opts: {
      "-H --host": { value: "needs", is: high(3, "acts on another machine") },
      "-M --machine": { value: "needs", is: medium(3, "acts inside a container") },
      "--root --image": "write",
      "-f --force": medium(3, "forces it"),
    },
    sub: {
      "status show cat list-units list-sockets list-timers list-automounts list-paths list-unit-files list-dependencies list-jobs list-machines is-active is-enabled is-failed is-system-running get-default show-environment help whoami":
        low(),
      "start restart reload try-restart reload-or-restart try-reload-or-restart condrestart force-reload": medium(
        3,
        "starts or restarts a unit",
      ),
      "daemon-reload reset-failed": medium(3, "makes systemd read its units again"),
      "enable reenable preset": high(3, "starts a unit at every boot"),
      "stop disable mask": { is: high(3, "stops or disables a unit"), args: stopped },
      kill: { is: high(3, "ends the processes of a unit"), args: stopped },
      "reboot soft-reboot kexec": high(4, "restarts the machine"),
      "poweroff halt suspend hibernate hybrid-sleep sleep": critical(4, "switches the machine off"),
      "rescue emergency isolate default": critical(4, "stops nearly everything, the way back in included"),
      "unmask add-wants add-requires link revert": high(3, "changes what starts at boot"),
      "edit set-property": high(3, "changes the configuration of a unit"),
      "set-environment unset-environment import-environment": high(3, "changes what every unit inherits"),
      "set-default": high(4, "changes what the machine boots into"),
      cancel: high(3, "cancels jobs that wait"),
      "daemon-reexec": high(3, "starts systemd anew"),
    },
  },
  journalctl: {
    flags:
      "-a -b -e -f -k -l -m -q -r -x --all --boot --pager-end --follow --dmesg --full --merge --quiet --reverse --catalog --no-pager --no-tail --no-full --utc --system --user --list-boots --disk-usage --header --verify --fields --no-hostname --list-catalog --dump-catalog --truncate-newline",
    values:
      "-u -g -n -o -p -t -S -U -F -c -D -i -N --unit --user-unit --grep --lines --output --output-fields --priority --identifier --since --until --field --cursor --after-cursor --facility --case-sensitive --interval --exclude-identifier",
    opts: {
      "-D --directory --file --root --image": "list",
      "--cursor-file": "write",
      "--vacuum-size --vacuum-time --vacuum-files": { value: "needs", is: high(3, "deletes log entries") },
      "--rotate --relinquish-var --smart-relinquish-var": medium(3, "rotates the journal"),
      "--flush --sync": medium(3, "writes the journal to disk"),
      "--setup-keys": critical(4, "makes new sealing keys"),
      "--update-catalog": medium(3, "rewrites the message catalogue"),
    },
  },
};
