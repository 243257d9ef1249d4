/** Where "now" comes from. Injected everywhere, so that tests can stand still. */

/** Milliseconds since the Unix epoch. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** Epoch milliseconds as ISO 8601 UTC, the form used at every edge. */
export const iso = (ms: number): string => new Date(ms).toISOString();
