/** Conditions over what can be reached: names that resolve, sites that answer, machines and links that are up. */
import type { Check } from "../conditions.ts";
import type { Place } from "../types.ts";
import { at, entity, type Given, isSo, look, type Look } from "./parts.ts";

const no = "(?:does not |do not |is not |are not |can not |could not |no longer |is no longer |fails to |stops? )?";
const negative =
  /\b(?:not|no|fails?|failed|failing|broken|down|dead|unreachable|unavailable|offline|errors?|timeouts?|nxdomain|servfail|stops?|nothing|lost|gone)\b/g;

const dns = (given: Given, name: string, is: boolean): Check => ({
  tool: "network.dns",
  input: { name },
  ...at(given),
  field: "answer",
  op: is ? "==" : "!=",
  value: "found",
  says: `${name} ${is ? "resolves" : "does not resolve"}`,
});
/** The other end of a connection, from where the step is or from the machine that is named first. */
function ping(given: Given, to: string | undefined, isUp: boolean, from?: string): Check | undefined {
  const found = entity(given.entities, to);
  const [only, more] = found?.kind === "t" ? found.place.parts.flatMap((part) => part.machines) : [];
  if (!only || more) return undefined;
  const first = entity(given.entities, from);
  const place: Place | undefined = first?.kind === "t" ? first.place : undefined;
  return {
    tool: "network.ping",
    input: { host: only.facts.addresses[0] ?? only.facts.hostname, count: 3 },
    ...(place ? { place } : {}),
    field: "received",
    op: isUp ? ">" : "==",
    value: 0,
    says: `${only.name} ${isUp ? "answers" : "does not answer"}`,
  };
}

/** Looked at with the machines still in them: the machine is the other end, and not where it is looked. */
export const hostLooks: readonly Look[] = [
  look(
    "(?:there is )?(?<no>no )?(?:network|connection|link|route|path|vpn|tunnel|connectivity|network connection|line|uplink|ping) (?:connection |link )?(?:to|with|towards) @t(?<to>\\d+)(?: (?:from (?:here|there)))?(?: (?:is |does |are |has )?(?:not |no longer )?(?:still |back )?(?:works?|working|up|alive|there|ok|okay|fine|stable|available|stands|succeeds|established|reachable|down|dead|broken|gone|lost|fails))?",
    (groups, given, words) =>
      ping(given, groups["to"], isSo(words, /\b(?:not|no longer|no|down|dead|broken|gone|lost|fails)\b/g)),
  ),
  look(
    `(?:it|they|(?:machine )?@t(?<from>\\d+)) (?:still )?(?<not>can not|can no longer|does not|could not|is not able to|can|could|is able to)? ?(?:still )?(?:ping|pings|reach|reaches|see|sees|talk to|talks to|connect to|connects to|contact) @t(?<to>\\d+)`,
    (groups, given) => ping(given, groups["to"], !/not|no/.test(groups["not"] ?? ""), groups["from"]),
  ),
  look(
    "(?:ping|pinging) (?:to |of )?@t(?<to>\\d+) (?<how>works|succeeds|is ok|is fine|gets answers?|gets replies|fails|does not work|times out|is lost)",
    (groups, given) => ping(given, groups["to"], !/fails|not|times out|lost/.test(groups["how"] ?? "")),
  ),
];

