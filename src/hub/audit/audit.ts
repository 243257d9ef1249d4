/** The audit feature as the hub uses it: keeping the trail provable, its routes, its live page. */
import { roleAtLeast } from "../../domain/account.ts";
import { machineId, type MachineId } from "../../domain/machine.ts";
import type { LiveView } from "../http/live.ts";
import { makeAuditKeeper, type AuditKeeperPorts } from "./keeper.ts";
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
