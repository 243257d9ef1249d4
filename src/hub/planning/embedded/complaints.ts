/**
 * What is told to be wrong, in words that no form has: then it is looked into, and nothing else. The last reading that is
 * tried; it only ever reads.
 */
import type { Machine } from "../../../domain/machine.ts";
import { isOrder, wanting } from "./remarks.ts";
import { withTopic } from "./topics.ts";
import type { Entity, Place } from "./types.ts";

const symptom =
  /\b(?:slow(?:ly|er)?|sluggish|lag(?:s|gy|ging)?|crawl(?:s|ing)?|stutter(?:s|ing)?|buffer(?:s|ing)|hang(?:s|ing)?|hung|stuck|fro[sz]en?|freez(?:es|ing)|dead|died|dies|down|broken|broke|breaks|crash(?:es|ed|ing)?|fail(?:s|ed|ing|ure)?|flak(?:y|ey)|flap(?:s|ping)|unreachable|offline|unresponsive|gone|missing|lost|los(?:es|ing)|errors?|trouble|troubles|problems?|issues?|warnings?|wrong|weird|strange|odd|bad|worse|limit|bottleneck|overload(?:ed)?|busy|hot|full|fill(?:s|ed|ing)?(?: up)?|sky ?high|high load|high cpu|pegged|maxed|spik(?:es|ing)|jump(?:s|ed)|went up|shot up|doubled|twice as|timeouts?|times? out|timing out|reset(?:s|ting)|refus(?:es|ed|ing)|reject(?:s|ed|ing)|bounc(?:es|ed|ing)|denied|den(?:y|ies)|delayed|late|behind|out of (?:memory|space|disk|sync)|oom|leak(?:s|ing)?|restarts (?:itself|again|all|every)|reboots|restarting|keeps? \w+|unhealthy|degraded|corrupt(?:ed)?|throttl(?:ed|es|ing)|drop(?:s|ped|ping)|disconnect(?:s|ed|ing)?|no (?:data|sync|answer|response|connection|mails?|internet|network|sound|picture|signal|output|entries|results|updates)|old (?:prices|data|version|entries)|outdated data|does not|do not|can not|could not|did not|will not|is not|are not|never|nobody can|no one can|not (?:working|loading|responding|starting|syncing|reachable|answering|coming|sending|receiving|finished|resolving|printing)|takes? (?:forever|ages|so long|too long|very long|long|@n\d+|ten|twenty|minutes|seconds|hours)|forever|ages|wonky|through the roof|borked|hosed|toast|kaputt|acting up|acts up|misbehav\w+|struggl\w+|chok\w+|scream(?:s|ing)|loud|unstable|50[0-9]|5xx|40[34]|laggy|unusable|hiccups?|swapping|thrashing|dying|mess|crazy|nuts|bonkers|blank|empty page|white page|spins|spinning|choppy|pixelated|stalled|stalls|stall|fishy|off (?:with|on)|suspicious|black-?list(?:ed)?|pil(?:e|es|ing) up|piled up|empty|gaps?|molasses|snail|hours|logged out|kicked out|thrown out|log(?:s|ging)? (?:me|us|people|users) out|steal|io ?wait|brute ?forc\w*|eat(?:s|ing)?|hog(?:s|ging)?|alive|drops? (?:out|off)|goes? (?:away|off)|half of|every (?:second|third|fourth|fifth|other|few) |stays?|returns? (?:an? |http )*@n\d+|with an? (?:http )?@n\d+|no (?:traffic|handshake|handshakes|replies|packets|incoming|route|audio|video|logs|metrics|disks?)|too many|stale|random|nobody|twice|glitch\w*|artifacts?|replies (?:late|slowly)|keeping up|load like|unbearabl\w+|painful\w*|explain (?:the |that |this )*@pct\d+|die|freeze|hang|crash|fail|takes @n\d+)(?:\b|$)/;
