/** One native WebSocket handler for all sockets; what was put into a socket at its upgrade says whose it is. */
import type { ServerWebSocket } from "bun";
import { AppError } from "../../domain/error.ts";
import type { HubContext } from "./route.ts";

/** Every socket's data names its kind: an agent's link, or a run's output for a page. */
export type SocketData = { kind: "agent" } | { kind: "output" };

export type SocketHandler<Data extends SocketData> = {
  open?: (socket: ServerWebSocket<Data>) => void;
  message?: (socket: ServerWebSocket<Data>, message: string | Buffer) => void;
  /** What was queued has gone out: more may be sent. */
  drain?: (socket: ServerWebSocket<Data>) => void;
  close?: (socket: ServerWebSocket<Data>, code: number, reason: string) => void;
};

type Shared = Required<SocketHandler<SocketData>>;

/** A message larger than 1 MiB closes its socket. */
const largestMessageBytes = 1 << 20;
/** A peer that reads so slowly that this much waits for it is closed: `send` would drop what is beyond, unheard. */
const waitingBytes = 16 << 20;

export function sockets<Agent extends { kind: "agent" }, Output extends { kind: "output" }>(handlers: {
  agent: SocketHandler<Agent>;
  output: SocketHandler<Output>;
}) {
  // The kind in a socket's data is what ties it to the handler of its own type.
  const of = (socket: ServerWebSocket<SocketData>) => handlers[socket.data.kind] as Partial<Shared>;
  const shared: Shared = {
    open: (socket) => of(socket).open?.(socket),
    message: (socket, message) => of(socket).message?.(socket, message),
    drain: (socket) => of(socket).drain?.(socket),
    close: (socket, code, reason) => of(socket).close?.(socket, code, reason),
  };
  return {
    ...shared,
    maxPayloadLength: largestMessageBytes,
    backpressureLimit: waitingBytes,
    closeOnBackpressureLimit: true,
    idleTimeout: 60,
    sendPings: true,
  };
}

/** Turns a request into a socket that carries `data`. Throws `upgrade_required` where the client did not ask for one. */
export function upgrade<Data extends SocketData>(
  c: HubContext,
  data: Data,
  headers: Record<string, string> = {},
): Response {
  if (c.env.server.upgrade(c.req.raw, { data, headers })) return new Response(null);
  throw new AppError("upgrade_required", "This address takes WebSockets only.");
}
