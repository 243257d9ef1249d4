/** What is asked about one service beyond whether it runs: its unit, its user, its limits, what it depends on. */
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { asked, bySystemd, onUnit } from "./on-unit.ts";
import { act } from "./say.ts";

/** Properties of a unit, as systemd shows them. */
const shows =
  (properties: string, does: string) =>
  (match: Match): Intent | undefined =>
    onUnit(match, {
      command: bySystemd((unit) => `systemctl show --no-pager -p ${properties} ${unit}`),
      does: (said) => `${does} ${said}`,
      reads: true,
    });

const unitFile = (match: Match): Intent | undefined =>
  onUnit(match, {
    command: (unit, { facts }) =>
      facts.init === "systemd"
        ? `systemctl cat --no-pager ${unit}`
        : facts.init === "openrc"
          ? `cat /etc/init.d/${unit}`
          : undefined,
    does: (said) => `Show the unit file of ${said}`,
    reads: true,
  });

const dependencies = (match: Match): Intent | undefined =>
  onUnit(match, {
    command: (unit, { facts }) => {
      const isReverse =
        /\b(?:on @svc\d+|required by|wanted by|needed by|dependents|reverse|needs @svc\d+|requires @svc\d+|relies on @svc\d+|rely on @svc\d+|before stop)\b/.test(
          match.text,
        ) && !/\bof @svc/.test(match.text);
      return facts.init === "systemd"
        ? `systemctl list-dependencies --no-pager ${isReverse ? "--reverse " : ""}${unit}`
        : facts.init === "openrc"
          ? `rc-service ${unit} ${isReverse ? "needsme" : "ineed"}`
          : undefined;
    },
    does: (said) => `Show what depends on what around ${said}`,
    reads: true,
  });

const isOneService = (match: Match): boolean => things(match).length === 1;
const unitWords =
  "(unit file|unit files|service file|service files|unit definition|service definition|systemd unit|systemd units|systemd file|systemd service file|service unit|init script|unit config|unit configuration|systemd config|systemd unit file|drop-in|drop-ins|dropin|dropins|drop-in files|override|overrides|unit override|systemd override|systemd overrides|unit)";
const ran = "(been|was|were|is|has|had|it|got|gets|keeps|did|does|since|boot|booted|reboot|machine|system|last|start)";

