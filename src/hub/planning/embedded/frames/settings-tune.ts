/** A system's own switches: SELinux, IPv6, large pages, the clock set right now, the message at sign-in, key logins only. */
import { literals, type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change, command } from "./say.ts";

const posix = (text: string, does: string): Intent =>
  command({ command: text, does, reads: false, needs: "a POSIX shell" });
const on = "(enable|turn on|switch on|activate)";
const off = "(disable|turn off|switch off|deactivate)";
const setting = "(set|switch|put|turn|change|make|bring)";
const pages = "(transparent hugepages|transparent huge pages|thp|transparent hugepage)";

const ipv6 = (value: "0" | "1") => (): Intent | undefined =>
  change(
    "setting.sysctl",
    { key: "net.ipv6.conf.all.disable_ipv6", value },
    value === "1" ? "Turn IPv6 off" : "Turn IPv6 on",
  );

/** What is shown at sign-in, whole. */
function message(match: Match): Intent | undefined {
  const [text, more] = literals(match, "quote");
  return text === undefined || more !== undefined || text.trim() === ""
    ? undefined
    : change("file.write", { path: "/etc/motd", content: `${text}\n` }, "Set the message at sign-in");
}

const keysOnly = (match: Match): Intent | undefined =>
  things(match).every(({ said }) => /^(?:ssh|sshd|openssh)/.test(said))
    ? {
        kind: "change",
        tool: "config.edit",
        input: {
          path: "/etc/ssh/sshd_config",
          edits: [{ line: "^\\s*#?\\s*PasswordAuthentication\\s+\\S+\\s*$", to: "PasswordAuthentication no" }],
          reload: true,
        },
        does: "Allow no passwords over SSH",
      }
    : undefined;

export const tuneFrames = (): Frame[] => [
  // “put mq-1 on UTC”.
  frame(
    ["(put|move|switch|set|change|bring)", "(to|on|into) (utc|gmt)"],
    ({ on }) =>
      on === undefined ? undefined : change("setting.timezone", { zone: "UTC" }, "Set the time zone to UTC"),
    {
      may: ["(time|clock|timezone|time zone|its)"],
    },
  ),
  frame(
    [setting, "selinux", "(permissive|enforcing)"],
    ({ text }) =>
      /permissive/.test(text)
        ? posix("setenforce 0", "Let SELinux only report, until the next boot")
        : posix("setenforce 1", "Let SELinux enforce its rules"),
    {
      may: ["(to|into|in|mode|for now|temporarily)"],
    },
  ),
  frame([off, "(ipv6|ip v6)"], ipv6("1"), {
    may: [
      "(completely|permanently|entirely|system wide|via sysctl|with sysctl|through sysctl|using sysctl|by sysctl|in kernel|everywhere)",
    ],
  }),
  frame([on, "(ipv6|ip v6)"], ipv6("0"), { may: ["(again|permanently|via sysctl|with sysctl|through sysctl)"] }),
  frame(
    [off, pages],
    () =>
      posix(
        "echo never > /sys/kernel/mm/transparent_hugepage/enabled",
        "Turn transparent huge pages off until the next boot",
      ),
    { may: ["(for now|until reboot)"] },
  ),
  frame(
    [on, pages],
    () =>
      posix(
        "echo always > /sys/kernel/mm/transparent_hugepage/enabled",
        "Turn transparent huge pages on until the next boot",
      ),
    { may: ["(for now|until reboot|again)"] },
  ),
  frame(
    ["(sync|synchronise|synchronize|step|correct|fix)", "(clock|time|system clock|system time)"],
    () => posix("chronyc makestep 2>/dev/null || systemctl restart systemd-timesyncd", "Set the clock right"),
    { may: ["(now|with ntp|with its time server|via ntp|system|once)"] },
  ),
  frame(
    [
      "(apply|reload|load|re-read|reread|activate)",
      "(sysctl settings|sysctl|sysctl.conf|kernel settings|kernel parameters|sysctls|sysctl config|sysctl configuration)",
    ],
    () => posix("sysctl --system", "Load the kernel's settings anew"),
    { may: ["(all|again|from disk|settings|config|files|new|changed|run)"] },
  ),
  frame(
    [
      "(set|change|update|write|put|make)",
      "(motd|message of day|login banner|login message|welcome message)",
      "(to|as|say|into|=|read) {quote}",
    ],
    message,
    { may: ["(say|to|it|new|text)"] },
  ),
  frame(
    [
      "(allow|permit|accept|enforce|require|use)",
      "(only|just|exclusively|solely)",
      "(key logins|keys|key login|key-based logins|key based login|ssh keys|public keys|key authentication|pubkey logins|key-based authentication|public key authentication|logins by key|logins with keys)",
    ],
    keysOnly,
    {
      may: ["{svc}", "(for|over|via|with|through|logins|login|access|authentication|ssh)"],
    },
  ),
];
