/** An engine that answers as Docker and Podman do, cut to what is read; what it does to a container is said by the test. */
import { scripted, type ScriptedContext } from "../../../../test/support/scripted-context.ts";

type Raw = Record<string, unknown>;
export const id = "966e06ff20fe".padEnd(64, "0");

/** As Podman 4.3 and Docker 20.10 describe a running container. */
export const running: Raw = {
  Id: id,
  Created: "2026-11-21T10:46:22.142813176Z",
  Name: "/shop-web",
  RestartCount: 0,
  State: {
    Status: "running",
    OOMKilled: false,
    Pid: 192,
    ExitCode: 0,
    Error: "",
    StartedAt: "2026-11-21T10:46:22.232711217Z",
    FinishedAt: "0001-01-01T00:00:00Z",
    Health: { Status: "", Log: null },
  },
  Config: {
    Image: "localhost/lab/web:1.4.2",
    Cmd: ["/bin/web"],
    Entrypoint: [],
    Env: ["PASSWORD=hunter2"],
    Labels: { lab: "demo" },
  },
  HostConfig: { RestartPolicy: { Name: "always" }, Memory: 268_435_456, NetworkMode: "bridge" },
  Mounts: [{ Type: "bind", Source: "/srv/www", Destination: "/www", RW: false }],
  NetworkSettings: {
    Ports: { "80/tcp": [{ HostIp: "", HostPort: "8080" }], "9000/tcp": null },
    Networks: { podman: { IPAddress: "10.88.0.2" } },
  },
};

/** The same with parts of its state replaced. */
export const withState = (from: Raw, state: Raw, more: Raw = {}): Raw => ({
  ...from,
  ...more,
  State: { ...(from["State"] as Raw), ...state },
});

export const exited = withState(running, {
  Status: "exited",
  Pid: 0,
  ExitCode: 137,
  OOMKilled: true,
  FinishedAt: "2026-11-21T10:50:00.5Z",
});
export const anew = withState(running, {
  Pid: 640,
  StartedAt: "2026-11-21T11:00:00Z",
  FinishedAt: "2026-11-21T10:59:59Z",
});

export type Engine = {
  /** How it is described, one after the other; the last one stays. */
  inspect?: Raw[];
  /** The answer to start, stop and restart. */
  post?: { status: number; text?: string };
  log?: string;
  list?: Raw[];
};

/** Answers on Docker's socket; on Podman's nothing listens. */
export function engine({ inspect = [running], post = { status: 204 }, log = "", list = [] }: Engine): {
  ctx: ScriptedContext;
  asked: string[];
} {
  const asked: string[] = [];
  const waiting = [...inspect];
  const ctx = scripted([], {
    unixHttp: async (socket, path, options = {}) => {
      if (socket !== "/run/docker.sock") throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      asked.push(`${options.method ?? "GET"} ${path.replaceAll(id, "ID")}`);
      if (options.method === "POST") return { text: "", ...post };
      if (path.startsWith("/containers/json")) return { status: 200, text: JSON.stringify(list) };
      if (path.includes("/logs?")) return { status: 200, text: log };
      const [, name] = /^\/containers\/([^/]+)\/json$/.exec(path) ?? [];
      const now = waiting.length > 1 ? waiting.shift() : waiting[0];
      if (!now || (name !== "shop-web" && name !== id)) return { status: 404, text: '{"message":"no such container"}' };
      return { status: 200, text: JSON.stringify(now) };
    },
  });
  return { ctx, asked };
}

/** A piece of a log as it goes over the socket: the stream, its length, the text, one character a byte. */
export function frame(stream: 1 | 2, text: string): string {
  const bytes = Buffer.from(text);
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([head, bytes]).toString("latin1");
}
