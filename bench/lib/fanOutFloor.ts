/** The floor of a fan-out: a short message to so many bare WebSockets, and a short answer from each. */
import type { ServerWebSocket } from "bun";
import type { Kit } from "./kit.ts";
import { simulatedAgents } from "./simulated.ts";

/** Milliseconds of each round from the first send to the last answer. */
export async function fanOutFloor(
  kit: Pick<Kit, "scratch">,
  { n, rounds, warmups }: { n: number; rounds: number; warmups: number },
): Promise<number[]> {
  const sockets: ServerWebSocket[] = [];
  let left = 0;
  let done = (): void => {};
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, self) => (self.upgrade(request) ? undefined : new Response("no", { status: 426 })),
    websocket: {
      idleTimeout: 0,
      open: (socket) => void sockets.push(socket),
      message: (_socket, message) => {
        JSON.parse(String(message));
        if (--left === 0) done();
      },
    },
  });
  kit.scratch.onEnd(() => server.stop(true));
  await simulatedAgents(kit).bare({ url: `ws://127.0.0.1:${server.port}/` }, n);
  const values: number[] = [];
  for (let round = -warmups; round < rounds; round++) {
    const { promise, resolve } = Promise.withResolvers<void>();
    done = resolve;
    left = n;
    const startedAtMs = performance.now();
    sockets.forEach((socket, id) => void socket.send(JSON.stringify({ id, argv: ["/bin/true"] })));
    await promise;
    if (round >= 0) values.push(performance.now() - startedAtMs);
  }
  return values;
}
