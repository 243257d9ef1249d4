/** What is asked about the services of a machine as a whole, and about how it starts. */
import type { Intent } from "../types.ts";
import type { Match } from "../intents/match.ts";
import { frame, type Frame } from "./frame.ts";
import { isChange } from "./on-unit.ts";
import { command, read } from "./say.ts";

type Init = { systemd: string; openrc?: string };
const byInit =
  ({ systemd, openrc }: Init, does: string) =>
  (): Intent =>
    command({
      command: ({ facts }) => (facts.init === "systemd" ? systemd : facts.init === "openrc" ? openrc : undefined),
      does,
      reads: true,
      needs: openrc === undefined ? "systemd" : "systemd or OpenRC",
    });

const services =
  "(services|service|units|unit|daemons|daemon|systemd units|systemd services|things|stuff|programs|everything|anything|what|which)";
const noise =
  "(services|service|units|unit|daemons|daemon|systemd|systemctl|list|give|get|all|automatically|by itself|by themselves|on their own|at|on|configured|set|to|that|set up|with|system|check|find|find out|machine|when|are|it|up|of|as|in|or|them|any)";
const reading =
  (intent: (match: Match) => Intent | undefined) =>
  (match: Match): Intent | undefined =>
    isChange(match) ? undefined : intent(match);

/** “everything that has failed” is read as all machines; said with a place it is what runs there. */
const isEverything = ({ slots, entities, on }: Match): boolean =>
  on !== undefined &&
  slots.every(({ kind, value }) => {
    const entity = entities[Number(value)];
    return kind !== "t" || (entity?.kind === "t" && /^(?:everything|anything|all)$/.test(entity.said));
  });

