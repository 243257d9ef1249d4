/**
 * Measures what docs/performance.md promises: one JSON line a figure on standard output, each beside its floor in the same
 * run, and a table for people on standard error. `bun run bench [--only NAME,NAME] [--program FILE] [--full] [--peers DIR]`.
 */
import { existsSync, readFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { callsBench } from "./calls.ts";
import { cliBench } from "./cli.ts";
import { confineBench } from "./confine.ts";
import { dispatchBench } from "./dispatch.ts";
import { execBench } from "./exec.ts";
import { firstLoadBench } from "./firstLoad.ts";
import { fleetBench } from "./fleet.ts";
import { idleBench } from "./idle.ts";
import { compileBare } from "./lib/bare.ts";
import { tableOf, type Row } from "./lib/goal.ts";
import { runBench, type Bench, type Parts } from "./lib/kit.ts";
import { Scratch } from "./lib/scratch.ts";
import { memoryBench } from "./memory.ts";
import { peersBench } from "./peers.ts";
import { planBench } from "./plan.ts";
import { rateBench } from "./rate.ts";
import { redactBench } from "./redact.ts";
import { roundTripsBench } from "./roundTrips.ts";
import { signingBench } from "./signing.ts";
import { soakBench } from "./soak.ts";
import { startBench } from "./start.ts";
import { streamBench } from "./stream.ts";
import { versionBench } from "./version.ts";

const benches: readonly Bench[] = [
  versionBench,
  startBench,
  execBench,
  confineBench,
  roundTripsBench,
  cliBench,
  firstLoadBench,
  planBench,
  rateBench,
  memoryBench,
  signingBench,
  redactBench,
  callsBench,
  streamBench,
  fleetBench,
  idleBench,
  dispatchBench,
  soakBench,
  peersBench,
];

process.exit(await main(process.argv.slice(2)));

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string" },
      program: { type: "string" },
      full: { type: "boolean" },
      peers: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(
      `Usage: bun run bench [--only NAME,NAME] [--program FILE] [--full] [--peers DIR]\n\n${benches.map(({ name, about, long }) => `  ${name.padEnd(12)} ${about}${long ? " (by name or with --full)" : ""}`).join("\n")}`,
    );
    return 0;
  }
  const only = values.only?.split(",");
  const unknown = only?.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined) {
    console.error(`There is no bench ${unknown}. There are: ${benches.map(({ name }) => name).join(", ")}.`);
    return 2;
  }
  const ailx = values.program ?? join(import.meta.dir, "../dist/ailx");
  if (!existsSync(ailx)) {
    console.error(`There is no ${ailx}. Make it with: bun run build`);
    return 2;
  }
  await measure(
    benches.filter(({ name, long }) => only?.includes(name) ?? (values.full === true || !long)),
    { ailx, full: values.full === true, ...(values.peers === undefined ? {} : { peers: values.peers }) },
  );
  return 0;
}

async function measure(wanted: readonly Bench[], given: Pick<Parts, "ailx" | "full" | "peers">): Promise<void> {
  const startedAtMs = performance.now();
  const shared = new Scratch();
  let compiled: Promise<string> | undefined;
  const bare = (): Promise<string> => (compiled ??= compileBare(shared.dir));
  const rows: Row[] = [];
  const loads = [loadavg()[0] ?? 0];
  try {
    for (const bench of wanted) {
      await runBench(bench, { ...given, bare, rows, print: (line) => console.log(JSON.stringify(line)) });
      loads.push(loadavg()[0] ?? 0);
    }
  } finally {
    await shared.end();
  }
  const version = Bun.spawnSync([given.ailx, "version"]).stdout.toString().trim();
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(0);
  console.error(
    `\nailx ${version} on ${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, kernel ${release()}, ${osName()}, Bun ${Bun.version}`,
  );
  console.error(
    `load average ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)} while measuring, ${seconds} s in all; ratios count, absolute times move with the load\n`,
  );
  console.error(tableOf(rows));
}

function osName(): string {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? process.platform;
  } catch {
    return process.platform;
  }
}
