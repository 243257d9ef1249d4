/** The audit feature as the hub uses it: keeping the trail provable, its routes, its live page. */
import type { DoctorCheck } from "../../api/doctor.ts";
import { roleAtLeast } from "../../domain/account.ts";
import { machineId, type MachineId } from "../../domain/machine.ts";
import type { HubSettings } from "../../domain/settings.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { LiveView } from "../http/live.ts";
import type { RouteKey } from "../http/permissions.ts";
import type { Caller } from "../http/route.ts";
import { makeAuditKeeper, type AuditKeeperPorts, type Verified } from "./keeper.ts";
import { auditRoutes, type AuditRoutes } from "./routes.tsx";
import { auditStore } from "./store.ts";

type Ports = Omit<AuditKeeperPorts, "store" | "nameOf"> & {
  /** Names of machines, also of those that were revoked. */
  fleet: {
    get: (id: MachineId) => { name: string } | undefined;
    find: (wanted: string) => { id: string };
    machines: () => readonly { name: string }[];
  };
};

export function makeAudit({ fleet, ...ports }: Ports) {
  const store = auditStore(ports.db);
  const nameOf = (id: string): string => fleet.get(machineId(id))?.name ?? id;
  const keeper = makeAuditKeeper({ ...ports, store, nameOf });
  const told = new Map<string, number>();
  // Somebody who tries again and again is one entry a minute: the trail is no place to fill a disk from.
  const isRepeat = (what: string): boolean => {
    const nowMs = ports.clock();
    if (nowMs - (told.get(what) ?? -Infinity) < repeatMs) return true;
    if (told.size >= 1_000) told.clear();
    told.set(what, nowMs);
    return false;
  };
  const notWritten = (error: unknown): void => ports.log.warn("audit.not_written", { error: String(error) });
  let pages: ReturnType<typeof auditRoutes> | undefined;
  const view: LiveView = {
    render: (search, viewer) => (pages && roleAtLeast(viewer.role, "admin") ? pages.live(search) : []),
  };
  return {
    ...keeper,
    view,
    /** The hub runs, with these settings; those that are secret are none of them. */
    started: (about: { version: string; settings: HubSettings }): Promise<unknown> =>
      ports.db.commit({ do: [], audit: [{ ...hubItself, action: "hub.started", data: startedWith(about) }] }),
    stop: async (): Promise<void> => {
      const entry = { ...hubItself, action: "hub.stopped" };
      await ports.db.commit({ do: [], audit: [entry] }).catch((error: unknown) => notWritten(error));
      await keeper.stop();
    },
    /** Somebody asked for what their role may not. */
    refused: ({ actor, origin }: Caller, route: RouteKey): void => {
      if (isRepeat(`${actor.id} ${actor.name} ${route}`)) return;
      const entry = { actor, origin, action: "access.refused", data: { route, role: actor.role } };
      ports.db.commit({ do: [], audit: [entry], sync: "later" }).catch(notWritten);
    },
    /** For the doctor. */
    check: (): DoctorCheck => checkOf(keeper.verified()),
    routes: (http: Pick<AuditRoutes, "route" | "callerOf" | "body" | "strip">): void => {
      pages = auditRoutes({
        ...http,
        db: ports.db,
        clock: ports.clock,
        store,
        keeper,
        publicKey: ports.hub.publicKeySpki,
        machineIdOf: (wanted) => fleet.find(wanted).id,
        nameOf,
        machineNames: () => fleet.machines().map(({ name }) => name),
      });
    },
  };
}

const repeatMs = 60_000;
const hubItself = { actor: { id: "hub", name: "ailx" }, origin: "hub" };

/** Only what is named here: a setting that comes later is not written down by accident. */
function startedWith({ version, settings }: { version: string; settings: HubSettings }): JsonObject {
  const { listen, publicUrl, localAgent, insecureHttp, trustedProxies, allowedOrigins, adminsNeedTotp } = settings;
  const { outputKeptDays, outputKeptBytes } = settings;
  return {
    version,
    listen: `${listen.host}:${listen.port}`,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    localAgent,
    insecureHttp,
    ownCertificate: settings.tls !== undefined,
    trustedProxies,
    allowedOrigins,
    adminsNeedTotp: adminsNeedTotp ?? false,
    outputKeptDays,
    outputKeptBytes,
  };
}

function checkOf(verified: Verified | undefined): DoctorCheck {
  const what = "audit trail";
  if (!verified) return { what, state: "ok", found: "not looked over yet since the hub started" };
  const { ok, entries, faults, faultCount } = verified.report;
  if (ok) return { what, state: "ok", found: `${entries.toLocaleString("en")} entries, whole` };
  return {
    what,
    state: "fail",
    found: `${faultCount} ${faultCount === 1 ? "thing does" : "things do"} not fit: ${faults[0]?.why ?? ""}`,
    todo: "Look at all of it: ailx audit verify. Where a backup was put back: ailx audit explain.",
  };
}
