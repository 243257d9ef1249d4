/** Changes that lack what they are about: they are asked for, never filled in. */
import { type Meaning, type Meanings, means, openWords, things } from "./match.ts";

const which =
  "(the|this|that|these|those|all|old|new|big|large|temp|temporary|unused|latest|newest|current|own|last|right)";
const ask = (patterns: readonly string[], question: string): Meanings =>
  means(patterns, () => ({ kind: "ask", question, about: "argument", options: [] }));

/** Not where a site or an engine of containers is named: those have readings of their own. */
const askWithout = (patterns: readonly string[], question: string): Meanings =>
  means(patterns, (match) =>
    (/^(?:site|website)\b/.test(match.text) && match.on !== undefined) ||
    (match.text.startsWith("clean") && things(match).some(({ said }) => /^(?:docker|podman)$/.test(said)))
      ? undefined
      : { kind: "ask", question, about: "argument", options: [] },
  );

/** Words that may stand where a service's name is expected and are none. */
const noName =
  /^(?:the|this|that|these|those|all|any|some|every|each|my|our|your|a|an|it|new|old|whole|same|other|own|system|main|right|wrong|failed|running|stopped|broken|first|last|which|what|whole)$/;

/** A service that nobody has is told by its name. */
const unknownService: Meaning = (match) => {
  const [name = ""] = openWords(match);
  if (noName.test(name) || name.length < 3 || match.words.services.has(name) || match.words.containers.has(name))
    return undefined;
  if (match.words.qualifiers.has(name) || match.words.machines.has(name))
    return {
      kind: "ask",
      question: `No service or container is called “${name}”. Which one is meant?`,
      about: "argument",
      options: [],
    };
  return { kind: "decline", reason: `No machine has a service or container called “${name}”.` };
};

