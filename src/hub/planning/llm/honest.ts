/**
 * What a model says at the end, with what is true beside it: nothing was changed by saying so. What somebody else did and a look
 * shows is no claim of the model's.
 */
import { verbsAsked } from "./asks.ts";
import { readBy, type Read } from "./doubts.ts";
import type { Work } from "./work.ts";

/** Claims that something was done, in the words models use for it. */
const claims =
  /\b(?:i|we)(?:'ve| have| just| already| successfully)* (?:re-?start|start|stop|reload|fix|install|updat|upgrad|remov|delet|chang|edit|creat|enabl|disabl|repair|resolv|reboot|clean|clear|appl|execut|run|kill|add|configur)\w*(?:ed|d|t)?\b|\b(?:has|have) been (?:successfully )?(?:re-?started|started|stopped|reloaded|fixed|installed|updated|upgraded|removed|deleted|changed|edited|created|enabled|disabled|repaired|resolved|rebooted|cleaned|cleared|applied|executed|killed|added|configured)\b|\b(?:was|were|is|are) (?:successfully |now )(?:re-?started|started|stopped|fixed|installed|updated|removed|deleted|changed|resolved|rebooted|repaired)\b|\bsuccessfully (?:re-?started|started|stopped|reloaded|fixed|installed|updated|upgraded|removed|deleted|changed|edited|created|enabled|disabled|completed|applied)\b|^\s*(?:done|fixed|restarted|completed|resolved|success)\b[.!]?|\b(?:task|restart|update|installation|fix) (?:is |was )?(?:complete|completed|successful|done)\b|\berfolgreich\b|已(?:重启|完成|修复)/im;

export const claimsChange = (text: string): boolean => claims.test(text);

/** That it was the model, or that it is done: no look can speak for that. */
const own =
  /\b(?:i|we)(?:'ve| have| just| already| successfully| gone ahead and| went ahead and| now)* (?:re-?start|start|stop|reload|fix|install|updat|upgrad|remov|delet|chang|edit|creat|enabl|disabl|repair|resolv|reboot|clean|clear|appl|execut|run|ran|kill|add|configur)\w*\b|^\s*(?:all |everything(?: is|'s)? )?(?:done|fixed|(?:re-?)?started|stopped|completed|resolved|success(?:fully)?)\b|\b(?:everything|all|it)(?: is|'s) (?:now )?done\b|\bich habe\b|\berfolgreich\b|已(?:重启|完成|修复)/im;
const happened =
  /\b(?:has|have|had) (?:now |just |since |already |also )*been (?:successfully )?(\w+ed|stopped)\b|\b(was|were|is|are|got) (successfully |now |just )*(\w+ed|stopped)\b|\bsuccessfully (\w+ed)\b|\b(\w+ed) successfully\b|\b(task|restart|update|installation|fix) (?:is |was )?(?:complete|completed|successful|done)\b/i;

/** What a look shows where it was done: by any of these words, beside a name of the sentence. */
const traces: readonly (readonly [stem: RegExp, verb: string, trace: RegExp])[] = [
  [/^re-?start/, "restart", /\bre-?start|\bstart(?:ed|ing)\b|"?restarts"?[=:]\s?[1-9]/i],
  [/^start/, "start", /\bstart/i],
  [/^stop/, "stop", /\bstop|\bshut|\bdeactivat|\binactive\b|\bexit|\bdead\b/i],
  [/^reload/, "reload", /\breload/i],
  [/^reboot/, "reboot", /\bre-?boot|\bboot/i],
  [/^install/, "install", /\binstall/i],
  [/^(?:updat|upgrad)/, "update", /\bupdat|\bupgrad/i],
  [/^(?:remov|uninstall)/, "remove", /\bremov|\bpurg|\buninstall/i],
  [/^delet/, "delete", /\bdelet|\bremov|\bunlink/i],
  [/^enabl/, "enable", /\benabl/i],
  [/^disabl/, "disable", /\bdisabl|"?enabled"?[=:]\s?false/i],
  [/^kill/, "kill", /\bkill|\boom\b|\bsigkill\b|\bsignal\b/i],
  [/^(?:chang|edit|modif|configur)/, "edit", /\bchang|\bedit|\bmodif|\breplac|\bconfigur/i],
  [/^(?:creat|add)/, "add", /\bcreat|\badd|\bnew\b/i],
  [/^(?:fix|repair|resolv)/, "fix", /\bfix|\brepair|\bresolv/i],
  [/^(?:clean|clear)/, "delete", /\bclean|\bclear/i],
  [/^(?:appl|execut|complet)/, "run", /\bappl|\bexecut|\bran\b|\bcomplet|\bfinish/i],
];

export type Spoken = { said: readonly string[]; read: readonly Read[] };

/** What this request and what was said to it ask for, without what was asked before in the same conversation. */
export function spokenOf(work: Work): Spoken {
  const { request, said } = work;
  const earlier = new Set((request.before ?? []).map((turn) => turn.request));
  const now = said.filter((text) => text === request.text || !earlier.has(text));
  return { said: now, read: readBy(work).read.filter(({ fact }) => fact !== true) };
}

/** The model says that it changed something, or that something was changed which no look of this task shows. */
export function claimsOwnChange(text: string, { said, read }: Spoken): boolean {
  if (own.test(text)) return true;
  const asked = verbsAsked(said);
  if (/\b(?:fix|repair|resolve|mend|solve)\b/i.test(said.join("\n"))) asked.add("fix");
  return text.split(/(?<=[.!?;:])\s+|;|\n+/).some((sentence) => {
    const [, been, state, marked, verbed, after, before, thing] = happened.exec(sentence) ?? [];
    const word = (been ?? verbed ?? after ?? before ?? thing)?.toLowerCase();
    const known = word === undefined ? undefined : traces.find(([stem]) => stem.test(word));
    if (!known) return false;
    const [, verb, trace] = known;
    if (asked.has(verb)) return true;
    // “is stopped”, “was stopped” tell a state, which is compared with what was read elsewhere.
    if (state !== undefined && marked === undefined) return false;
    const machines = new Set(read.flatMap(({ machine }) => (machine === undefined ? [] : [machine.toLowerCase()])));
    const names = namesIn(sentence);
    const things = names.filter((name) => !machines.has(name));
    const elsewhere = ({ machine }: Read): boolean =>
      machine !== undefined && things.length < names.length && !names.includes(machine.toLowerCase());
    return !read.some((one) => {
      const about = `${one.asked ?? ""}\n${one.text}`.toLowerCase();
      return (
        trace.test(one.text) && !elsewhere(one) && (things.length === 0 || things.some((name) => about.includes(name)))
      );
    });
  });
}

const common =
  /^(?:the|has|have|had|been|was|were|and|but|since|now|then|successfully|service|server|machine|host|it|its|on|by|at|in|of|to|for|from|with|this|that|root|user|admin|again|all|also|just|already|not|is|are|an?)$/;
const namesIn = (sentence: string): string[] =>
  (sentence.toLowerCase().match(/[\p{L}\d][\w.@/-]{2,}/gu) ?? [])
    .map((word) => word.replace(/[.-]+$/, ""))
    .filter((word) => !common.test(word) && !happened.test(`was ${word}`));

export function honest(
  text: string,
  {
    looked,
    stopping,
    before,
    spoken,
  }: { looked: boolean; stopping: string | undefined; before: boolean; spoken: Spoken },
): string {
  const first = claimsOwnChange(text, spoken)
    ? `${before ? "Nothing more was changed" : "Nothing was changed"}: this is only what the model says. `
    : looked
      ? ""
      : "Not checked on any machine: this is only what the model says. ";
  const last = stopping === undefined ? "" : `\n\nIt was stopped before it was through: ${stopping}.`;
  return `${first}${text}${last}`;
}
