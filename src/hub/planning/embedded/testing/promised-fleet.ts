/** A fleet in which every sentence that people were promised has what it speaks of. */
import type { Machine } from "../../../../domain/machine.ts";
import { machineOf, type MachineSketch } from "../../../../domain/target-testing.ts";

type Guest = NonNullable<Machine["facts"]["guests"]>[number];
const guest = (vmid: number, name: string, { kind = "vm", isRunning = true }: Partial<Guest> = {}): Guest => ({
  vmid,
  name,
  kind,
  isRunning,
});

const node = (name: string, load: number, guests: Guest[]): Machine => {
  const sketch: MachineSketch = {
    name,
    kind: "node",
    tags: ["proxmox"],
    os: ["debian", "12"],
    cpu: load,
    memory: load,
    disk: load,
  };
  const machine = machineOf({ ...sketch, services: ["pveproxy", "ssh"] });
  return { ...machine, facts: { ...machine.facts, guests } };
};

const container = { kind: "lxc", cpu: 0.2, memory: 0.4, disk: 0.5 } as const;
const vm = { kind: "vm", cpu: 0.2, memory: 0.4, disk: 0.5 } as const;
const metal = {
  kind: "metal",
  cpu: 0.2,
  memory: 0.4,
  disk: 0.5,
  os: ["debian", "12"],
} satisfies Partial<MachineSketch>;

export const promisedFleet: Machine[] = [
  machineOf({ ...container, name: "web-server", tags: ["web", "webserver", "production"], services: ["nginx", "ssh"] }),
  machineOf({
    ...container,
    name: "web-server-01",
    tags: ["web", "webserver", "production"],
    services: ["nginx", "ssh"],
  }),
  machineOf({
    ...vm,
    name: "database-server",
    os: ["debian", "12"],
    tags: ["database", "production"],
    services: ["mysql", "ssh"],
  }),
  machineOf({ ...metal, name: "db-1", tags: ["reports"], services: ["postgresql", "ssh"] }),
  machineOf({ ...metal, name: "db-2", tags: ["reports"], services: ["postgresql", "ssh"] }),
  machineOf({ ...metal, name: "dev-1", tags: ["development"], services: ["apache2", "ssh"] }),
  machineOf({ ...metal, name: "dev-2", tags: ["development"], services: ["apache2", "ssh"] }),
  machineOf({ ...metal, name: "api-1", aliases: ["api server"], services: ["api", "ssh"], cpu: 0.92 }),
  machineOf({ ...metal, name: "pay-1", services: ["payment", "ssh"] }),
  machineOf({ ...metal, name: "app-1", tags: ["app"], services: ["app", "php8.2-fpm", "ssh"] }),
  machineOf({ ...metal, name: "app-2", tags: ["app"], services: ["php8.2-fpm", "ssh"] }),
  machineOf({ ...metal, name: "sab-1", aliases: ["download server"], services: ["sabnzbdplus", "ssh"], disk: 0.97 }),
  machineOf({ ...vm, name: "primary-server", os: ["debian", "12"], services: ["ssh"] }),
  machineOf({ ...vm, name: "backup-server", os: ["debian", "12"], state: "offline", services: ["ssh"] }),
  node("pve1", 0.8, [
    guest(100, "database-server"),
    guest(101, "web-server", { kind: "lxc" }),
    guest(102, "primary-server"),
    guest(103, "backup-server", { isRunning: false }),
  ]),
  node("pve2", 0.2, [guest(201, "web-server-01", { kind: "lxc" })]),
];
