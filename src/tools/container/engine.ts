/** Docker and Podman by the API that both speak on a unix socket. Only reads are sent. */

/** Where the engines listen; Podman may listen in Docker's place too. */
export const sockets = ["/run/docker.sock", "/run/podman/podman.sock"] as const;

export type Socket = (typeof sockets)[number];

/** GET over a unix socket: an answer, or a rejection where nothing listens. */
export type Ask = (socket: string, path: string) => Promise<{ status: number; text: string }>;

export type Container = {
  /** The first 12 characters of the id. */
  id: string;
  name: string;
  image: string;
  /** `running`, `exited`, `paused`, `restarting`, `created`, `dead`. */
  state: string;
  /** In the engine's words: "Up 3 hours (healthy)". */
  status: string;
  ports: string[];
  createdAtMs: number;
};

/** What one engine answered, or why it did not. */
export type Answer = { socket: Socket } & ({ containers: Container[] } | { error: unknown } | { status: number });

/** Asks each engine; a container that both sockets show (one engine on two) is in the first answer only. */
export async function askEngines(ask: Ask, { all }: { all: boolean }): Promise<Answer[]> {
  const answers = await Promise.all(sockets.map((socket) => askOne(ask, socket, all)));
  const seen = new Set<string>();
  return answers.map((answer) => {
    if (!("containers" in answer)) return answer;
    return { ...answer, containers: answer.containers.filter(({ id }) => !seen.has(id) && seen.add(id)) };
  });
}

async function askOne(ask: Ask, socket: Socket, all: boolean): Promise<Answer> {
  try {
    const { status, text } = await ask(socket, `/containers/json?all=${all ? "true" : "false"}`);
    return status === 200 ? { socket, containers: parseContainers(text) } : { socket, status };
  } catch (error) {
    return { socket, error };
  }
}

/** The engine's list. Throws `SyntaxError` on what is no JSON; entries without a proper id are left out. */
export function parseContainers(text: string): Container[] {
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.flatMap((entry) => (isRecord(entry) ? container(entry) : [])) : [];
}

function container(entry: Record<string, unknown>): Container[] {
  const id = string(entry["Id"]);
  if (!/^[0-9a-f]{12,64}$/.test(id)) return [];
  const names = Array.isArray(entry["Names"]) ? entry["Names"] : [];
  const created = entry["Created"];
  return [
    {
      id: id.slice(0, 12),
      name: string(names[0]).replace(/^\//, "").slice(0, 256) || id.slice(0, 12),
      image: string(entry["Image"]).slice(0, 512),
      state: string(entry["State"]).toLowerCase().slice(0, 32),
      status: string(entry["Status"]).slice(0, 256),
      ports: portsOf(entry["Ports"]),
      createdAtMs: typeof created === "number" ? created * 1_000 : Date.parse(string(created)) || 0,
    },
  ];
}

const portsOf = (list: unknown): string[] =>
  Array.isArray(list) ? [...new Set(list.filter(isRecord).map(portText))].slice(0, 64) : [];

/** `8080->80/tcp`, or `80/tcp` where it is not published. Addresses are left out: the same port may be listed for IPv4 and IPv6. */
export function portText(port: Record<string, unknown>): string {
  const inner = `${Number(port["PrivatePort"]) || 0}/${string(port["Type"])
    .replaceAll(/[^a-z]/g, "")
    .slice(0, 8)}`;
  return typeof port["PublicPort"] === "number" ? `${port["PublicPort"]}->${inner}` : inner;
}

const string = (value: unknown): string => (typeof value === "string" ? value : "");
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
