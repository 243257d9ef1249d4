/** What is done to units beyond starting and stopping them: masked, told by a signal, forgotten to have failed. */
import type { Machine } from "../../../../domain/machine.ts";
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { bySystemd, nameOn, onUnit, ownersOf } from "./on-unit.ts";
import { act, command, thing } from "./say.ts";

/** By a tool of systemd's; nothing else has such a thing. */
const byTool =
  (tool: string, does: string) =>
  (match: Match): Intent | undefined => {
    const [named, more] = things(match);
    if (!named || more) return undefined;
    return {
      kind: "change",
      tool,
      input: (machine: Machine) => {
        const service = machine.facts.init === "systemd" ? nameOn(named, machine) : undefined;
        return service === undefined ? undefined : { service };
      },
      does: `${does} ${named.said}`,
      where: ownersOf([named]),
      needs: `${named.said} under systemd`,
    };
  };

const mask = byTool("service.mask", "Mask");
const unmask = byTool("service.unmask", "Unmask");
const signals = "(usr1|usr2|sigusr1|sigusr2|winch|sigwinch|int|sigint|quit|sigquit)";

/** “wg0” of wg-quick.wg0. */
const tunnel = (match: Match): Intent | undefined => {
  const said = /\b(wg\d+)\b/.exec(match.text)?.[1];
  const verb = /\b(stop|start|restart|reload|check|status)\b/.exec(match.text)?.[1];
  const owners = match.words.fleet.flatMap((machine) =>
    machine.facts.services
      .filter((name) => new RegExp(`^wg-quick[@.]${said ?? ""}$`).test(name))
      .map((name) => ({ machine, name })),
  );
  return said === undefined || owners.length === 0
    ? undefined
    : {
        kind: "service",
        act: verb === undefined || verb === "check" ? "status" : (verb as "stop"),
        things: [{ said: `wg-quick ${said}`, owners }],
      };
};

const readUnits = (): Intent =>
  command({
    command: ({ facts }) => (facts.init === "systemd" ? "systemctl daemon-reload" : undefined),
    does: "Let systemd read its units again",
    reads: false,
    needs: "systemd",
  });

export const serviceActFrames = (): Frame[] => [
  frame([`${thing} reloaded`], (match) =>
    /^@(?:svc|ctr)\d+ (?:[a-z]+ )?reloaded$/.test(match.text) ? act(match, "reload") : undefined,
  ),
  frame(["{svc} [service] disabled"], (match) =>
    /^@svc\d+ (?:[a-z]+ )?disabled$/.test(match.text) ? act(match, "disable") : undefined,
  ),
  frame(
    [
      "(stop|start|restart|check|status)",
      "(tunnel|interface|vpn|wireguard interface|wireguard tunnel|wireguard)",
      "(wg0|wg1|wg2)",
    ],
    tunnel,
  ),
  frame(
    [
      "(stop|shut down|take down|bring down|turn off|switch off|take|bring|shut|turn|switch|pause|halt)",
      "{svc} [down|off|offline|service]",
      "for {n} (minutes|minute|mins|min|hours|hour|hrs|days)",
    ],
    (match) => {
      const intent = act(match, "stop");
      return intent?.kind === "service"
        ? { ...intent, note: "Nothing starts it again by itself when that time is over" }
        : undefined;
    },
    { may: ["(down|off|offline|of maintenance|for maintenance|maintenance|of|while i work|or so|about)"] },
  ),
  frame(["(mask|mask off)", "{svc}"], mask, {
    may: ["(completely|entirely|too|so nothing can start it|so that nothing can start it|for good|permanently|unit)"],
  }),
  frame(["(unmask|un-mask|remove mask|undo mask|undo masking|lift mask|take mask off)", "{svc}"], unmask, {
    may: ["(on|of|from|unit|again)"],
  }),
  frame(["{svc}", "(should be masked|must be masked|needs to be masked|is to be masked)"], mask),
  frame(["{svc}", "(should be unmasked|must be unmasked|needs to be unmasked|is to be unmasked)"], unmask),
  frame(
    [
      "(send|give|pass|deliver|issue)",
      "(hup|sighup|hangup|hang-up|hup signal|sighup signal|reload signal|hangup signal|signal hup)",
      thing,
    ],
    (match) => act(match, "reload"),
    { may: ["(to|process|main|signal)"] },
  ),
  frame(["kill - (hup|sighup|1)", "{svc}"], (match) => act(match, "reload"), { may: ["(process|main)"] }),
  frame(["(hup|sighup)", "{svc}"], (match) => act(match, "reload")),
  frame(
    ["(send|give|pass|deliver)", `${signals} [signal]`, "{svc}"],
    (match) => {
      const name = /\b(?:sig)?(usr1|usr2|winch|int|quit)\b/.exec(match.text)?.[1]?.toUpperCase();
      return name === undefined
        ? undefined
        : onUnit(match, {
            command: bySystemd((unit) => `systemctl kill -s ${name} ${unit}`),
            does: (said) => `Send ${name} to ${said}`,
            reads: false,
          });
    },
    { may: ["(to|process|main|signal)"] },
  ),
  frame(
    [
      "(get|tell|make|have|let|ask|force|cause)",
      thing,
      "(re-read|reread|read|reload|pick up|load|apply|refresh|take over)",
      "(config|configuration|configs|settings|changes|certificate|certificates|certs|cert|config changes|config file|rules|configuration file|conf)",
    ],
    (match) => act(match, "reload"),
    {
      may: [
        "(new|changed|again|latest|fresh|updated|edited|from disk|anew|without restart|without restarting|to|file|files)",
      ],
    },
  ),
  frame(
    [
      "(reload|re-read|reread|refresh|daemon-reload|rescan)",
      "(systemd|daemon-reload|its units|all units|unit files|systemd units|systemd unit files|systemd configuration|systemd manager|systemd daemon|systemctl daemon-reload|systemd config)",
    ],
    readUnits,
    { may: ["(run|do|after|changed|configuration|config|itself|manager|again|units|all|systemctl|daemon-reload)"] },
  ),
  frame(["(daemon-reload|daemon reload|systemctl daemon-reload)"], readUnits, {
    may: ["(run|do|systemd|needed|due|execute|perform|a|systemctl|issue)"],
  }),
  frame(
    [
      "(reset|clear|forget|clear out|wipe)",
      "(failed state|failure state|failed status|failed mark|failure counter|failed flag|start limit|failures|fail state|restart counter|failed units|failed)",
      "{svc}",
    ],
    (match) =>
      onUnit(match, {
        command: bySystemd((unit) => `systemctl reset-failed ${unit}`),
        does: (said) => `Forget that ${said} failed`,
        reads: false,
      }),
    { may: ["(systemd|unit|units|state|of|for|counter|hit)"] },
  ),
  frame(
    ["(reset-failed|systemctl reset-failed)"],
    (match) =>
      things(match).length > 0 || match.text.includes("@svc")
        ? undefined
        : command({
            command: ({ facts }) => (facts.init === "systemd" ? "systemctl reset-failed" : undefined),
            does: "Forget which units failed",
            reads: false,
            needs: "systemd",
          }),
    { may: ["(run|do|systemctl|all|units|failed|execute)"] },
  ),
  frame(["(reset-failed|systemctl reset-failed)", "{svc}"], (match) =>
    onUnit(match, {
      command: bySystemd((unit) => `systemctl reset-failed ${unit}`),
      does: (said) => `Forget that ${said} failed`,
      reads: false,
    }),
  ),
];
