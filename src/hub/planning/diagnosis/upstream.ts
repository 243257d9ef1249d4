/** A web server that passes requests on to where nobody answers: which service should, and why it does not. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { SearchOutput } from "../../../tools/log/search.ts";
import type { PortsOutput } from "../../../tools/network/ports.ts";
import { evidence, seenOf, type Looked, type Seen } from "./looked.ts";
import { plainUnit, type Draft } from "./rule.ts";
import { aroundOf, unitsOf } from "./units.ts";

const refused =
  /connect\(\) failed \(111: Connection refused\) while connecting to upstream.*upstream: "https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):(\d+)|(?:AH01114|Connection refused).*(?:127\.0\.0\.1|localhost):(\d+)/;
/** What was so an hour ago says little of now. */
const recentMs = 30 * 60_000;

type Said = { text: string; atMs: number; seen: Seen<unknown>; of: object };

export function upstream(looked: Looked): Draft[] {
  const open = seenOf<PortsOutput>(looked, "network.ports");
  if (open.length === 0) return [];
  const lines = seenOf<SearchOutput>(looked, "log.search").flatMap((seen) =>
    seen.output.entries.map((of) => ({ text: forHtml(of.text), atMs: Date.parse(of.at) || 0, seen, of })),
  );
  const byPort = new Map<number, Said>();
  for (const line of lines) {
    const [, nginx, apache] = refused.exec(line.text) ?? [];
    const port = Number(nginx ?? apache);
    if (port > 0 && looked.atMs - line.atMs < recentMs) byPort.set(port, line);
  }
  return [...byPort]
    .filter(
      ([port]) =>
        !open.some(({ output }) => output.ports.some((each) => each.port === port && each.protocol === "tcp")),
    )
    .map(([port, line]) => deaf(looked, port, line));
}

function deaf(looked: Looked, port: number, line: Said): Draft {
  const meant = aroundOf(looked).find(
    ({ settings, service, mainPid }) =>
      mainPid === null &&
      plainUnit(service) &&
      settings.some(
        ({ name, value }) =>
          /listen|port|bind|addr/i.test(forHtml(name)) && new RegExp(`(?:^|[:\\s])${port}\\b`).test(forHtml(value)),
      ),
  );
  const unit = unitsOf(looked).find(({ service }) => service === meant?.service);
  const { machine } = looked;
  const setting = meant?.settings.find(({ value }) => forHtml(value).includes(String(port)));
  return {
    id: "upstream-refused",
    certainty: meant ? "likely" : "possible",
    cause: meant
      ? `${meant.service} does not run${unit && !unit.enabled ? " and does not start at boot" : ""}: the web server passes requests on to port ${port}, where nobody listens`
      : `the web server passes requests on to port ${port}, where nobody listens`,
    evidence: [
      evidence(line.seen, line.text, line),
      ...(meant && setting
        ? [
            evidence(meant.from, `${forHtml(setting.path)}, line ${setting.line}: ${forHtml(setting.text)}`, {
              of: setting,
            }),
          ]
        : []),
    ],
    fixes: meant
      ? [
          {
            say: `turn on the unit “${meant.service}” on ${machine}`,
            why: "it answers again, also after a restart of the machine",
          },
        ]
      : [],
    about: meant ? `unit:${meant.service}` : `port:${port}`,
    // A service that fails says itself why.
    depth: 4,
  };
}
