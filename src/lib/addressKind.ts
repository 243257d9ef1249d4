/** What kind of address an IP address is: whom a request to it would reach. */
import { BlockList, isIP } from "node:net";

/**
 * `metadata`: where clouds answer with a machine's own credentials. `own`: private networks, IPv6 ULA and the range of
 * carriers (CGNAT). `special`: multicast, broadcast, documentation and what is not given out.
 */
export type AddressKind = "public" | "loopback" | "own" | "linkLocal" | "metadata" | "special";

type Range = readonly [network: string, prefix: number];
const ranges: readonly (readonly [AddressKind, readonly Range[]])[] = [
  [
    "metadata",
    [
      ["169.254.169.254", 32],
      ["169.254.170.2", 32],
      ["169.254.170.23", 32],
      ["100.100.100.200", 32],
      ["192.0.0.192", 32],
      ["168.63.129.16", 32],
      ["fd00:ec2::254", 128],
      ["fd00:ec2::23", 128],
      ["fd20:ce::254", 128],
    ],
  ],
  [
    "loopback",
    [
      ["127.0.0.0", 8],
      ["::1", 128],
    ],
  ],
  [
    "own",
    [
      ["10.0.0.0", 8],
      ["172.16.0.0", 12],
      ["192.168.0.0", 16],
      ["100.64.0.0", 10],
      ["fc00::", 7],
      ["fec0::", 10],
    ],
  ],
  [
    "linkLocal",
    [
      ["169.254.0.0", 16],
      ["fe80::", 10],
    ],
  ],
  [
    "special",
    [
      ["0.0.0.0", 8],
      ["192.0.0.0", 24],
      ["192.0.2.0", 24],
      ["192.88.99.0", 24],
      ["198.18.0.0", 15],
      ["198.51.100.0", 24],
      ["203.0.113.0", 24],
      ["224.0.0.0", 3],
      ["::", 128],
      ["100::", 64],
      ["2001:db8::", 32],
      ["3fff::", 20],
      ["5f00::", 16],
      ["ff00::", 8],
    ],
  ],
];

const lists: readonly (readonly [AddressKind, BlockList])[] = ranges.map(([kind, networks]) => {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, isIP(network) === 6 ? "ipv6" : "ipv4");
  return [kind, list];
});

/** Of what is no IP address: `special`. An IPv6 address that stands for an IPv4 one is judged as that one. */
export function addressKind(address: string): AddressKind {
  const bare = address.replace(/%.*$/, "");
  const family = isIP(bare);
  if (family === 0) return "special";
  const words = family === 6 ? wordsOf(bare) : undefined;
  const inner = words && embedded(words);
  if (inner !== undefined) return addressKind(inner);
  const found = lists.find(([, list]) => list.check(bare, family === 6 ? "ipv6" : "ipv4"));
  if (found) return found[0];
  // Only 2000::/3 of IPv6 is given out.
  return words && (words[0] ?? 0) >> 13 !== 1 ? "special" : "public";
}

/** The IPv4 address in a mapped, compatible, translated (NAT64), 6to4 or Teredo address. */
function embedded(words: readonly number[]): string | undefined {
  const [first = 0, second = 0, third = 0] = words;
  const zeros = (from: number, to: number): boolean => words.slice(from, to).every((word) => word === 0);
  const tail = dotted(words[6] ?? 0, words[7] ?? 0);
  if (zeros(0, 5) && words[5] === 0xffff) return tail;
  if (zeros(0, 4) && words[4] === 0xffff && words[5] === 0) return tail;
  if (zeros(0, 6) && (words[6] !== 0 || (words[7] ?? 0) > 1)) return tail;
  if (first === 0x64 && second === 0xff9b) return tail;
  if (first === 0x2002) return dotted(second, third);
  if (first === 0x2001 && second === 0) return dotted((words[6] ?? 0) ^ 0xffff, (words[7] ?? 0) ^ 0xffff);
  return undefined;
}

const dotted = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join(".");

/** Eight 16-bit words of an IPv6 address that is known to be one. */
function wordsOf(address: string): number[] {
  const [, lead = address, ...quad] = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address) ?? [];
  const [a = 0, b = 0, c = 0, d = 0] = quad.map(Number);
  const plain = quad.length === 0 ? address : `${lead}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  const [before = "", after] = plain.split("::");
  const words = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16));
  const [head, tail] = [words(before), words(after ?? "")];
  return after === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
