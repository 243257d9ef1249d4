/** What is done one after the other: the order that is said with “before”, “after”, “once it is back”, and what “her”, “in it” and “the same” are. */
import type { Clause } from "./clauses.ts";
import { bases } from "./polite.ts";

type Turn = readonly [RegExp, string | ((...found: string[]) => string)];

const base: Record<string, string> = {
  ...bases,
  recreat: "recreate",
  chang: "change",
  mov: "move",
  cop: "copy",
  copy: "copy",
  writ: "write",
  rotat: "rotate",
  prun: "prune",
  edit: "edit",
  runn: "run",
  sett: "set",
  putt: "put",
  clon: "clone",
  migrat: "migrate",
  resiz: "resize",
  renam: "rename",
  renew: "renew",
  snapshott: "snapshot",
  back: "back",
};
const gerund =
  "((?:re)?start|stopp|reload|check|show|install|uninstall|reboot|updat|upgrad|remov|giv|enabl|disabl|bounc|tak|mak|shutt|kill|paus|runn|delet|creat|recreat|copy|fetch|pull|push|test|validat|verify|back|mov|prun|clean|clear|empty|edit|chang|snapshott|clon|migrat|resiz|patch|mount|unmount|sett|writ|rotat|flush|vacuum|build)ing";
const verbOf = (stem: string): string => base[stem] ?? (stem === "validat" ? "validate" : stem);
const past =
  "(restarted|stopped|started|reloaded|checked|installed|rebooted|updated|upgraded|removed|enabled|disabled|created|copied|fetched|pulled|pushed|tested|validated|verified|cleaned|cleared|emptied|edited|changed|patched|mounted|unmounted|backed up|done|finished)";
const infinitive: Record<string, string> = {
  stopped: "stop",
  copied: "copy",
  emptied: "empty",
  verified: "verify",
  "backed up": "back up",
  updated: "update",
  upgraded: "upgrade",
  removed: "remove",
  enabled: "enable",
  disabled: "disable",
  created: "create",
  changed: "change",
  validated: "validate",
};
const presentOf = (said: string): string => infinitive[said] ?? said.replace(/ed$/, "");

const ready =
  "(?:back(?: (?:up|online|again|alive|on|running))*|up(?: and running)?(?: again)?|online(?: again)?|booted(?: up| again)?|rebooted|running(?: again)?|done(?: with that)?|finished|ready|available(?: again)?|through|over|completed?|complete|restarted|there again|alive(?: again)?|stopped|down|off|healthy(?: again)?|installed|updated|upgraded|pulled|gone)";

/** “… there”: the one place that is named behind it. */
const placedAs = (first: string, other: string): string => {
  const [place, more] = other.match(/@t\d+/g) ?? [];
  return place === undefined || more !== undefined || first.includes("@t")
    ? first
    : `${first.replace(/ there(?= |$)/, "")} on ${place}`;
};

