/** Pings by the machine's own program, which may send what the agent may not; without one it takes the time of connections. */
import { lookup } from "node:dns/promises";
import { accessSync, constants } from "node:fs";
import { connect, isIP } from "node:net";
import { untrusted } from "../../domain/untrusted.ts";
import { addressKind } from "../../lib/addressKind.ts";
import { bareHost } from "../../lib/hostName.ts";
import { ToolError, type Spawned, type ToolContext } from "../define.ts";
import { codeOf } from "./faults.ts";
import { defaultCount, tcpPorts, type PingInput, type PingOutput } from "./ping.ts";

const programs = ["/usr/bin/ping", "/bin/ping", "/usr/sbin/ping", "/sbin/ping"];
const waitMs = 2_000;

export async function run({ host, count = defaultCount }: PingInput, ctx: ToolContext): Promise<PingOutput> {
  const bare = bareHost(host);
  const [found] = isIP(bare) === 0 ? await lookup(bare, { all: true }).catch(() => []) : [{ address: bare }];
  const said = { host: untrusted(bare), address: untrusted(found?.address.slice(0, 64) ?? "") };
  if (!found) return { ...said, method: "icmp", ...nothing(0), said: untrusted(`The name ${bare} has no address.`) };
  if (addressKind(found.address) === "metadata")
    throw new ToolError("refused_by_policy", `${bare} is where clouds keep credentials; it is not asked.`);
  const program = programs.find(isThere);
  const byProgram = program === undefined ? undefined : await pinged({ program, address: found.address, count }, ctx);
  return { ...said, ...(byProgram ?? (await connected(found.address, count, ctx))) };
}

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

type Seen = Omit<PingOutput, "host" | "address">;

/** Undefined where the program may not send either. */
async function pinged(
  { program, address, count }: { program: string; address: string; count: number },
  ctx: ToolContext,
): Promise<Seen | undefined> {
  const argv = [program, "-n", "-c", String(count), "-W", "2", address];
  const done = await ctx.spawn(argv, { timeoutMs: count * 3_000 + 5_000, alone: true });
  return parsePing(done, count);
}

/** iputils and busybox alike. Undefined where it could not send. */
export function parsePing({ stdout, stderr }: Pick<Spawned, "stdout" | "stderr">, count: number): Seen | undefined {
  const [, sent, received] = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(stdout) ?? [];
  if (sent === undefined) {
    if (/not permitted|permission denied|socket:|raw socket/i.test(stderr)) return undefined;
    return { method: "icmp", ...nothing(0), said: untrusted(lastLine(stderr)) };
  }
  // Of the answers themselves: busybox and iputils sum up in different words.
  const times = [...stdout.matchAll(/\btime[=<]([\d.]+) ms/g)].map(([, ms]) => Number(ms));
  const why = times.length === 0 ? (/^From .*?((?:Destination|Packet|Time).*)$/m.exec(stdout)?.[1] ?? "") : "";
  const told = { sent: Number(sent) || count, received: Number(received) };
  return { method: "icmp", ...told, lossRatio: lossOf(told), ...timesOf(times), said: untrusted(why.slice(0, 500)) };
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1)?.slice(0, 500) ?? "";

async function connected(address: string, count: number, ctx: ToolContext): Promise<Seen> {
  for (const port of tcpPorts) {
    const first = await connectMs(address, port);
    if (first === undefined && port !== tcpPorts.at(-1)) continue;
    const times = [first];
    while (times.length < count) {
      await ctx.sleep(200);
      times.push(await connectMs(address, port));
    }
    const back = times.filter((ms) => ms !== undefined);
    const told = { sent: times.length, received: back.length };
    if (back.length > 0)
      return { method: "tcp", port, ...told, lossRatio: lossOf(told), ...timesOf(back), said: untrusted("") };
  }
  const why = `No answer by TCP on ports ${tcpPorts.join(", ")}; it may be there behind a firewall. There is no program to ping with.`;
  return { method: "tcp", ...nothing(count), said: untrusted(why) };
}

/** Undefined where nobody answered; a refusal is an answer. */
async function connectMs(host: string, port: number): Promise<number | undefined> {
  const startedMs = performance.now();
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const answered = (): void => resolve(performance.now() - startedMs);
  const socket = connect({ host, port });
  const timer = setTimeout(() => resolve(undefined), waitMs);
  socket.once("connect", answered);
  socket.once("error", (error) => (codeOf(error) === "ECONNREFUSED" ? answered() : resolve(undefined)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

const nothing = (sent: number) => ({ sent, received: 0, lossRatio: 1, minMs: null, avgMs: null, maxMs: null });
const lossOf = ({ sent, received }: { sent: number; received: number }): number =>
  sent === 0 ? 1 : 1 - received / sent;
const rounded = (ms: number): number => Math.round(ms * 100) / 100;

function timesOf(times: readonly number[]): Pick<Seen, "minMs" | "avgMs" | "maxMs"> {
  if (times.length === 0) return { minMs: null, avgMs: null, maxMs: null };
  const sum = times.reduce((all, ms) => all + ms, 0);
  return { minMs: rounded(Math.min(...times)), avgMs: rounded(sum / times.length), maxMs: rounded(Math.max(...times)) };
}
