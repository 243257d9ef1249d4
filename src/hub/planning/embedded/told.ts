/** Clauses that ask for nothing: what only tells what is wrong, and which machines are to be left alone. */
import type { Machine } from "../../../domain/machine.ts";
import type { Talk } from "./clause.ts";
import type { Clause } from "./clauses.ts";
import { complaintOf, type Told } from "./remarks.ts";
import { isKnownWord } from "./typos.ts";
import type { Vocabulary } from "./vocabulary.ts";

const doneToIt =
  /^(?:(?:can|could|would|will) (?:somebody|someone|anyone|anybody|one of you) )?(?:re-?start|start|stop|reload|bounce|kick|reboot|bring|get|turn|fire|give|switch|spin|power|relaunch|recreate|recycle|cycle|revive|kill|put|shut|unwedge|nudge)\b.* (?:it|them|that|that one|this)(?= |$)/;
/** “a customer wrote that our certificate expires; …”: told by somebody, and nothing to do in it. */
const hearsay =
  /^(?:an? |the |our |my |some |one of (?:our|the) )?(?:customer|client|colleague|coworker|user|boss|manager|consultant|someone|somebody|vendor|people|users|customers|clients|auditor|support|colleagues|team|friend)(?: [a-z]+)? (?:just )?(?:wrote|told|said|says|reports?|reported|complains?|complained|mentioned|called|emailed|mailed|pinged|messaged|claims?|claimed|noticed|thinks)\b/;
const asksFor =
  /\b(?:restart|start|stop|reload|reboot|install|remove|delete|update|upgrade|shut|kill|enable|disable|set|change|should|must|asked|wants?)\b/;
/** “haproxy on lb-1: check its configuration, …”. */
const thingOnly = /^(?:the )?@(?:svc|ctr)\d+(?: (?:on|at|in) (?:the )?@t\d+)?$/;
/** “nginx on web-2 hangs. restart it”: what is wrong is told, and what is to be done about it is asked for. */
export const isTold = (clause: Clause, clauses: readonly Clause[]): boolean => {
  const next = clauses[clauses.indexOf(clause) + 1];
  if (next && clause.given === undefined && hearsay.test(clause.text) && !asksFor.test(clause.text)) return true;
  if (next && !clause.inherits && clause.given === undefined && thingOnly.test(clause.text)) return true;
  return (
    clause.given === undefined &&
    next?.given === undefined &&
    doneToIt.test(next?.text ?? "") &&
    /^(?:the |our |my |that )?@(?:svc|ctr|t)\d+ /.test(clause.text) &&
    !/@(?:quote|code)/.test(clause.text) &&
    complaintOf([clause.text]) !== undefined
  );
};

/** “do not recreate the container yet”: what a step would have to be to go against it. Only of these it is known. */
const against: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:recreate|redeploy|re-create|replace)\b/,
    /recreate|compose up|docker run|docker rm|container\.(?:start|restart|stop)/,
  ],
  [/^(?:restart|reload|bounce)\b/, /restart|reload|reboot|compose up|start/],
  [
    /^(?:upgrade|update|patch|install)\b/,
    /(?:\b|-)upgrade|package\.(?:update|install)|(?:apt|apt-get|dnf|apk) (?:install|add|full-upgrade)|compose up|pull/,
  ],
  [/^(?:delete|remove|prune|wipe)\b/, /delete|remove|prune|\brm\b|truncate|wipe/],
  [/^(?:start|run|launch|enable)\b/, /start|enable|compose up|docker run/],
  [/^(?:stop|kill|shut)\b/, /stop|kill|restart|shut|poweroff|disable|reboot/],
];
/** It is said not to do what no step does: then it is kept anyway. */
export function isKeptAnyway(clause: string, steps: readonly { tool: string; input: unknown }[]): boolean {
  const what = /^(?:please )?(?:do not|never) (?:please )?([a-z-]+(?: [a-z]+)?.*)$/.exec(clause)?.[1];
  const found = against.find(([verb]) => verb.test(what ?? ""));
  const text = steps.map(({ tool, input }) => `${tool} ${JSON.stringify(input)}`).join(" ");
  return found !== undefined && steps.length > 0 && !found[1].test(text);
}

/** “pvestatd seems frozen on node 2, restart it”: what nobody knows is “it”, and not the machine. */
export function isOfUnknown({ text, remarks }: Told, words: Vocabulary): boolean {
  if (
    !/\b(?:it|them|that|this)\b/.test(text) ||
    /\b(?:reboot|shut down|power|snapshot|migrate|update|upgrade)\b/.test(text)
  )
    return false;
  return remarks.some((remark) => {
    const [, subject = ""] =
      /^(?:the |our |my |that |this )?([a-z][a-z0-9_.@-]{2,}) (?:service |daemon |process )?(?:is|are|was|has|seems|looks|keeps|hangs|hung|died|crashed|failed|stopped|went|acts|does|got|gets|fell)\b/.exec(
        remark,
      ) ?? [];
    return subject !== "" && !isKnownWord(subject, words);
  });
}

const sparing =
  /^(?:please )?(?:(?:do not|never) (?:touch|change|restart|reboot|reload|stop|modify|include|bother|break)|leave|spare|skip|hands off|keep away from|stay away from|not) (?:the )?@t(\d+)(?: (?:alone|at all|as it is|untouched|out|out of it|please))*$/;
/** The machines on which nothing must happen: “but don't touch web-2”. */
export function leftAlone(text: string, { entities }: Talk): Machine[] {
  const entity = entities[Number(sparing.exec(text)?.[1])];
  return entity?.kind === "t" ? entity.place.parts.flatMap(({ machines }) => machines) : [];
}
