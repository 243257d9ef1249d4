/** Reads what the kernel says of its interfaces. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { basename } from "node:path";
import { untrusted, type Untrusted } from "../../domain/untrusted.ts";
import { addressOf } from "../../lib/proc/sockets.ts";
import type { InterfacesOutput } from "./interfaces.ts";
import { parseResolv } from "./resolv.ts";

const folder = "/sys/class/net";

export async function run(): Promise<InterfacesOutput> {
  const counters = parseCounters(textOf("/proc/net/dev"));
  const addresses = networkInterfaces();
  const resolv = parseResolv(textOf("/etc/resolv.conf"));
  return {
    interfaces: namesIn(folder, counters)
      .slice(0, 500)
      .map((name) => ({
        ...linkOf(name),
        addresses: (addresses[name] ?? []).slice(0, 100).map(({ cidr, address }) => said(cidr ?? address, 64)),
        ...(counters.get(name) ?? { receivedBytes: 0, sentBytes: 0, errors: 0, dropped: 0 }),
      })),
    gateways: [...parseRoutes(textOf("/proc/net/route")), ...parseRoutes6(textOf("/proc/net/ipv6_route"))]
      .slice(0, 20)
      .map((text) => said(text, 128)),
    nameServers: resolv.nameServers.slice(0, 20).map((text) => said(text, 64)),
    search: resolv.search.slice(0, 20).map((text) => said(text, 255)),
  };
}

const namesIn = (path: string, counters: ReadonlyMap<string, unknown>): string[] => {
  try {
    return readdirSync(path).filter((name) => counters.has(name));
  } catch {
    // A container may have no /sys.
    return [...counters.keys()];
  }
};

function linkOf(name: string) {
  const read = (file: string): string => textOf(`${folder}/${name}/${file}`).trim();
  const speed = Number(read("speed") || -1);
  const carrier = read("carrier");
  return {
    name: said(name, 64),
    state: said(read("operstate") || "unknown", 32),
    carrier: carrier === "" ? null : carrier === "1",
    mac: said(read("address"), 64),
    mtu: Number(read("mtu")) || 0,
    speedMbits: speed > 0 ? speed : null,
    of: said(masterOf(name), 64),
  };
}

function masterOf(name: string): string {
  try {
    return basename(readlinkSync(`${folder}/${name}/master`));
  } catch {
    return "";
  }
}

type Counters = { receivedBytes: number; sentBytes: number; errors: number; dropped: number };

/** Sixteen figures an interface: eight received, eight sent. */
export function parseCounters(text: string): Map<string, Counters> {
  const found = new Map<string, Counters>();
  for (const line of text.split("\n").slice(2)) {
    const [, name, figures = ""] = /^\s*([^\s:]+):(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const at = figures.trim().split(/\s+/).map(Number);
    const sum = (...places: number[]): number => places.reduce((all, place) => all + (at[place] ?? 0), 0);
    found.set(name, { receivedBytes: sum(0), sentBytes: sum(8), errors: sum(2, 10), dropped: sum(3, 11) });
  }
  return found;
}

/** Default routes: destination and mask are zero. */
export const parseRoutes = (text: string): string[] =>
  text
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([name, destination, gateway = "", , , , , mask]) =>
      destination === "00000000" && mask === "00000000"
        ? [gateway === "00000000" ? `by ${name}` : `${addressOf(gateway)} by ${name}`]
        : [],
    );

/** The kernel keeps a route of its own over `lo` that means “unreachable”. */
export const parseRoutes6 = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .flatMap((parts) => {
      const [destination = "", prefix, , , gateway = ""] = parts;
      const name = parts.at(-1) ?? "";
      if (!/^0{32}$/.test(destination) || prefix !== "00" || name === "lo") return [];
      // Here the words are in the order of the network, in the tables of sockets in that of the machine.
      const words = gateway.match(/.{8}/g)?.map((word) => word.match(/../g)?.toReversed().join("") ?? "") ?? [];
      return [/^0{32}$/.test(gateway) ? `by ${name}` : `${addressOf(words.join(""))} by ${name}`];
    });

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // What an interface does not have (a speed, a signal while it is down) cannot be read.
    return "";
  }
}

const said = (text: string, max: number): Untrusted => untrusted(text.slice(0, max));