export const serviceFactFrames = (): Frame[] => [
  frame([unitWords, "{svc}"], unitFile, {
    reads: true,
    may: [asked, "(content|contents|cat|path|location|look|like|systemctl|systemd|file|where|lives|stored)"],
  }),
  frame(["systemctl cat", "{svc}"], unitFile, { reads: true }),
  frame(
    [
      "(how often|how many times|restart count|restart counter|number of restarts|restart counts|nrestarts|restarts count|count restarts)",
      "{svc}",
    ],
    (match) =>
      /\b(?:restart|restarts|restarted|crash|crashed|crashes|fail|failed|died|die|nrestarts|relaunched|respawned)\b/.test(
        match.text,
      )
        ? shows("Id,NRestarts,ActiveEnterTimestamp,Result,ExecMainStartTimestamp", "Count the restarts of")(match)
        : undefined,
    {
      reads: true,
      may: [asked, "(restart|restarts|restarted|crash|crashed|crashes|fail|failed|died|relaunched|respawned)", ran],
    },
  ),
  frame(
    [
      "(restarted|restart|crashed|bounced|failed|died|reloaded|started|stopped|gone down|went down)",
      "{svc}",
      "[in|within|during|over|for] (last|past) {n} (hours|hour|days|day|minutes|weeks|week|mins|hrs)|(today|yesterday|last night|this morning|this week|recently|lately|overnight)",
    ],
    (match) =>
      /^(?:has|have|did|was|were|is|check whether|when|whether)\b/.test(match.text)
        ? act(match, "status", "look")
        : undefined,
    { reads: true, may: [ran, "(in|within|at all|any time|some time|check whether|whether|times)"] },
  ),
  frame(
    [
      "{svc}",
      "(depend on|depends on|dependencies|dependency|dependency tree|dependents|depending on|rely on|relies on|relying on|required by|wanted by|needed by|requires|requirements|requires to|needs to start|needs to run)",
    ],
    dependencies,
    {
      reads: true,
      may: [
        asked,
        "(services|service|units|unit|other|else|all|things|depend|start|run|before|after|first|systemd|it)",
      ],
    },
  ),
  frame(
    [
      "{svc}",
      "(run as|runs as|running as|run under|runs under|running under|user|account|uid|owned by|executed as|start as|starts as|started as|as root|as which user|as what user)",
    ],
    (match) =>
      /\b(?:add|create|remove|delete|change|set|make|log|logged|give|grant|password|connected|sessions?|to)\b/.test(
        match.text,
      )
        ? undefined
        : onUnit(match, {
            command: (unit, { facts }) =>
              facts.init === "systemd"
                ? `systemctl show --no-pager -p User,Group,MainPID ${unit}; ps -o user,group,pid,args -p "$(systemctl show -p MainPID --value ${unit})"`
                : `ps -o user,pid,args | grep -F ${unit}`,
            does: (said) => `Show the user that ${said} runs as`,
            reads: true,
          }),
    { reads: true, may: [asked, "(user|account|group|root|uid|id|as|under|which|process|run|runs|running)"] },
  ),
  frame(
    [
      "{svc}",
      "(exit code|exit codes|exit status|return code|exitcode|exit reason|exit signal|result code|last exit|code did it exit)",
    ],
    shows("Id,Result,ExecMainCode,ExecMainStatus,ExecMainStartTimestamp,ExecMainExitTimestamp", "Show how it ended:"),
    {
      reads: true,
      may: [asked, "(after|last|latest|failure|crash|run|when|it|crashed|failed|stopped|exited|exit|with|died|recent)"],
    },
  ),
  frame(
    ["{svc}", "(environment|environment variables|env|env vars|env variables|environment file|environment settings)"],
    shows("Environment,EnvironmentFiles,PassEnvironment", "Show the environment of"),
    { reads: true, may: [asked, "(variables|see|sees|has|have|started|start|run|runs)"] },
  ),
  frame(
    [
      "{svc}",
      "(open files are allowed|open files allowed|allowed open files|allowed to open|limits|ulimit|ulimits|resource limits|open files limit|open file limit|file descriptor limit|fd limit|limitnofile|nofile|nofile limit|max open files|memory limit|memorymax|cpu quota|tasks limit|tasksmax|process limit)",
    ],
    (match) =>
      isOneService(match) && !/^(?:set|change|raise|increase|lower|bump|put|reduce|limit|make)\b/.test(match.text)
        ? shows(
            "LimitNOFILE,LimitNPROC,LimitMEMLOCK,MemoryMax,MemoryHigh,CPUQuotaPerSecUSec,TasksMax,TasksCurrent,MemoryCurrent",
            "Show the limits of",
          )(match)
        : undefined,
    { reads: true, may: [asked, "(any|systemd|high|how|have|has|imposed|apply|applies|cgroup|is|are)"] },
  ),
  frame(
    [
      "{svc}",
      "(restart policy|restart setting|restartsec|restart behaviour|restart behavior|restart=|restart on failure|restarted automatically|restart automatically|restarts automatically|come back by itself|comes back by itself|come back on its own)",
    ],
    (match) =>
      /^(?:set|change|make|ensure|let|have|configure)\b/.test(match.text)
        ? undefined
        : shows("Restart,RestartUSec,StartLimitBurst,StartLimitIntervalUSec", "Show the restart policy of")(match),
    { reads: true, may: [asked, "(after|crash|crashes|it|fails|when|failure|systemd|will|is|being|have)"] },
  ),
  frame(
    [
      "{svc}",
      "(timeout|timeouts|stop timeout|start timeout|timeoutstopsec|timeoutstartsec|kill mode|working directory|workingdirectory|workdir|umask|nice level|sandboxing|watchdog)",
    ],
    (match) =>
      /^(?:set|change|raise|increase|lower|bump|put|reduce|make)\b/.test(match.text)
        ? undefined
        : shows(
            "TimeoutStartUSec,TimeoutStopUSec,KillMode,WorkingDirectory,UMask,Nice,WatchdogUSec,ProtectSystem,PrivateTmp,NoNewPrivileges",
            "Show settings of the unit",
          )(match),
    { reads: true, may: [asked, "(start|stop|systemd|level|mode|long|unit)"] },
  ),
  frame(
    [
      "{svc}",
      "(command line|cmdline|start command|startup command|execstart|exec start|started with|start with|launched with|which options|what options|which flags|what flags|which arguments|what arguments|start options|startup options|command line arguments|binary|executable|run with|running with|invoked|invocation)",
    ],
    (match) =>
      onUnit(match, {
        command: (unit, { facts }) =>
          facts.init === "systemd"
            ? `systemctl show --no-pager -p ExecStart,ExecStartPre,ExecReload ${unit}; ps -o pid,args -p "$(systemctl show -p MainPID --value ${unit})"`
            : `ps -o pid,args | grep -F ${unit}`,
        does: (said) => `Show how ${said} is started`,
        reads: true,
      }),
    { reads: true, may: [asked, "(options|flags|arguments|args|parameters|command|line|exactly|path|is|started)"] },
  ),
  frame(
    [
      "{svc}",
      "(memory|ram|cpu|cpu and memory|memory and cpu|cpu time|memory usage|cpu usage|resource usage|resources|footprint|memory consumption|ram usage|cpu load|heavy|memory footprint)",
      "(how much|usage|used|used by|consumed|spent|since it started|so far|use|using|uses|take|takes|taking|consume|consumes|consuming|need|needs|eat|eats|eating|hogging|footprint|consumption|lot|too much|heavy)",
    ],
    (match) =>
      onUnit(match, {
        command: (unit, { facts }) =>
          facts.init === "systemd"
            ? `systemctl status --no-pager -n 0 ${unit}`
            : `ps -o pid,rss,time,args | grep -F ${unit}`,
        does: (said) => `Show what ${said} uses`,
        reads: true,
      }),
    {
      reads: true,
      may: [
        asked,
        "(lot of|lots of|too much|much|so much|a lot|lot|memory|ram|cpu|time|and|use|usage|using|percent|share|total|how|consumption|in total|used|in terms of|terms|process|daemon|consumed|spent|since|start|started|its|so far|it|by)",
      ],
    },
  ),
  frame(
    ["{svc}", "(main pid|pid|pids|process id|process number|process ids|master pid)"],
    (match) => act(match, "status"),
    {
      reads: true,
      may: [asked, "(main|master|process|have|has|is|under|which|what)"],
    },
  ),
  frame(
    [
      "{svc}",
      "(port|ports|listen|listens|listening|bound|bind|binds|socket|sockets|interface|address|addresses|listen on)",
      "(which|what|where|does|is|show|list|check|how many)",
    ],
    (match) =>
      /^(?:change|set|open|close|make|let|bind|move|allow|block)\b/.test(match.text) || !isOneService(match)
        ? undefined
        : things(match).every(({ said }) => said.startsWith("ssh")) && !/\blisten/.test(match.text)
          ? onUnit(match, {
              command: () => "sshd -T | grep -i '^port '",
              does: () => "Show the port of SSH",
              reads: true,
            })
          : { kind: "read", tool: "network.ports", input: {}, where: ownersFor(match) },
    {
      reads: true,
      may: [
        asked,
        "(on|port|ports|listen|listens|listening|bound|bind|binds|to|open|opened|tcp|udp|opens|occupy|occupies|addresses|address|interface|interfaces|use|uses|using|used|socket|sockets|and|number)",
      ],
    },
  ),
  frame(
    ["{svc}", "(masked|enabled or disabled|enabled or not|is-enabled|statically enabled)"],
    (match) =>
      onUnit(match, {
        command: bySystemd((unit) => `systemctl is-enabled ${unit}`),
        does: (said) => `Show whether ${said} is enabled or masked`,
        reads: true,
      }),
    { reads: true, may: [asked, "(still|or|not|disabled|enabled|whether|why|systemctl)"] },
  ),
];

const ownersFor = (match: Match) => things(match).flatMap(({ owners }) => owners.map(({ machine }) => machine));