const turns: readonly Turn[] = [
  // “once it is back”, “when that is done”: what stands before it has then ended, which is so with every step.
  [
    / (?:,? ?(?:and )?(?:immediately |directly )?follow(?:ed)? by) (?:an? |the |another )?(restart|reload|reboot|start|stop|upgrade|update|snapshot|backup) (?:of |for )?/g,
    " and $1 ",
  ],
  // “before you restart nginx, back up …”, “after updating it restart …”.
  [
    new RegExp(
      `^(?:please )?before (?:you |we )?(?:${gerund}|((?:re)?start|stop|reload|reboot|update|upgrade|install|remove|delete|touch|change|edit|stop|kill|move|migrate)) ([^,;.]+) , (?:please |first )*([^;.]+)$`,
    ),
    (_all: string, stem = "", verb = "", what = "", first = "") =>
      `${placedAs(first, what)} ; ${verb === "" ? verbOf(stem) : verb} ${what}`,
  ],
  [
    new RegExp(`^(?:please )?after (?:you have )?(?:${gerund}|${past}) ([^,;.]+) , (?:please |then )*([^;.]+)$`),
    (_all: string, stem = "", done = "", what = "", next = "") =>
      `${stem === "" ? presentOf(done) : verbOf(stem)} ${what} ; ${next}`,
  ],
  [
    new RegExp(`^([^,;.]+?) (?:,? ?but )?(?:only )?after (?:you have |having |you )?(?:${gerund}|${past}) ([^,;.]+)$`),
    (_all: string, then = "", stem = "", done = "", what = "") =>
      `${stem === "" ? presentOf(done) : verbOf(stem)} ${what} ; ${then}`,
  ],
  // “fetch … to see that it answers”.
  [
    /(?<=(?:^|[.,;:] |and |then )(?:fetch|curl|get|open|request|ping|show|check|call|load|look at|list|test) [^;]*?) (?:just |only )?(?:to|so (?:that )?(?:i|we) can|and) (?:see|check|make sure|verify|confirm|prove|know|find out) (?:that|whether|if) (?:it|they|everything|all|that|@\w+|(?:the )?(?:site|page|service|shop|server|answer)) [a-z0-9@ ]{2,40}(?= [.;]|$)/g,
    "",
  ],
  [
    / (?:,? ?(?:and )?)(?:check|see|verify|confirm|make sure|test|ensure) (?:that |whether |if )?(?:it|everything|all) (?:works|is working|worked|is fine|is ok|is good|is alright|went well|is well|runs fine)(?: again| afterwards| then| after that| properly)*(?= [.;]|$)/g,
    " , check whether it is running",
  ],
  [
    / (?:afterwards|after that|after this|thereafter|at the end|in the end|once done|when done|as the last step|as a last step|later on|for good measure|to be safe|again afterwards|right after|right afterwards|directly afterwards)(?= (?:[.,;!?]|and |then |but )|$)/g,
    "",
  ],
  // “wait until it is back” behind a restart that ends when it is.
  [
    /(?<=reboot[^;.]*?|re-?start[^;.]*?|start[^;.]*?|power[^;.]* on[^;.]*?|boot[^;.]*?) ?(?:,|;|and|then|, and|, then|and then)+ (?:please )?wait (?:until|till|for) (?:it|them|they|that|@\w+|(?:the )?(?:machine|box|server|host|service|container|vm|guest|system)) (?:to )?(?:is|are|be|has|comes?|gets?)? ?(?:back(?: (?:up|online|again))?|up(?: again| and running)?|online(?: again)?|booted(?: up)?|running(?: again)?|ready|reachable(?: again)?|alive(?: again)?|come back(?: up| online)?|available(?: again)?)(?= [.,;!?]|$| and | then )/g,
    "",
  ],
  [
    /(?<=^|[.,;:] |and |then )(?:please )?(?:tell me|show me|show|report|say|see|check) how much (?:space |room )?(?:that|it|this) (?:has |did )?(?:gain(?:ed)?|free(?:d)?(?: up)?|save[ds]?|brought|bring|help(?:ed)?|reclaim(?:ed)?|won)(?= [.;]|$)/g,
    "show disk usage",
  ],
  [
    /((?:snapshot|back ?up|clone) [^,;.]*?) (?:,|;|and) (?:then )?(?:call|name) (?:it|that|the snapshot|the clone) (?=[a-z0-9])/g,
    "$1 named ",
  ],
  // “…, both of which”.
  [
    /(?<=^|[.,;:] |and |then )(start|stop|restart|reload|enable|disable|check|bring|show|update|kill) (?:both|both of them|all of them|the two(?: of them)?|the two again|these two|those two|all three|all of these)(?= |$)/g,
    "$1 them",
  ],
  [
    /(?<=^|[.,;:] |and |then )(?:show|check|list|see|find|find out|look|get|tell me)(?: which| what| all| the| me| any)* (?:failed|failing|broken|dead) (?:units|services|unit|service)((?: (?:on|of|at|in) (?:the )?@t\d+)?)([^;]*?[,;.] (?:and |then )?(?:restart|start|reset)) (?:them|these|those|all of them|it)(?= |$)/g,
    "show failed services$1$2 failed services$1",
  ],
  [
    /(?<=^|[.,;:] |and |then )(?:see|find|find out|look|check|show|tell me)(?: up| out)? (?:which|what)(?: process| program)? (?:blocks?|is blocking|uses?|is using|holds?|is holding|occup(?:y|ies)|is occupying|sits on|is on|listens on|is listening on|takes?|grabs?|has|hogs) (?:the )?port @n(\d+)((?: (?:on|of|at) (?:the )?@t\d+)?) ?(?:,|;|and|then)+ (?:then )?(?:stop|kill|end|terminate) (?:it|that|that one|that process|the process)(?= |$)/g,
    "kill whatever listens on port @n$1$2",
  ],
  [
    /(?<=^|[.,;:] |and |then )(?:create|make|add) (?:a |the )?(?:vm |guest |proxmox |container )snapshot (?:of|for) /g,
    "snapshot ",
  ],
  [
    /(?<=^|[.,;:] |and |then )(?:do |make |take |create )(?:a |an |the )?(?:quick |fresh |full |new )*(backup|snapshot) (?:of|for) ([^,;.]+?) first(?= |$)/g,
    "$1 $2",
  ],
];

