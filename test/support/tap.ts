/** A wire tap between one agent and its hub: passes every message on, and calls out at the one that a test waits for. */
import type { ServerWebSocket } from "bun";

/** What passes: the kind of a control frame, or `output` for a binary one. */
export type Passing = { kind: string; from: "hub" | "agent" };
/** Right before the message is passed on; right after; or instead of passing it on. */
export type Moment = "before" | "after" | "instead";

type Ends = { up?: WebSocket; waiting: (string | Uint8Array<ArrayBuffer>)[]; headers: Record<string, string> };

// The DOM's type of WebSocket hides what Bun's takes as its second argument.
const Client = WebSocket as unknown as new (url: string, options: { headers: Record<string, string> }) => WebSocket;

/** `hubUrl`: a hub that starts again takes the same port. */
export function tap(hubUrl: string) {
  let waitsFor: { passing: Passing; moment: Moment; act: () => Promise<void>; done: () => void } | undefined;
  const seen: string[] = [];
  const downs = new Set<ServerWebSocket<Ends>>();

  /** True where the message is to be passed on. */
  function passes(passing: Passing, moment: Moment): boolean {
    const wanted = waitsFor;
    if (!wanted || wanted.moment !== moment) return true;
    if (wanted.passing.kind !== passing.kind || wanted.passing.from !== passing.from) return true;
    waitsFor = undefined;
    void wanted.act().then(wanted.done);
    return moment === "after";
  }

  function pass(from: Passing["from"], data: string | Uint8Array<ArrayBuffer>, send: () => void): void {
    const kind = typeof data === "string" ? ((JSON.parse(data) as { kind?: string }).kind ?? "") : "output";
    const passing = { kind, from };
    seen.push(`${from} ${kind}`);
    if (!passes(passing, "instead")) return;
    // The one that is killed dies at this message; the other gets it all the same.
    passes(passing, "before");
    send();
    passes(passing, "after");
  }

  const server = Bun.serve<Ends>({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request, self) => {
      const url = new URL(request.url);
      const headers = Object.fromEntries(
        ["x-ailx-machine", "x-ailx-nonce"].map((name) => [name, request.headers.get(name) ?? ""]),
      );
      if (request.headers.get("upgrade") === "websocket")
        return self.upgrade(request, { data: { waiting: [], headers } })
          ? undefined
          : new Response("", { status: 426 });
      return fetch(`${hubUrl}${url.pathname}${url.search}`, {
        method: request.method,
        headers: { "content-type": request.headers.get("content-type") ?? "" },
        body: request.method === "GET" ? null : await request.text(),
      }).catch(() => new Response("", { status: 502 }));
    },
    websocket: {
      open: (down) => {
        downs.add(down);
        connectUp(down);
      },
      message: (down, data) => {
        const bytes = typeof data === "string" ? data : new Uint8Array(data);
        const { up, waiting } = down.data;
        if (up?.readyState !== WebSocket.OPEN) waiting.push(bytes);
        else pass("agent", bytes, () => up.send(bytes));
      },
      close: (down) => {
        downs.delete(down);
        down.data.up?.close();
      },
    },
  });

  function connectUp(down: ServerWebSocket<Ends>): void {
    const up = new Client(`${hubUrl.replace(/^http/, "ws")}/ws/agent`, { headers: down.data.headers });
    up.binaryType = "arraybuffer";
    down.data.up = up;
    up.onopen = () => {
      for (const held of down.data.waiting.splice(0)) pass("agent", held, () => up.send(held));
    };
    up.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const message = typeof data === "string" ? data : new Uint8Array(data);
      pass("hub", message, () => void down.send(message));
    };
    up.onerror = () => down.terminate();
    up.onclose = () => down.terminate();
  }

  return {
    url: `http://127.0.0.1:${server.port}`,
    seen,
    /** Calls `act` once, at the first such message from now on; resolves when that is done. */
    at: (passing: Passing, moment: Moment, act: () => Promise<void>): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<void>();
      waitsFor = { passing, moment, act, done: resolve };
      return promise;
    },
    /** The line is lost; the agent dials anew. */
    drop: (): void => downs.forEach((down) => down.terminate()),
    stop: () => server.stop(true),
  };
}
