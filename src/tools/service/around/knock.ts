/** Asks a listening port for `/`, to see whether anybody is at home. */
import { connect } from "node:net";
import type { Answer } from "../explain.ts";

const waitMs = 4_000;

/** Ports that nobody is asked for HTTP at: names, mail, files, printers and what else would take it for a command. */
const others = new Set([
  21, 22, 23, 25, 53, 110, 111, 139, 143, 389, 445, 465, 515, 587, 631, 636, 873, 993, 995, 2049, 3306, 5432, 5672,
  6379, 9042, 9100, 11211, 27017,
]);
export const wantsNoHttp = (port: number): boolean => others.has(port) || (port >= 9_100 && port <= 9_109);

export const usuallyHttp = (port: number): boolean =>
  [80, 443, 3_000, 5_000, 8_443, 8_888, 9_090].includes(port) || (port >= 8_000 && port <= 8_099);

export type Knocked = { answer: Answer; status?: number; ms: number };

/** Never rejects. TLS ports answer plain HTTP with an error, which is an answer too. */
export async function knock(
  { address, port }: { address: string; port: number },
  signal: AbortSignal,
): Promise<Knocked> {
  const startedAtMs = performance.now();
  const done = (answer: Answer, status?: number): Knocked => ({
    answer,
    ms: Math.round(performance.now() - startedAtMs),
    ...(status === undefined ? {} : { status }),
  });
  return await new Promise<Knocked>((resolve) => {
    const socket = connect({ host: hostOf(address), port });
    const end = (knocked: Knocked): void => {
      signal.removeEventListener("abort", quit);
      socket.destroy();
      resolve(knocked);
    };
    const quit = (): void => end(done("silent"));
    signal.addEventListener("abort", quit, { once: true });
    socket.setTimeout(waitMs, quit);
    socket.on("connect", () => socket.write("GET / HTTP/1.0\r\nHost: localhost\r\nUser-Agent: ailx\r\n\r\n"));
    socket.on("data", (bytes: Buffer) => {
      const status = /^HTTP\/\d\.\d (\d{3})/.exec(bytes.toString("latin1", 0, 20))?.[1];
      end(status === undefined ? done("talks") : done("http", Number(status)));
    });
    socket.on("error", () => end(done("refused")));
    socket.on("close", () => end(done("closed")));
  });
}

const hostOf = (address: string): string => (address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address);