const subject =
  "(?:it|they|that|this|everything|all that|all of that|both(?: of them)?|(?:the )?@(?:svc|ctr|t|g)\\d+|(?:the )?(machine|box|server|host|system|service|container|guest|vm|updates?|upgrade|restart|reboot|backup|snapshot|copy|pull|install|installation))";
const began = "(?<=[a-z0-9])(?: ?[,;.])?(?: and| then| but| ,)* ";
/** “once it is back”, “when the reboot is done”: what stands before has then ended, which is so with every step. */
const ended = [
  new RegExp(
    `${began}(?:only )?(?:once|when|as soon as|after) ${subject} (?:is|are|has|have|has been|was|were|comes?|came) (?:all )?${ready}(?= [.;]|$)`,
    "g",
  ),
  new RegExp(
    `${began}(?:only )?(?:once|when|as soon as|after|the moment|now that) ${subject} (?:is|are|has|have|has been|have been|was|were|comes?|came|gets?|got|is all|are all|has come|have come) (?:all )?${ready}(?: on @t\\d+)?(?: ,)?(?: then| please)?(?= [a-z@])`,
    "g",
  ),
  new RegExp(
    `${began}(?:when|once|as soon as|after) (?:done|finished|ready|complete|completed|doing (?:so|that)|which|that ,|this ,|(?:the )?(reboot|restart|update|upgrade|backup|snapshot|copy|pull|install|installation) ,)(?: ,)?(?: then| please)?(?= [a-z@])`,
    "g",
  ),
  new RegExp(
    `${began}if (?:that|this|all that|everything|(?:the )?(updates?|upgrade|backup|snapshot|copy|pull|install|reboot|restart)) (?:(?:has |was )?(?:worked(?: out)?|works|succeeded|succeeds|went (?:well|fine|ok|through|smoothly)|goes (?:well|fine|through|smoothly)|successful|ran through|completes|completed))(?: ,)?(?: then| please)*(?= [a-z@])`,
    "g",
  ),
];
/** A thing that was to end must have been begun here: “when the backup is done, stop cron” waits for another. */
const afterEach = (text: string): string =>
  ended.reduce(
    (said, shape) =>
      said.replaceAll(shape, (whole: string, ...rest: unknown[]) => {
        const noun = typeof rest[0] === "string" ? rest[0].replace(/s$/, "") : undefined;
        const at = rest.find((one) => typeof one === "number") ?? 0;
        const before = said.slice(0, at);
        const isBegun =
          /\b(?:restart|start|stop|reload|reboot|update|upgrade|install|snapshot|back ?up|copy|pull|clone|create|boot|turn|bring|power|migrate|move|restore|run|patch|deploy|recreate|enable|mount|delete|remove|shut)\b/.test(
            before,
          );
        const isIt =
          noun === undefined ||
          /^(?:machine|box|server|host|system|service|container|guest|vm)$/.test(noun) ||
          before.includes(noun);
        const own = /@(?:t|g|svc|ctr)\d+/.exec(whole)?.[0];
        return isBegun && isIt && (own === undefined || before.includes(own)) ? " ; " : whole;
      }),
    text,
  );

