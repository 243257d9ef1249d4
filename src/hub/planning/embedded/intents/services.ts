/** What people say about services. */
import type { JsonObject } from "../../../../lib/json.ts";
import type { ServiceAct } from "../types.ts";
import { sinceOf } from "../frames/say.ts";
import { linesOf, type Meaning, type Meanings, things, means } from "./match.ts";

const act =
  (kind: ServiceAct): Meaning =>
  (match) => ({ kind: "service", act: kind, things: things(match) });

const boot = "(at|on|during) (boot|startup|start up|start|system start)";
/** Ranges of time: more lines are shown then. */
const range =
  "[(from|since|in|of|for|over|during|within) (last|past) ({n} hours|{n} minutes|{n} days|hour|day|night|week|minutes|hours)|today|yesterday|since yesterday|since this morning|since morning|this morning|from today|from yesterday|of today|tonight|last night|lately|recently]";
const newest =
  "[last|latest|recent|newest|most recent|final|first] [{n}] [lines|entries|messages|records|rows] [of|from|in]";

const logs: Meaning = (match) => {
  const ranged = / (today|yesterday|hours?|minutes|days?|night|morning|lately|recently|week)\b/.test(match.text);
  const since = ranged ? sinceOf(match) : undefined;
  const counted =
    / (lines|entries|messages|records|rows)\b|(last|latest|newest|tail) @n\d+(?! (?:minutes|hours|days))/.test(
      ` ${match.text}`,
    );
  const errorsOnly = /\b(errors?|problems|failures|wrong)\b/.test(match.text);
  return {
    kind: "service",
    act: "logs",
    things: things(match),
    lines: counted ? linesOf(match, 50) : ranged ? 500 : 50,
    ...(errorsOnly ? { errorsOnly } : {}),
    ...(since === undefined ? {} : { since }),
  };
};

