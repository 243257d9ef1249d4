/** Reasons for what is understood and cannot be done: a service that nobody has, packages that are left out of an upgrade. */
import type { Entity } from "./types.ts";
import { isKnownWord } from "./typos.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { listed, servicesOf } from "./where.ts";

const onMachine =
  /^(?:restart|stop|start|reload|bounce|enable|disable|kill|status of|logs of|show logs of|is) ([a-z][a-z0-9_.-]+)(?: service| daemon| container)?(?: running| up| down)? (?:on|at|in) @t(\d+)$/;
const sparing =
  /^(?:update|upgrade|patch) .*\b(?:except|excluding|but not|without|other than|apart from|leaving out)\b/;
const bareInstall =
  /^install .*\b(?:without|with no|no) (?:any )?(?:recommends|recommended|suggests|suggested|recommendations|suggestions|optional|extra)\b/;

export function whyNot(text: string, entities: readonly Entity[], words: Vocabulary): string | undefined {
  if (sparing.test(text) && !/(?:except|excluding|but not|without|than|from|out) (?:for |the )*@[tg]\d/.test(text))
    return "An upgrade takes all packages or those that are named; none is left out of it. Hold first what must stay as it is, for example: hold the nginx package on web-1.";
  if (bareInstall.test(text))
    return "Packages are installed with what they recommend. Say the command to have it otherwise: run `apt-get install --no-install-recommends …` on a machine.";
  const [, name = "", id] = onMachine.exec(text) ?? [];
  const entity = entities[Number(id)];
  const machines = entity?.kind === "t" ? entity.place.parts.flatMap((part) => part.machines) : [];
  const [only] = machines;
  if (name === "" || !only || isKnownWord(name, words)) return undefined;
  const has = machines.length === 1 ? ` ${servicesOf(only)}` : "";
  return `${listed(machines)} ${machines.length === 1 ? "has" : "have"} no ${name} that is known.${has}`;
}
