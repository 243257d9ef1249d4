/** The hub put together: the one file that knows all features. Its order is the order of life. */
import { join } from "node:path";
import type { HubSettings } from "../domain/settings.ts";
import { openapi } from "../api/openapi.ts";
import { systemClock } from "../lib/clock.ts";
import { version } from "../lib/version.ts";
import { startText, startWriter } from "../workers.ts";
import { makeAudit } from "./audit/audit.ts";
import { makeAccounts } from "./accounts/accounts.ts";
import { ensureAdmin } from "./accounts/admin.ts";
import { accountNow } from "./accounts/identify.ts";
import { accountPages } from "./accounts/pages.tsx";
import { peopleRoutes } from "./accounts/peopleRoutes.ts";
import { accountRoutes } from "./accounts/routes.tsx";
import { examine } from "./examine.ts";
import { openDb } from "./db/open.ts";
import { coveredBy, fleetViews } from "./fleetViews.ts";
import { makeApp } from "./http/app.ts";
import { assetRoutes } from "./http/assets.ts";
import { makeLive } from "./http/live.ts";
import { makeMetrics } from "./http/metrics.ts";
import { operationRoutes } from "./http/operations.ts";
import { permissions } from "./http/permissions.ts";
import type { HubContext } from "./http/route.ts";
import { serve } from "./http/serve.ts";
import { sockets } from "./http/sockets.ts";
import { openHubKey } from "./keys/hubKey.ts";
import { openSeal } from "./keys/seal.ts";
import { tlsFor } from "./keys/tls.ts";
import type { AgentSocket } from "./link/connection.ts";
import { makeLink } from "./link/serve.ts";
import { liveViews } from "./liveViews.tsx";
import { socketRoutes } from "./socketRoutes.ts";
import { startLocalAgent } from "./localAgent.ts";
import { makeGuarded } from "./guarded.ts";
import { makeKept } from "./kept.ts";
import { hubLog } from "./log.ts";
import { makeArrivals } from "./machines/arrivals.ts";
import { Fleet } from "./machines/fleet.ts";
import { makeLiveList } from "./machines/liveList.tsx";
import { machinePages, type MachinePageParts } from "./machines/pages.tsx";
import { hubUrl, reachOf } from "./machines/reach.ts";
import { hostOf, machineRoutes } from "./machines/routes.ts";
import { readMachines } from "./machines/store.ts";
import { makeModels } from "./models/feature.ts";
import { joinedBy } from "./machines/joinedBy.ts";
import { makePlanners } from "./planners.ts";
import { policies } from "./policies.ts";
import { policyStore } from "./policy/store.ts";
import { ratingRoutes } from "./rating/routes.tsx";
import { releaseRoutes } from "./releases/routes.ts";
import { releasesOf } from "./releases/releases.ts";
import { makeSchedules } from "./schedules.ts";
import { makeEngine } from "./tasks/engine.ts";
import { machinePage } from "./tasks/machinePage.tsx";
import { makeOutputSocket, type OutputSocket } from "./tasks/outputSocket.ts";
import { makeOutputKeeper } from "./tasks/outputKeeper.ts";
import { outputRoutes } from "./tasks/outputRoutes.ts";
import { makeSearch } from "./tasks/outputSearch.ts";
import { outputStore } from "./tasks/outputs.ts";
import { taskPages } from "./tasks/pages.tsx";
import type { Ports } from "./tasks/ports.ts";
import { taskRoutes } from "./tasks/routes.ts";
import { runRoutes } from "./tasks/runRoutes.ts";
import { makeSeen } from "./tasks/seen.ts";
import { taskStore } from "./tasks/store.ts";
import { makeWebFeature } from "./web/feature.ts";

const countBy = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));

export type RunningHub = {
  url: string;
  /** Where the first account is made, code included; absent once there is one. */
  setupUrl?: string;
  close: () => Promise<void>;
};

/** Goodbyes leave within this, or never. */
const goodbyeMs = 100;
/** How often an agent tells its numbers. */
const sampleEveryMs = 5_000;