export const serviceListFrames = (): Frame[] => [
  frame(
    [
      "{t}",
      "(failed|has failed|failing|is failing|crashed|broken|is down|has crashed|dead|is dead|is broken|not running)",
    ],
    (match) => (isEverything(match) && !isChange(match) ? read("service.list", { state: "failed" }) : undefined),
    { reads: true, may: [noise, "(that|has|have|recently|lately|currently|or)"] },
  ),
  frame(
    [
      services,
      "(start at boot|starts at boot|start on boot|starts on boot|started at boot|started on boot|start with system|come up at boot|comes up at boot|enabled at boot|start automatically|starts automatically|started automatically|start up automatically|come up automatically|launched at boot|launch at boot|run at boot|runs at boot|at startup|on startup|at boot|on boot|at boot time|during boot|autostart|auto-start|autostarted|enabled|in default runlevel|boot services|enabled services|after reboot|after a reboot|after boot)",
    ],
    reading(
      byInit(
        {
          systemd: "systemctl list-unit-files --no-pager --type=service --state=enabled",
          openrc: "rc-update show",
        },
        "List the services that start at boot",
      ),
    ),
    {
      reads: true,
      may: [noise, "(start|starts|started|come|comes|launch|run|runs|boot|startup|enabled|automatically)"],
    },
  ),
  frame(
    [services, "(disabled|not enabled|not started at boot|not start at boot)"],
    reading(
      byInit(
        {
          systemd: "systemctl list-unit-files --no-pager --type=service --state=disabled",
          openrc: "rc-update -a show",
        },
        "List the services that do not start at boot",
      ),
    ),
    { reads: true, may: [noise] },
  ),
  frame(
    [services, "(masked)"],
    reading(
      byInit({ systemd: "systemctl list-unit-files --no-pager --state=masked" }, "List the units that are masked"),
    ),
    { reads: true, may: [noise] },
  ),
  frame(
    [
      "(everything|anything|what|whatever|things|stuff|all|list|show|which|any)",
      "(failed|has failed|have failed|is failed|is failing|in failed state|in a failed state|in error state|gone wrong in systemd|failing|systemctl --failed|systemctl - - failed)",
    ],
    (match) => (isChange(match) ? undefined : read("service.list", { state: "failed" })),
    { reads: true, may: [noise, "(state|currently|have|has|been|since|boot|last)"] },
  ),
  frame(
    [
      "(list-units|systemctl list-units|list units|unit list|loaded units|systemd state|state of systemd|systemd status|systemctl status|system state)",
    ],
    (match) => (isChange(match) ? undefined : read("service.list", {})),
    { reads: true, may: [noise, "(current|loaded|overall|state|degraded)"] },
  ),
  frame(
    ["(degraded)", "({t}|system|systemd|state|systemctl|running|why|is|machine)"],
    reading(
      byInit(
        {
          systemd: "systemctl is-system-running; systemctl list-units --no-pager --failed",
          openrc: "rc-status --crashed",
        },
        "Show whether the system is degraded",
      ),
    ),
    { reads: true, may: [noise, "(state|running|report|reports|why|say|says|or)"] },
  ),
  frame(
    [
      "(sockets|socket units|systemd sockets|socket activation|activated by sockets)",
      "(systemd|systemctl|units|list|which|activated|activation)",
    ],
    reading(byInit({ systemd: "systemctl list-sockets --no-pager" }, "List the sockets of systemd")),
    { reads: true, may: [noise, "(active|activated|socket)"] },
  ),
  frame(
    [
      "(slow boot|slows down boot|slowing boot|slows boot|boot blame|systemd-analyze|systemd-analyze blame|slow to boot|slowest units|slowest services|slowed boot|delays boot|delayed boot|boot so slow|boot slow|longest to start|longest at boot|longest during boot|boot so long|booting so slow|boots so slowly|holds up boot|held up boot)",
    ],
    reading(
      byInit(
        { systemd: "systemd-analyze; systemd-analyze blame --no-pager | head -n 25" },
        "Show what took long at boot",
      ),
    ),
    {
      reads: true,
      may: [
        noise,
        "(takes|took|long|why|time|down|most|does|did|so|boot|booting|start|starting|last|were|slow|slowly)",
      ],
    },
  ),
  frame(
    [
      "(how long|boot time|time|boot duration|duration)",
      "(boot take|boot took|boot lasted|to boot|boot time|boot last|booting take|booting took|boot duration|startup take|startup took|last boot take|boot process take|start up take)",
    ],
    reading(byInit({ systemd: "systemd-analyze" }, "Show how long the boot took")),
    { reads: true, may: [noise, "(last|did|take|took|long|need|seconds)"] },
  ),
  frame(
    ["(default target|default runlevel|runlevel|boot target|graphical or|systemd target|current target|multi-user)"],
    reading(
      byInit({ systemd: "systemctl get-default", openrc: "rc-status --runlevel" }, "Show the target it boots to"),
    ),
    { reads: true, may: [noise, "(boots|boot|into|default|target|current)"] },
  ),
  frame(
    [
      "(pending jobs|queued jobs|systemd jobs|jobs queued|waiting jobs|start jobs)",
      "(systemd|units|list|any|systemctl|pending|queued|show|which)",
    ],
    reading(byInit({ systemd: "systemctl list-jobs --no-pager" }, "List the jobs of systemd")),
    { reads: true, may: [noise, "(waiting|pending|queue|queued|jobs|running)"] },
  ),
  frame(
    [
      "(services|service|units|daemons|cgroups|slices)",
      "(most memory|most ram|most cpu|memory usage|cpu usage|memory per|ram per|cpu per|by memory|by cpu|by ram|memory hungry|memory hog)",
    ],
    ({ text }) =>
      isChange({ text })
        ? undefined
        : byInit(
            {
              systemd: `systemd-cgtop --batch --iterations=${/cpu/.test(text) ? "2 --order=cpu" : "1 --order=memory"} | head -n 30`,
            },
            "Show what the services use",
          )(),
    {
      reads: true,
      may: [noise, "(use|uses|using|eat|eats|take|takes|most|memory|ram|cpu|usage|per|each|top|{n}|need|needs)"],
    },
  ),
];
