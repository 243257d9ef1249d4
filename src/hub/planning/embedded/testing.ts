/** A small invented fleet for tests of the planner and its runbooks, and a way to ask it. */
import type { Machine } from "../../../domain/machine.ts";
import type { Outcome, Plan } from "../../../domain/plan.ts";
import { machineOf } from "../../../domain/target-testing.ts";
import type { PlanRequest } from "../planner.ts";
import { embeddedPlanner } from "./planner.ts";

const web = {
  tags: ["web", "prod"],
  kind: "lxc" as const,
  services: ["cron", "nginx", "php8.1-fpm", "ssh"],
  cpu: 0.2,
  memory: 0.4,
  disk: 0.5,
};

export const fleet: Machine[] = [
  machineOf({ name: "web-1", ...web }),
  machineOf({ name: "web-2", ...web, cpu: 0.91 }),
  machineOf({ name: "web-3", ...web, tags: ["web", "staging"], kind: "vm", os: ["ubuntu", "24.04"] }),
  machineOf({
    name: "lb-1",
    tags: ["lb", "prod"],
    os: ["debian", "12"],
    services: ["haproxy", "keepalived", "ssh"],
    cpu: 0.1,
    memory: 0.2,
    disk: 0.3,
  }),
  machineOf({
    name: "lb-2",
    tags: ["lb", "prod"],
    os: ["debian", "12"],
    services: ["haproxy", "keepalived", "ssh"],
    cpu: 0.1,
    memory: 0.2,
    disk: 0.3,
  }),
  machineOf({
    name: "db-1",
    aliases: ["main database"],
    tags: ["db", "prod", "primary"],
    services: ["cron", "postgresql", "ssh"],
    cpu: 0.5,
    memory: 0.86,
    disk: 0.7,
  }),
  machineOf({
    name: "db-2",
    tags: ["db", "prod"],
    services: ["cron", "postgresql", "ssh"],
    cpu: 0.3,
    memory: 0.5,
    disk: 0.7,
  }),
  machineOf({
    name: "cache-1",
    aliases: ["redis box"],
    tags: ["cache", "prod"],
    kind: "lxc",
    os: ["debian", "12"],
    services: ["redis-server", "ssh"],
    cpu: 0.1,
    memory: 0.93,
    disk: 0.2,
  }),
  machineOf({
    name: "app-1",
    tags: ["app", "prod"],
    services: ["docker", "ssh"],
    containers: ["api", "worker"],
    cpu: 0.4,
    memory: 0.5,
    disk: 0.6,
  }),
  machineOf({
    name: "app-2",
    tags: ["app", "prod"],
    services: ["docker", "ssh"],
    containers: ["api", "registry-cache"],
    cpu: 0.4,
    memory: 0.5,
    disk: 0.6,
  }),
  machineOf({
    name: "ci-1",
    aliases: ["ci box"],
    tags: ["ci"],
    services: ["docker", "gitlab-runner", "ssh"],
    cpu: 0.95,
    memory: 0.7,
    disk: 0.94,
  }),
  machineOf({
    name: "dl-1",
    aliases: ["downloader"],
    tags: ["download"],
    os: ["debian", "12"],
    services: ["nginx", "ssh", "vsftpd"],
    cpu: 0.3,
    memory: 0.3,
    disk: 0.96,
  }),
  machineOf({
    name: "mail-1",
    tags: ["mail", "prod"],
    os: ["debian", "12"],
    services: ["dovecot", "postfix", "ssh"],
    cpu: 0.1,
    memory: 0.3,
    disk: 0.4,
  }),
  machineOf({
    name: "vpn-1",
    tags: ["vpn"],
    kind: "lxc",
    os: ["alpine", "3.20"],
    init: "openrc",
    packageManager: "apk",
    services: ["sshd", "wg-quick.wg0"],
    cpu: 0.1,
    memory: 0.1,
    disk: 0.1,
  }),
  machineOf({
    name: "win-1",
    tags: ["office"],
    os: ["windows", "2022"],
    packageManager: "none",
    init: "none",
    services: ["Spooler"],
    cpu: 0.1,
    memory: 0.5,
    disk: 0.5,
  }),
  machineOf({
    name: "edge-1",
    aliases: ["berlin till"],
    tags: ["edge"],
    os: ["ubuntu", "20.04"],
    services: ["ssh", "till-sync"],
    state: "offline",
    agent: "1.1.0",
  }),
];

export const ask = (text: string, more: Partial<PlanRequest> = {}): Promise<Outcome> =>
  embeddedPlanner({ text, fleet, nowMs: 0, ...more });

/** A plan in short lines: `service.restart {"service":"nginx"} @web-1,web-2 if`. That looks through a pipe fail whole is left out. */
export const shortly = (plan: Plan, of: readonly Machine[] = fleet): string[] =>
  plan.steps.map(
    (step) =>
      `${step.tool} ${JSON.stringify(step.input).replace('"set -o pipefail; ', '"')} @${machinesOf(step.machineIds, of).join(",")}${step.condition ? " if" : ""}`,
  );

/** Names in the fleet's order. */
export const machinesOf = (ids: readonly string[], of: readonly Machine[] = fleet): string[] =>
  of.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
