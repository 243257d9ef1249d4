/** Splits a request into clauses, and finds which of them are conditions of others. */
import { withFirst, withNamed, withSame } from "./sequence.ts";
import { answeredIfs, asReport, isNothing, withIfs } from "./ifs.ts";

/** `given`: the words of the condition; `otherwise`: the condition before, turned round. */
export type Clause = {
  text: string;
  given?: { words: string; negated: boolean } | "otherwise";
  /** It is done only where the condition before holds, too. */ along?: true;
  /** Only what is found is to be told. */ reports?: true;
  /** Its verb was taken from the clause before. */ inherits?: true;
};

const verbs =
  "restart|start|stop|reload|pause|unpause|stash|bounce|recycle|kick|check|show|list|tell|give|get|print|display|install|remove|uninstall|update|upgrade|reboot|shut|kill|run|execute|copy|move|delete|create|" +
  "read|tail|cat|find|look|see|make|ensure|enable|disable|ping|report|let|bring|turn|clone|snapshot|back|backup|do|leave|wait|verify|test|count|compare|clean|clear|free|open|close|send|notify|email|" +
  "put|add|set|change|edit|write|mount|unmount|prune|empty|flush|truncate|vacuum|recreate|bump|grow|extend|pull|push|commit|deploy|redeploy|build|rebuild|block|allow|ban|rotate|drain|migrate|undo|revert|wipe|format|drop|destroy|purge|rename|schedule|explain|describe|fetch|" +
  "@own\\d+|how|what|which|is|are|who|why|where|take|fix|repair|suspend|resume|power|wake|switch|resize|attach|detach|erase|launch|hold|unhold|lock|unlock|grant|revoke|upload|download|grep|search|monitor|watch|alert|sync|boot|halt|trigger|never|do not";
const conditionWords =
  "if|when|whenever|unless|only if|only when|in case|otherwise|else|provided|as long as|whichever|in that case";
const cut = new RegExp(
  ` (?:[.;!?]|,? ?(?:and )?(?:then|afterwards|after that|and then|next|finally)|,? ?(?:and|but)(?: also| then)?|,|-|:) (?=(?:please |also |then |just |only )*(?:${verbs}|${conditionWords}) ?)`,
);
const fullStop = / (?:(?<! \* )\.|[;!?]|,? ?(?:and )?then|,? ?after that|,? ?afterwards) /;
const elliptic = /(@t\d+) and (?=@(?:svc|ctr)\d+ (?:on|at|in|from) @t)/g;

const thingFirst = /^((?:the )?@(?:svc|ctr)\d+(?: (?:on|at|in) (?:the )?@t\d+)?) : /;

/** In the order in which they were said. */
export function clausesOf(text: string): Clause[] {
  const marked = withIfs(text).replaceAll(elliptic, "$1 ; ~ ").replace(thingFirst, "$1 ; ");
  const pieces = piecesOf(marked);
  const along = alongIf(marked);
  return withNamed(
    answeredIfs(joinConditions(withFirst(withSame(withPlaces(pieces.filter((piece) => piece !== "")))).map(filled))),
  )
    .filter(({ text: said, given }) => given === undefined || !isNothing(said))
    .map(asReport)
    .map((clause) =>
      clause.given === undefined && along.has(clause.text) ? { ...clause, along: true as const } : clause,
    );
}

const piecesOf = (text: string): string[] =>
  text
    .split(fullStop)
    .flatMap((piece) => split(` ${piece.trim()}`))
    .map((piece) =>
      piece
        .replace(/[ .!?;,]+$/, "")
        .replace(/ then$/, "")
        .replace(/^[ ,]+/, "")
        .trim(),
    );

/** “if nobody is there, update it and reboot it”: what stands behind a condition in its sentence hangs on it too. */
function alongIf(text: string): ReadonlySet<string> {
  const sentences = text.split(/ [.!?](?= |$)/).map(piecesOf);
  return new Set(
    sentences.flatMap((pieces) => {
      const from = pieces.findIndex((piece) => leading.test(piece) || /^(?:otherwise|else) /.test(piece));
      return from === -1
        ? []
        : pieces
            .map(filled)
            .slice(from + 1)
            .map((piece) => piece.replace(/^~ /, ""));
    }),
  );
}