/** Throws AppErrors of storage, keys, certificate and address; what was opened before is closed again. */
export async function startHub(settings: HubSettings): Promise<RunningHub> {
  const clock = systemClock;
  const log = hubLog({ level: settings.logLevel });
  const { dataDir } = settings;
  const closing: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) await end();
  };

  try {
    const db = await openDb({ dir: dataDir, clock, startWriter });
    closing.push(() => db.close());
    const key = openHubKey(dataDir);
    const tls = await tlsFor(settings, clock);
    let setupCode: string | undefined;
    let tellCode = (_code: string): void => {};
    const announce = (code: string): void => {
      setupCode = code;
      tellCode(code);
    };
    const seal = openSeal(dataDir);
    const { adminsNeedTotp } = settings;
    const accounts = makeAccounts({
      db,
      clock,
      announce,
      seal,
      ...(adminsNeedTotp ? { adminsNeedTotp } : {}),
    });
    // Comparing a password takes a tenth of a second by design; the hub is not kept from opening for so long.
    const admin = ensureAdmin(accounts, { username: settings.adminUsername, password: settings.adminPassword });
    admin.catch(() => {});

    // Who is there.
    const fleet = new Fleet(readMachines(db));
    const arrivals = makeArrivals({
      db,
      fleet,
      clock,
      log,
      hub: key,
      drop: (id, code, detail) => link.drop(id, code, detail),
      answers: (id, ms) => link.answers(id, ms),
    });
    closing.push(arrivals.close);

    // Listens as long as anybody is to be told goodbye; what it serves stops before it, in the order of this list.
    let stopping = false;
    let stopServing = async (): Promise<void> => {};
    closing.push(() => stopServing());

    // The wire, and the engine that alone sends on it.
    const store = taskStore(db);
    const policy = policyStore(db);
    const outputs = outputStore({ dir: join(dataDir, "output"), log });
    closing.push(outputs.close);
    const search = makeSearch({ start: startText });
    closing.push(search.close);
    const guarded = makeGuarded({ db, key, seal, fleet, store, clock, log });
    closing.push(guarded.start());
    const web = makeWebFeature({ db, clock, given: settings.web, secrets: guarded.port });
    const models = makeModels({ db, seal, clock, log, given: settings.models });
    const planners = makePlanners({ models, clock });
    const kept = makeKept({ db, key, fleet, store, clock, dataDir });
    const link = makeLink({
      hub: key,
      prove: arrivals.prove,
      clock,
      log,
      sampleEveryMs,
      agents: () => fleet.machines().length,
      events: {
        arriving: arrivals.arriving,
        framesOf: (id, call) => engine.incoming.frames(id, call),
        disconnected: (id, why) => {
          arrivals.disconnected(id, why);
          engine.reconcile.away(id);
        },
        sample: (id, sample) => {
          arrivals.sample(id, sample);
          watching.sampled(id);
        },
        facts: arrivals.facts,
        policy: arrivals.policy,
        kept: (id, checkpoint, record) => audit.kept(id, checkpoint, record),
        accepted: (id, call) => engine.incoming.accepted(id, call),
        started: (id, call, atMs) => engine.incoming.started(id, call, atMs),
        moving: (id, call) => engine.stalls.moving(id, call),
        ...guarded.hears({
          connected: (arrival) => {
            arrivals.connected(arrival);
            audit.connected(arrival);
            void engine.reconcile.returned(arrival.machineId, arrival.calls);
          },
          output: (id, call, frame) => engine.incoming.output(id, call, frame),
          stalled: (id, call, stall) => engine.stalls.stalled(id, call, stall),
          result: (id, call, result) => void engine.incoming.result(id, call, result),
        }),
        refused: (id, call, error) => void engine.incoming.refused(id, call, error),
      },
    });
    closing.push(link.close);
    const grew = (): void => live.changed("audit");
    const audit = makeAudit({ db, dataDir, hub: key, clock, log, tell: link.checkpoint, fleet, grew });
    closing.push(audit.stop);
    const automation = makeSchedules({ db, clock, log, accounts, store, fleet, engine: () => engine });
    const ports: Ports = {
      ...automation.ports(settings),
      db,
      store,
      outputs,
      link,
      clock,
      log,
      ...planners.ports,
      ...kept.ports,
      search,
      policy,
      account: (id) => accountNow(accounts.store, id),
      secrets: guarded.port,
      web: web.port,
      fleet: { list: (scope) => fleet.workers(scope), get: (id) => fleet.get(id) },
    };
    const engine = makeEngine(ports);
    closing.push(engine.stop);

    // What people and programs call.
    const servesTls = tls !== undefined || (settings.publicUrl?.startsWith("https:") ?? false);
    const metrics = makeMetrics({ version });
    const seen = makeSeen(db, coveredBy(fleet));
    const { strip, within, machine, machines } = fleetViews({ fleet, store, seen });
    const http = makeApp({
      within,
      refused: audit.refused,
      accounts: accounts.identity,
      log,
      answered: metrics.answered,
      stopping: () => stopping,
      settings: { ...settings, tls: servesTls },
    });
    const { route, callerOf, body } = http;
    accountRoutes({ http, accounts, tls: servesTls });
    const issuer = (c: HubContext): string => `ailx ${hostOf(c) ?? ""}`.trim();
    peopleRoutes({ http, accounts, issuer });
    accountPages({ http, accounts, issuer, strip });
    taskRoutes({ route, callerOf, body, ports, engine, seen, stillMay: accounts.identity.validate });
    policies({ http, db, store: policy, clock, fleet, accounts, simulate: engine.simulate, strip });
    runRoutes({ route, callerOf, body, ports, engine });
    outputRoutes({ route, ports, search });
    guarded.routes(http, strip);
    kept.routes(http, strip);
    models.routes(http, strip);
    web.routes(http, strip);
    ratingRoutes({ http, strip });
    const tasks = taskPages({
      route,
      callerOf,
      body,
      ports,
      engine,
      fleet: strip,
      seen,
      machineViews: machines,
      examples: async ({ scope }) => planners.examples(fleet.workers(scope)),
    });
    machinePage({ route, callerOf, body, ports, engine, seen, fleet: strip, machineView: machine });
    audit.routes({ route, callerOf, body, strip });
    assetRoutes(route);
    let port = settings.listen.port;
    const reach = () => reachOf({ settings, tls, port });
    const parts: MachinePageParts = {
      route,
      callerOf,
      body,
      db,
      fleet,
      clock,
      hub: key,
      reach,
      drop: (id, code, detail) => link.drop(id, code, detail),
      grant: (id, maxLevel) => link.grant(id, maxLevel),
      strip,
    };
    machineRoutes(parts);
    machinePages(parts);
    releaseRoutes({
      route,
      version,
      releases: releasesOf({ dataDir, version }),
      tlsPin: tls?.tlsPin,
      hubUrl: (c) => hubUrl(reach(), hostOf(c)),
    });
    operationRoutes({
      http,
      metrics,
      probes: { database: () => void store.openByState(), writer: async () => void (await db.commit({ do: [] })) },
      openapi: () => openapi({ permissions, version }),
      doctor: () =>
        examine({ fleet: fleet.machines(), tls, clock, version, dataDir, more: [audit.check(), ...models.checks()] }),
    });
    const live = makeLive({ callerOf, validate: accounts.identity.validate, log });
    closing.push(live.close);
    route("GET /events", live.events);
    live.view("audit", audit.view);
    automation.routes(http, live, strip);
    const watching = liveViews({
      live,
      db,
      tasks,
      fleet: strip,
      machineList: makeLiveList(fleet),
      machine,
      joinedBy: (tokenId) => joinedBy({ db, fleet, tokenId }),
    });
    closing.push(watching.close);
    socketRoutes({ route, callerOf, ports, admit: link.admit, identity: accounts.identity, seen });

    const serving = await serve({
      app: http,
      listen: settings.listen,
      dataDir,
      ...(tls ? { tls } : {}),
      websocket: sockets<AgentSocket, OutputSocket>({ agent: link.websocket, output: makeOutputSocket(ports) }),
    });
    stopServing = async () => {
      // What was said last is on its way out.
      await Bun.sleep(goodbyeMs);
      await serving.close();
    };
    port = serving.port;
    metrics.countBy(() => ({
      machines: countBy(fleet.machines().map((machine) => machine.state)),
      tasks: Object.fromEntries(store.countByState()),
      runs: Object.fromEntries(store.runsByState()),
      connections: { agent: link.count(), page: live.count() },
      models: models.counts(),
    }));
    await audit.started({ version, settings });
    await engine.start();
    automation.start();
    closing.push(automation.stop);
    const keeper = makeOutputKeeper({ ports, dir: join(dataDir, "output"), keep: settings, also: automation.tidy });
    closing.push(keeper.stop);
    keeper.start();
    await admin;
    accounts.setup.open();
    planners.warm(() => fleet.machines());
    const url = hubUrl(reach());
    const setupUrl = (code: string): string => `${url}/setup?code=${encodeURIComponent(code)}`;
    // The first code is shown by whoever started the hub; one that was guessed at too often is void, and the next is shown here.
    tellCode = (code) => void process.stderr.write(`Make the first account: ${setupUrl(code)}\n`);
    if (settings.localAgent && serving.socketPath !== undefined) {
      const local = startLocalAgent({ dataDir, socketPath: serving.socketPath, url, log });
      closing.push(local.stop);
    }
    closing.push(() => {
      stopping = true;
      link.drain();
    });
    return { url, ...(setupCode === undefined ? {} : { setupUrl: setupUrl(setupCode) }), close };
  } catch (error) {
    await close();
    throw error;
  }
}
