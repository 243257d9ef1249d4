/** What is asked about the settings of a system: its clock, its language, its kernel, its limits, its name. */
import { type Match, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { isChange } from "./on-unit.ts";
import { command, read } from "./say.ts";
import { kernelKeys, keyIn } from "./settings-kernel.ts";

type Of = { command: string | { systemd: string; other: string }; does: string; needs?: string };
const look =
  ({ command: text, does, needs = "a POSIX shell" }: Of) =>
  (match: Match): Intent | undefined =>
    isChange(match) || things(match).length > 0
      ? undefined
      : command({
          command: ({ facts }) =>
            typeof text === "string" ? text : facts.init === "systemd" ? text.systemd : text.other,
          does,
          reads: true,
          needs,
        });
const file =
  (path: string) =>
  (match: Match): Intent | undefined =>
    isChange(match) ? undefined : read("file.read", { path }, { ask: true });

const noise =
  "(check|give|list|find out|find|get|want|know|currently|current|configured|set|setting|settings|in|on|of|use|uses|using|used|does|is|are|there|has|have|to|for|right|correct|correctly|ok|verify|default|system|systemd|effective|with|it|and|print|cat|still|active|enabled|turned|allowed|or|off|value|values|machine|which|whether|stand|stands|actually|run|runs|running|under|by|as|at|file|dump|any|where)";
const asks = (nouns: string, of: (match: Match) => Intent | undefined, more: readonly string[] = []): Frame =>
  frame([nouns], of, { reads: true, may: [noise, nouns, ...more] });

export const settingFactFrames = (): Frame[] => [
  asks(
    "(timezone|time zone|tz|clock zone|timezones|time zones|local time zone|what zone)",
    look({
      command: { systemd: "timedatectl", other: "date +%Z\\ %z; cat /etc/timezone" },
      does: "Show the time zone",
    }),
    ["(utc|same|berlin|time|clock|all)"],
  ),
  asks(
    "(locale|locales|system language|language|lang|lc_all|keyboard layout|keymap|keyboard|system locale|character set|charset|encoding|language setting)",
    look({ command: { systemd: "localectl; locale", other: "locale" }, does: "Show the locale" }),
    ["(layout|utf-8|utf8|generated|installed|available|console)"],
  ),
  asks(
    "(ntp|ntp server|ntp servers|time server|time servers|timeserver|timeservers|time source|time sources|time sync|chrony sources|ntp sources|ntp peers|time synchronisation|time synchronization|clock source|clock sync|timesyncd)",
    look({
      command: {
        systemd: "timedatectl; timedatectl timesync-status 2>/dev/null || chronyc sources",
        other: "chronyc sources 2>/dev/null || ntpq -p",
      },
      does: "Show where the time comes from",
    }),
    [
      "(from|time|sync|syncs|synced|its|synchronised|synchronized|peers|sources|server|servers|talk|talks|get|gets|offset|status|what|working|works)",
    ],
  ),
  asks(
    "(hostname|host name|hostnames|fqdn|full hostname|static hostname|domain name of machine|fully qualified domain name|machine name)",
    look({
      command: { systemd: "hostnamectl; hostname -f", other: "hostname; hostname -f" },
      does: "Show the host name",
    }),
    ["(its|itself|call|called|full|think|thinks|domain|fqdn|real)"],
  ),
  asks(
    "(hosts file|/etc/hosts|host file|static hosts|hosts entries|hosts entry|entries in hosts|entry in hosts)",
    file("/etc/hosts"),
    ["(contain|contains|content|contents|look|like|entries|entry|what)"],
  ),
  asks("(fstab|/etc/fstab|mount table|mounted at boot|mounts at boot)", file("/etc/fstab"), [
    "(contain|contains|content|contents|look|like|entries|what|filesystems)",
  ]),
  asks(
    "(motd|message of day|login banner|login message|welcome message)",
    look({ command: "cat /etc/motd /etc/issue.net", does: "Show the message at sign-in" }),
  ),
  asks(
    "(ulimit|ulimits|open files limit|open file limit|max open files|file descriptor limit|limits.conf|user limits|process limits|nofile limit|nofile|nproc limit|fd limit|resource limits|file-max|maximum open files|limit of open files|limit on open files|security limits|limits for open files|limit for open files)",
    look({
      command:
        "ulimit -a; cat /proc/sys/fs/file-max; grep -rhv '^[#[:space:]]' /etc/security/limits.conf /etc/security/limits.d",
      does: "Show the limits",
    }),
    ["(high|how|maximum|max|open|files|descriptors|user|users|many|processes|per|process|soft|hard|can|be|opened)"],
  ),
  asks(
    "(swap size|swapfile|swap file|swap partition|swap configuration|swap devices|swap device|swap configured|swap enabled|swap set up|swapon|swap on)",
    (match) =>
      /\b(?:process|processes|who|eating|swapping|most|top|full|usage|left|free)\b/.test(match.text)
        ? undefined
        : look({ command: "swapon --show; free -h", does: "Show the swap space" })(match),
    ["(big|how|much|size|file|partition|space|any|at all|where|exist|exists|have|device|on|turned)"],
  ),
  asks(
    "(kernel command line|kernel cmdline|boot parameters|kernel parameters at boot|kernel boot parameters|boot options|/proc/cmdline|kernel arguments|cmdline of kernel|kernel options)",
    look({ command: "cat /proc/cmdline", does: "Show the parameters of the kernel at boot" }),
    ["(booted|boot|with|was|what|were|passed|kernel)"],
  ),
  asks(
    "(kernel modules|loaded modules|lsmod|modules loaded|kernel module|modules)",
    (match) => {
      const [word] = openWords(match);
      return word === undefined ? look({ command: "lsmod", does: "List the kernel modules" })(match) : undefined;
    },
    ["(loaded|kernel|what|all)"],
  ),
  frame(
    ["(kernel module|module|modprobe)", "(loaded|available|there|active|in use|running)", "{word}"],
    (match) => {
      const [word = ""] = openWords(match);
      return isChange(match) || !/^[a-z0-9_-]{2,40}$/.test(word)
        ? undefined
        : command({
            command: (_machine, q) => `lsmod | grep -w ${q(word)} || echo ${q(`${word} is not loaded`)}`,
            does: `Look for the kernel module ${word}`,
            reads: true,
            needs: "a POSIX shell",
          });
    },
    { reads: true, may: [noise, "(kernel|module|loaded|check whether)"] },
  ),
  asks(
    "(selinux|selinux mode|selinux status|getenforce|sestatus|apparmor|apparmor profiles|apparmor status|mandatory access control)",
    look({ command: "getenforce 2>/dev/null || aa-status", does: "Show SELinux or AppArmor" }),
    ["(enforcing|permissive|mode|status|disabled|enabled|on|profiles|loaded|what)"],
  ),
  asks(
    "(default editor|system editor|editor alternative|default shell|login shell of root|alternatives|update-alternatives|default java|default java version|default python|default python version|java alternative)",
    look({
      command:
        "update-alternatives --get-selections | grep -E '^(editor|vi|java|python|python3|pager|php) '; echo \"EDITOR=${EDITOR:-} SHELL=${SHELL:-}\"",
      does: "Show which programs names mean",
    }),
    ["(editor|shell|what|java|python|alternatives)"],
  ),
  asks(
    "(umask|default umask|login.defs|password policy|password rules|password aging|password expiry policy|password expiration policy|password ageing)",
    look({ command: "umask; grep -Ev '^(#|[[:space:]]*$)' /etc/login.defs", does: "Show the rules for accounts" }),
    ["(what|rules|policy|new|users|passwords)"],
  ),
  asks(
    "(unattended upgrades|unattended-upgrades|automatic updates|auto updates|automatic upgrades|auto-updates|automatic security updates|dnf-automatic|autoupdates)",
    look({
      command: "cat /etc/apt/apt.conf.d/20auto-upgrades 2>/dev/null || systemctl status --no-pager dnf-automatic.timer",
      does: "Show whether updates come by themselves",
    }),
    ["(configured|security|set up|what|installed|work|works|working|on|status)"],
  ),
  asks(
    "(journald config|journald settings|journald.conf|journal retention|journal settings|journal config|journal size limit|log retention|journald configuration|journal max size|systemmaxuse)",
    look({
      command: {
        systemd:
          "grep -hEv '^(#|[[:space:]]*$)' /etc/systemd/journald.conf /etc/systemd/journald.conf.d/*.conf; journalctl --disk-usage",
        other: "cat /etc/logrotate.conf",
      },
      does: "Show how long the journal is kept",
    }),
    ["(long|kept|keep|how|logs|what|much|big|is|maximum|policy)"],
  ),
  asks(
    "(logrotate|logrotate config|log rotation|logrotate configuration|log rotation config|logrotate.conf|log rotation settings|logrotate rules)",
    look({
      command: "grep -hEv '^(#|[[:space:]]*$)' /etc/logrotate.conf /etc/logrotate.d/*",
      does: "Show how logs are rotated",
    }),
    ["(how|often|rotated|logs|log|long|kept|what|rules|work|rotate)"],
  ),
  asks(
    "(sysctl values|sysctl settings|sysctls|sysctl -a|sysctl config|sysctl.conf|sysctl configuration|kernel settings|kernel parameters|kernel tunables|sysctl tuning|custom sysctls|sysctl)",
    (match) =>
      keyIn(match) === undefined && openWords(match).length === 0
        ? look({
            command: "grep -rhEv '^([#;]|[[:space:]]*$)' /etc/sysctl.conf /etc/sysctl.d",
            does: "Show which settings of the kernel were changed",
          })(match)
        : undefined,
    [
      "(differ|differs|different|defaults|from|changed|custom|non-default|tuned|all|modified|tweaked|overridden|values|what|been|kernel|default|standard)",
    ],
  ),
  ...kernelKeys.map(({ words, key }) =>
    frame([`(${words})`], look({ command: `sysctl ${key}`, does: `Show ${key}` }), {
      reads: true,
      may: [
        noise,
        `(${words})`,
        "(kernel|sysctl|parameter|what|high|how|on|off|1|enabled|disabled|level|forwarding|limit|size|big|large)",
      ],
    }),
  ),
  frame(
    [
      "{word}",
      "(sysctl|kernel parameter|kernel setting|what is|value|show|check|get|print|tell|is|read|sysctl value|set to|kernel)",
    ],
    kernelValue,
    {
      reads: true,
      may: [noise, "(sysctl|kernel|parameter|what|set to|value)"],
    },
  ),
  asks(
    "(crypto policy|crypto policies|fips mode|fips)",
    look({
      command: "update-crypto-policies --show 2>/dev/null || cat /proc/sys/crypto/fips_enabled",
      does: "Show the policy for ciphers",
    }),
  ),
  asks(
    "(resolv.conf|/etc/resolv.conf|nsswitch|nsswitch.conf)",
    (match) => (/nsswitch/.test(match.text) ? file("/etc/nsswitch.conf")(match) : file("/etc/resolv.conf")(match)),
    ["(contain|contains|content|contents|look|like|what)"],
  ),
  asks(
    "(cpu governor|scaling governor|cpufreq governor|power profile|governor|power governor|io scheduler|i / o scheduler|disk scheduler|transparent hugepages|transparent huge pages|thp|hugepages|huge pages)",
    look({
      command:
        "cat /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor /sys/kernel/mm/transparent_hugepage/enabled; grep -i hugepages /proc/meminfo; grep -H . /sys/block/*/queue/scheduler",
      does: "Show how the kernel is tuned",
    }),
    ["(what|cpu|disk|disks|scheduler|on|enabled|disabled)"],
  ),
];

/** “net.core.somaxconn”: a name with dots that is no file and no host. */
function kernelValue(match: Match): Intent | undefined {
  const [word, more] = openWords(match);
  if (word === undefined || more !== undefined || isChange(match)) return undefined;
  return /^(?:vm|net|kernel|fs|user|dev|abi|debug)\.[a-z0-9_.-]+$/.test(word)
    ? command({
        command: (_machine, q) => `sysctl ${q(word)}`,
        does: `Show ${word}`,
        reads: true,
        needs: "a POSIX shell",
      })
    : undefined;
}
