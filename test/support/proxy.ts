/** An HTTP proxy as companies have them: asks for a password, passes CONNECT and plain requests on, and notes where to. */
import { connect, createServer, type Socket } from "node:net";

export async function startProxy({ user = "ann", password = "p@ss" } = {}) {
  /** First lines of what it was asked, `denied` where the password was missing. */
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on("close", () => void open.delete(socket)).on("error", () => {}));
    let head = "";
    const read = (bytes: Buffer): void => {
      head += bytes.toString("latin1");
      if (head.includes("\r\n\r\n")) pass(socket.off("data", read), head);
    };
    socket.on("data", read);
  });
  const wanted = `basic ${btoa(`${user}:${password}`)}`.toLowerCase();

  function pass(socket: Socket, head: string): void {
    const [line = ""] = head.split("\r\n");
    const said = /^proxy-authorization: (.*)$/im.exec(head)?.[1]?.trim().toLowerCase();
    if (said !== wanted) {
      asked.push(`denied ${line}`);
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    asked.push(line);
    const tunnel = /^CONNECT (\S+) /.exec(line);
    const url = new URL(tunnel ? `http://${tunnel[1]}` : (line.split(" ")[1] ?? ""));
    const host = url.hostname.replaceAll(/[[\]]/g, "");
    const there = connect(Number(url.port === "" ? 80 : url.port), host, () => {
      if (tunnel) socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      else there.write(head.replace(/^(\S+) \S+ /, `$1 ${url.pathname} `), "latin1");
      socket.pipe(there).pipe(socket);
    });
    there.on("error", () => socket.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"));
    open.add(there.on("close", () => void open.delete(there)));
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const at = `127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  return {
    url: `http://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${at}`,
    /** The same without what it asks for. */
    bare: `http://${at}`,
    asked,
    close: (): void => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