/** “restart nginx, but check its configuration first”. */
const behind =
  /^((?:please )?(?:restart|reload|start|stop|reboot|update|upgrade|install|remove|delete|migrate|move|patch|bounce|kick|shut down|change|edit)\b[^;.]*?) (?:[,;] (?:and |but |though )*|(?:and |but |though )+)(?:please )?((?:check|test|validate|verify|back up|backup|snapshot|take|save|copy|dump|show|make)\b[^;.]*?) (?:first|beforehand|before that|before|before doing (?:so|that))$/;
export function firstFirst(text: string): string {
  const [, then, first] = behind.exec(text.replace(/ [.!]$/, "")) ?? [];
  return then === undefined || first === undefined ? text : withFirst([then, `${first} first`]).join(" ; ");
}

/** None of these is a typing mistake. */
export const sequenceWords: readonly string[] =
  "followed afterwards thereafter before after once finished booted beforehand maxconn compose stack dump composer artisan npm".split(
    " ",
  );

/** On the marked text, before conditions are looked for. */
export function inSequence(said: string): string {
  let text = afterEach(said);
  for (const [shape, by] of turns) text = typeof by === "string" ? text.replace(shape, by) : text.replace(shape, by);
  return text
    .replaceAll(/ +/g, " ")
    .replaceAll(/(?: ;)+(?= )/g, " ;")
    .replace(/^[ ;,]+/, "")
    .trim();
}

const same =
  /^(?:and |then |please )*(?:do |repeat |run )?(?:exactly )?(?:the |that )?(?:same|this|that|it)(?: thing| procedure| steps)?(?: again)? (?:on|for|at|with|to) ((?:the )?@t\d+)(?: (?:too|as well|also|please|after that|afterwards))*$|^(?:and |then )*(?:the )?same (?:for|on|with|at) ((?:the )?@t\d+)$/;
/** “do the same on web-2”: everything that was said before, there. */
export function withSame(pieces: readonly string[]): string[] {
  return pieces.flatMap((piece, at) => {
    const found = same.exec(piece);
    const where = found?.[1] ?? found?.[2];
    if (where === undefined || at === 0) return [piece];
    const before = pieces.slice(0, at);
    // One place is what all of it was about.
    const places = new Set(before.join(" ").match(/@t\d+/g));
    if (places.size !== 1) return [piece];
    return before.map((one) => one.replaceAll(/(?:the )?@t\d+/g, where));
  });
}

