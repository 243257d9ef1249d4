/**
 * The capability number: what a hub and an agent of this build can do on the wire. It only grows. Each side says its
 * number at hello; the lower one holds for the connection. A hub serves agents down to `oldestCapability`.
 *
 * 1  2026-11-21  challenge, hello, welcome; call, accepted, refused, started, result, settled, cancel; output frames
 * 2  2026-11-21  sample frames; welcome carries `resume`, so that output continues where the hub's copy ends
 * 3  2026-11-21  ack (the agent sends no more than a window ahead), left-out frames; act, stalled, moving; result carries
 *                usage, survivors, containedBy and warnings; payload carries memoryBytes, processes, idleMs; welcome
 *                carries spreadMs and bye afterMs, so that agents of one hub do not all come back in one moment
 * 4  2026-11-21  result carries redacted, sealed to the hub's key; payload carries secrets, sealed to the agent's
 *                Both may say, optional to the other: checkpoint, kept; hello carries checkpoints and record
 */
export const capability = 4;
export const oldestCapability = 1;
