/** Services and containers as the machines that have them know them. */
import type { Machine } from "../../../domain/machine.ts";
import type { Step } from "../../../domain/plan.ts";
import type { Thing } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A container as the machines that have it know it. */
export const ownedBy = (name: string, { fleet }: Vocabulary): Thing => ({
  said: name,
  owners: fleet.filter(({ facts }) => facts.containers.includes(name)).map((machine) => ({ machine, name })),
});

/** “install fail2ban and enable it”: what was installed is the service of that name, where there is one. */
export function installed(
  steps: readonly Step[],
  machines: readonly Machine[],
  words: Vocabulary,
): Thing[] | undefined {
  const [only, more] = steps
    .filter(({ tool }) => tool === "package.install")
    .flatMap(({ input }) => (Array.isArray(input["packages"]) ? input["packages"] : []));
  if (typeof only !== "string" || more !== undefined) return undefined;
  const known = words.services.get(only);
  const nameOn = ({ facts }: Machine): string =>
    known?.owners.find(({ machine }) => machine.facts.packageManager === facts.packageManager)?.name ?? only;
  return [{ said: only, owners: machines.map((machine) => ({ machine, name: nameOn(machine) })) }];
}
