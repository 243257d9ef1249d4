/** What an idle agent that is connected costs its hub: memory all in, and processor time with samples every 5 s. */
import { certificate, type Certificate } from "./lib/certificate.ts";
import { cpuMsOf } from "./lib/cpu.ts";
import { ready, startHub, type Hub } from "./lib/hub.ts";
import type { Bench, Kit } from "./lib/kit.ts";
import { memoryOf, type Memory } from "./lib/memory.ts";
import { freePort } from "./lib/port.ts";
import { stop } from "./lib/scratch.ts";
import { simulatedAgents } from "./lib/simulated.ts";
import { until } from "./lib/until.ts";

const settleMs = 30_000;
/** As often as an agent of its own accord. */
const samplesPerSecond = 0.2;
const goalKiB = 24;

export const idleBench: Bench = {
  name: "idle",
  about:
    "1,000 idle agents (10,000 with --full): memory of the hub for each, with TLS, beside bare sockets of the runtime",
  long: true,
  run: async (kit) => {
    if (process.platform !== "linux") return kit.skip("ailx hub", "needs /proc");
    const tls = certificate(kit);
    if (!tls) kit.skip("ailx hub over TLS", "needs openssl");
    for (const n of kit.full ? [1_000, 10_000] : [1_000]) {
      await measured(kit, { n, line: "plain" });
      if (tls) await measured(kit, { n, line: "TLS", tls });
    }
  },
};

type About = { n: number; line: string; tls?: Certificate };

async function measured(kit: Kit, about: About): Promise<void> {
  const { n, line, tls } = about;
  const started = tls ? { tls } : {};
  const agents = simulatedAgents(kit);
  const first = await startHub(kit, started);
  await agents.join({ hub: first, where: whereOf(first), prefix: "idle", count: n });
  await agents.order({ do: "disconnect" });
  await stop(first.process);

  // A fresh process: what joining left behind in the heap is not what an idle agent costs.
  const empty = await startHub(kit, started);
  const hub = await startHub(kit, { ...started, again: first });
  await agents.order({ do: "reconnect" });
  await agents.order({ do: "talk", samples: samplesPerSecond, pongs: 0 });
  const floor = await bareSockets(kit, about);
  await Bun.sleep(settleMs);
  const [cpuBeforeMs, emptyBeforeMs] = [cpuMsOf(hub.process.pid), cpuMsOf(empty.process.pid)];
  await Bun.sleep(settleMs);
  const share = (beforeMs: number, pid: number): number => ((cpuMsOf(pid) - beforeMs) / settleMs) * 100;
  const cpu = share(cpuBeforeMs, hub.process.pid);
  const emptyCpu = share(emptyBeforeMs, empty.process.pid);
  const [full, none] = [memoryOf(hub.process.pid), memoryOf(empty.process.pid)];
  const each = (of: (memory: Memory) => number): number => ((of(full) - of(none)) * 1024) / n;

  const subject = `ailx hub, ${line}`;
  const memory = { n, unit: "KiB", subject };
  kit.figure({ ...memory, metric: "anonymous_per_agent" }, [each(({ anonymousMiB }) => anonymousMiB)]);
  kit.figure({ n, unit: "MiB", subject, metric: "anonymous" }, [full.anonymousMiB]);
  kit.figure({ n, unit: "MiB", subject, metric: "rss" }, [full.rssMiB]);
  kit.row({
    name: `${n} idle agents, ${line}: the hub's memory for each`,
    ours: kit.figure({ ...memory, metric: "pss_per_agent" }, [each(({ pssMiB }) => pssMiB)]),
    floor: kit.figure({ ...memory, subject: "floor bare sockets", metric: "pss_per_agent" }, [floor]),
    goal: { kind: "value", atMost: goalKiB },
  });
  kit.row({
    name: `… its processor, a sample of each every ${1 / samplesPerSecond} s`,
    ours: kit.figure({ n, unit: "%", subject, metric: "cpu" }, [cpu]),
    floor: kit.figure({ n: 0, unit: "%", subject: "floor hub of none", metric: "cpu" }, [emptyCpu]),
  });
  await Promise.all([stop(hub.process), stop(empty.process)]);
}

const whereOf = ({ url, ca }: Hub): { url: string; ca?: string } => ({ url, ...(ca === undefined ? {} : { ca }) });

/** KiB of PSS for each connection of a server that does nothing. */
async function bareSockets(kit: Kit, { n, tls }: About): Promise<number> {
  const port = freePort();
  const child = kit.scratch.start([
    await kit.bare(),
    "sockets",
    String(port),
    ...(tls ? [tls.certFile, tls.keyFile] : []),
  ]);
  await until("the bare server's start", () => ready(`${tls ? "https" : "http"}://127.0.0.1:${port}`, child, tls?.pem));
  const before = memoryOf(child.pid).pssMiB;
  const dialling = simulatedAgents(kit);
  await dialling.bare({ url: `${tls ? "wss" : "ws"}://127.0.0.1:${port}/`, ...(tls ? { ca: tls.pem } : {}) }, n);
  await Bun.sleep(2_000);
  const after = memoryOf(child.pid).pssMiB;
  await stop(child);
  return ((after - before) * 1024) / n;
}
