/** A server that lets any WebSocket open and says nothing: what the bare program dials. */
import type { Kit } from "./kit.ts";

export function dialled({ scratch }: Pick<Kit, "scratch">, onOpen: () => void = () => {}): string {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, self) => (self.upgrade(request) ? undefined : new Response("no", { status: 426 })),
    websocket: { open: onOpen, message: () => {} },
  });
  scratch.onEnd(() => server.stop(true));
  return `ws://127.0.0.1:${server.port}/`;
}
