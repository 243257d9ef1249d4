/** The agent: joins its hub once, then stays connected and carries out what it is told within what it permits. */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { checkpointBytes } from "../domain/auditCheckpoint.ts";
import { deniesPath } from "../domain/machinePolicy.ts";
import { AppError } from "../domain/error.ts";
import type { Facts } from "../domain/machine.ts";
import type { Level } from "../domain/risk.ts";
import type { AgentSettings } from "../domain/settings.ts";
import { fingerprintOf, readPublicKey, verifyBytes } from "../lib/ed25519.ts";
import { lineLog, type Log } from "../lib/log.ts";
import { maskedLog, markKeyOf } from "./maskedLog.ts";
import { proxyFor } from "../lib/proxy.ts";
import { version } from "../lib/version.ts";
import { makeProof } from "../protocol/proof.ts";
import type { AgentFrame } from "../protocol/frames.ts";
import { limits } from "../protocol/limits.ts";
import { readJoinToken } from "../protocol/joinToken.ts";
import { findTool } from "../tools/lazy.ts";
import { Backups } from "./backups/backups.ts";
import { ownPaths } from "./backups/ownPaths.ts";
import { AuditCopies } from "./auditCopies.ts";
import { Calls } from "./calls/calls.ts";
import { warmFifos } from "./calls/fifos.ts";
import { Journal } from "./calls/journal.ts";
import { Spool } from "./calls/spool.ts";
import { makeConfiner } from "./confine/confiner.ts";
import { contact } from "./deadman/contact.ts";
import { Deadman } from "./deadman/deadman.ts";
import { enrol } from "./enrol.ts";
import { readFacts } from "./facts.ts";
import { machineIdHash, openIdentity, type Identity, type Joined } from "./identity.ts";
import type { Dial, Self } from "./link/connection.ts";
import { makeHubClock } from "./link/hubClock.ts";
import { stayConnected } from "./link/link.ts";
import { pinnedTls } from "./link/pin.ts";
import { makeSampler } from "./metrics/sampler.ts";
import { makeOwnPolicy } from "./ownPolicy.ts";
import { effectiveLevel } from "./policy.ts";
import { RunRecord } from "./runRecord.ts";
import { soleAgent } from "./soleAgent.ts";
import { watchStalls } from "./stalls/watch.ts";

/** For the command line on this machine: its policy and what is granted there. */
export { endGrantHere, grantHere, policyHere } from "./here.ts";

export type RunningAgent = { close: () => Promise<void> };

/** How often a sample is sent while the hub asks for nothing else. */
const sampleEveryMs = 5_000;
/** How long what was read of this machine counts as new. */
const factsMs = 10_000;
/** For what runs to end when the agent stops, and for the hub to store what became of it. */
const endMs = 5_000;
const tellMs = 1_000;

