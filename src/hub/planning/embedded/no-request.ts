/** Words that ask for nothing to be done: a greeting, the question whether something should be done, a thing that no tool makes. Each is told with a way on. */
import type { Outcome } from "../../../domain/plan.ts";
import { onlyLooks } from "../../../tools/assess.ts";
import type { PlanRequest } from "../planner.ts";
import { nearestTo } from "./nearest.ts";
import { decline } from "./unread.ts";
import { vocabularyOf } from "./vocabulary.ts";

type Run = (request: PlanRequest) => Outcome;

const greets =
  /^(?:hi|hello|hey|hiya|howdy|yo|hallo|hola|moin|servus|ciao|bonjour|salut|greetings|good (?:morning|afternoon|evening|day)|guten (?:morgen|tag|abend)|buen(?:os|as) (?:d[ií]as|tardes|noches)|你好|您好)(?:[\s,!.]+(?:hi|hello|hey|there|again|all|everyone|everybody|folks|team|guys|ailx|zusammen|how are you|how is it going|how's it going|what's up|wie geht's|qu[eé] tal))*[\s!.?,]*$/iu;
const thanks =
  /^(?:thanks?|thank you|thx|ty|cheers|great|perfect|nice|cool|danke|gracias|谢谢)(?:[\s,!.]+(?:a lot|so much|very much|thanks|thank you|you|ailx|again|everyone|sch[oö]n|muchas))*[\s!.]*$/iu;

/** A greeting is greeted, with three things that work on this fleet. */
export function greeted(request: PlanRequest, run: Run): Outcome | undefined {
  const text = request.text.trim();
  const isThanks = thanks.test(text);
  if (!isThanks && !greets.test(text)) return undefined;
  const working = workingOn(request, run);
  const hello = isThanks ? "You are welcome." : "Hello.";
  return decline(
    `${hello} Say what to look at or to do${working.length > 0 ? `; these work here: ${working.map((one) => `“${one}”`).join(", ")}` : ""}.`,
    working,
  );
}

const shownMost = 3;
function workingOn(request: PlanRequest, run: Run): string[] {
  const { fleet } = vocabularyOf(request.fleet);
  const [first] = fleet.filter(({ state }) => state === "online");
  const tries = [
    ...(first
      ? [
          `why is ${first.name} slow?`,
          "show disk usage on all machines",
          `which services have failed on ${first.name}?`,
        ]
      : []),
    "which machines are offline?",
    "how many machines are there?",
    "what can you do",
  ];
  const works = (text: string): boolean => {
    const { kind } = run({ text, fleet: request.fleet, nowMs: request.nowMs });
    return kind === "plan" || kind === "answer";
  };
  return tries.filter(works).slice(0, shownMost);
}

const whether =
  /^(?:(?:so|and|but|hey|hi|ok|well|please|tell me|do you think|what do you think)[\s,]+)*(?:(?:should|shall|must|ought) (?:i|we) (?:better |really |also |now |just |safely |to )*|can (?:i|we) safely |(?:do|would) (?:i|we) (?:really |still |even )?(?:have|need|want) to |is it (?:safe|ok|okay|fine|wise|necessary|a good idea|worth it|time|better|bad|risky|dangerous|possible)(?: for (?:me|us))? to |(?:would|will|does|could|might) it (?:help|hurt|break anything|be (?:safe|ok|okay|wise|better|a good idea|bad)|make sense)(?: if (?:i|we)| to) |does it make sense to |what (?:happens|would happen) (?:if|when) (?:i|we) )(?<act>.+?)[\s?.!]*$/iu;

/** “should I restart nginx?” asks for an opinion on a change: nothing is planned, and what could be looked at or done is offered. */
export function wondered(request: PlanRequest, outcome: Outcome, run: Run): Outcome {
  const act = whether.exec(request.text.trim())?.groups?.["act"];
  if (act === undefined || (outcome.kind === "plan" && outcome.plan.steps.every(onlyLooks))) return outcome;
  if (outcome.kind === "answer") return outcome;
  const done = run({ ...request, text: act, answers: [] });
  const isChange = done.kind === "clarify" || (done.kind === "plan" && !done.plan.steps.every(onlyLooks));
  if (!isChange) return outcome;
  const service =
    done.kind === "plan"
      ? done.plan.steps.map(({ input }) => input["service"]).find((name) => typeof name === "string")
      : undefined;
  const on =
    done.kind === "plan"
      ? machinesOf(
          request,
          done.plan.steps.flatMap(({ machineIds }) => machineIds),
        )
      : undefined;
  const thing =
    typeof service === "string"
      ? `${service}${on === undefined ? "" : ` on ${on}`}`
      : (on ?? /@?\b([\w.-]+)$/.exec(act)?.[1]);
  const looks =
    thing === undefined
      ? []
      : [
          ...(/^re-?(?:boot|start)/i.test(act) ? [`is a reboot required on ${thing}?`] : []),
          `what is wrong with ${thing}?`,
          `is ${thing} running?`,
        ].filter((text) => run({ ...request, text, answers: [] }).kind === "plan");
  return decline(
    "Whether to do that is for you to decide: this only looks and concludes, and a question changes nothing. Look at how it is, or say it as a request to have it planned; you see the risk before anything is done.",
    [...looks.slice(0, 2), act],
  );
}

function machinesOf({ fleet }: PlanRequest, ids: readonly string[]): string | undefined {
  const [only, more] = fleet.filter(({ id }) => ids.includes(id));
  return only && !more ? only.name : undefined;
}

const made =
  "(?:apps?|applications?|web ?apps?|web ?applications?|web ?sites?|home ?pages?|landing pages?|apis?|rest apis?|backends?|frontends?|projects?|games?|microservices?|chat ?bots?|bots?|dashboards?|scripts? that|prototypes?|boilerplate|skeleton)";
const project = new RegExp(
  `^(?:(?:please|can you|could you|would you|i (?:want|need|would like)(?: you)?(?: to)?|help me(?: to)?|let's|let us|hey|hi)[\\s,]+)*(?:create|make|build|scaffold|generate|write|code|develop|program|bootstrap|start|set ?up|initiali[sz]e|init|design)(?: me| us)? (?:(?:an?|the|my|our|some|another|new|simple|small|basic|little|fresh|empty|complete|whole) )*(?:[\\w.+#-]+ ){0,3}?${made}\\b(?! (?:container|service|server|user|account|directory|folder|file|log|backup|snapshot)s?\\b)`,
  "i",
);

/** “create a Python web app”, whatever is called “app” here. */
export function unmade(request: PlanRequest, outcome: Outcome): Outcome {
  const isOpen =
    (outcome.kind === "decline" && outcome.reason.startsWith("I do not understand")) ||
    (outcome.kind === "clarify" && outcome.question.startsWith("What exactly is meant"));
  if (!isOpen || !project.test(request.text.trim())) return outcome;
  return decline(
    "There is no tool for making projects yet, so nothing was planned. Files can be written and commands run by name.",
    outcome.kind === "decline" && outcome.nearest.length > 0 ? outcome.nearest : nearestTo(request.text, request.fleet),
  );
}
