/** Asks the name servers one after the other, and beside them the way that programs of the machine use. */
import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { connect, isIP } from "node:net";
import { untrusted } from "../../domain/untrusted.ts";
import { parseReply, question, recordTypes, reverseName, type RecordType, type Reply } from "../../lib/dnsMessage.ts";
import { bareHost } from "../../lib/hostName.ts";
import { ToolError, type ToolContext } from "../define.ts";
import type { DnsInput, DnsOutput } from "./dns.ts";
import { codeOf } from "./faults.ts";
import { parseResolv } from "./resolv.ts";

/** Each server is asked twice; its first question may be lost on the way. */
const waitMs = 2_500;

export type NameServer = { address: string; port?: number };

export const run = async (input: DnsInput, ctx: ToolContext): Promise<DnsOutput> =>
  await resolved(input, ctx, input.server === undefined ? undefined : await addressesOf(input.server));

/** `given`: undefined for those of the machine. */
export async function resolved(
  { name, type = "A" }: DnsInput,
  ctx: ToolContext,
  given: readonly NameServer[] | undefined,
): Promise<DnsOutput> {
  const bare = bareHost(name).replace(/\.$/, "");
  if (type === "PTR" && isIP(bare) === 0) throw new ToolError("bad_input", "For PTR, give an address.");
  const servers = given ?? ownServers();
  const startedMs = performance.now();
  const [asked, local] = await Promise.all([
    askAll(servers, { name: type === "PTR" ? reverseName(bare) : bare, type, signal: ctx.signal }),
    given ? [] : localOf(bare, type),
  ]);
  return {
    name: untrusted(bare),
    type,
    answer: asked.answer,
    records: asked.records.slice(0, 100).map(({ value, ttl }) => ({ value: untrusted(value.slice(0, 1_000)), ttl })),
    servers: servers.slice(0, 10).map(({ address }) => untrusted(address.slice(0, 64))),
    local: local.slice(0, 100).map(untrusted),
    ms: Math.round(performance.now() - startedMs),
  };
}

const ownServers = (): NameServer[] => {
  const { nameServers } = parseResolv(readFileSync("/etc/resolv.conf", "utf8"));
  // Without any the C library asks this machine itself.
  return (nameServers.length > 0 ? nameServers.slice(0, 3) : ["127.0.0.1"]).map((address) => ({ address }));
};

async function addressesOf(server: string): Promise<NameServer[]> {
  const bare = bareHost(server);
  if (isIP(bare) !== 0) return [{ address: bare }];
  const found = await lookup(bare, { all: true }).catch(() => []);
  if (found.length === 0) throw new ToolError("tool_failed", `The name server ${server} itself has no address.`);
  return found.slice(0, 3).map(({ address }) => ({ address }));
}

type Asked = { name: string; type: RecordType; signal: AbortSignal };
type Answer = Pick<DnsOutput, "answer"> & { records: Reply["records"] };

/** The first that answers decides; one that fails is passed over, as programs do. */
async function askAll(servers: readonly NameServer[], asked: Asked): Promise<Answer> {
  let last: Answer["answer"] = "unreachable";
  for (const server of [...servers, ...servers]) {
    try {
      const reply = await askOne(server, asked);
      if (reply.status === 3) return { answer: "nxdomain", records: [] };
      if (reply.status === 0) return answerOf(reply, asked.type);
      last = reply.status === 5 ? "refused" : "servfail";
    } catch (error) {
      if (asked.signal.aborted) throw new ToolError("cancelled", "It was cancelled.");
      last = codeOf(error) === "ETIMEDOUT" ? "timeout" : error instanceof RangeError ? "servfail" : "unreachable";
    }
  }
  return { answer: last, records: [] };
}

/** Of a name that is another one's alias, the records of that one. */
function answerOf({ records }: Reply, type: RecordType): Answer {
  const wanted = records.filter((record) => record.type === recordTypes[type]);
  return { answer: wanted.length === 0 ? "none" : "found", records: wanted };
}

async function askOne(server: NameServer, asked: Asked): Promise<Reply> {
  const id = crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;
  const query = question(id, asked.name, asked.type);
  const reply = await byUdp(server, { query, id, signal: asked.signal });
  return reply.truncated ? await byTcp(server, { query, signal: asked.signal }) : reply;
}

const late = (): Error => Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" });
type Query = { query: Buffer; signal: AbortSignal };

async function byUdp(
  { address, port = 53 }: NameServer,
  { query, id, signal }: Query & { id: number },
): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const socket = createSocket(isIP(address) === 6 ? "udp6" : "udp4");
  const timer = setTimeout(() => reject(late()), waitMs);
  const stop = (): void => reject(late());
  signal.addEventListener("abort", stop, { once: true });
  socket.on("error", reject);
  socket.on("message", (bytes) => {
    try {
      const reply = parseReply(bytes);
      // Somebody else's guess is not the answer.
      if (reply.id === id) resolve(reply);
    } catch (error) {
      reject(error);
    }
  });
  // Connected, so that a port where nobody listens is told at once, and only that server is heard.
  socket.connect(port, address, (error?: Error) => (error ? reject(error) : socket.send(query)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    socket.close();
  }
}

async function byTcp({ address, port = 53 }: NameServer, { query, signal }: Query): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const socket = connect({ host: address, port });
  const timer = setTimeout(() => reject(late()), waitMs);
  const stop = (): void => reject(late());
  signal.addEventListener("abort", stop, { once: true });
  let held = Buffer.alloc(0);
  socket.once("connect", () =>
    socket.write(Buffer.concat([Buffer.from([query.length >> 8, query.length & 255]), query])),
  );
  socket.on("data", (bytes: Buffer) => {
    held = Buffer.concat([held, bytes]);
    if (held.length < 2 || held.length < held.readUInt16BE(0) + 2) return;
    try {
      resolve(parseReply(held.subarray(2)));
    } catch (error) {
      reject(error);
    }
  });
  socket.on("error", reject);
  socket.once("close", () => reject(new RangeError("closed without an answer")));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    socket.destroy();
  }
}

/** By the system's own way, hosts file included; empty where it finds nothing. */
async function localOf(name: string, type: DnsInput["type"]): Promise<string[]> {
  if (type !== "A" && type !== "AAAA") return [];
  const found = await lookup(name, { all: true, family: type === "A" ? 4 : 6 }).catch(() => []);
  return [...new Set(found.map(({ address }) => address))];
}
