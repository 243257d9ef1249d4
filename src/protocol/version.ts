/**
 * The capability number: what a hub and an agent of this build can do on the wire. It only grows. Each side says its
 * number at hello; the lower one holds for the connection. A hub serves agents down to `oldestCapability`.
 *
 * 1  2026-11-21  challenge, hello, welcome; call, accepted, refused, started, result, settled, cancel; output frames
 * 2  2026-11-21  sample frames; welcome carries `resume`, so that output continues where the hub's copy ends
 */
export const capability = 2;
export const oldestCapability = 1;
