/** Picks from what the hub knows of its machines. */
import { parseTarget, select } from "../../domain/target.ts";
import { untrusted } from "../../domain/untrusted.ts";
import type { HubPorts } from "../define.ts";
import type { FindInput, FindOutput } from "./find.ts";

export async function run({ on }: FindInput, ports: HubPorts): Promise<FindOutput> {
  const machines = select(parseTarget(on), ports.machines());
  return {
    machines: machines.map(({ id, name, state, tags, facts, lastSeenAtMs }) => ({
      id,
      name,
      state,
      tags,
      kind: facts.kind,
      osName: untrusted(facts.osName),
      address: untrusted(facts.addresses[0] ?? ""),
      lastSeenAtMs,
    })),
    online: machines.filter(({ state }) => state === "online").length,
  };
}
