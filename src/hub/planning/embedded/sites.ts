/** “the shop”: what several machines are called together, by the word that their other names begin with. */
import type { Machine } from "../../../domain/machine.ts";
import { targetOfNames } from "../../../domain/target.ts";
import type { Entity } from "./types.ts";

/** “shop frontend 1” and “shop frontend 2” are the shop. */
const part = /^([a-z]{3,}) (?:frontend|front end|web|web server|site|page|server) ?\d+$/;
const goesOn =
  "(?= (?:[.,;:!?)]|is|are|was|were|has|have|does|do|did|returns?|gives?|throws?|shows?|seems?|looks?|keeps?|feels?|loads?|takes?|goes|went|died|crashed|down|up|dead|slow|broken|offline|online|not|no|again|or|will|can|could|running|working|reachable)(?= |$)|$)";

/** Words of git, beside which a repository that is called like the site is meant. */
const ofGit =
  /(?:^| )(?:git|repo|repos|repository|checkouts?|clone|commits?|committed|committers?|contributors?|branch|branches|push|pushed|unpushed|pull|fetch|merged?|rebase|stash|stashes|stashed|tags?|reflog|cherry-pick|submodules?|blame|diff|origin|uncommitted|[a-z]+ 's (?=[a-z]+$))(?= |$)|(?:^| )[a-z]+\/[a-z]/;
const isRepository = (name: string, fleet: readonly Machine[]): boolean =>
  fleet.some(({ facts }) => facts.repositories?.some((path) => path.toLowerCase().endsWith(`/${name}`)));

/** The text with the machines behind the word, where none are named. */
export function withSites(text: string, entities: Entity[], fleet: readonly Machine[]): string {
  if (/@t\d/.test(text)) return text;
  const sites = new Set(fleet.flatMap(({ aliases }) => aliases.flatMap((alias) => part.exec(alias)?.[1] ?? [])));
  for (const site of sites) {
    const found = new RegExp(`(?<=^| )(?:the |our |my )?(${site}(?: ?site)?)${goesOn}`).exec(text);
    if (!found || (ofGit.test(text) && isRepository(site, fleet))) continue;
    const machines = fleet.filter(({ aliases }) => aliases.some((alias) => part.exec(alias)?.[1] === site));
    const expr = targetOfNames(machines.map(({ name }) => name));
    const place = { parts: [{ said: site, machines, expr, count: "all" as const }], minus: [] };
    const id = entities.push({ kind: "t", place, said: site }) - 1;
    return text.replace(found[0], `site on @t${id}`);
  }
  return text;
}