const place = /^(?:(on|in|at|for) )?(?:the )?(@t\d+)(?: (?:only|please))?$/;
/** “on web-1, restart nginx”, “web-1: restart nginx”: a place in front belongs to what follows; one at the end to what is before. */
function withPlaces(pieces: string[]): string[] {
  const [first, second, ...rest] = pieces;
  if (first === undefined || second === undefined) return pieces;
  const front = place.exec(first);
  if (front && !second.includes("@t")) {
    const at = ` ${front[1] ?? "on"} ${front[2] ?? ""}`;
    const [, condition] = /^(if|when|unless) /.exec(second) ?? [];
    return condition === undefined ? [`${second}${at}`, ...rest] : [second, ...placedFirst(rest, at)];
  }
  const back = place.exec(pieces.at(-1) ?? "");
  const before = pieces.at(-2) ?? "";
  if (!back || back[1] !== undefined || before.includes("@t")) return pieces;
  return [...pieces.slice(0, -2), `${before} on ${back[2] ?? ""}`];
}

const placedFirst = ([first = "", ...rest]: string[], at: string): string[] =>
  first.includes("@t") ? [first, ...rest] : [`${first}${at}`, ...rest];

/** “start again”, “restart only if …”, “then on web-2”: what is left out was said before. */
const filled = (piece: string, at: number, pieces: readonly string[]): string => {
  const [verb = ""] = piece.split(" ");
  // “stop and disable aria2”: what the second is done to is what the first is.
  const object = alone.test(piece)
    ? /@(?:svc|ctr)\d+(?: (?:service|container))?(?: (?:on|at|in) (?:the )?@t\d+)?/.exec(pieces[at + 1] ?? "")?.[0]
    : undefined;
  // “update and then reboot the staging machines”: both are done to them.
  const place = /^(?:update|upgrade|patch|reboot|snapshot|back up|backup|stop|drain)$/.test(piece)
    ? /^(?:then )?[a-z ]+ (?:on |of )?(?:the )?(@t\d+)$/.exec(pieces[at + 1] ?? "")?.[1]
    : undefined;
  if (place !== undefined) return `${piece} ${place}`;
  if (at === 0 && object !== undefined && piece === verb) return `${verb} ${object}`;
  // “start smbd, and nmbd as well”.
  if (at > 0 && also.test(piece) && changing.test(pieces[at - 1] ?? "")) return `~ ${piece.replace(also, "$1")}`;
  // “reboot dns-2, then dns-1”.
  if (at > 0 && otherMachine.test(piece) && onMachine.test(pieces[at - 1] ?? ""))
    return `~ ${piece.replace(/^(?:and |then )+/, "")}`;
  return filledIn(piece, at);
};
const also = /^(?:and )?(?:the )?(@(?:svc|ctr)\d+(?: (?:on|at|in) (?:the )?@t\d+)?) ?(?:as well|too|also)?$/;
const changing = /^(?:restart|reload|start|stop|bounce|kick|enable|disable) @/;
const onMachine = /^(?:reboot|restart|update|upgrade|patch|shut down|snapshot|back up) @t\d+$/;
const otherMachine = /^(?:and |then )*(?:the )?@t\d+$/;
const filledIn = (piece: string, at: number): string =>
  at > 0 && /^(?:and )?(?:then )?(?:on|at|in) (?:the )?@t\d+$/.test(piece)
    ? `~ it ${piece.replace(/^and /, "").replace(/^then /, "")}`
    : piece.replace(alone, "$1 it");
const alone =
  /^((?:only )?(?:restart|reload|start|stop|bounce|kick|enable|disable))(?=(?: (?:again|back up|up again|there))*(?: (?:only|if|when|unless|in case)\b|$| and (?:start|stop|enable|disable|restart|reload|verify|check|show)\b))/;

function split(piece: string): string[] {
  const parts: string[] = [];
  let rest = piece;
  for (;;) {
    const found = cut.exec(rest);
    if (!found) return [...parts, rest];
    parts.push(rest.slice(0, found.index));
    rest = ` ${rest.slice(found.index + found[0].length)}`;
  }
}

const leading =
  /^(?:but )?(?!when (?:was|were|did|is|has|does|do|will) )(if|when|whenever|only if|only when|in case|unless|provided(?: that)?|as long as|should) (.+)$/;
const trailing =
  /^(.+?) (?:but )?(only if|only when|once(?= (?:the )?(?:memory|cpu|disk|load|ram|it|its|@))|if|when|whenever|in case|unless|provided(?: that)?|as long as|where|wherever) (.+)$/;

