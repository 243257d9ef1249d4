/** Units as people speak of them: what they need, autostart by its noun, drop-ins with one line, how often they were begun anew. */
import { literals, type Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { asked, bySystemd, isChange, onUnit } from "./on-unit.ts";
import { act } from "./say.ts";

const needs = (match: Match): Intent | undefined =>
  isChange(match)
    ? undefined
    : onUnit(match, {
        command: (unit, { facts }) =>
          facts.init === "systemd"
            ? `systemctl list-dependencies --no-pager ${unit}`
            : facts.init === "openrc"
              ? `rc-service ${unit} ineed`
              : undefined,
        does: (said) => `Show what ${said} needs`,
        reads: true,
      });

/** One setting of a unit in a file beside it: the unit itself stays as it was delivered. */
function dropIn(match: Match): Intent | undefined {
  const said = [...literals(match, "quote"), ...literals(match, "code")];
  const typed = /(?<![\w=])([A-Z][A-Za-z]+=[^\s'"`,;]+)/.exec(match.source ?? "")?.[1];
  const line = said[0] ?? typed;
  if (said.length > 1 || line === undefined || !/^[A-Z][A-Za-z]+=[\w./:@%+, -]{1,100}$/.test(line)) return undefined;
  const key = line.slice(0, line.indexOf("="));
  const section =
    /^(?:Description|After|Before|Requires|Wants|BindsTo|PartOf|Conflicts|StartLimit\w+|OnFailure|Condition\w+)$/.test(
      key,
    )
      ? "Unit"
      : "Service";
  return onUnit(match, {
    command: (unit, { facts }, name) =>
      facts.init === "systemd"
        ? `mkdir -p /etc/systemd/system/${name}.service.d && printf '[${section}]\\n${line}\\n' > /etc/systemd/system/${name}.service.d/${key.toLowerCase()}.conf && systemctl daemon-reload && systemctl show -p ${key} ${unit}`
        : undefined,
    does: (thing) => `Set ${line} for ${thing}`,
    reads: false,
    note: "It counts from the next start of the service",
  });
}

const restarts = (match: Match): Intent | undefined =>
  onUnit(match, {
    command: bySystemd(
      (unit) =>
        `systemctl show --no-pager -p Id,NRestarts,ActiveEnterTimestamp,Result ${unit}; journalctl -u ${unit} --since ${/\b(?:week)\b/.test(match.text) ? "-7d" : /\byesterday\b/.test(match.text) ? "yesterday" : "today"} --no-pager -g 'Started|Scheduled restart'`,
    ),
    does: (said) => `Count the restarts of ${said}`,
    reads: true,
  });

const autostart =
  "(autostart|auto-start|auto start|automatic start|automatic startup|start at boot|starting at boot|start on boot|boot start|launch at boot)";
const why = ["(so|that|because|any more|anymore|for good|permanently|please)", "(of|for|on|from)"];

export const serviceSaidFrames = (): Frame[] => [
  frame(
    [`(turn off|switch off|disable|remove|stop|kill|deactivate|drop|take away) [the] ${autostart}`, "{svc}"],
    (match) => act(match, "disable"),
    { may: why },
  ),
  frame(
    [`(turn on|switch on|enable|activate|set up|set) [the] ${autostart}`, "{svc}"],
    (match) => act(match, "enable"),
    { may: why },
  ),
  frame(
    [
      "(start|started|run|launch|launched|bring up|come up)",
      "{svc}",
      "[automatically|by itself|on its own] (at|on|with|after|during) [every|each|system] (boot|startup|reboot|booting|system start)",
    ],
    (match) => act(match, "enable"),
    {
      may: ["(have|make|let|get|automatically|by itself|always|up|ensure|sure|that|is|to be|gets|itself)"],
    },
  ),
  frame([`(turn|switch) ${autostart} off`, "{svc}"], (match) => act(match, "disable"), { may: why }),
  frame([`(turn|switch) ${autostart} on`, "{svc}"], (match) => act(match, "enable"), { may: why }),
  frame(
    ["(undo|revert|take back|reverse)", "(disable|disabling|deactivation|disablement)", "{svc}"],
    (match) => act(match, "enable"),
    { may: why },
  ),
  frame(
    [
      "(what|which services|which units|what all|which other services|what else)",
      "{svc}",
      "(need|needs|require|requires|pull in|pulls in|wait for|waits for)",
    ],
    needs,
    {
      reads: true,
      may: [asked, "(to|start|run|up|before|first|services|units|service|unit|does|do|it|running|in order)"],
    },
  ),
  frame(
    [
      "(enabled|set to start|configured to start|on autostart|autostarted|started automatically|in (default|boot) runlevel)",
      "{svc}",
      "(is|are|does|whether|check|was)",
    ],
    (match) => (isChange(match) ? undefined : act(match, "status")),
    { reads: true, may: [asked, "(at|on|boot|in|default|runlevel|startup|still|or not|the)"] },
  ),
  frame(
    [
      "(put|add|set|write|create|drop|insert|make|use|give)",
      "{svc}",
      "(override|overrides|drop-in|dropin|drop in|unit file|unit|service file|systemd override|override file|override.conf|systemd unit|systemd)",
      "({quote}|{code}|{word} = ({word}|{n}))",
    ],
    dropIn,
    { may: ["(into|in|an|a|to|for|of|with|containing|file|setting|line|new|through|via|as|the|that says|that sets)"] },
  ),
  frame(
    [
      "(how often|how many times|count how often)",
      "(restart|restarted|restarts|relaunch|relaunched)",
      "{svc}",
      "(today|yesterday|this week|since yesterday|since midnight|since this morning)",
    ],
    restarts,
    {
      reads: true,
      may: [asked, "(did|has|have|was|been|systemd|itself|automatically|got|had to|to|be)"],
    },
  ),
];
