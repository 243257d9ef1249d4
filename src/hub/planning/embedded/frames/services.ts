/** What is done to services and containers, in whatever order it is said. */
import { things } from "../intents/match.ts";
import { frame, type Frame } from "./frame.ts";
import { act, change, command, read, thing } from "./say.ts";

const back =
  "[back] (again|back|back up|up|up again|back again|up and running|running|running again|going|going again|online|back online|back to life|alive|working again|on|on again|back on|into service|back into service|in service again)";
/** Said with a change and part of none: why it is wanted, and that it is meant for a while. */
const aside = [
  "(for now|for the moment|for a moment|for a while|for a bit|temporarily|cleanly|gracefully|properly|nicely|gently|hard|fully|completely)",
  "(before lunch|right away|this instant|on the double|first thing)",
];

export const serviceFrames = (): Frame[] => [
  frame(["(turn|switch|power) [it] off and [back|then] on", thing], (match) => act(match, "restart", "restart"), {
    may: ["(again|back)"],
  }),
  frame(
    [
      "(do not|never) (let|have|allow) {svc} [service] [to] (start|come up|run|launch) (at|on|with|after) [(boot|startup|reboot|start|login|logon|system|{t})]",
    ],
    (match) => act(match, "disable"),
    { may: ["(any more|anymore|any longer|automatically|by itself)"] },
  ),
  frame(
    [
      "(make sure|ensure|see to it) [that] {svc} [service] (does not|do not|will not|never) (start|come up|run|launch) (at|on|with|after) [(boot|startup|reboot|start|login|logon)]",
    ],
    (match) => act(match, "disable"),
    { may: ["(any more|anymore|any longer|automatically|by itself)"] },
  ),
  frame(
    [
      "(put|set|add|place)",
      "{svc} [service]",
      "(on|to|in|into) (autostart|auto-start|automatic start|automatic startup|boot services|startup)",
    ],
    (match) => act(match, "enable"),
  ),
  frame(
    [
      "(remove|take|drop|delete|get|kick|pull)",
      "{svc} [service]",
      "(from|out of|off) (boot sequence|boot process|boot order|autostart|auto-start|automatic start|boot|startup|system start|default runlevel|start at boot|boot services)",
    ],
    (match) => act(match, "disable"),
  ),
  frame(
    [
      "{svc} [service]",
      "(should|must|may|shall|is supposed) not [to] (start|come up|run|launch|be started|autostart) [up] [automatically|by itself|any more|anymore] (at|on|after|with|during) [every|each|next] (boot|startup|start|reboot|boot time|system start)",
    ],
    (match) => act(match, "disable"),
    { may: ["(any more|anymore|any longer|automatically|by itself)"] },
  ),
  frame([`(turn|switch|shut) ${thing} off (for good|permanently|forever|completely and forever)`], (match) =>
    act(match, "disable"),
  ),
  frame(
    [
      "(prevent|keep|stop|block|hinder)",
      "{svc} [service]",
      "from (starting|coming up|running|launching|being started) [up|again] [automatically|by itself] (at|on|after|with|during) [every|each|next] (boot|startup|start|reboot|login|boot time|system start|system)",
    ],
    (match) => act(match, "disable"),
  ),
  frame([`(turn off|switch off|shut off|disable|stop) ${thing} (for good|permanently|forever)`], (match) =>
    act(match, "disable"),
  ),
  frame([`(stop and disable|disable and stop) ${thing}`], (match) => act(match, "disable")),
  frame([`disable ${thing}`], (match) => act(match, "disable"), {
    may: ["(at|on|during) (boot|startup|start)", "(autostart|automatic start)"],
  }),
  frame([`(enable|re-enable|reenable|autostart) ${thing}`], (match) => act(match, "enable"), {
    may: ["(at|on|during) (boot|startup|start)"],
  }),
  frame(
    [
      "(come up|comes up|starts|start|started|launch|launches|run|runs|enabled) [automatically|by itself|by themselves|on its own|on their own|itself] (at|on|after|with|during|upon|following) [every|each] (boot|startup|start-up|reboot|restart|power-up|power cut|booting|rebooting)",
      "{svc}",
    ],
    (match) =>
      /^(?:does|do|did|is|are|was|were|will|has|have|check whether|which|what|when|how)\b/.test(match.text)
        ? act(match, "status")
        : act(match, "enable"),
    {
      may: [
        "(make sure|ensure|see to it|have|let|make|must|should|has to|needs to|ought to|set|configure|set up|allow|get)",
        "(automatically|by itself|on its own|always|is|be|to)",
        "(check whether|whether)",
      ],
    },
  ),
  frame(
    [
      "(since when|how long|when|did|has|have|was|were)",
      thing,
      "(restart|restarted|start|started|stop|stopped|crash|crashed|die|died|run|running|up|been running|been up|come up|came up|alive|last restarted|last started|down|been down)",
    ],
    (match) => act(match, "status", "look"),
    { reads: true, may: ["(been|last|since|recently|lately|today|already|ever)"] },
  ),
  frame([`(give|do) ${thing} [a] (reload|refresh|hup)`], (match) => act(match, "reload")),
  frame(
    [
      "(reload|re-read|reread|hup|refresh|pick up)",
      thing,
      "[its|new|changed] [config|configuration|configs|settings|certificate|certificates|cert|certs]",
    ],
    (match) => act(match, "reload"),
    {
      may: [
        "(gracefully|without downtime|without dropping connections|without restart|softly|so it picks up changes|so it picks up new config|config change|changes)",
        "(tell|make|have|let|ask)",
      ],
    },
  ),
  frame(
    [
      `(restart|bounce|recycle|cycle|kick|re-start|relaunch|respawn|restarted|bounced|kicked|restarting|bouncing|rebounce)`,
      thing,
    ],
    (match) => act(match, "restart", "restart"),
    { may: [...aside, "(give|get|do|have|perform|make|issue) [a|quick]", "(over|once|one more time)"] },
  ),
  frame(
    [
      `(give|gave|giving) ${thing} [a|swift|quick|gentle|good|little] (kick|restart|nudge|bounce|reboot|shake|push|fresh start|whack|poke)`,
    ],
    (match) => act(match, "restart", "restart"),
  ),
  frame([`(turn|switch|power) ${thing} off and [back|then] on`], (match) => act(match, "restart", "restart")),
  frame(
    [`(get|bring|put|start|fire|spin|turn|switch|boot|power|crank) ${thing} ${back}`],
    (match) => act(match, "start", "start"),
    { may: aside },
  ),
  frame(
    [
      "(start|start up|fire up|spin up|launch|bring up|bring back|boot up|switch on|turn on|power up|resume|revive|resurrect|unpause)",
      thing,
    ],
    (match) => act(match, "start", "start"),
    {
      may: [...aside, back],
    },
  ),
  frame(
    [
      "(stop|shut down|shutdown|halt|turn off|switch off|take down|bring down|tear down|kill off|quit|end|shut off|pause|spin down)",
      thing,
    ],
    (match) => act(match, "stop", "stop"),
    { may: aside },
  ),
  frame(
    [`(shut|turn|switch|take|bring|knock) ${thing} (down|off|offline|out)`],
    (match) => act(match, "stop", "stop"),
    { may: aside },
  ),
  frame(
    [
      thing,
      "(up|running|alive|active|ok|okay|fine|healthy|working|online|started|down|dead|stopped|failed|crashed|broken|there|responding|available|uptime|status|state|health|doing|behaving|happy|good|well|run|runs|work|works|living|breathing|kicking|answer|answers|answering|respond|responds|reachable|listening|listens|offline|in service|serving|enabled|activated)",
    ],
    (match) => act(match, "status", "look"),
    {
      reads: true,
      may: [
        "(in order|in good shape|or not|or down|or stopped|or dead|or broken|properly|correctly|as expected|as it should)",
        "(check|verify|confirm|find out|double check|double-check|make certain) [that|on|up on]",
        "(how|feeling|today|moment|whole|both|each)",
      ],
    },
  ),
  frame(
    [
      "(check|check on|check up on|look at|look after|peek at|verify|inspect|status|have a peek at|look in on|keep an eye on)",
      thing,
    ],
    (match) => act(match, "status", "look"),
    { reads: true, may: ["(quickly|briefly|status|state|health)"] },
  ),
  frame(
    [
      "(failed|failing|broken|crashed|dead|down|in a bad state|not running|unhealthy|red)",
      "(services|service|units|unit|daemons|systemd)",
    ],
    () => read("service.list", { state: "failed" }),
    {
      reads: true,
      may: [
        "(list|give|systemctl|systemd|status|state|or not|to start|to come up|start|up|starting)",
        "(after|since|at|on|during) (last|latest|this|previous|most recent) (boot|reboot|restart|start)",
        "(after|since|at|on|during) (boot|reboot|startup|booting)",
      ],
    },
  ),
  frame(
    ["(running|active|enabled|started|all|which|what|list)", "(services|units|daemons)"],
    ({ text }) => read("service.list", /\b(?:running|active|started)\b/.test(text) ? { state: "active" } : {}),
    { reads: true, may: ["(list|give|overview|running|active|configured|installed)"] },
  ),
  // Containers as such.
  frame(
    [
      "(exited|stopped|dead|crashed|not running|died|restarting|unhealthy|failed|all|down)",
      "[docker|podman] (containers|container)",
    ],
    () => read("container.list", { all: true }),
    { reads: true, may: ["(list|give|docker|podman|have|including stopped|stopped ones|ones)"] },
  ),
  frame(
    ["(running|docker|podman|active|up|list|which|what|how many)", "(containers|container)"],
    () => read("container.list", {}),
    { reads: true, may: ["(list|give|docker|podman|running|up|status|overview)"] },
  ),
  frame(
    [
      "(pull|fetch|get|grab|update|upgrade|use) [to]",
      "(newest|latest|new|newer|current|fresh|recent)",
      "{ctr}",
      "(image|version|build|release)",
    ],
    (match) => updateOf(things(match)[0]?.said),
    {
      may: [
        "(recreate|redeploy|restart|replace|bring up|start|roll) [container|it]",
        "(and|with it|with that|container|it|up)",
        "(pull|image)",
      ],
    },
  ),
  frame(["(update|upgrade|redeploy|recreate)", "{ctr}"], (match) => updateOf(things(match)[0]?.said), {
    may: ["(container|image|docker|newest|latest|version|to)"],
  }),
  frame(
    [
      "(dangling|unused|old|untagged|orphaned|stale)",
      "[docker|container|podman] (images|image|layers)",
      "(remove|delete|prune|clean up|clean out|tidy up|sweep|clean|clear|get rid of|purge|drop|throw out|throw away|clear out|bin|dump|nuke)",
    ],
    () =>
      command({
        command: "docker image prune -f",
        does: "Remove images that no container uses and that have no name",
        reads: false,
        needs: "docker",
      }),
    { may: ["(docker|podman|unused|dangling|all|up)"] },
  ),
  frame(["(pull|fetch|download)", "{word}", "(image|docker image)"], undefinedMeaning),
];

function undefinedMeaning(): undefined {
  return undefined;
}

const updateOf = (name: string | undefined) =>
  name === undefined ? undefined : change("container.update", { container: name }, `Update the container ${name}`);
