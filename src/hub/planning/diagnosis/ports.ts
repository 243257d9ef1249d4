/** A service that cannot start because another program holds its port. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { PortsOutput } from "../../../tools/network/ports.ts";
import { evidence, seenOf, type Looked } from "./looked.ts";
import { mayEnd, plainUnit, turnOff, type Draft, type Fix } from "./rule.ts";
import { aroundOf, isFailing, lastWords, unitOfPid, unitsOf, type Line, type Unit } from "./units.ts";

const inUse =
  /address already in use|EADDRINUSE|port \d+ is (?:already )?(?:in use|allocated)|bind\(\) to \S+ failed \(98|could not bind|only one usage of each socket address/i;

export function ports(looked: Looked): Draft[] {
  return unitsOf(looked)
    .filter((unit) => isFailing(unit, looked.atMs) && plainUnit(unit.service))
    .flatMap((unit) => {
      const line = lastWords(looked, unit).find(({ text }) => inUse.test(text));
      const port = line && portIn(line.text);
      return line && port !== undefined ? [conflict({ looked, unit, line, port })] : [];
    });
}

/** `127.0.0.1:8081`, `[::]:80`, `port 8081`, `*:443`. */
function portIn(text: string): number | undefined {
  const found = /(?:[\d.]+|\]|\*|::):(\d{1,5})\b/.exec(text)?.[1] ?? /\bport[ =:]+(\d{1,5})\b/i.exec(text)?.[1];
  const port = Number(found);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

type Conflict = { looked: Looked; unit: Unit; line: Line; port: number };

function conflict({ looked, unit, line, port }: Conflict): Draft {
  const { machine } = looked;
  const [holder] = seenOf<PortsOutput>(looked, "network.ports").flatMap((seen) =>
    seen.output.ports
      .filter((open) => open.port === port && open.protocol === "tcp" && open.pid !== unit.mainPid)
      .map((open) => ({ ...open, seen, of: open })),
  );
  const owner = holder && holderOf(looked, holder.pid, port);
  const name = holder?.process ? forHtml(holder.process) : "another process";
  const who =
    owner === undefined
      ? `${name}${holder?.pid ? ` (process ${holder.pid})` : ""}`
      : `${owner} (${name}, process ${holder?.pid ?? "unknown"})`;
  const fixes: Fix[] =
    owner !== undefined && plainUnit(owner) && mayEnd(owner)
      ? [
          {
            say: `${turnOff(owner, machine)} and restart ${unit.service} on ${machine}`,
            why: `port ${port} becomes free, and stays so after a restart of the machine`,
          },
        ]
      : owner === undefined && holder?.pid && mayEnd(name)
        ? [{ say: `kill process ${holder.pid} on ${machine}`, why: `it holds port ${port}` }]
        : [{ say: `show the open ports on ${machine}`, why: `to see who holds port ${port}` }];
  return {
    id: "port-in-use",
    certainty: owner !== undefined || holder ? "certain" : "likely",
    cause: holder
      ? `${unit.service} cannot start: port ${port} is held by ${who}`
      : `${unit.service} cannot start: port ${port} was in use`,
    evidence: [
      evidence(line.from, line.text, line),
      ...(holder
        ? [
            evidence(
              holder.seen,
              `${name} (process ${holder.pid ?? "unknown"}) listens on ${holder.address}:${port}`,
              holder,
            ),
          ]
        : []),
    ],
    fixes,
    about: `unit:${unit.service}`,
    depth: 0,
  };
}

/** The service whose process it is, by its main process or by what it listens on. */
const holderOf = (looked: Looked, pid: number | null, port: number): string | undefined =>
  (pid === null ? undefined : unitOfPid(looked, pid)?.service) ??
  aroundOf(looked).find(({ listens }) => listens.some((each) => each.port === port))?.service;
