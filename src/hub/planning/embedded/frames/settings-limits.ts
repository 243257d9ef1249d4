/** What a system or a service may use: swap space, open files, memory, CPU; and which editor is meant. */
import type { Machine } from "../../../../domain/machine.ts";
import { type Match, number, openWords } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { onUnit } from "./on-unit.ts";
import { command } from "./say.ts";

const posix = (given: {
  command: string | ((machine: Machine) => string | undefined);
  does: string;
  needs?: string;
}): Intent => command({ reads: false, needs: "a POSIX shell", ...given });

const sizes = "(m|g)(?:i?b|egs?|igs?|egabytes?|igabytes?)?";
function swapFile(match: Match): Intent | undefined {
  const [word] = openWords(match);
  const found = new RegExp(`^(\\d+)${sizes}$`).exec(word ?? "") ?? new RegExp(` @n\\d+ ()${sizes}\\b`).exec(match.text);
  const count = found?.[1] ? Number(found[1]) : number(match);
  if (!found || count === undefined || !Number.isInteger(count) || count < 1 || count > 65_536) return undefined;
  const size = `${count}${(found[2] ?? "g").toUpperCase()}`;
  return posix({
    command: `test ! -e /swapfile && fallocate -l ${size} /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile && echo '/swapfile none swap sw 0 0' >> /etc/fstab`,
    does: `Add a swap file of ${size}`,
  });
}

/** Limits of one service, in a file beside its unit; a restart is left to be asked for. */
function serviceLimit(match: Match): Intent | undefined {
  const key = /\b(?:processes|nproc|tasks)\b/.test(match.text) ? "LimitNPROC" : "LimitNOFILE";
  const [word] = openWords(match);
  const value =
    word !== undefined && /^(?:\d+k?|unlimited|infinity)$/.test(word)
      ? word.replace("unlimited", "infinity").replace(/^(\d+)k$/, "$1000")
      : word === undefined
        ? number(match)?.toString()
        : undefined;
  if (value === undefined || !/^(?:\d{1,9}|infinity)$/.test(value)) return undefined;
  return onUnit(match, {
    command: (unit, { facts }) =>
      facts.init === "systemd"
        ? `mkdir -p /etc/systemd/system/${unit}.service.d && printf '[Service]\\n${key}=${value}\\n' > /etc/systemd/system/${unit}.service.d/limits.conf && systemctl daemon-reload`
        : undefined,
    does: (said) => `Set ${key} of ${said} to ${value}`,
    reads: false,
    note: "It counts from the next restart of the service",
  });
}

/** What systemd holds a service to while it runs. */
function serviceProperty(match: Match): Intent | undefined {
  const isCpu = /\bcpu\b/.test(match.text);
  const [word] = openWords(match);
  const percent = match.slots.flatMap(({ kind, value }) =>
    kind === "pct" ? (match.entities[Number(value)] ?? []) : [],
  )[0];
  const found = new RegExp(`^(\\d+)${sizes}$`).exec(word ?? "") ?? new RegExp(` @n\\d+ ()${sizes}\\b`).exec(match.text);
  const count = found?.[1] ? Number(found[1]) : number(match);
  const property = isCpu
    ? percent?.kind === "pct"
      ? `CPUQuota=${percent.value}%`
      : undefined
    : found && count !== undefined
      ? `MemoryMax=${count}${(found[2] ?? "g").toUpperCase()}`
      : undefined;
  return property === undefined
    ? undefined
    : onUnit(match, {
        command: (unit, { facts }) =>
          facts.init === "systemd" ? `systemctl set-property ${unit} ${property}` : undefined,
        does: (said) => `Limit ${said} to ${property.replace("=", " ")}`,
        reads: false,
      });
}

const editors: Record<string, { alternative: string; program: string }> = {
  vim: { alternative: "/usr/bin/vim.basic", program: "vim" },
  vi: { alternative: "/usr/bin/vim.basic", program: "vi" },
  nano: { alternative: "/bin/nano", program: "nano" },
  neovim: { alternative: "/usr/bin/nvim", program: "nvim" },
  nvim: { alternative: "/usr/bin/nvim", program: "nvim" },
  emacs: { alternative: "/usr/bin/emacs", program: "emacs" },
};
function editor(match: Match): Intent | undefined {
  const chosen = editors[openWords(match)[0] ?? ""];
  return chosen === undefined
    ? undefined
    : posix({
        command: ({ facts }) =>
          facts.packageManager === "apt"
            ? `update-alternatives --set editor ${chosen.alternative}`
            : `echo 'export EDITOR=${chosen.program} VISUAL=${chosen.program}' > /etc/profile.d/editor.sh`,
        does: `Make ${chosen.program} the editor`,
      });
}

