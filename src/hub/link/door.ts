/**
 * Who may knock now. What nobody has proved itself on costs memory and signatures, so there is room for so many at once,
 * fewer from one address, and no machine greets without end. The others are told when to come again.
 */
import { networkOf } from "../http/address.ts";
import { Later } from "../http/later.ts";
import { Budget } from "./budget.ts";
import type { Connection } from "./connection.ts";

/** TLS handshakes are 1,000 to 1,200 a second on two cores, so agents that come back are spread at half of that. */
const msAnAgent = 2;
const leastSpreadMs = 250;
const mostSpreadMs = 60_000;

export type DoorLimits = {
  /** Connections before their welcome: in all, and from one address (of IPv6: one network). */
  unproved: number;
  unprovedFrom: number;
  /** Proved hellos of one machine. */
  hellos: { perSecond: number; most: number };
};
export const doorLimits: DoorLimits = { unproved: 256, unprovedFrom: 64, hellos: { perSecond: 2, most: 120 } };

export function makeDoor({
  agents,
  sinceMs,
  limits = doorLimits,
}: {
  /** How many agents this hub serves, or will once all are back. */
  agents: () => number;
  /** A clock that is never set. */
  sinceMs: () => number;
  limits?: DoorLimits;
}) {
  const waiting = new Set<Connection>();
  const from = new Map<string, number>();
  const hellos = new Map<string, Budget>();
  let closed = false;

  const placeOf = ({ socket }: Connection): string | undefined => {
    const { address } = socket.data;
    return address === undefined ? undefined : networkOf(address);
  };
  /** Within this its agents come back, each at a moment of its own. */
  const spreadMs = (): number => Math.min(mostSpreadMs, Math.max(leastSpreadMs, agents() * msAnAgent));
  const count = (place: string, by: number): void => {
    const now = (from.get(place) ?? 0) + by;
    if (now > 0) from.set(place, now);
    else from.delete(place);
  };

  return {
    spreadMs,
    /** Throws `hub_busy` or `hub_stopping` with when to come again. */
    admit: ({ claimed, address }: { claimed: string; address: string }): void => {
      if (closed) throw new Later("hub_stopping", "The hub stops.", 1);
      const full = waiting.size >= limits.unproved || (from.get(networkOf(address)) ?? 0) >= limits.unprovedFrom;
      if (full) throw new Later("hub_busy", "Too many agents connect at this moment.", Math.ceil(spreadMs() / 1_000));
      const waitMs = hellos.get(claimed)?.waitMs(sinceMs()) ?? 0;
      // Nobody but the holder of its key can bring a machine to this.
      if (waitMs > 0) throw new Later("hub_busy", "This machine connects again and again.", 30);
    },
    /** A socket that has proved nothing yet. */
    knocked: (connection: Connection): void => {
      waiting.add(connection);
      const place = placeOf(connection);
      if (place !== undefined) count(place, 1);
    },
    /** It was welcomed, or it is gone. */
    left: (connection: Connection): void => {
      if (!waiting.delete(connection)) return;
      const place = placeOf(connection);
      if (place !== undefined) count(place, -1);
    },
    /** Counts the hello of a machine that has proved itself; false where there were too many. */
    greets: (machine: string): boolean => {
      const budget = hellos.get(machine) ?? new Budget(limits.hellos, sinceMs());
      hellos.set(machine, budget);
      return budget.take(sinceMs());
    },
    close: (): void => void (closed = true),
  };
}

export type Door = ReturnType<typeof makeDoor>;
