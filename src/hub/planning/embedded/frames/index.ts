/** All frames, in the order in which they are tried. */
import { once } from "../../../../lib/once.ts";
import { cronFrames } from "./cron.ts";
import { engineFrames } from "./engine.ts";
import type { Frame } from "./frame.ts";
import { fileFrames } from "./files.ts";
import { fleetFrames } from "./fleet.ts";
import { logFrames } from "./logs.ts";
import { machineFrames } from "./machines.ts";
import { networkFrames } from "./network.ts";
import { ownerFrames } from "./owners.ts";
import { packageFrames } from "./packages.ts";
import { peopleFrames } from "./people.ts";
import { processFrames } from "./processes.ts";
import { repositoryFrames } from "./repos.ts";
import { settingFrames } from "./settings.ts";
import { serviceFrames } from "./services.ts";

export const frames = once((): Frame[] => [
  ...settingFrames(),
  ...logFrames(),
  ...cronFrames(),
  ...engineFrames(),
  ...ownerFrames(),
  ...fileFrames(),
  ...serviceFrames(),
  ...packageFrames(),
  ...processFrames(),
  ...machineFrames(),
  ...networkFrames(),
  ...peopleFrames(),
  ...repositoryFrames(),
  ...fleetFrames(),
]);
