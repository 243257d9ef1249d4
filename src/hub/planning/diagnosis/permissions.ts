/** A service that may not read or write what is its own. */
import { forHtml } from "../../../domain/untrusted.ts";
import { evidence, type Looked } from "./looked.ts";
import { plainPath, plainUnit, type Draft, type Fix } from "./rule.ts";
import { aroundOf, isFailing, lastWords, unitsOf, type Line, type Unit } from "./units.ts";

const denied = /permission denied|not writable|not readable|EACCES|EPERM|access denied|operation not permitted/i;
/** Folders that may belong to a service as a whole; of all others nobody is offered to change the owner. */
const own = /^\/(?:var\/(?:lib|log|cache|spool|www|opt)|srv|opt|home)\/[^/]+/;

export function permissions(looked: Looked): Draft[] {
  return unitsOf(looked)
    .filter((unit) => plainUnit(unit.service) && isFailing(unit, looked.atMs))
    .flatMap((unit) => {
      const line = lastWords(looked, unit).find(({ text }) => denied.test(text) && pathIn(text) !== undefined);
      return line ? [refused(looked, unit, line)] : [];
    });
}

const pathIn = (text: string): string | undefined =>
  /(?<![\w/])(\/[\w.@+-]+(?:\/[\w.@+-]+)+)\/?(?=[\s:'",;)]|$)/.exec(text)?.[1];

function refused(looked: Looked, unit: Unit, line: Line): Draft {
  const path = pathIn(line.text) ?? "";
  const around = aroundOf(looked).find(({ service }) => service === unit.service);
  const user = around ? forHtml(around.user) : "";
  const group = around ? forHtml(around.group) : "";
  const { machine } = looked;
  const owner = plainUnit(user) && user !== "root" ? `${user}:${plainUnit(group) ? group : ""}` : undefined;
  const fixes: Fix[] =
    owner !== undefined && plainPath(path) && own.test(path)
      ? [
          {
            say: `run \`chown -R ${owner} ${path}\` on ${machine} and restart ${unit.service} on ${machine}`,
            why: `${unit.service} runs as ${user}, and gets back what is its own`,
          },
        ]
      : [];
  fixes.push({ say: `show permissions of ${path} on ${machine}`, why: "to see whose it is" });
  return {
    id: "permission-denied",
    certainty: owner === undefined ? "likely" : "certain",
    cause: `${unit.service} may not use ${path}${owner === undefined ? "" : `: it runs as ${user}, and that user may not`}`,
    evidence: [
      evidence(line.from, line.text, line),
      ...(around && owner !== undefined ? [evidence(around.from, `${unit.service} runs as ${owner}`, around)] : []),
    ],
    fixes,
    about: `unit:${unit.service}`,
    depth: 2,
  };
}
