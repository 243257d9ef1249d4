/** Names that look like machines but are none. */
import { distance } from "./distance.ts";
import type { Vocabulary } from "./vocabulary.ts";

const nameLike =
  /(?:^| )(?:(on|at|from|of|for|in|restart|reboot|and|,|machine|server|host|between|except) )([a-z][a-z._-]*[-_]?\d+(?:[a-z.-]*)|[a-z]+-[a-z-]+)(?= |$)/g;

/** The sentence that declines, naming what comes near; undefined where every name is known. */
export function unknownMachine(text: string, words: Vocabulary): string | undefined {
  for (const [, lead = "", name = ""] of text.matchAll(nameLike)) {
    if (
      name.startsWith("@") ||
      words.fleet.some(({ facts }) => facts.repositories?.some((path) => path.toLowerCase().endsWith(`/${name}`))) ||
      /^(?:e-mail|log-in|set-up|up-to|re-|port-)|^(?:eth|ens|enp|eno|wg|br|vmbr|bond|tun|tap|wlan|vlan)\d/.test(name) ||
      (/^(?:of|and|for|,)$/.test(lead) && !/\d$/.test(name))
    )
      continue;
    const stem = name.replace(/[-_.]?\d+.*$/, "");
    const near = words.fleet
      .map((machine) => machine.name)
      .filter((known) => known.startsWith(stem) || distance(known.toLowerCase(), name, 2.2) <= 2.2);
    if (near.length === 0 && !/[-\d]/.test(name)) continue;
    return `There is no machine named ${name}.${near.length > 0 ? ` There are: ${near.slice(0, 6).join(", ")}.` : ""}`;
  }
  return undefined;
}