const setting =
  "(set|change|switch|update|adjust|put|make|configure|move|turn|use|bring|raise|lower|increase|decrease|bump|reduce|limit|give|cap|restrict|extend)";
const to = "(to|=|at|as|into|be|is|should be|must be|needs to be|has to be)";
const files =
  "(open files limit|open file limit|open files|nofile limit|nofile|limitnofile|file descriptor limit|file descriptors|fd limit|max open files|maximum open files|ulimit|limit of open files|limit on open files|number of open files|open file descriptors|process limit|nproc|limitnproc|max processes)";
const count = "(to|=|at|of|is|be) ({n}|{word})";
const memory =
  "((to|at|of|=|most|than|max|maximum) ({n} (mb|mib|m|megabytes|megs|gb|gib|g|gigabytes|gigs|gig)|{word})|{n} (mb|mib|m|megabytes|megs|gb|gib|g|gigabytes|gigs|gig))";

export const limitFrames = (): Frame[] => [
  frame(
    [
      "(add|create|make|set up|give|put|need|want|configure)",
      "(swap|swapfile|swap file|swap space)",
      "{n} (gb|gib|g|gigs|gigabytes|gig|mb|mib|m|megabytes|megs)",
    ],
    swapFile,
    {
      may: ["(of|a|new|size|with|more|big|additional|large|as|for|file|space)"],
    },
  ),
  frame(
    ["(add|create|make|set up|give|put|need|want|configure)", "(swap|swapfile|swap file|swap space)", "{word}"],
    swapFile,
    {
      may: ["(of|a|new|size|with|more|big|additional|large|as|for|file|space)"],
    },
  ),
  frame(
    ["(turn off|disable|switch off|deactivate|swapoff)", "(swap|all swap|swap space|swapping)"],
    () => posix({ command: "swapoff -a", does: "Turn swap off until the next boot" }),
    { may: ["(completely|all|entirely|for now|until next boot|until reboot|space)"] },
  ),
  frame(["(turn|switch) swap off"], () => posix({ command: "swapoff -a", does: "Turn swap off until the next boot" }), {
    may: ["(completely|for now|until next boot|until reboot)"],
  }),
  frame(
    ["(turn on|enable|switch on|activate|swapon)", "(swap|all swap|swap space)"],
    () => posix({ command: "swapon -a", does: "Turn swap on" }),
    { may: ["(again|back|all|space)"] },
  ),
  frame(
    ["(empty|flush|clear|clean|free)", "(swap|swap space)"],
    () => posix({ command: "swapoff -a && swapon -a", does: "Empty the swap space" }),
    { may: ["(out|space|up|completely)"] },
  ),
  frame([setting, "{svc}", files, count], serviceLimit, {
    may: ["(limit|for|of|systemd|max|hard|soft|maximum|up|allow|service)"],
  }),
  frame(
    ["(allow|let)", "{svc}", "({n}|{word}) (open files|file descriptors|open file descriptors|files)"],
    serviceLimit,
    { may: ["(to|have|up|open|use|max)"] },
  ),
  frame(
    [setting, "{svc}", "(memory limit|memory|ram|memorymax|max memory|ram limit|memory usage)", memory],
    serviceProperty,
    { may: ["(to|limit|its|at|use|most|no|systemd|max|only|of)"] },
  ),
  frame([setting, "{svc}", "(cpu quota|cpu limit|cpu|cpuquota|cpu usage)", "{pct}"], serviceProperty, {
    may: ["(to|limit|its|at|of|one|core|use|most|no|more|than|max|only|single)"],
  }),
  frame(
    [
      setting,
      "(editor|default editor|default shell editor|shell editor|system editor|standard editor)",
      `${to} {word}`,
    ],
    editor,
    { may: ["(default|system|shell|from|nano|wide|standard)"] },
  ),
  frame(
    [
      "(use|make|want|set)",
      "{word}",
      "(as|for) (editor|default editor|shell editor|system editor|default shell editor|standard editor)",
    ],
    editor,
    { may: ["(default|the|system)"] },
  ),
  frame(["make {word}", "(default editor|standard editor|system editor|default shell editor)"], editor),
];
