/** A machine whose clock nobody sets: it has programs for it, and none of them runs. */
import { stateText } from "../../../tools/service/unit.ts";
import { evidence, type Looked } from "./looked.ts";
import type { Draft } from "./rule.ts";
import { unitsOf } from "./units.ts";

const setters = new Set(["chrony", "chronyd", "systemd-timesyncd", "ntp", "ntpd", "ntpsec", "openntpd"]);

export function clock(looked: Looked): Draft[] {
  const own = unitsOf(looked).filter(({ service }) => setters.has(service));
  const asked = looked.seen.some(
    ({ tool, input }) =>
      tool === "service.status" && typeof input["service"] === "string" && setters.has(input["service"]),
  );
  const [first] = own;
  if (!asked || !first || own.some(({ active }) => active)) return [];
  return [
    {
      id: "clock-not-set",
      certainty: "likely",
      cause: `${first.service} does not run, and nothing else sets the clock`,
      evidence: own.map((unit) => evidence(unit.from, `${unit.service}: ${stateText(unit)}`, { of: unit.of })),
      fixes: [
        {
          say: `turn on the unit “${first.service}” on ${looked.machine}`,
          why: "it sets the clock, also after a restart of the machine",
        },
      ],
      about: `unit:${first.service}`,
      depth: 0,
    },
  ];
}
