/** “don't restart it, just show me its log”, “list them but change nothing”: what is forbidden is left away, and then nothing but looks may come of it. */

const acts =
  "(?:re-?start|start|stop|reload|reboot|kill|touch|change|modify|delete|remove|install|uninstall|update|upgrade|migrate|move|flush|apply|execute|clean|prune|edit|break|disable|enable|fix|repair|alter|reset|rotate|purge|empty|bounce|shut|power|pull|push|merge|commit|mount|unmount|renew|format|wipe|bother|interfere|mess|do|perform|make|carry out|intervene|act|run|switch|turn|unlock|lock|add|create|write|set|clear|vacuum|drop|evacuate|resize|extend)";
const never =
  "(?:do not|never|no need to|there is no need to|rather not|better not|please not|(?:i|we) (?:do not|would not) (?:want|need|like) (?:you )?to|(?:i|we) (?:do not|would not) want|(?:you |one |we )?(?:must|should|need|may|shall) not|under no circumstances|by no means|without|hands off|no need for|(?:re-?start|change|touch|do|stop|delete|install|modify|start) nothing|not to|nobody should|no one should|no|keep your hands off|stay away from|keep away from)";
const begins =
  "(?:show|list|check|tell|which|what|who|whose|how|is|are|was|were|has|have|does|do|did|look|see|print|get|give|display|find|count|report|read|collect|gather|verify|where|when|since|why|grep|search|tail|cat|examine|inspect|view|explain|describe|know|see|compare|run a check|status|uptime|its|the|whether|if)";
const only =
  "(?:(?:please |simply |merely |all )*(?:(?:just|only|merely|simply|instead|rather)(?: want| need)?(?: to (?:know|see|get|have|read|check))?|(?:i|we) (?:just|only|merely|simply) (?:want|need|would like)(?: to (?:know|see|get|have|read|check|look at|hear))?|(?:all|the only thing) (?:that )?(?:i|we) (?:want|need)(?: to (?:know|see|have))? is))";

const front = new RegExp(
  `^(?:please |ok |so |hey )*(?:on (@t\\d+) ,? ?)?((?:${never} (?:[^.;,:]*?)))(?: (?:yet|today|now|please))*(?: ?[.;,:-]+ (?:but |and )?| but )(?:please )?(?:${only} (?=\\S)|(?=${begins} ))(.+)$`,
);
/** Only where the act is one that changes: “do not look at web-1” limits a look. */
const forbidsAct = new RegExp(
  `^${never} (?:any |ever |please |be |to |the |a )*(?:${acts}(?:e?d|ing|s|p?ped)?\\b|changes?\\b|updates?\\b|restarts?\\b|reboots?\\b)`,
);
const handsOff =
  /^(?:re-?start nothing|(?:change|touch|do|stop|delete|restart|install|modify|start) nothing|hands off|stay away from|keep away from|keep your hands off|no changes?|no touching)\b/;
const looking = new RegExp(`^(?:please |just |only |can you |could you )*${begins}\\b`);

const nothing =
  "(?:change|touch|modify|alter|delete|remove|do|install|restart|apply|break|edit) nothing(?: (?:else|yet|for now|there|on it|at all))*|nothing (?:is to|should|must|may|shall) be (?:changed|touched|deleted|removed|installed|restarted|modified)|(?:keep|leave)(?= *[.!]*$)|(?:keep|leave) (?:all|all of (?:them|it)|them|them all|it|every one(?: of them)?|everything|those|these)(?: (?:alone|as (?:it|they) (?:is|are)|untouched|there|in place|for now|running|where (?:it|they) (?:is|are)|please))*|no changes?(?: (?:please|yet|there|at all|to it|to anything|for now))*|read[- ]only";
const back = new RegExp(
  `^(.+?)(?: ?[.;,:()-]+ | but | and | (?=without ))(?:but |and |please |though |still )*(?:(${nothing})|((?:do not|never|without|no need to|not to|(?:i|we) do not want (?:you )?to) ${acts}(?:e?d|[a-z]?ing|s)?\\b[^@.;,]*))(?: [.!)])*$`,
);

/** What is left of the text; `looks`: something was forbidden in it, so that nothing else may come of it. */
export function onlyLook(text: string): { text: string; looks: boolean } {
  // “the issue title is "…". restart nothing, only tell me …”: after what was told of.
  const told = /^([^.;]*@quote\d+[^.;@]* [.;] )(.+)$/.exec(text);
  const after = told ? onlyLook(told[2] ?? "") : undefined;
  if (told && after?.looks) return { text: `${told[1] ?? ""}${after.text}`, looks: true };
  const ahead = front.exec(text);
  if (ahead) {
    const [, place, forbidden = "", rest = ""] = ahead;
    if (
      (forbidsAct.test(forbidden) || handsOff.test(forbidden)) &&
      !/\b(?:if|unless|until|before|when|while)\b/.test(forbidden)
    )
      return { text: about(rest.trim(), place === undefined ? forbidden : `${forbidden} on ${place}`), looks: true };
  }
  const behind = back.exec(text);
  if (
    behind &&
    looking.test(behind[1] ?? "") &&
    !/\b(?:and|then) (?:re-?start|stop|start|delete|remove|install|reboot|reload|update|upgrade)\b/.test(
      behind[1] ?? "",
    )
  )
    return { text: (behind[1] ?? "").trim(), looks: true };
  return { text, looks: false };
}

/** What “it” and “its” are is what was said before it. */
function about(rest: string, forbidden: string): string {
  const [place, morePlaces] = [...forbidden.matchAll(/@t\d+/g)].map(([mark]) => mark);
  const [thing, moreThings] = [...forbidden.matchAll(/@(?:svc|ctr)\d+/g)].map(([mark]) => mark);
  let said = ` ${rest} `;
  const isThing = thing !== undefined && moreThings === undefined && !/@(?:svc|ctr)\d/.test(rest);
  if (isThing)
    said = said
      .replace(
        / (?:its|the|that|his) (?=(?:\w+ )?(?:config|configuration|logs?|status|state|journal|errors?|port|ports|uptime|version|memory|unit)\b)/,
        ` ${thing} `,
      )
      .replace(/ (?:it|that|this) (?=\S)/, ` ${thing} `);
  const isPlace = place !== undefined && morePlaces === undefined && !/@t\d/.test(rest);
  if (isPlace && !/@(?:svc|ctr)\d/.test(said)) {
    const of = said
      .replace(/ (?:its|the|that|his) /, " ")
      .replace(/ (?:it|that machine|there) (?=\S)/, ` ${place} `)
      .replace(/ (?:on it|there|of it) $/, " ");
    said = of.includes("@t") ? of : `${of.trimEnd()} on ${place} `;
  } else if (isPlace) said = `${said.trimEnd()} on ${place} `;
  return said.trim();
}
