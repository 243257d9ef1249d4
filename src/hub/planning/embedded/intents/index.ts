/** All that the embedded planner understands, in the order in which it is tried. */
import { once } from "../../../../lib/once.ts";
import { commandMeanings } from "./command.ts";
import { containerMeanings } from "./containers.ts";
import { fixMeanings } from "./fixes.ts";
import { factMeanings } from "./facts.ts";
import { fileMeanings } from "./files.ts";
import { fleetMeanings } from "./fleet.ts";
import { logMeanings } from "./logs.ts";
import { machineMeanings } from "./machines.ts";
import type { Meanings } from "./match.ts";
import { clusterMeanings } from "./proxmox-cluster.ts";
import { proxmoxMeanings } from "./proxmox.ts";
import { proxmoxMoveMeanings } from "./proxmox-moves.ts";
import { packageMeanings } from "./packages.ts";
import { repositoryMeanings } from "./repos.ts";
import { serviceMeanings } from "./services.ts";
import { systemMeanings } from "./system.ts";
import { vagueMeanings } from "./vague.ts";

/** Each list by itself, so that a hub can make them in pieces. */
export const meaningParts: readonly (() => Meanings)[] = [
  commandMeanings,
  fixMeanings,
  clusterMeanings,
  proxmoxMeanings,
  proxmoxMoveMeanings,
  repositoryMeanings,
  factMeanings,
  fleetMeanings,
  logMeanings,
  serviceMeanings,
  containerMeanings,
  systemMeanings,
  fileMeanings,
  vagueMeanings,
  packageMeanings,
  machineMeanings,
].map(once);

export const meanings = (): Meanings => meaningParts.flatMap((part) => part());
