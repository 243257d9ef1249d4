/** The numbers both sides keep to. Times in ms, sizes in bytes. */
export const limits = {
  handshakeMs: 5_000,
  acknowledgeMs: 5_000,
  /** Both sides send something at least this often. */
  heartbeatMs: 15_000,
  /** A peer silent for this long is dead. */
  silenceMs: 40_000,
  /** A text message, and a binary one with its header. */
  messageBytes: 1 << 20,
  /** Payload of one binary frame. */
  chunkBytes: 64 << 10,
  /** A signed call is valid for this long after it was made. */
  callValidMs: 60_000,
  /** How far the two clocks may be apart before a call counts as expired or from the future. */
  clockSkewMs: 30_000,
  /** Kept of one run's stdout and stderr together. What is beyond is counted, not kept. */
  outputBytes: 1 << 20,
  /** A tool's typed result as JSON. */
  resultBytes: 768 << 10,
  /** Calls an agent works on at once; further ones wait in its queue. */
  callsAtOnce: 8,
  /** Calls an agent holds at all; beyond it refuses. */
  callsHeld: 256,
} as const;
