/** Listens: on a TCP port for browsers and agents, and on `hub.sock` for the local admin. */
import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../domain/error.ts";
import type { Http } from "./app.ts";
import type { HubContext } from "./route.ts";
import type { SocketData, sockets } from "./sockets.ts";

type Parts = {
  app: Pick<Http, "fetch">;
  listen: { host: string; port: number };
  /** `hub.sock` is made in this directory; absent: none is made. */
  dataDir?: string;
  tls?: { cert: string; key: string };
  websocket: ReturnType<typeof sockets>;
};

export type Serving = {
  /** The port that was really taken: of use where 0 was asked for. */
  port: number;
  url: string;
  socketPath?: string;
  close: () => Promise<void>;
};

/**
 * Far above the 1 MiB that the app takes, so that a body in between gets the app's own answer; what is larger still
 * is cut off by the server itself.
 */
const maxRequestBodySize = 4 << 20;
/** Seconds after which a connection that sends and gets nothing ends; what answers late asks for `patience`. */
const idleTimeout = 60;

/** Throws `conflict` or `config_invalid` with a hint where it cannot listen. */
export async function serve({ app, listen, dataDir, tls, websocket }: Parts): Promise<Serving> {
  const shared = { maxRequestBodySize, websocket, development: false } as const;
  const tcp = listening(listen, () =>
    Bun.serve<SocketData>({
      ...shared,
      idleTimeout,
      hostname: listen.host,
      port: listen.port,
      // Measured: with `development: false` this is on by default, and a second hub shares the port without a word.
      reusePort: false,
      ...(tls === undefined ? {} : { tls }),
      fetch: (request, server) => app.fetch(request, { server }),
    }),
  );
  const port = tcp.port ?? listen.port;
  const url = `${tls === undefined ? "http" : "https"}://${listen.host.includes(":") ? `[${listen.host}]` : listen.host}:${port}`;
  if (dataDir === undefined) return { port, url, close: () => tcp.stop(true) };

  const socketPath = join(dataDir, "hub.sock");
  const bySocket: Bun.Serve.Options<SocketData> = {
    ...shared,
    unix: socketPath,
    fetch: (request, server) => app.fetch(request, { server, local: true }),
  };
  try {
    await removeStale(socketPath);
    // Measured: on a unix socket `server.timeout` does nothing and the default cuts after 10 s. The types do not know it here.
    const local = guarded(socketPath, () => Bun.serve(Object.assign(bySocket, { idleTimeout: 0 })));
    const close = async () => {
      await Promise.all([tcp.stop(true), local.stop(true)]);
      remove(socketPath);
    };
    return { port, url, socketPath, close };
  } catch (error) {
    await tcp.stop(true);
    throw error;
  }
}

/** For a request that may be quiet for long: streams, and answers that wait for a machine. */
export const patience = (c: HubContext): void => c.env.server.timeout(c.req.raw, 0);

function listening<T>({ host, port }: { host: string; port: number }, start: () => T): T {
  try {
    return start();
  } catch (cause) {
    const code = codeOf(cause);
    if (code === "EADDRINUSE")
      throw new AppError("conflict", `Port ${port} on ${host} is taken.`, {
        cause,
        hint: `Is another hub running? Find it with \`ss -ltnp 'sport = :${port}'\`, or choose another port with --listen ${host}:PORT.`,
      });
    if (code === "EACCES")
      throw new AppError("config_invalid", `Port ${port} may only be used by root.`, {
        cause,
        hint: "Choose a port above 1023 with --listen.",
      });
    throw new AppError("config_invalid", `The hub cannot listen on ${host}:${port}.`, {
      cause,
      hint: "Is this an address of this machine? See `ip address`.",
    });
  }
}

/** The socket is born with mode 0600: there is no moment at which another user could connect. */
function guarded<T>(path: string, start: () => T): T {
  const before = process.umask(0o177);
  try {
    const started = start();
    chmodSync(path, 0o600);
    return started;
  } catch (cause) {
    throw new AppError("config_invalid", `The hub cannot make its socket ${path}.`, {
      cause,
      hint: "Its path may have 107 characters at most; choose a shorter --data.",
    });
  } finally {
    process.umask(before);
  }
}

/** What a hub that was killed left behind goes away; the socket of one that runs stays. */
async function removeStale(path: string): Promise<void> {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSocket()) return;
  if (await answers(path))
    throw new AppError("conflict", "Another hub uses this data directory.", {
      hint: "Stop that one, or choose another directory with --data.",
    });
  remove(path);
}

async function answers(path: string): Promise<boolean> {
  try {
    const socket = await Bun.connect({ unix: path, socket: { data() {} } });
    socket.end();
    return true;
  } catch {
    return false;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");
