/**
 * The least that a compiled program can be: what it takes here is the runtime's part of what ailx takes. It is compiled
 * with the flags of build.ts; its first word says what to do.
 */
import { file, serve, spawn, type ServerWebSocket } from "bun";

const [mode, where = "", certOrFile, keyFile] = process.argv.slice(2);

switch (mode) {
  case "say":
    console.log("0.1.0");
    break;
  case "ask": {
    const answer = await fetch("http://localhost/healthz", { unix: where });
    console.log(await answer.text());
    break;
  }
  case "serve":
    serve({ hostname: "127.0.0.1", port: Number(where), fetch: () => new Response("ok") });
    break;
  case "sockets":
    serve({
      hostname: "127.0.0.1",
      port: Number(where),
      ...(certOrFile === undefined || keyFile === undefined
        ? {}
        : { tls: { cert: file(certOrFile), key: file(keyFile) } }),
      fetch: (request, server) => (server.upgrade(request) ? undefined : new Response("ok")),
      websocket: { idleTimeout: 0, message: () => {} },
    });
    break;
  case "hub":
    hub(Number(where));
    break;
  case "stream":
    stream(Number(where), certOrFile ?? "");
    break;
  case "dial":
    new WebSocket(where).addEventListener("open", () => setInterval(() => {}, 5_000));
    break;
  case "idle":
    setInterval(() => {}, 5_000);
    break;
  default:
    process.exit(2);
}

/** Reads what everybody says, stores nothing, and passes each request on to the one that dialled `/one`. */
function hub(port: number): void {
  const waiting = new Map<number, () => void>();
  let one: ServerWebSocket<string> | undefined;
  let next = 0;
  serve<string>({
    hostname: "127.0.0.1",
    port,
    fetch: async (request, server) => {
      const path = new URL(request.url).pathname;
      if (server.upgrade(request, { data: path })) return undefined;
      if (path === "/exec") {
        const { promise, resolve } = Promise.withResolvers<void>();
        const id = next++;
        waiting.set(id, resolve);
        one?.send(JSON.stringify({ id, argv: [await request.text()] }));
        await promise;
      }
      return new Response("ok");
    },
    websocket: {
      idleTimeout: 0,
      open: (socket) => {
        if (socket.data === "/one") one = socket;
      },
      message: (_socket, message) => {
        const said = JSON.parse(String(message)) as { id?: number };
        if (said.id === undefined) return;
        waiting.get(said.id)?.();
        waiting.delete(said.id);
      },
    },
  });
}

/** Passes what a command writes on to whoever dials, and waits where that one reads too slowly. */
function stream(port: number, command: string): void {
  let drained = (): void => {};
  serve({
    hostname: "127.0.0.1",
    port,
    fetch: (request, server) => (server.upgrade(request) ? undefined : new Response("ok")),
    websocket: {
      idleTimeout: 0,
      message: () => {},
      drain: () => drained(),
      open: async (socket) => {
        const { stdout } = spawn(["sh", "-c", command], { stdin: "ignore", stdout: "pipe" });
        for await (const bytes of stdout) {
          if (socket.sendBinary(bytes) === -1) await new Promise<void>((resolve) => (drained = resolve));
        }
        socket.send(JSON.stringify({ kind: "end" }));
      },
    },
  });
}
