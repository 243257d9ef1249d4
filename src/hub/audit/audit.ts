/** The audit feature as the hub uses it: keeping the trail provable, its routes, its live page. */
import type { DoctorCheck } from "../../api/doctor.ts";
import { roleAtLeast } from "../../domain/account.ts";
import { machineId, type MachineId } from "../../domain/machine.ts";
import type { LiveView } from "../http/live.ts";
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
  let pages: ReturnType<typeof auditRoutes> | undefined;
  const view: LiveView = {
    render: (search, viewer) => (pages && roleAtLeast(viewer.role, "admin") ? pages.live(search) : []),
  };
  return {
    ...keeper,
    view,
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
