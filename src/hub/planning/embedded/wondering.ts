/** Clauses that ask for nothing of their own: “…, find out why”, “otherwise just report it”. */
import type { Clause } from "./clauses.ts";
import { negation } from "./refuse.ts";

/** “…, find out why”: a diagnosis is what is made anyway. */
export const wondering =
  /^(?:(?:and )?(?:tell|inform|notify|ping|message|let) (?:me|us)(?: know)?(?: about it| then| afterwards| when (?:it is )?(?:done|finished)| (?:if|whether) (?:it|that) (?:worked|works|helped))?|report(?: back)?(?: to (?:me|us))?|(?:(?:and )?(?:tell|inform|notify|let|report|say)(?: (?:me|us))?(?: know)?(?: (?:what you did|what happened|about it|the outcome|the result))? (?:either way|in any case|in either case|both ways|anyway|whatever happens|whether you did|regardless))|keep (?:me|us) posted|why|why is that|why that is|what is (?:wrong|up|going on|happening|the (?:matter|problem|issue))|find out|investigate|have a look|take a look|look into it|check|check it|check it out|please have a look|look into that|take care of it|what is up with that|(?:please )?(?:show|print|tell|give|report)(?: (?:me|us))? (?:the |what the |its )?(?:output|results?|status code|response|answer|outcome|exit code|differences?)|(?:please )?compare(?: (?:them|the (?:results?|answers?|output|two)|both))?|(?:tell me )?(?:whether|if) they (?:match|differ|agree|are the same)|are they (?:all )?(?:the same|identical|equal)|is it the same|any idea|any ideas|what could it be|please check)$/;

/** “otherwise just report it”: what was looked at is reported anyway. */
export const isReport = ({ text, given }: Clause): boolean =>
  given === "otherwise" &&
  /^(?:just )?(?:report|tell|say|leave|do nothing|let me know|ignore|nothing)\b/.test(text) &&
  !negation.test(text);