export const vagueMeanings = (): Meanings => [
  ...means(
    [
      "(restart|stop|start|reload|bounce|check|enable|disable) {word} (service|daemon|unit)",
      "(is) {word} (service|daemon) (up|running|active|ok|down)",
      "(<show>|tail|read) [last|latest|recent|newest] [{n}] [error|lines of] [<logs>] (of|from|for) {word} (service|daemon|unit)",
      "(<show>|tail|read) [last|latest|recent|newest] [{n}] {word} (service|daemon) <logs>",
      "(what is|<show>) (status|state) of {word} (service|daemon)",
    ],
    unknownService,
  ),
  ...means(
    [
      "(create|make|start|set up|build|scaffold|generate|new) [new] [{word}] [{word}] (web app|webapp|web application|website|app|application|project|api|rest api|microservice|backend|frontend) [called {word}|named {word}]",
    ],
    (match) =>
      /\b(?:python|node|nodejs|flask|fastapi|django|bun|go|golang|static|react|php|ruby|rust|java|express|web|new|project)\b/.test(
        match.text,
      )
        ? {
            kind: "decline",
            reason:
              "There is no tool for making projects yet, so nothing was planned. Files can be written and commands run by name.",
          }
        : undefined,
  ),
  ...means(
    [
      "(update|upgrade|roll out|rollout|deploy|install) [all] [{word}] (agents|agent|ailx agents|agent version|ailx) [that are not on latest version|to latest version|to latest|to newest version]",
      "(deploy|install|roll out) version ({word}|{n}) (to|on) all agents",
      "(deploy|install|roll out) version ({word}|{n})",
    ],
    (match) => {
      const newest =
        match.words.fleet
          .map(({ agentVersion }) => agentVersion)
          .toSorted()
          .at(-1) ?? "";
      const old = match.words.fleet.filter(({ agentVersion }) => agentVersion !== newest);
      return {
        kind: "decline",
        reason: `There is no tool for updating agents yet, so nothing was planned. ${old.length} of ${match.words.fleet.length} agents are not on ${newest}${
          old.length === 0
            ? ""
            : `: ${old
                .slice(0, 8)
                .map(({ name, agentVersion }) => `${name} ${agentVersion}`)
                .join(", ")}`
        }.`,
      };
    },
  ),
  ...ask(
    [
      "(add|create|make|set up) [new] (account|user|login) for (someone|somebody|him|her|colleague|intern|newcomer|them|me|us|employee|contractor|developer|trainee|everyone|student|freelancer|guy|customer|client|consultant|auditor|freelancers|interns|colleagues|{word} {word}|{word} {word} {word}|{word} {word} {word} {word})",
      "(give|grant) ({word}|{word} {word}|{word} {word} {word}) (access|login|account)",
    ],
    "Which user name, and on which machine? Say for example: create the user lena on web-1.",
  ),
  ...ask(
    [
      "(do|repeat|run) (same|same thing|it|that|this) [again] (as|like) (yesterday|last time|last week|before|last month|usual|always|usually|on friday|on monday|the other day|other day)",
      "(do|make) (usual|usual thing|usual stuff|thing|things|rest|other thing)",
    ],
    "What was done then is not known here. What should be done, and on which machine?",
  ),
  ...ask(
    [
      "(change|edit|update|set|adjust|modify) [{word}] (setting|settings|option|value|parameter|entry|limit) [in (config|configuration|config file|it)] [on {t}] [of {t}] [{t}] [again|back]",
    ],
    "Which setting is meant, in which file, and to what value?",
  ),
  ...askWithout(
    [
      "[please] do something [about (it|that|this)]",
      "(it|that|this|everything|all|system|network|internet|site|server) (is|seems|feels) [so|very|really|again|too] (slow|broken|down|weird|strange|stuck|laggy|dead) [again]",
      "(make|get) (it|that|everything|things) (work|faster|better|run|going) [again]",
      "(it|that|this|something) (does not|is not) (work|working|right|respond|responding) [again]",
    ],
    "What is it about? Name the machine, service or container.",
  ),
  ...ask(
    [
      `(restart|stop|start|reload|enable|disable|bounce|kick|kill|check|fix|repair) [${which}] (service|services|app|apps|application|applications|daemon|program|job|jobs|worker|workers|website|site|web app|thing|things|stuff|software)`,
    ],
    "Which service or container is meant? Say its name.",
  ),
  ...ask(
    [
      `(remove|delete|update|check|kill) [${which}] (container|containers|docker container|docker containers)`,
      `(restart|stop|start|bounce) [${which.replace("all|", "").replace("every|", "")}] (container|containers|docker container|docker containers)`,
    ],
    "Which container is meant? Say its name.",
  ),
  ...ask(
    [`(kill|stop|end|terminate) [${which}] (process|processes|task|tasks)`],
    "Which process is meant? Say its number or name.",
  ),
  ...ask(
    [`(open|close|forward|block|allow|unblock) [${which}] (port|ports|ip|address|traffic|connection|user|it)`],
    "Which port or address is meant?",
  ),
  ...ask(
    [`(add|create|delete|remove|lock|unlock|make) [${which}] (user|users|account|accounts|login)`],
    "Which user is meant? Say the name.",
  ),
  ...ask(
    [
      `(delete|remove|clean|clean up|clear|rotate|archive|move|copy|compress|back up|backup|edit|change|restore|purge|empty) [${which}] [${which}] (file|files|log|logs|log file|log files|backup|backups|folder|directory|data|stuff|config|configuration|config file|settings|cache|caches|password|database|db|things|crap|junk|garbage|site|website)`,
    ],
    "Which one is meant? Say the full path or name, and the machine.",
  ),
  ...ask(
    [
      `(run|start|execute|trigger|launch) [${which}] (backup|backups|script|job|tests|test|migration|migrations|update script|command|playbook|pipeline|build|deployment|cleanup|maintenance)`,
    ],
    "What should be run? Say the command, for example: run `…` on web-1.",
  ),
  ...ask(
    [
      `(deploy|release|ship|roll out|rollout|publish|build) [${which}] [${which}] [app|application|site|website|version|build|code|release|branch|changes|fix|it]`,
    ],
    "What should be deployed, and where? There is no tool for deployments yet; a command can be run.",
  ),
  ...ask(
    [
      `(increase|raise|reduce|add|double|resize|extend|grow|shrink|expand|lower) [more|${which}] (memory|ram|disk|cpu|cpus|cores|storage|swap|disk space|space|limit|size|volume|partition)`,
    ],
    "Of which machine, and to what size? There is no tool for resizing machines yet.",
  ),
  ...askWithout(
    [
      "(fix|repair|heal|solve|sort out) (problem|problems|issue|issues|error|errors|everything|all|server|{t}|{svc}|website|network|database)",
      "(clean up|cleanup|tidy up|speed up|optimise|optimize|tune|improve|secure|harden) [everything|things|server|{t}|{svc}|performance|system]",
    ],
    "What exactly should be done? Say the service, and what should happen to it.",
  ),
];
