/**
 * The changes that a person asks for themselves: verbs that stand as an order, not as a word of a question, of a state or of what
 * happened. In doubt nothing is asked for: then a model has to look first, which costs it one answer.
 */

/** Each verb as a person gives an order with it, and in which other words; what a tool is called by comes first. */
const verbs: readonly (readonly [string, string])[] = [
  ["restart", "restart|re-start|bounce|cycle|recycle|power-?cycle"],
  ["start", "start|launch|bring up|spin up|fire up|turn on|switch on|boot"],
  ["stop", "stop|halt|bring down|take down|turn off|switch off|shut down|shut off|shutdown"],
  ["reload", "reload|re-read"],
  ["install", "install|set up|deploy"],
  ["remove", "remove|uninstall|purge|get rid of|take out|drop"],
  ["delete", "delete|erase|wipe|rm|remove|get rid of|clean|clean up|clear|clear out|empty|prune|trim|vacuum"],
  ["update", "update|upgrade|patch|bump|pull|redeploy|recreate"],
  ["reboot", "reboot|restart|power-?cycle"],
  ["kill", "kill|terminate|end|stop"],
  ["enable", "enable|activate|turn on|switch on"],
  ["disable", "disable|deactivate|turn off|switch off"],
  ["mask", "mask"],
  ["unmask", "unmask"],
  ["add", "add|create|make|grant|set up|schedule"],
  ["lock", "lock|block|disable"],
  ["unlock", "unlock|unblock|enable"],
  ["write", "write|create|put|save|make"],
  ["edit", "edit|change|set|replace|alter|modify|adjust|add|append|remove|comment|uncomment|configure"],
  ["copy", "copy|cp|duplicate"],
  ["move", "move|mv|rename"],
  ["restore", "restore|roll back|rollback|revert|undo|reset"],
  ["revert", "restore|roll back|rollback|revert|undo"],
  ["apply", "apply|block|allow|open|close|permit|deny|forbid"],
  ["pull", "pull|update"],
  ["hostname", "rename|set|change"],
  ["timezone", "set|change|switch"],
  ["sysctl", "set|change|raise|lower|tune"],
  ["run", "run|execute|exec|call|invoke|do|trigger"],
];
const any = [...new Set(verbs.flatMap(([, words]) => words.split("|")))].toSorted((a, b) => b.length - a.length);

/** Said around an order, before its verb. */
const polite =
  /^(?:(?:please|pls|plz|kindly|hey|hi|hello|ok|okay|now|then|also|just|first|finally|afterwards|and|but|so|or|else|otherwise|ailx|immediately|quickly|simply|actually|yes|no|if (?:so|not|needed|necessary|yes)|in that case|go ahead and|let'?s|(?:can|could|would|will) (?:you|we)(?: please| kindly| just| also)?|would you mind|i (?:want|need|would like|'d like)(?: you)? to|i'd like(?: you)? to|we (?:want|need|have|would like)(?: you)? to|you (?:should|must|can|may|have to|need to)|help me(?: to)?|try to|make sure (?:to|you)|be sure to|do|it'?s time to|time to)\b[\s,:]*)+/i;
/** “on web-1: restart nginx”, “for all web servers restart nginx”. */
const placed = /^(?:(?:on|at|for|in) [^,:]{1,60}[,:]|[\w.@*-]+:)\s*/i;