function joinConditions(pieces: string[]): Clause[] {
  const clauses: Clause[] = [];
  let pending: { words: string; negated: boolean } | undefined;
  for (const said of pieces) {
    // “only restart it if …” is “restart it only if …”.
    const piece = said.replace(/^only (?=.+ (?:if|when|where|in case) )/, "");
    const opened = leading.exec(piece);
    if (opened) {
      const [, word = "", rest = ""] = opened;
      const within = innerSplit(rest);
      const given = { words: within?.condition ?? rest, negated: word === "unless" };
      if (within) clauses.push({ text: within.action, given });
      else pending = given;
      continue;
    }
    const other = /^(?:otherwise|else|in that case) ?,? ?(.*)$/.exec(piece);
    if (other) {
      if (other[1]) clauses.push({ text: other[1], given: "otherwise" });
      continue;
    }
    clauses.push(withTrailing(piece, pending));
    pending = undefined;
  }
  const last = clauses.at(-1);
  // “start nginx on web-2, but only if its configuration is valid”: it belongs to what stands before it.
  if (pending && last && last.given === undefined) clauses.splice(-1, 1, { ...last, given: pending });
  else if (pending) clauses.push({ text: "", given: pending });
  return clauses;
}

/** “restart whichever is down”, “restart whichever load balancer has haproxy down”. */
const whichever =
  /^(restart|start|stop|reload|reboot|bounce) (?:whichever|whatever|the one|the ones|those|any|each|all|them)?(?: of them)? ?(@t\d+)? ?(?:that |which )?(?:is|are|has|have) (?:(@svc\d+) )?((?:not )?(?:down|stopped|failed|dead|not running|running|inactive|crashed|broken|unhealthy|up))$/;

function withTrailing(piece: string, pending: { words: string; negated: boolean } | undefined): Clause {
  const inherits = piece.startsWith("~ ");
  const text = inherits ? piece.slice(2) : piece;
  const mark = inherits ? { inherits: true as const } : {};
  if (pending) return { text, given: pending, ...mark };
  const which = whichever.exec(text);
  if (which) {
    const [, verb = "", place, thing, state = ""] = which;
    const action =
      thing === undefined
        ? `${verb} ${place === undefined ? "it" : `it on ${place}`}`
        : `${verb} ${thing}${place === undefined ? "" : ` on ${place}`}`;
    return { text: action, given: { words: `${thing ?? "it"} is ${state}`, negated: false }, ...mark };
  }
  const found = trailing.exec(text);
  if (!found || /check whether|^(?:what|show|list|tell|find|see|which) .* (?:when|where)$/.test(found[0]))
    return { text, ...mark };
  const [, action = "", word = "", words = ""] = found;
  if (
    /^(?:find|show|tell|see|know|look|out|ask|what|explain|know|since|until|till|exactly|remember|recall|and|list|check)$/.test(
      action
        .replace(/ (?:me|us)$/, "")
        .split(" ")
        .at(-1) ?? "",
    )
  )
    return { text, ...mark };
  return { text: action.replace(/[ ,]+$/, ""), given: { words, negated: word === "unless" }, ...mark };
}

const verbWithin = new RegExp(` (?:then |, |please )*(?=(?:${verbs}) )`, "g");
/** “it is down restart it” → condition and action; the action begins at the last verb that is not part of a state. */
function innerSplit(rest: string): { condition: string; action: string } | undefined {
  // A comma says where: “/data is over 95 %, pause qbittorrent”.
  const [, before, behind] =
    /^(.+?) , (?:then |please |just |do )*(?!(?:and|or|but|if|unless|when|otherwise|else) )(.+)$/.exec(rest) ?? [];
  if (before !== undefined && behind !== undefined && /^[a-z]/.test(behind))
    return { condition: before, action: behind };
  for (const found of ` ${rest}`.matchAll(verbWithin)) {
    const condition = ` ${rest}`
      .slice(0, found.index)
      .replace(/[ ,]+$/, "")
      .trim();
    const action = ` ${rest}`.slice(found.index + found[0].length).trim();
    if (
      /^(?:the|a|an|its|that|this|my|our|)$/.test(condition) ||
      /^(?:is|are|do not|do|who|how|what|which|where|why|back|free|open|full|run|check)\b|^(?:test|check|update|updates|backup|build|sync|start|boot|clone|reload|restart|config) (?:passes|passed|succeeds|succeeded|fails|failed|is|was|has|are|works|worked|runs|required|needed)\b|^(?:required|needed)\b/.test(
        action,
      )
    )
      continue;
    return { condition, action };
  }
  return undefined;
}