const changes =
  /(?:^|[.,;:!?] |\b(?:and|then|please|to|just|or|also|go|should|must|could you|can you) )(?:re-?start|start|stop|reload|reboot|kill|delete|remove|install|uninstall|update|upgrade|patch|create|add|make|set|change|edit|write|move|copy|migrate|format|wipe|drop|destroy|purge|disable|enable|shut|turn|switch|power|bring|put|take (?:it|the|down|off)|open|close|block|allow|mount|unmount|clean|clear|empty|prune|rotate|restore|revert|undo|roll|deploy|pull|push|clone|snapshot|back ?up(?! (?:of|on|for|job|jobs|took|takes|fails|failed|is|was|has|hangs|runs|size|window)\b)|run|execute|send|mail|order|buy|call|book|plug|replace|increase|raise|lower|grow|extend|resize|lock|unlock|give|grant|revoke|flush|encrypt|rename|scale|drain|bounce|kick|recreate|free|downgrade|translate|hack|connect|fix|repair|revive|resurrect|wake|fire|spin|nuke|chuck|throw|shoo|get rid|make room|warn|notify|inform|log out|wait|summari[sz]e|tell (?:him|her|them|tom|anna)|compare|list|find (?:all|every)|show (?:all|every|the (?:last|log)))\b(?! (?:up|at) (?:slowly|random))/;
const asksWhy =
  /\b(?:why|reason|cause|find out|figure out|look|check|see|investigate|diagnose|what|where|which|who|how|is|are|does|did|has|have|was|any|help|problem|issue|explain)\b|\?/;
const forbidding =
  /\b(?:do not|never|must not|should not|no need|not necessary|avoid|refrain|leave|hands off|forget|cancel|skip|never ?mind|stop doing|want(?:ed)?|ask(?:ed)?|instead|undo|if|when|unless|whenever|until|every|each|tomorrow|tonight|remind|pretend|imagine|ignore|disregard|will be|going to be)\b(?! (?:touch|change|do|fix|break|restart) (?:anything|nothing|something|it))/;

const disk = /\b(?:full|fills?|filling|filled|space|disk|disks|storage|room)\b/;
const memory = /\b(?:memory|ram|oom|swap|swapping|leak\w*)\b/;
const busy =
  /\b(?:cpu|load|hot|busy|slow\w*|sluggish|lag\w*|crawl\w*|stutter\w*|overload\w*|forever|ages|takes?|scream\w*|loud|struggl\w*|bottleneck|limit|twice)\b/;

/** Words of what is wrong: none of them is a typing mistake. */
export const complaintWords: readonly string[] = [
  ...(symptom.source.match(/[a-z]{4,}/g) ?? []),
  // “reset(?:s|ting)”: the whole forms.
  ...[...symptom.source.matchAll(/([a-z]+)\(\?:([a-z|]+)\)/g)].flatMap(([, stem = "", ends = ""]) =>
    ends.split("|").map((end) => stem + end),
  ),
];

/** A segment that wants something done: that is then not understood, and must not be passed over. */
const looks =
  /^(?:check|look|see|find|tell|help|explain|investigate|show|give|get|diagnose|debug|examine|inspect|have|take|figure|work|do|need|any|report|let|make sure|what|log|logs|status|load|cpu|memory|disk|uptime|top|last|latest|how|mail|backup|store|link|label|connect|share|call|test|use|keep|hold|sign|ping|throw|drop|block|alert|swap|clear|run|read|restart|start|stop|update|sync|open|print|post|balance|message|map|post|export|import|save|set|feed)\b/;
const ordered = (said: string): boolean =>
  said
    .split(/ [.,;:!?](?= |$)| and | then | but /)
    .map((segment) =>
      segment
        .trim()
        .replace(/^(?:and |then |so |but |please |just |can you |could you |would you |go ahead and |also )+/, ""),
    )
    .some((segment) => shell.test(segment) || (isOrder(segment) && !looks.test(segment)));
const shell =
  /^(?:chmod|chown|chgrp|rm|dd|mkfs\S*|mv|cp|ln|kill|pkill|killall|systemctl|service|apt|apt-get|dnf|yum|apk|docker|podman|iptables|nft|ufw|fdisk|parted|zfs|zpool|qm|pct|useradd|userdel|usermod|passwd|mount|umount|sed|tee|truncate|shred|wipefs|flush\w*|drop|wipe|format|run|execute)\b/;

/** “takes 30 seconds to give a prompt”: nothing is to be given. */
const takingLong =
  /\b((?:takes?|took|needs?) (?:@n\d+|ages|forever|\w+) ?(?:seconds?|minutes?|hours?|s|ms|min)?) to [a-z]+/g;
const site = /\b(?:shop|web ?shop|site|web ?site|homepage|web ?page)\b/;