/** “restart it, but check its configuration first”: what comes first is put there, and knows what it is about. */
export function withFirst(pieces: readonly string[]): string[] {
  const last = pieces.length - 1;
  const found = / first$/.exec(pieces[last] ?? "");
  const whole = pieces.slice(0, -1).join(" ");
  if (last < 1 || !found || /\b(?:if|when|unless|otherwise)\b/.test(`${whole} ${pieces[last] ?? ""}`))
    return pieces.map((piece) => (last > 0 ? piece.replace(/^(.{8,}) first$/, "$1") : piece));
  const shown = shownFirst(whole, pieces[last] ?? "");
  if (shown !== undefined && last === 1) return [shown, ...pieces.slice(0, -1)];
  const marks = [...new Set(whole.match(/@(?:svc|ctr|t|g)\d+/g))];
  const things = marks.filter((mark) => /^@(?:svc|ctr)/.test(mark));
  const [thing] = things;
  const place = marks.filter((mark) => mark.startsWith("@t"));
  const name = thing !== undefined && things.length === 1 ? thing : place.length === 1 ? place[0] : undefined;
  const moved = (pieces[last] ?? "").replace(/ first$/, "").replace(/^(?:but|and|please) /, "");
  const named =
    name === undefined
      ? moved
      : moved.replace(/\bits (\w+(?: \w+)?)/, `$1 of ${name}`).replace(/\b(?:it|them)\b/, name);
  const placed = named.includes("@t") || place.length !== 1 ? named : `${named} on ${place[0] ?? ""}`;
  return [placed, ...pieces.slice(0, -1)];
}

/** “delete the unused volumes, but show them first”: what is to go is shown. */
function shownFirst(then: string, first: string): string | undefined {
  const object =
    /^(?:please )?(?:delete|remove|prune|purge|clean up|clean out|clean|clear|wipe|kill|drop|get rid of|uninstall|stop|apply|install) (?:all )?(?:the )?(?!@)([a-z][^;]*)$/.exec(
      then,
    )?.[1];
  return object !== undefined &&
    /^(?:but |and |please |just )*(?:show|list|print|display|tell|give|see|let me see)(?: me| us)? (?:them|it|these|those|which|which ones|what|a list|the list|which ones (?:they are|there are)|what (?:you would|it would|would be) (?:delete|remove|go|deleted|removed))(?: all)? first$/.test(
      first,
    )
    ? `show ${object}`
    : undefined;
}

/** “and make deploy its owner”, “give it to tom”, “make it 750”: of the file or folder that was named before. */
function ofPath(text: string, path: string): string {
  if (
    !/^(?:and |then |please )*(?:make|give|hand|chown|chmod|chgrp|set|change|let|transfer|assign)\b/.test(text) ||
    /@(?:path|svc|ctr|t|g)\d/.test(text)
  )
    return text;
  return text
    .replace(
      /^(?:and |then |please )*(?:give|hand|hand over|assign|transfer)(?: the ownership of| ownership of)? (?:it|them|that|the (?:folder|directory|file)) (?:over )?to (?:the user |user )?([a-z_][a-z0-9_-]*)$/,
      `make $1 owner of ${path}`,
    )
    .replace(
      /\b(?:its|the) (owner|owning user|group|owning group|mode|permissions?|ownership|rights)\b/,
      `$1 of ${path}`,
    )
    .replace(/\b(?:it|them|that (?:folder|directory|file)|the (?:folder|directory|file))\b/, path);
}

const pulled =
  /^(?:and |then |please )*(?:git )?(?:pull|fetch|update|clone|check out|checkout) (?:the )?(?:latest |newest |current |new )*(?:(?:code|changes|commits|version|develop|main|master|branch) (?:of|in|from|for) )?(?:the )?(?!@t|@svc|@ctr|it\b|code\b|repo\b)([a-z][a-z0-9_.-]+|@path\d+)(?: (?:repo|repository|code|project|checkout))?(?: (?:on|at) (?:the )?@t\d+)?$/;
const projectStep =
  /^(?:and |then |please )*(?:(?:run |do |execute )?(?:composer|npm|yarn|pip|bundle|cargo|go build|make|php artisan|artisan)\b|(?:bring|start|take|get|put) (?:the )?(?:docker )?(?:compose )?(?:stack|project|services)\b)(?!.*(?: in (?!it\b|there\b|the repo|that\b|the project)|@path))/;
const userNamed =
  /^(?:please )?(?:create|add|make|set up|lock|unlock|remove|delete|disable) (?:an? |the |new )*(?:user|account|login)(?: (?:called|named|for))? ([a-z_][a-z0-9_-]+)\b|^(?:create|add) ([a-z_][a-z0-9_-]+) as (?:an? )?(?:new )?user\b/;
