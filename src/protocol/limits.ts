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
  /** Kept of one run's stdout and stderr together unless asked otherwise; of what is beyond, the end is kept too. */
  outputBytes: 64 << 20,
  /** The most that may be asked for one run. */
  outputBytesMost: 4 * 1024 ** 3,
  /** Of output beyond the cap, this much of the end is kept. */
  outputEndBytes: 128 << 10,
  /** Output an agent sends ahead of the hub's `ack`, in payload bytes of one call. */
  windowBytes: 1 << 20,
  /** The hub acknowledges at least this often, in payload bytes of one call. */
  ackEveryBytes: 256 << 10,
  /** Bulk waits in the agent while this much of anything is queued on the socket, so that control frames pass. */
  socketQueueBytes: 256 << 10,
  /** What an agent keeps on disk for its hub, all calls together, before it stops reading from the programs. */
  spoolBytes: 256 << 20,
  /** The same in memory, where the disk takes nothing. */
  spoolMemoryBytes: 8 << 20,
  /** A program that writes nothing for this long is looked at, unless its tool says otherwise. */
  idleMs: 20_000,
  /** A tool's typed result as JSON. */
  resultBytes: 768 << 10,
  /** Calls an agent works on at once; further ones wait in its queue. */
  callsAtOnce: 8,
  /** Calls an agent holds at all; beyond it refuses. */
  callsHeld: 256,
} as const;
