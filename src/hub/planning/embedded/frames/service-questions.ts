/** Questions about services in words of their own: what systemd says, whether one came back, all of them with their state. */
import type { Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { asked, isChange } from "./on-unit.ts";
import { act, command, read, thing } from "./say.ts";

const status = (match: Match): Intent | undefined => (isChange(match) ? undefined : act(match, "status", "look"));

export const serviceQuestionFrames = (): Frame[] => [
  frame(
    [
      "(systemctl|systemd|init system|service manager|rc-status|openrc)",
      "(say|says|think|thinks|report|reports|tell|tells|show|shows|know|knows|status of|about)",
      thing,
    ],
    status,
    { reads: true, may: [asked, "(about|say|think|of|status|state|about it|what)"] },
  ),
  frame(
    [
      thing,
      "(up all day|up all night|up the whole time|up whole day|up whole time|running all day|running all night|running the whole time|been stable|stable|running without interruption|continuously|all day|all night|all week|without interruption|whole time|whole day|whole night|uninterrupted|come back|came back|come up|came up|survive|survived|start properly|start up properly|started properly|start correctly|start cleanly|recovered|recover|survive it|settled|settle|still going|make it|going strong|still with us|hung up|gone away|disappeared|turned on|switched on|switched off|turned off|launched|start automatically|starts automatically|start up automatically|start by itself|starts by itself|autostart|start on its own|come up by itself|come up automatically|set to start automatically)",
    ],
    (match) =>
      /^(?:has|have|did|is|was|were|are|does|do|check whether|whether|can|verify|confirm|will)\b/.test(match.text)
        ? status(match)
        : undefined,
    {
      reads: true,
      may: [
        asked,
        "(been|up|running|after|since|last|reboot|restart|the|boot|update|upgrade|outage|power cut|crash|last night|last reboot|last boot|yesterday|today|properly|again|fine|ok|well|cleanly|without problems|without errors|all|whole|day|night|this week|this morning|maintenance|on|through)",
      ],
    },
  ),
  frame(
    ["(since when|how long|when)", "{svc}", "(postmaster|master process|main process|master|daemon|parent process)"],
    status,
    { reads: true, may: [asked, "(has|have|been|running|up|did|start|started|was|alive|process|is)"] },
  ),
  frame(
    [
      "(died|dead|crashed|stopped|down|failed|gone|hung|frozen|stuck)",
      thing,
      "(or is|or still|or it is|or does|or are)",
    ],
    (match) => (/^(?:has|have|did|is|was|are|check)\b/.test(match.text) ? status(match) : undefined),
    {
      reads: true,
      may: ["(it|still|running|up|alive|fine|working|ok|is|has|only|just|slow|there|active|or|they|are|yet)"],
    },
  ),
  frame(
    [
      "(every service|all services|each service|services|every unit|all units|every daemon|all daemons)",
      "(and its state|and their state|with its state|with their state|with state|and state|and status|with status|and its status|and their status|with their status|with its status|with states|and states|state of|status of|states of|overview|in a table)",
    ],
    ({ text }) => (isChange({ text }) ? undefined : read("service.list", {})),
    { reads: true, may: [asked, "(state|status|all|every|its|their|overview|of|current)"] },
  ),
  frame(
    [
      "(services|units|daemons|service|unit)",
      "(enabled but not running|enabled but stopped|enabled but inactive|enabled but dead|enabled but down|enabled and not running|should run but do not|should be running|supposed to be running|not running although enabled|enabled yet not running|enabled but are not running|enabled but failed|stopped|inactive|not running|not active|dead|down)",
    ],
    ({ text }) =>
      isChange({ text })
        ? undefined
        : command({
            command: ({ facts }) =>
              facts.init === "systemd"
                ? "systemctl list-units --no-pager --all --type=service --state=inactive,failed"
                : facts.init === "openrc"
                  ? "rc-status --all"
                  : undefined,
            does: "List the services that do not run",
            reads: true,
            needs: "systemd or OpenRC",
          }),
    {
      reads: true,
      may: [asked, "(which|what|are|that|have|any|all|give|should|but|although|list of|enabled|currently|or|failed)"],
    },
  ),
  frame(
    ["(init system|service manager|init|pid 1|systemd or openrc)", "(which|what|use|uses|used|run|runs|is|has)"],
    ({ text }) =>
      isChange({ text })
        ? undefined
        : command({ command: "ps -p 1 -o comm=", does: "Show the init system", reads: true, needs: "a POSIX shell" }),
    { reads: true, may: [asked, "(which|what|kind of|system|or|systemd|openrc|sysvinit)"] },
  ),
];
