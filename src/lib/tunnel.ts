/** A connection through an HTTP proxy: asks it by CONNECT to pass bytes on, and hands over the socket once it does. */
import { connect, type Socket } from "node:net";
import { bareHost, urlHost } from "./hostName.ts";
import { proxyAuthorization } from "./proxy.ts";

/** More than any proxy has to say before it passes bytes on. */
const longestHead = 16_384;

/** Throws an Error with the reason, as the proxy gave it. The caller destroys the socket. */
export async function openTunnel({
  proxy,
  to,
  timeoutMs,
}: {
  proxy: URL;
  to: URL;
  timeoutMs: number;
}): Promise<Socket> {
  const target = `${urlHost(to.hostname)}:${to.port === "" ? (/^(https|wss):$/.test(to.protocol) ? 443 : 80) : to.port}`;
  const authorization = proxyAuthorization(proxy);
  const opened = Promise.withResolvers<Socket>();
  const socket = connect({ host: bareHost(proxy.hostname), port: Number(proxy.port === "" ? 80 : proxy.port) });
  const timer = setTimeout(() => opened.reject(new Error(`no answer within ${timeoutMs / 1_000} s`)), timeoutMs);
  const closed = (): void => opened.reject(new Error("it closed the connection"));
  let head = "";
  const read = (bytes: Buffer): void => {
    head += bytes.toString("latin1");
    const end = head.indexOf("\r\n\r\n");
    if (end < 0 && head.length < longestHead) return;
    const [line = ""] = head.split("\r\n");
    if (end < 0 || !/^HTTP\/1\.\d 2\d\d\b/.test(line))
      return opened.reject(new Error(`it said ${JSON.stringify(line.slice(0, 100))}`));
    // Nothing has been sent to the other end yet, so nothing of it can follow.
    opened.resolve(socket);
  };
  socket.on("data", read).once("close", closed);
  socket.on("error", (error) => opened.reject(error));
  socket.once("connect", () => {
    const lines = [`CONNECT ${target} HTTP/1.1`, `Host: ${target}`];
    if (authorization !== undefined) lines.push(`Proxy-Authorization: ${authorization}`);
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  });
  try {
    const tunnel = await opened.promise;
    socket.off("data", read).off("close", closed);
    return tunnel;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
