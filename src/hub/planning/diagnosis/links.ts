/** Network interfaces that lose packets or have no signal: their counters, seen twice. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { InterfacesOutput } from "../../../tools/network/interfaces.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import type { Draft } from "./rule.ts";

/** A cable that is bad makes errors all the time; so many since boot are told even where none came meanwhile. */
const manyErrors = 1_000;

export function links(looked: Looked): Draft[] {
  const all = seenOf<InterfacesOutput>(looked, "network.interfaces");
  const [first] = all;
  const last = all.at(-1);
  if (!first || !last) return [];
  return last.output.interfaces.flatMap((of): Draft[] => {
    const name = forHtml(of.name);
    if (name === "lo" || !/^[\w.:@-]{1,40}$/.test(name)) return [];
    const before = first === last ? undefined : first.output.interfaces.find((each) => forHtml(each.name) === name);
    const errors = before ? of.errors - before.errors : 0;
    const dropped = before ? of.dropped - before.dropped : 0;
    const base = {
      evidence: [evidence(last, `${name}: ${of.errors} errors, ${of.dropped} dropped since the start`, { of })],
      about: `link:${name}`,
    };
    const fixes = [{ say: `show the network interfaces on ${looked.machine}`, why: "whether it goes on" }];
    if (of.carrier === false && of.addresses.length > 0)
      return [
        {
          ...base,
          id: "link-down",
          certainty: "certain",
          cause: `the network interface ${name} has no signal: a cable, a switch or the other side is down`,
          fixes,
          depth: 0,
        },
      ];
    if (errors > 0 || of.errors >= manyErrors)
      return [
        {
          ...base,
          id: "packets-broken",
          certainty: errors > 0 ? "certain" : "possible",
          cause: `the network interface ${name} receives broken packets: ${of.errors.toLocaleString("en")} since the start${errors > 0 ? `, ${errors} of them while it was looked at` : ""}; mostly a cable, a port or a mode that does not fit`,
          fixes,
          depth: 1,
        },
      ];
    if (dropped > 10)
      return [
        {
          ...base,
          id: "packets-dropped",
          certainty: "likely",
          cause: `the network interface ${name} drops packets: ${dropped} while it was looked at`,
          fixes,
          depth: 2,
        },
      ];
    return [];
  });
}
