/**
 * “show it” after a file was written, “do that every hour”, “oops, I meant web-2”: requests that go on from the one before, put into
 * whole sentences. Only what then is understood, about that file, at that time or in that place, counts.
 */
import type { Outcome, Plan } from "../../../domain/plan.ts";
import { onlyLooks } from "../../../tools/assess.ts";
import type { Before, PlanRequest } from "../planner.ts";
import { lex } from "./lex.ts";
import { isOrder } from "./remarks.ts";
import { scheduleOf } from "./schedule.ts";

type Run = (request: PlanRequest) => Outcome;

/** Undefined where the text goes on from nothing in one of these ways. */
export function goneOn(request: PlanRequest, run: Run): Outcome | undefined {
  const last = request.before?.at(-1);
  if (!last || request.text.length > 300) return undefined;
  return (
    ofSite(request, last, run) ??
    ofFile(request, last, run) ??
    ofMachine(request, last) ??
    atTime(request, last, run) ??
    corrected(request, last, run)
  );
}

const site =
  /^(?:(?:add it|put it|it is|then|ok|use|the one|please)\s+)*(?:next to|beside|to|behind)?\s*(?<rest>(?:[a-z0-9-]+\.)+[a-z]{2,} in \/\S+)[\s.!]*$/i;
/** “next to www.example.com in /etc/nginx/…”: where the name that was to be added goes. */
function ofSite(request: PlanRequest, last: Before, run: Run): Outcome | undefined {
  const rest = site.exec(request.text.trim())?.groups?.["rest"];
  if (rest === undefined || !/\b(?:domain|server[ _]name|vhost|site|hostname)\b/i.test(last.request)) return undefined;
  const base = bare(last.request).replace(/ on [\w.-]+$/i, "");
  const outcome = run({ ...request, text: `${base} next to ${rest} on ${namesOf(request, last)}`, before: [] });
  return outcome.kind === "plan" ? said(outcome.plan, `The request before is meant: “${last.request}”`) : undefined;
}

/** “restart it” behind a file or a package: nothing that was spoken of can be restarted, and the machine is not meant for sure. */
function ofMachine(request: PlanRequest, last: Before): Outcome | undefined {
  const isAsked =
    /^(?:(?:please|now|and|then|ok|okay|can you|could you)[\s,]+)*(?:restart|bounce) (?:it|that)(?: (?:now|again|please|then))*[\s?.!]*$/i;
  const steps = last.plan?.steps ?? [];
  const isOfFiles = steps.length > 0 && steps.every(({ tool }) => /^(?:file|config|package)\./.test(tool));
  const names = namesOf(request, last);
  return isOfFiles && names !== "" && isAsked.test(request.text.trim())
    ? {
        kind: "clarify",
        question: `What is to be restarted on ${names}? Name the service, or say that the machine is to be rebooted.`,
        about: "target",
        options: [{ label: `reboot ${names}`, value: `reboot ${names}` }],
      }
    : undefined;
}

const itself = String.raw`(?:it|that|this|that file|this file|the file|the same file|its contents?|the contents?(?: of (?:it|the file|that file))?|the result|what (?:is|you wrote) (?:in|to) it)`;
const shown = new RegExp(
  String.raw`^(?:(?:please|now|and|then|ok|okay|can you|could you)[\s,]+)*(?:(?:show|cat|print|display|read|open|view|see|look at|let me see|let me have a look at|give|output)(?: me| us)? ${itself}|what(?: is|'s|s) (?:now )?in (?:it|there|the file|that file)(?: now)?|what does (?:it|the file|that file) (?:say|contain|look like)(?: now)?)(?: (?:now|again|please|to me))*[\s?.!]*$`,
  "i",
);
const pronoun = /\b(?:it|that file|this file|the file|the same file)\b/i;

/** “it” is the file that the step before wrote or read. */
function ofFile(request: PlanRequest, last: Before, run: Run): Outcome | undefined {
  const path = pathOf(last.plan);
  if (path === undefined) return undefined;
  const names = namesOf(request, last);
  const text = request.text.trim();
  const whole = shown.test(text)
    ? `show ${path}`
    : pronoun.test(text)
      ? text.replace(pronoun, path).replace(/[\s?.!]+$/, "")
      : undefined;
  if (whole === undefined || names === "") return undefined;
  const isPlaced = request.fleet.some(({ name }) =>
    new RegExp(`(?<![\\w-])${RegExp.escape(name)}(?![\\w-])`, "i").test(text),
  );
  const outcome = run({ ...request, text: isPlaced ? whole : `${whole} on ${names}`, before: [] });
  if (outcome.kind !== "plan" || !JSON.stringify(outcome.plan.steps.map(({ input }) => input)).includes(path))
    return undefined;
  return said(outcome.plan, `“${text}” is about ${path}${isPlaced ? "" : ` on ${names}`}, of the request before`);
}

