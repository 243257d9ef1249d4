/**
 * Refuses what another site makes a browser send. The verdict rests on headers alone, so it is the same over plain
 * HTTP, a self-made certificate, a real one, and behind a proxy; and it is the same for forms, JSON and sockets.
 */
import { AppError } from "../../domain/error.ts";

export type Asked = {
  method: string;
  /** A WebSocket is being opened. */
  upgrade: boolean;
  origin: string | undefined;
  secFetchSite: string | undefined;
  /** The Host header, with its port. */
  host: string | undefined;
  scheme: "http" | "https";
  /** The browser's cookie is what would authenticate it. */
  byCookie: boolean;
};

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a request may change something: by its method, or because it opens a socket. */
export const mayChange = ({ method, upgrade }: Pick<Asked, "method" | "upgrade">): boolean =>
  upgrade || !reading.has(method);

/**
 * Throws `foreign_origin`. `own` are further origins of this hub. The origin that the Host header names is its own too:
 * a name that was made to point here (DNS rebinding) gains nothing by it, because cookies belong to the name they were set for.
 */
export function refuseForeign(asked: Asked, own: readonly string[]): void {
  if (!mayChange(asked)) return;
  if (asked.secFetchSite !== undefined && asked.secFetchSite !== "same-origin") throw foreign();
  if (asked.origin === undefined) {
    // Programs send no Origin; a browser always does where its cookie would count.
    if (asked.byCookie) throw foreign();
    return;
  }
  if (asked.host !== undefined && asked.origin === `${asked.scheme}://${asked.host}`) return;
  if (own.includes(asked.origin)) return;
  throw foreign();
}

const foreign = (): AppError =>
  new AppError("foreign_origin", "This request comes from another site.", {
    hint: "Open ailx at its own address. Behind a proxy, tell the hub that address with --public-url.",
  });
