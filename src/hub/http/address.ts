/** The client's address: the peer itself, or what a trusted proxy says of it. Anyone else's word is ignored. */
import { BlockList, isIP } from "node:net";

export type AddressOf = (asked: { peer: string; forwardedFor: string | undefined }) => string;

/** Throws `RangeError` on an entry that is neither an address nor a CIDR range. */
export function addressReader(trustedProxies: readonly string[]): AddressOf & { trusts: (peer: string) => boolean } {
  const trusted = new BlockList();
  for (const entry of trustedProxies) addTo(trusted, entry);
  const trusts = (address: string): boolean => isIP(address) !== 0 && trusted.check(address, family(address));

  const read: AddressOf = ({ peer, forwardedFor }) => {
    let address = plain(peer);
    // Each proxy appends the address it saw, so the list is believed from its end as long as the sayer is trusted.
    for (const said of (forwardedFor ?? "").split(",").toReversed()) {
      if (!trusts(address)) break;
      const next = plain(said.trim());
      if (isIP(next) === 0) break;
      address = next;
    }
    return address;
  };
  return Object.assign(read, { trusts: (peer: string) => trusts(plain(peer)) });
}

/** An IPv4 address in IPv6 clothes is the IPv4 address. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");
const family = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

function addTo(list: BlockList, entry: string): void {
  const [address = "", bits] = entry.split("/");
  if (isIP(address) === 0) throw new RangeError(`${entry} is not an address or a range like 10.0.0.0/8`);
  if (bits === undefined) list.addAddress(address, family(address));
  else list.addSubnet(address, Number(bits), family(address));
}

/** What limits count by: a whole /64 for IPv6, because one customer owns at least that. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail = ""] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const gap = address.includes("::")
    ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0")
    : [];
  return [...left, ...gap, ...right].slice(0, 4).join(":");
}