/** Throws AppErrors of joining, of the state directory (`conflict` where another agent works with it) and of the policy file; once joined it never gives up. */
export async function startAgent(settings: AgentSettings): Promise<RunningAgent> {
  const log = maskedLog(lineLog({ level: settings.logLevel }));
  const isRoot = process.geteuid?.() === 0;
  let tell: (frame: AgentFrame) => void = () => {};
  const own = makeOwnPolicy({
    stateDir: settings.stateDir,
    isRoot,
    flag: settings.maxLevel,
    nowMs: Date.now,
    ownFiles: () => ownPaths({ stateDir: resolve(settings.stateDir), isRoot }),
    onChange: ({ maxLevel, policy }) => {
      log.info("policy.changed", { maxLevel, ...(policy.broken === undefined ? {} : { broken: policy.broken }) });
      tell({ kind: "policy", optional: true, maxLevel, policy });
    },
  });
  // Beside the reading of facts: it waits for a helper to have tried each layer.
  const confining = makeConfiner({
    hide: [settings.stateDir, ...(settings.hubSocket === undefined ? [] : [dirname(settings.hubSocket)])].map((path) =>
      resolve(path),
    ),
    runDir: "/run/ailx-agent",
    log: (error) => log.warn("confine.failed", { error }),
  });
  const factsNow = async (): Promise<Facts> => {
    const [found, { holding }] = await Promise.all([readFacts(), confining]);
    return { ...found, confinement: holding };
  };
  let facts = await factsNow();
  const readAtMs = performance.now();
  const confiner = await confining;
  const opened = openIdentity(settings.stateDir);
  await soleAgent(settings.stateDir);
  void warmFifos();
  const identity = await joined({ settings, identity: opened, facts, own: own.maxLevel(), log });
  const hub = identity.joined;
  let granted: Level = own.maxLevel();
  // Whether a call is in time is judged by the hub's clock: this machine's own may be anything.
  const hubClock = makeHubClock();
  const hubKey = readPublicKey(hub.hubKey);
  const fingerprint = fingerprintOf(hub.hubKey);
  const stopping = new AbortController();

  const journal = new Journal({ dirs: journalDirs(settings.stateDir, isRoot), nowMs: hubClock.nowMs });
  const backups = new Backups({ dir: join(settings.stateDir, "backups"), nowMs: hubClock.nowMs, log });
  await backups.recover();
  const deadman = new Deadman({
    dir: join(settings.stateDir, "deadman"),
    contact: () => contact({ dial: () => dialOf(settings, hub), machine: hub.machineId, hubKey, hub: fingerprint }),
    log,
  });
  await deadman.recover();
  const record = new RunRecord({ stateDir: settings.stateDir, nowMs: hubClock.nowMs, log });
  const calls = new Calls({
    trust: { hubKey, hub: fingerprint, machine: hub.machineId },
    journal,
    spool: new Spool({ dir: join(settings.stateDir, "spool"), nowMs: Date.now }),
    findTool,
    maxLevel: () => effectiveLevel({ own: own.maxLevel(), hub: granted }),
    permit: own.permit,
    facts: () => facts,
    confiner,
    key: identity.key,
    markKey: markKeyOf(identity.key),
    watchStalls,
    backups,
    deadman,
    ownPaths: () => ownPaths({ stateDir: settings.stateDir, isRoot }),
    denies: (path) => deniesPath(own.told(), path),
    record,
    nowMs: hubClock.nowMs,
    log,
  });
  const self: Self = {
    machine: hub.machineId,
    instanceId: identity.instanceId,
    bootId: bootId(),
    machineIdHash: machineIdHash(),
    version,
    hubKey,
    hub: fingerprint,
    prove: (nonce) =>
      makeProof({ key: identity.key, machineId: hub.machineId, hub: fingerprint, nonce, nowMs: Date.now() }),
    maxLevel: own.maxLevel,
    policy: own.told,
    facts: () => facts,
    record: () => record.head,
    audit: new AuditCopies({
      stateDir: settings.stateDir,
      isSigned: (checkpoint) => verifyBytes(hubKey, checkpointBytes(checkpoint, fingerprint), checkpoint.signature),
      log,
    }),
  };
  const sampling = startSampling(log);
  const tellFacts = async (send: (frame: AgentFrame) => void): Promise<void> => {
    try {
      const fresh = await factsNow();
      if (JSON.stringify(fresh) !== JSON.stringify(facts)) send({ kind: "facts", facts: fresh });
      facts = fresh;
    } catch (error) {
      log.warn("facts.failed", { error: String(error) });
    }
  };
  let isUp = false;
  const link = stayConnected({
    dial: () => dialOf(settings, hub),
    self,
    calls,
    onChange: (welcome) => {
      granted = welcome.maxLevel as Level;
      log.info("link.level", { maxLevel: Math.min(granted, own.maxLevel()) });
    },
    onWelcome: (welcome, send) => {
      isUp = true;
      tell = send;
      granted = welcome.maxLevel as Level;
      const hubAheadMs = hubClock.told(welcome.nowMs);
      if (Math.abs(hubAheadMs) > limits.clockSkewMs) log.warn("link.clock", { hubAheadMs });
      log.info("link.up", { machine: welcome.name, maxLevel: Math.min(granted, own.maxLevel()) });
      sampling.to(send, welcome.sampleEveryMs ?? sampleEveryMs);
      // What was read for the first connection is not read again for it: what a reading leaves behind stays in memory.
      if (performance.now() - readAtMs > factsMs) void tellFacts(send);
    },
    onEnd: () => {
      isUp = false;
      tell = () => {};
      sampling.stop();
    },
    signal: stopping.signal,
    nowMs: Date.now,
    log,
  });

  return {
    close: async () => {
      sampling.stop();
      own.stop();
      await within(endMs, calls.stop());
      // The hub hears now what was lost, instead of waiting for a machine that does not come.
      for (let waited = 0; isUp && calls.list().length > 0 && waited < tellMs; waited += 20) await Bun.sleep(20);
      stopping.abort();
      await link;
      journal.close();
    },
  };
}