/** A sentence that asks how something is. “Can you …” asks for something to be done. */
const question =
  /^(?:and |so |but |ok |hey |please )*(?:is|isn'?t|are|aren'?t|was|were|am|do|does|doesn'?t|did|didn'?t|has|have|had|why|what|what'?s|when|where|who|whose|which|how|should|shall|may|might|must|can (?!you|we)|could (?!you|we)|would (?!you)|will (?!you)|any|ist|sind|war|läuft|hat|warum|wieso|weshalb|wann|wer|wie|was|wo|welche\w*|soll|sollte|kann|darf|por qu|qu[eé] |cu[aá]ndo|c[oó]mo|qui[eé]n|est[aá]|¿)/i;
/** What is wrong or when something happened is no order, though it begins like one. */
const alsoNoun = /^(?:re-?start|start|stop|boot|re-?boot|update|upgrade|patch|install|open|lock|block|run|end)$/;
const noun =
  /^(?:['-]?s?\s+)?(?:loops?|fail\w*|problems?|errors?|count\w*|times?|polic\w+|behaviou?r|status|state|order|up(?:time)?|ports|port(?! \d)|files?|connections?|sockets?|handles?|incidents?|alerts?|log|logs|history|storms?|dates?|versions?|is|was|are|were|has|does|did|took|takes|keeps?|fails?|failed)\b/i;

const pattern = (words: string): RegExp => new RegExp(`^(?:${words})(?![\\w-])`, "i");
const order = pattern(any.map((word) => word.replaceAll(" ", "\\s+")).join("|"));
const wanted = new RegExp(
  `\\b(?:(?:want|need|like|get|have|see)\\s.{1,60}?|(?:must|should|has to|have to|needs? to|ought to|please)\\s+(?:please\\s+)?be\\s+)(${["restarted", "started", "stopped", "reloaded", "rebooted", "installed", "removed", "deleted", "updated", "upgraded", "enabled", "disabled", "killed", "created", "added", "changed", "blocked", "opened", "closed", "locked", "unlocked", "restored", "moved", "copied", "cleared", "cleaned"].join("|")})\\b`,
  "i",
);

/** Other languages, where the verb may stand at the end; only what orders are made of. */
const foreign: readonly (readonly [string, RegExp])[] = [
  [
    "restart",
    /(?<!\p{L})(?:neu ?starten|starte\b.{0,60}\bneu|reinicia(?:r|lo|la)?|redémarrer?|redémarrez)(?!\p{L})|重启/iu,
  ],
  ["start", /(?<!\p{L})(?:starten?|inicia(?:r)?|arranca(?:r)?|démarrer?|démarrez)(?!\p{L})|启动/iu],
  ["stop", /(?<!\p{L})(?:stoppen?|anhalten|detén|detener|para(?:r)?|arrêter?|arrêtez)(?!\p{L})|停止/iu],
  ["install", /(?<!\p{L})(?:installieren?|installiere|instala(?:r)?|installer|installez)(?!\p{L})|安装/iu],
  ["remove", /(?<!\p{L})(?:entfernen?|deinstallieren?|elimina(?:r)?|quita(?:r)?|supprimer?|supprimez)(?!\p{L})|删除/iu],
  ["delete", /(?<!\p{L})(?:löschen?|lösche|borra(?:r)?|elimina(?:r)?|supprimer?|supprimez)(?!\p{L})|删除/iu],
  ["update", /(?<!\p{L})(?:aktualisieren?|actualiza(?:r)?)(?!\p{L})|更新/iu],
];
const foreignQuestion = /[吗呢]\s*$|为什么|怎么/;

/** Verbs as tools are called by them. */
export function verbsAsked(said: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const text of said) for (const clause of ordersOf(text)) for (const verb of verbsOf(clause)) found.add(verb);
  return found;
}

/** True where the person's own order is what this tool does; any order will do for a command. */
export function isAsked(said: readonly string[], tool: string): boolean {
  const asked = verbsAsked(said);
  return tool === "shell.run" ? asked.size > 0 : asked.has(tool.split(".").at(-1) ?? tool);
}

/** The parts of a text that may be orders, each from its verb on. */
function ordersOf(text: string): string[] {
  const sentences = text.split(/(?<=[.!?;])\s+|\n+|[？。！；]/).filter((each) => each.trim() !== "");
  return sentences.flatMap((sentence) => {
    const bare = bareOf(sentence);
    const asks = question.test(sentence.trim()) || question.test(bare) || foreignQuestion.test(sentence);
    // Of a question only what plainly goes on with an order: “is it up, and if not, restart it”.
    const split = asks
      ? /,\s*(?:and|then|if)\b|\band\s+(?=(?:then\s+)?\w+\s+(?:it|them|that|this|those)\b)/i
      : /[,:]\s+|\s+(?:and|then|but|or|und|dann|y|et)\s+/i;
    const parts = sentence.split(split).map(bareOf);
    return asks ? parts.slice(1) : [bare, ...parts];
  });
}

function bareOf(text: string): string {
  let bare = text.trim();
  for (let left = 4; left > 0; left--) {
    const less = bare.replace(placed, "").replace(polite, "").trim();
    if (less === bare) break;
    bare = less;
  }
  return bare;
}

function verbsOf(clause: string): string[] {
  const first = order.exec(clause)?.[0];
  const word = first?.replaceAll(/\s+/g, " ").toLowerCase() ?? "";
  if (first !== undefined && !(alsoNoun.test(word) && noun.test(clause.slice(first.length).trimStart())))
    return verbs.flatMap(([verb, words]) => (words.split("|").some((one) => pattern(one).test(word)) ? [verb] : []));
  const participle = wanted.exec(clause)?.[1]?.toLowerCase();
  const passive =
    participle === undefined ? [] : verbs.flatMap(([verb]) => (participle.startsWith(verb.slice(0, 4)) ? [verb] : []));
  return [...passive, ...foreign.flatMap(([verb, words]) => (words.test(clause) ? [verb] : []))];
}
