/** Requests that fit this fleet, for the ask box: each names something that is really there, and is understood as it stands. */
import type { Machine } from "../domain/machine.ts";

/** Services that people restart, in the order in which they are worth an example. */
const familiar = [
  "nginx",
  "apache2",
  "httpd",
  "postgresql",
  "mariadb",
  "mysql",
  "redis-server",
  "redis",
  "haproxy",
  "grafana-server",
  "docker",
  "ssh",
  "sshd",
  "cron",
];

/** At most six. */
export function examplesFor(fleet: readonly Machine[]): string[] {
  const online = fleet.filter((machine) => machine.state === "online");
  const [first] = online;
  if (!first) return [];
  const examples = ["show disk usage on all machines"];
  const served = familiar.find((service) => online.some((machine) => machine.facts.services.includes(service)));
  const host = served === undefined ? undefined : online.find((machine) => machine.facts.services.includes(served));
  if (served !== undefined && host) examples.push(`is ${served} running on ${host.name}?`);
  const tag = online.flatMap((machine) => machine.tags)[0];
  if (served !== undefined && host && !["ssh", "sshd"].includes(served))
    examples.push(tag === undefined ? `restart ${served} on ${host.name}` : `restart ${served} on all ${tag} servers`);
  examples.push(`what is eating the CPU on ${first.name}?`);
  const managed = online.find((machine) => machine.facts.init === "systemd");
  if (managed) examples.push(`which services have failed on ${managed.name}?`);
  examples.push(fleet.length > 1 ? "which machines are offline?" : `show open ports on ${first.name}`);
  return examples.slice(0, 6);
}
