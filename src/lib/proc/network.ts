/** Bytes through the network interfaces, from /proc/net/dev. */

export type Traffic = { receivedBytes: number; sentBytes: number };

/** The sum over all interfaces but loopback. */
export function parseTraffic(netDev: string): Traffic {
  const sum: Traffic = { receivedBytes: 0, sentBytes: 0 };
  for (const line of netDev.split("\n")) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    if (line.slice(0, colon).trim() === "lo") continue;
    const fields = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/);
    sum.receivedBytes += Number(fields[0]) || 0;
    sum.sentBytes += Number(fields[8]) || 0;
  }
  return sum;
}