/** The same as questions that the runbooks know, the surest first; none where it is no complaint, or about nothing that is known. */
export function complaintsIn(asked: string, entities: Entity[], fleet: readonly Machine[]): string[] {
  if (/@(?:quote|code|url)\d/.test(asked)) return [];
  // “smtp is slow, greylisting or dns?”: what it may be is a guess.
  const text = withTopic(asked.replace(/ , (?:the )?[^\s,]+ or (?:the )?[^\s,]+(?: \?)?$/, ""), entities, fleet);
  const said = text.replaceAll(
    /\b(?:do not|don't|please do not|without) (?:touch|change|do|fix|break|restart|restarting|touching|changing) (?:anything|something|it|nothing)\b/g,
    "",
  );
  if (
    wanting.test(said.replace(/^(why .*?) keep (?=its |the |their )/, "$1 ")) ||
    !symptom.test(said) ||
    changes.test(said.replaceAll(takingLong, "$1")) ||
    !(asksWhy.test(said) || isTold(said))
  )
    return [];
  // “do not restart it” asks for nothing.
  if (ordered(said)) return [];
  if (
    isForbidding(said) ||
    /(?:^|[.,;:!?] |\b(?:please|but|and|so) )(?:do not|never)\b|^(?:no|not)\b|\bno (?:circumstances|case|way|means|account)\b/.test(
      said,
    )
  )
    return [];
  const things = [...new Set(said.match(/@(?:svc|ctr)\d+/g))];
  const node = things.length === 0 ? nodeOf(said, entities) : undefined;
  if (node !== undefined) return [`what is wrong with ${node}`];
  const page = site.exec(said)?.[0];
  if (page !== undefined && !/@(?:svc|ctr|t|g)\d/.test(said)) return [`diagnose ${page}`];
  const places = [...new Set(said.match(/@t\d+/g))]
    .map((mark) => ({ mark, count: countOf(entities[Number(mark.slice(2))]) }))
    .filter(({ count }) => count > 0)
    .toSorted((first, second) => first.count - second.count);
  const [place, other] = places;
  // “the proxmox web page of node 3”: the one of the group that is named.
  const isOne =
    place !== undefined && place.count <= 3 && (other === undefined || (place.count === 1 && other.count > 1));
  const on = isOne ? ` on ${place.mark}` : undefined;
  const [thing, second] = things;
  const about =
    thing !== undefined && (second === undefined || on === undefined)
      ? [`what is wrong with ${thing}${on ?? ""}`, ...(on === undefined ? [] : [`what is wrong with ${thing}`])]
      : [];
  return on === undefined
    ? places.length === 0
      ? about
      : about.slice(1)
    : [...about, onMachine(said, place?.mark ?? "")];
}

/** A guest that is no machine of its own is looked into where it runs; its entity is added. */
function nodeOf(said: string, entities: Entity[]): string | undefined {
  const [only, more] = new Set(said.match(/@g\d+/g));
  const entity = more === undefined ? entities[Number(only?.slice(2))] : undefined;
  const [guest, other] = entity?.kind === "g" ? entity.guests : [];
  if (!guest || other) return undefined;
  const { node } = guest;
  const place: Place = { parts: [{ said: node.name, expr: node.name, machines: [node], count: "one" }], minus: [] };
  return `@t${entities.push({ kind: "t", place, said: node.name }) - 1}`;
}

const countOf = (entity: Entity | undefined): number =>
  entity?.kind === "t" ? entity.place.parts.flatMap((part) => part.machines).length : 0;

function onMachine(said: string, mark: string): string {
  if (/\b(?:overview|health|summary|status|check-?up|everything)\b/.test(said)) return `what is wrong with ${mark}`;
  if (memory.test(said)) return `why is memory usage so high on ${mark}`;
  if (disk.test(said) && !/\bcpu\b/.test(said)) return `what is taking up disk space on ${mark}`;
  return busy.test(said) ? `why is ${mark} so slow` : `what is wrong with ${mark}`;
}

/** “is not”, “does not” alone are in many sentences: beside them something must be asked or stated of a thing. */
const isTold = (said: string): boolean => /@(?:svc|ctr|t)\d+/.test(said);
const isForbidding = (said: string): boolean => {
  const rest = said.replaceAll(
    /\b(?:does|do|can|could|did|will|is|are|has|have|was|would) not\b|\bnever (?:finish\w*|end\w*|load\w*|start\w*|come\w*|arrive\w*|work\w*|sync\w*)|\bwhen i\b|\bwhenever (?:i|we|two|somebody|someone|people|users)\b|\bwhen (?:two|people|users|we|somebody|someone|streaming|transcoding|loading|opening)\b|\bevery (?:few|couple|@n\d+|time|now)\b|\beach time\b|\bevery (?:second|third|fourth|fifth|tenth|other|single|couple of|few|night|day|morning|evening|hour) /g,
    "",
  );
  return forbidding.test(rest);
};
