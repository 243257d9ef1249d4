/** What /etc/resolv.conf says. */

export function parseResolv(text: string): { nameServers: string[]; search: string[] } {
  const lines = text.split("\n").map((line) => line.trim().split(/\s+/));
  return {
    nameServers: lines.flatMap(([word, address]) => (word === "nameserver" && address ? [address] : [])),
    search: lines.findLast(([word]) => word === "search" || word === "domain")?.slice(1) ?? [],
  };
}