function pathOf(plan: Plan | undefined): string | undefined {
  const paths = new Set(
    (plan?.steps ?? []).flatMap(({ input }) => (typeof input["path"] === "string" ? [input["path"]] : [])),
  );
  const [only, more] = paths;
  return more === undefined && only?.startsWith("/") === true && !/["'`\s]/.test(only) ? only : undefined;
}

const namesOf = ({ fleet }: PlanRequest, { machineIds }: Before): string =>
  fleet
    .filter(({ id }) => machineIds.includes(id))
    .map(({ name }) => name)
    .join(" and ");

const onlyTime =
  /^(?:(?:ok|okay|and|please|now|then|also|but|so|yes|can you|could you|i want|i need|you to|want|need)[\s,]+)*(?:(?:do|run|repeat|make|schedule|have|let|try|check)\s*)?(?:(?:that|it|this|the same thing|the same|same thing|same|so|exactly that)\s*)?(?:(?:again|as well|too|please|happen|done|be|for|to|from now on|automatically|regularly)\s*)*[\s.!?,]*$/i;

/** “do that every night at 2”: the request before, at that time. */
function atTime(request: PlanRequest, last: Before, run: Run): Outcome | undefined {
  const found = scheduleOf(lex(request.text).tokens, { nowMs: request.nowMs, timeZone: request.timeZone ?? "UTC" });
  if (!found) return undefined;
  const rest = found.tokens.map(({ low }) => low).join(" ");
  if (!onlyTime.test(rest)) return undefined;
  const outcome = run({
    ...request,
    text: `${bare(last.request)} ${found.around.said}`,
    before: request.before?.slice(0, -1) ?? [],
  });
  if (outcome.kind === "clarify") return outcome;
  if (outcome.kind !== "plan" || !outcome.plan.schedule)
    return {
      kind: "decline",
      reason: `“${last.request}” cannot be done at a time as it was said. Say it once more whole, with the time in it.`,
      nearest: [],
    };
  return said(outcome.plan, `The request before is meant, at that time: “${last.request}”`);
}

const bare = (text: string): string => text.trim().replace(/[\s.!?]+$/, "");

const wrong =
  /^(?:(?:oops|ups|whoops|sorry|no|nope|wait|hold on|actually|argh|damn|my bad|my mistake|mistake|wrong (?:machine|one|server|box|host|service)|not (?:that|this) one|hm+|ah|oh|well|i (?:was wrong|made a mistake))(?:[\s,.!:;–—-]+|$))+/i;
const meant =
  /^(?:(?:i|we) (?:actually |really |rather )?(?:meant|mean|wanted|want|was thinking of|thought of)(?: to say)?|it (?:should|was supposed to) (?:be|have been)|that should (?:be|have been)|make (?:it|that)|please|rather|instead|do (?:it|that)|use|take|better)[\s,:]+/i;
const otherPlace = /^not (?:on )?[\w.-]+[\s,;:–—-]+(?:but |rather |instead )?(?:on )?(?<rest>.+)$/i;

/** “oops, I meant web-2”: the request before with another place, thing or verb. */
function corrected(request: PlanRequest, last: Before, run: Run): Outcome | undefined {
  const text = request.text.trim();
  const lead = text.replace(wrong, "");
  const rest = bare(
    (otherPlace.exec(lead)?.groups?.["rest"] ?? lead.replace(meant, "")).replace(
      / (?:instead|rather|i meant|please|of course|sorry)$/i,
      "",
    ),
  );
  if (rest === "" || rest === bare(text)) return undefined;
  // “I want …”, “please …” alone correct nothing.
  if (
    lead === text &&
    !otherPlace.test(lead) &&
    !/^(?:i|we) (?:actually |really |rather )?(?:meant|mean)\b|^it (?:should|was supposed)/i.test(lead)
  )
    return undefined;
  // “sorry, restart nginx on web-3” is a request of its own.
  if (isOrder(rest.toLowerCase()) && rest.includes(" ")) return undefined;
  const verb =
    /^[a-z-]+$/i.test(rest) && isOrder(rest.toLowerCase())
      ? `${rest} ${bare(last.request).replace(/^(?:please )?\S+ /i, "")}`
      : undefined;
  const tries =
    verb === undefined ? [rest.startsWith("on ") ? rest : `on ${rest}`, replacedThing(last.request, rest)] : [verb];
  for (const one of tries) {
    if (one === undefined) continue;
    const outcome = run({ ...request, text: one, ...(one === verb ? { before: [] } : {}) });
    if (outcome.kind !== "plan") continue;
    return said(outcome.plan, `“${text}” is taken for the request before, put right${stays(request, last)}`);
  }
  return undefined;
}

/** “postfix on mail-1” behind “restart nginx on web-1”. */
function replacedThing(request: string, rest: string): string | undefined {
  const verb = /^(?:please )?([a-z-]+)\b/i.exec(request)?.[1];
  return verb !== undefined && isOrder(verb.toLowerCase()) ? `${verb} ${rest}` : undefined;
}

/** What was done in the wrong place is not taken back by doing it in the right one. */
function stays(request: PlanRequest, { plan, state }: Before): string {
  const changed = plan !== undefined && state === "succeeded" && plan.steps.some((step) => !onlyLooks(step));
  const names = namesOf(request, request.before?.at(-1) ?? { task: "", request: "", state, told: "", machineIds: [] });
  return changed ? `; what was done${names === "" ? "" : ` on ${names}`} stays, and “undo that” takes it back` : "";
}

const said = (plan: Plan, what: string): Outcome => ({
  kind: "plan",
  plan: { ...plan, assumptions: [...plan.assumptions, what], understood: `${plan.understood} ${what}.` },
});