const within = (ms: number, work: Promise<void>): Promise<void> => Promise.race([work, Bun.sleep(ms)]);

async function joined({
  settings,
  identity,
  facts,
  own,
  log,
}: {
  settings: AgentSettings;
  identity: Identity;
  facts: Facts;
  own: Level;
  log: Log;
}): Promise<Identity & { joined: Joined }> {
  // A token of another hub is how a person moves a machine there; one of the same hub has done its work.
  if (identity.joined && !namesOtherHub(settings.token, identity.joined))
    return { ...identity, joined: identity.joined };
  const about = {
    version,
    machineIdHash: machineIdHash(),
    maxLevel: own,
    tags: settings.tags,
    facts,
    ...(settings.name === undefined ? {} : { name: settings.name }),
  };
  const hub = wayToHub(settings);
  const waiting = (told: { fingerprint: string }): void => log.warn("join.waiting", told);
  const after = await enrol({ identity, hub, about, waiting });
  if (!after.joined) throw new AppError("internal", "Joining left no hub behind.");
  return { ...after, joined: after.joined };
}

function namesOtherHub(token: string | undefined, { hubKey }: Joined): boolean {
  if (token === undefined) return false;
  return readJoinToken(token).hub !== fingerprintOf(hubKey);
}

function wayToHub(settings: AgentSettings): Parameters<typeof enrol>[0]["hub"] {
  if (settings.hubSocket !== undefined)
    return { kind: "socket", path: settings.hubSocket, url: settings.hubUrl ?? "http://localhost" };
  if (settings.hubUrl === undefined || settings.token === undefined)
    throw new AppError("validation", "This machine has not joined a hub yet.", {
      hint: "Give --hub URL and --token TOKEN; “Add machine” on the hub shows the line.",
    });
  return { kind: "network", url: settings.hubUrl, token: settings.token, proxy: proxyOf(settings, settings.hubUrl) };
}

async function dialOf(settings: AgentSettings, hub: Joined): Promise<Dial> {
  if (settings.hubSocket !== undefined) return { url: "", socket: settings.hubSocket };
  const base = settings.hubUrl ?? hub.url;
  const url = `${base.replace(/^http/, "ws").replace(/\/$/, "")}/ws/agent`;
  const proxy = proxyOf(settings, base);
  const way = { url, ...(proxy === undefined ? {} : { proxy }) };
  return hub.tlsPin === undefined ? way : { ...way, tls: await pinnedTls({ url: base, tlsPin: hub.tlsPin, proxy }) };
}

const proxyOf = ({ proxies }: AgentSettings, url: string): string | undefined =>
  proxies === undefined ? undefined : proxyFor(url, proxies);

// /run lies in memory: where the disk is full, a change still runs only once until the next boot.
const journalDirs = (stateDir: string, isRoot: boolean): string[] => [
  join(stateDir, "journal"),
  ...(isRoot && process.platform === "linux" ? ["/run/ailx-agent"] : []),
];

function startSampling(log: Log) {
  const sample = makeSampler();
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => clearInterval(timer);
  return {
    stop,
    to: (send: (frame: AgentFrame) => void, everyMs: number): void => {
      stop();
      const tell = (): void => {
        try {
          send({ kind: "sample", sample: sample() });
        } catch (error) {
          log.warn("sample.failed", { error: String(error) });
        }
      };
      tell();
      timer = setInterval(tell, everyMs);
    },
  };
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}
