/** All rules of a diagnosis, a family a file. */
import { arrays } from "./arrays.ts";
import { certificates } from "./certificates.ts";
import { clock } from "./clock.ts";
import { config } from "./config.ts";
import { containers } from "./containers.ts";
import { cpu } from "./cpu.ts";
import { cron } from "./cron.ts";
import { disk } from "./disk.ts";
import { dns } from "./dns.ts";
import { growth } from "./growth.ts";
import { hanging } from "./hanging.ts";
import { limits } from "./limits.ts";
import { links } from "./links.ts";
import { memory } from "./memory.ts";
import { packages } from "./packages.ts";
import { permissions } from "./permissions.ts";
import { ports } from "./ports.ts";
import { pressure } from "./pressure.ts";
import { processes } from "./processes.ts";
import { services } from "./services.ts";
import { signs } from "./signs/signs.ts";
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
  links,
  clock,
  arrays,
  limits,
  pressure,
  packages,
  signs,
];