const pathNamed = /@path\d+/g;

/** “add her to docker”, “raise maxconn in it”: the account and the file that were named before. */
export function withNamed(clauses: readonly Clause[]): Clause[] {
  let user: string | undefined;
  let path: string | undefined;
  let about: string | undefined;
  let machine: string | undefined;
  let repo: string | undefined;
  return clauses.map((clause) => {
    let { text } = clause;
    if (
      user !== undefined &&
      /^(?:and |then |please )*(?:add|put|give|make|lock|unlock|remove|set|let|grant|allow|change|delete|install|copy|disable|throw|kick|log|sign|boot|end|terminate|kill|move|archive|back)\b/.test(
        text,
      ) &&
      !/@(?:svc|ctr)\d+ (?:on|in) @t/.test(text)
    )
      text = text
        .replace(/\b(?:his|her|its|their)(?= (?:shell|home|password|groups?|account|key|ssh|login))/, `${user} 's`)
        .replace(
          /\b(?:him|her|them|that user|the user|the account|that account|the new user|the new account)\b(?! ?'s)/,
          user,
        )
        .replace(/^((?:and |then )*(?:add|put|throw) )it(?= (?:to|in|into)\b)/, `$1${user}`)
        .replace(/^((?:and |then )*(?:give|grant) )it(?= )/, `$1${user}`)
        .replace(
          /^((?:and |then )*(?:add|put) [a-z_][a-z0-9_-]* (?:to|in|into) )(?:the )?(?!(?:group|groups)\b)(@svc\d+|[a-z][a-z0-9_-]*)$/,
          "$1group $2",
        );
    if (
      /^(?:and |then |please )*(?:take|make|create|do|pull)? ?(?:an? |the |another )?(?:new |fresh |quick )*(?:snapshot|backup)(?: (?:named|called) (?:[a-z0-9][a-z0-9_-]*|@quote\d+))?$/.test(
        text,
      ) &&
      machine !== undefined
    )
      text = text.replace(/(snapshot|backup)/, `$1 of ${machine}`);
    if (repo !== undefined && projectStep.test(text))
      text = `${text.replace(/ (?:in it|in there|there|inside|in that|in the (?:repo|repository|project|checkout|folder|directory))(?= |$)/, "")} in ${repo}`;
    repo = pulled.exec(text)?.[1] ?? repo;
    const held = [...new Set(text.match(/@(?:g|t)\d+/g))];
    if (held.length === 1) [machine] = held;
    if (user !== undefined)
      text = text
        .replace(new RegExp(` for (?:him|her|it|them|that user|${user})$`), "")
        .replace(/^(?:and |then )*show (?:his|her|its|their) groups$/, `which groups is ${user} in`);
    const [thing, more] = clause.text.match(/@(?:svc|ctr)\d+/g) ?? [];
    if (thing === undefined && about !== undefined)
      text = text.replace(
        /^((?:and |then |please )*(?:remove|uninstall|purge|update|upgrade|reinstall)) (?:the |its |that )?package$/,
        `$1 ${about}`,
      );
    if (thing !== undefined && more === undefined) about = thing;
    if (path !== undefined && !text.includes("@path"))
      text = text.replace(
        / (?:in|inside|within|into|to|from|of) (?:it|that file|the file|there|this file|that|the config|the same file)(?= |$|,)/,
        (whole) => (/(?:that|there)$/.test(whole) && !/@n|@quote|maxconn|to/.test(text) ? whole : ` in ${path ?? ""}`),
      );
    if (path !== undefined && user === undefined) text = ofPath(text, path);
    const named = userNamed.exec(text);
    user = named?.[1] ?? named?.[2] ?? user;
    path = text.match(pathNamed)?.at(-1) ?? path;
    return text === clause.text ? clause : { ...clause, text };
  });
}