export const serviceMeanings = (): Meanings => [
  ...means(
    [
      "(restart|bounce|recycle|cycle|kick|reset|relaunch|re-start|reboot|rekick|restarts) {svc}",
      "{svc} (needs|wants|could use|needs to be|has to be|must be|should be) (restart|restarted|restarting|bounce|bounced|kick|kicked)",
      "(want|need|get|have|) {svc} (restarted|bounced|recycled|kicked)",
      "(do|perform|make|issue|trigger) restart (of|for|on) {svc}",
      "(give|do) {svc} (kick|restart|bounce|gentle kick|good kick|kick in pants|nudge)",
      "turn {svc} off and (on|back on|on again)",
      "stop and start {svc}",
      "restart of {svc}",
      "{svc} restart",
      "restart instance of {svc}",
    ],
    act("restart"),
  ),
  ...means(
    [
      `(enable|autostart) {svc} [${boot}|autostart]`,
      `(make|have|let) {svc} start [automatically] ${boot}`,
      `(make|have|let|set) {svc} [to] start automatically [${boot}]`,
      `{svc} (should|must) start ${boot}`,
      `(set|configure) {svc} to (start|run) ${boot}`,
      `make sure {svc} (starts|comes up|is started|is enabled) ${boot}`,
    ],
    act("enable"),
  ),
  ...means([`disable {svc} [${boot}|autostart]`, `stop {svc} from starting ${boot}`], act("disable")),
  ...means(
    [
      "(make sure|ensure|see to it|be sure|guarantee) [that] {svc} (is|are) (running|up|started|active|alive|up and running)",
      "(make sure|ensure) [that] {svc} (runs|run)",
      "(keep) {svc} (running|up|alive)",
    ],
    (match) => ({ kind: "ensure", things: things(match) }),
  ),
  ...means(
    [
      "(start|start up|bring up|bring back|launch|fire up|turn on|spin up|switch on|power up|bring back up) {svc} [up|back up]",
      "(bring|get|start) {svc} (up|back|back up|back online|back to life|running|going|started|up and running|back running)",
      "(turn|switch) {svc} (on|back on)",
      "{svc} (needs to be|has to be|must be|should be) (started|running)",
    ],
    act("start"),
  ),
  ...means(
    [
      "(stop|shut down|turn off|bring down|take down|halt|shutdown|switch off|quit) {svc}",
      "(shut|turn|switch|take|bring) {svc} (down|off|offline)",
      "(want|need|get|have) {svc} stopped",
      "{svc} (needs to be|has to be|must be|should be) stopped",
    ],
    act("stop"),
  ),
  ...means(
    [
      "(reload|refresh|hup) {svc} [config|configuration|configs|settings]",
      "reload (config|configuration|configs|settings) (of|for) {svc}",
      "(make|have|let|tell) {svc} [to] (reload|reread|re-read) [its] [config|configuration]",
    ],
    act("reload"),
  ),
  ...means(
    [
      "(is|are) {svc} [still|really|there] [<up>]",
      "check whether {svc} [is|are] [still] (<up>|runs|works|run|started)",
      "check whether {svc} is not (running|up|active|working)",
      "(<show>|check|check on|verify|test|monitor) {svc} [status|state|health|service status]",
      "[<show>|check|what is] (status|state|health|condition) [of|for] {svc}",
      "{svc} (status|state|health|ok|up|running|check)",
      "(how is|how are|what about|how about) {svc} [doing|holding up|running|today|feeling]",
      "(does|do) {svc} (run|work|still run|still work|respond)",
      "(check|verify|confirm|see) [that] {svc} (is|are) <up>",
      "(did|has) {svc} (crash|crashed|die|died|stop|stopped|fail|failed|come up|started|start)",
      "(is there) {svc} running",
      "status {svc}",
      "{svc}",
    ],
    act("status"),
  ),
  ...means(
    [
      `[<show>] ${newest} {svc} [service] [error|errors] <logs> ${range}`,
      `[<show>] ${newest} [error|errors] <logs> (of|for|from) {svc} ${range}`,
      `[<show>] ${newest} {svc} [<logs>] errors ${range}`,
      `(<show>|go through|scan|search|grep|read) {svc} <logs> for (errors|problems|warnings|anything strange|issues|anything odd|failures|error messages) ${range}`,
      `[<show>|search|find|list|are there|were there|is there|there] [any|recent|last|latest] [{n}] (errors|error|problems|failures|error messages) [in|from|of|for|with|by] {svc} [<logs>] ${range}`,
      `(are there|were there|is there|there|check for|look for|search for|find) [any] (errors|problems) in <logs> of {svc} ${range}`,
      `(tail|follow|read|open) [last] [{n}] [lines] [of|from] {svc} [error] [<logs>]`,
      `(tail|follow|read) <logs> of {svc}`,
      `what (does|do|did|has|is) {svc} [been] (log|logs|say|logging|logged|saying|complaining about|writing) [say|lately|recently]`,
      `what (does|do|is in) {svc} <logs> [say|show|tell]`,
      `what (is|are) in <logs> of {svc}`,
      `what happened (in|to|with) {svc} ${range}`,
      `(<show>) what {svc} (logged|has logged|wrote|is logging|says) ${range}`,
      `{svc} <logs> ${range}`,
      `<logs> of {svc}`,
    ],
    (match) =>
      /\b(logs?|journal|error|errors|tail|say|saying|logged|logging|problems|failures|happened|follow|read|complaining|messages|writing|wrote|entries|lines)\b/.test(
        match.text,
      )
        ? logs(match)
        : undefined,
  ),
  ...means(
    [
      "(<show>|which|what|are there|is there|find|any|how many) [any|all] (failed|failing|broken|crashed|dead|down) (services|units|service|unit|systemd units|systemd services) [are there|exist]",
      "(which|what) (services|units|systemd units|service) (are|have|is|has) [currently] (failed|failing|broken|crashed|dead|down|not running|in failed state|in error)",
      "(which|what) (services|units|service) (failed|crashed|died|fail)",
      "(did|have|has) any (services|units|service) (fail|failed|crash|crashed)",
      "(are there|is there|are|is) any (services|units|service|unit) (down|failed|failing|broken|dead|not running)",
      "(failed|broken) (services|units)",
      "check for (failed|broken) (services|units)",
      "check whether all services are (running|up|ok|fine)",
      "are all services <up>",
    ],
    () => ({ kind: "read", tool: "service.list", input: { state: "failed" } }),
  ),
  ...means(
    [
      "(<show>|which|what|how many) [all] [running|active|installed|currently running] (services|units|systemd units|daemons) [are|is] [running|active|installed|there|available|exist]",
      "(what is|what) (running|runs)",
      "what (does|do) {t} run",
      "(which|what) (services|daemons|units) (run|does {t} run|does {t} have|do {t} run|are on {t})",
      "[list of] [all] (services|units)",
    ],
    (match) => {
      const input: JsonObject = /\b(running|active|runs?)\b/.test(match.text) ? { state: "active" } : {};
      return { kind: "read", tool: "service.list", input };
    },
  ),
];