export const reachLooks: readonly Look[] = [
  look(
    `(?:(?:name )?(?:resolving|looking up|resolution of|lookup of|lookups? for|dns for|dns lookup of|query for|queries for|querying) (?:of )?(?<name>[a-z0-9-]+(?:\\.[a-z0-9-]+)+|@ip\\d+|@t\\d+) ?|(?<name2>[a-z0-9-]+(?:\\.[a-z0-9-]+)+) (?=.*resolv))(?<how>.*)`,
    (groups, given, words) => {
      const name = groups["name"] ?? groups["name2"] ?? "";
      const how = groups["how"] ?? "";
      if (
        name.startsWith("@") ||
        !/^(?:(?:does not |do not |can not be |is not |can be |still |no longer |works?|succeeds?|fails?|failed|resolved?|resolving|resolves|is ok|is fine|returns nothing|gives (?:nxdomain|servfail|an? error|error)|times out|any more|anymore|at all|there|from there) ?)*$/.test(
          how,
        )
      )
        return undefined;
      return dns(
        given,
        name,
        isSo(words, /\b(?:not|no longer|fails?|failed|nothing|nxdomain|servfail|error|times out)\b/g),
      );
    },
  ),
  look(
    "(?:it |they |machine |dns |there )?(?<not>does not |can not |can no longer |fails to |is not able to |could not |do not )?(?:still |properly )?(?:resolves?|look up|looks up|find|resolving)(?: the name)? (?<name>[a-z0-9-]+(?:\\.[a-z0-9-]+)+)(?: (?:any more|anymore|properly|again|at all|correctly))?",
    (groups, given) => dns(given, groups["name"] ?? "", groups["not"] === undefined),
  ),
  look(
    "(?:dns|name resolution|resolving|resolution)(?: there| on it)? (?<how>works?|fails?|is (?:broken|down|ok|fine|working|not working|up)|does not work|is not working|breaks)",
    (groups, given) => dns(given, "example.com", !/fails?|broken|down|not|breaks/.test(groups["how"] ?? "")),
  ),
  look(
    "(?:it |machine )?(?:(?<no>has no|no|is without|loses|lost|has lost) |(?:has|is) )?(?:working )?(?:internet|internet access|internet connection|internet connectivity|connection to (?:the )?internet|online access)(?: (?<how>works?|is (?:up|down|gone|back|reachable|not reachable|unreachable|available|ok)|fails))?",
    (groups, given) => {
      const is = (groups["no"] === undefined) === !/down|gone|not|un|fails/.test(groups["how"] ?? "");
      return {
        tool: "network.ping",
        input: { host: "1.1.1.1", count: 3 },
        ...at(given),
        field: "received",
        op: is ? ">" : "==",
        value: 0,
        says: `the internet ${is ? "answers" : "does not answer"}`,
      };
    },
  ),
  look(
    `(?:(?:request |call |get |curl |health ?check |check |page |site |url |endpoint )?(?:to |of |on |at |against )?(?<url>@url\\d+)|(?<site>site|website|web site|page|shop|it|web server|server|homepage|health ?check|@svc\\d+)) ${no}(?<how>(?:returns?|responds? with|answers? with|gives?|sends?|shows?|serves?|yields?|gets?|throws?|reports?|is) (?:an? |http |status |code |error |status code )*(?<code>@n\\d+|[45]xx|errors?|ok|server errors?)(?: or worse| errors?)?|(?:answers?|answering|responds?|responding|loads?|loading|works?|working|reachable|available|is reachable|is up|is down|is unreachable|is offline|fails?|fails? to load|times? out|up|down|reply|replies))(?: (?:correctly|properly|any more|anymore|at all|yet|again))*`,
    (groups, given, words) => {
      const found = entity(given.entities, groups["url"]?.slice(4));
      const site = groups["site"];
      const code = groups["code"];
      // “it answers” is a machine or a service; only a status code says that a site is meant.
      if (found?.kind !== "url" && (site === undefined || (/^(?:it|server|@svc\d+)$/.test(site) && code === undefined)))
        return undefined;
      const input = { url: found?.kind === "url" ? found.said : "http://localhost/" };
      const base = { tool: "network.http", input, ...at(given), field: "status" };
      const not = /\b(?:does not|do not|is not|are not|no longer|can not|stops?)\b/.test(words);
      const value = code?.startsWith("@n") === true ? entity(given.entities, code.slice(2)) : undefined;
      if (value?.kind === "n")
        return {
          ...base,
          op: not ? "!=" : "==",
          value: value.value,
          says: `${input.url} ${not ? "does not answer" : "answers"} with ${value.value}`,
        };
      if (code !== undefined && code !== "ok") {
        const least = code.startsWith("4") ? 400 : code.startsWith("5") || code.startsWith("server") ? 500 : 400;
        return {
          ...base,
          op: not ? "<" : ">=",
          value: least,
          says: `${input.url} answers with ${not ? "less than " : ""}${least} or more`,
        };
      }
      const isUp = isSo(words, negative);
      return isUp
        ? { ...base, op: "<", value: 500, says: `${input.url} answers` }
        : // No answer at all has no status: then only that it is not a good one can be told, and that is asked of the result.
          { ...base, field: "bodyBytes", op: "==", value: 0, says: `${input.url} does not answer` };
    },
  ),
];
