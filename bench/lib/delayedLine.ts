/**
 * A line that is slow but loses nothing: a TCP proxy that holds every chunk for so long each way. It stands in for distance,
 * which loopback hides, and can tell who spoke when.
 */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import type { Kit } from "./kit.ts";

export type Way = "out" | "back";
export type DelayedLine = {
  port: number;
  /** Called with every chunk as it arrives at the proxy: `out` is towards `to`. */
  onChunk: (listener: (way: Way, atMs: number) => void) => void;
};

export async function delayedLine({
  scratch,
  to,
  delayMs,
}: {
  scratch: Kit["scratch"];
  to: number;
  delayMs: number;
}): Promise<DelayedLine> {
  let tell: (way: Way, atMs: number) => void = () => {};
  const sockets = new Set<Socket>();

  const carry = (from: Socket, onto: Socket, way: Way): void => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on("data", (chunk: Buffer) => {
      tell(way, performance.now());
      later(() => onto.write(chunk));
    });
    from.on("close", () => {
      sockets.delete(from);
      later(() => onto.destroy());
    });
    from.on("error", () => from.destroy());
  };
  // Equal delays keep their order, so chunks leave as they came.
  const later = (work: () => void): void => void (delayMs === 0 ? work() : setTimeout(work, delayMs));

  const server = createServer((near) => {
    const far = connect(to, "127.0.0.1");
    carry(near, far, "out");
    carry(far, near, "back");
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await listening;
  scratch.onEnd(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, onChunk: (listener) => (tell = listener) };
}
