/** All rules of a diagnosis, a family a file. */
import { certificates } from "./certificates.ts";
import { config } from "./config.ts";
import { containers } from "./containers.ts";
import { cpu } from "./cpu.ts";
import { cron } from "./cron.ts";
import { disk } from "./disk.ts";
import { dns } from "./dns.ts";
import { growth } from "./growth.ts";
import { hanging } from "./hanging.ts";
import { memory } from "./memory.ts";
import { permissions } from "./permissions.ts";
import { ports } from "./ports.ts";
import { processes } from "./processes.ts";
import { services } from "./services.ts";
import { upstream } from "./upstream.ts";
import type { Rule } from "./rule.ts";

export const rules: readonly Rule[] = [
  services,
  upstream,
  ports,
  config,
  permissions,
  hanging,
  cpu,
  processes,
  growth,
  memory,
  disk,
  cron,
  containers,
  certificates,
  dns,
];
