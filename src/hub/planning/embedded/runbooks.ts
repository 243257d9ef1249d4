/** The built-in runbooks, embedded as text and read on first use. */
import { once } from "../../../lib/once.ts";
import { readRunbook, type Runbook } from "./runbook.ts";
import aptLock from "./runbooks/apt-lock.yaml" with { type: "text" };
import certificateLook from "./runbooks/certificate-look.yaml" with { type: "text" };
import containerTrouble from "./runbooks/container-trouble.yaml" with { type: "text" };
import cronTrouble from "./runbooks/cron-trouble.yaml" with { type: "text" };
import databaseCheck from "./runbooks/database-check.yaml" with { type: "text" };
import diskFull from "./runbooks/disk-full.yaml" with { type: "text" };
import loginTrouble from "./runbooks/login-trouble.yaml" with { type: "text" };
import machineHealth from "./runbooks/machine-health.yaml" with { type: "text" };
import mailTrouble from "./runbooks/mail-trouble.yaml" with { type: "text" };
import memoryLook from "./runbooks/memory-look.yaml" with { type: "text" };
import networkTrouble from "./runbooks/network-trouble.yaml" with { type: "text" };
import oneContainer from "./runbooks/one-container.yaml" with { type: "text" };
import pathFull from "./runbooks/path-full.yaml" with { type: "text" };
import portTrouble from "./runbooks/port-trouble.yaml" with { type: "text" };
import rebootLook from "./runbooks/reboot-look.yaml" with { type: "text" };
import serviceTrouble from "./runbooks/service-trouble.yaml" with { type: "text" };
import slowMachine from "./runbooks/slow-machine.yaml" with { type: "text" };
import unitOff from "./runbooks/unit-off.yaml" with { type: "text" };
import unitOn from "./runbooks/unit-on.yaml" with { type: "text" };
import unitRestart from "./runbooks/unit-restart.yaml" with { type: "text" };
import webServerCheck from "./runbooks/web-server-check.yaml" with { type: "text" };
import webServerRevive from "./runbooks/web-server-revive.yaml" with { type: "text" };
import zombies from "./runbooks/zombies.yaml" with { type: "text" };

const sources: readonly [file: string, text: string][] = [
  ["apt-lock.yaml", aptLock],
  ["certificate-look.yaml", certificateLook],
  ["container-trouble.yaml", containerTrouble],
  ["cron-trouble.yaml", cronTrouble],
  ["database-check.yaml", databaseCheck],
  ["disk-full.yaml", diskFull],
  ["login-trouble.yaml", loginTrouble],
  ["machine-health.yaml", machineHealth],
  ["mail-trouble.yaml", mailTrouble],
  ["memory-look.yaml", memoryLook],
  ["network-trouble.yaml", networkTrouble],
  ["one-container.yaml", oneContainer],
  ["path-full.yaml", pathFull],
  ["port-trouble.yaml", portTrouble],
  ["reboot-look.yaml", rebootLook],
  ["service-trouble.yaml", serviceTrouble],
  ["slow-machine.yaml", slowMachine],
  ["unit-off.yaml", unitOff],
  ["unit-on.yaml", unitOn],
  ["unit-restart.yaml", unitRestart],
  ["web-server-check.yaml", webServerCheck],
  ["web-server-revive.yaml", webServerRevive],
  ["zombies.yaml", zombies],
];

/** Throws `validation` at the first one that is wrong. */
export const runbooks = once((): readonly Runbook[] => sources.map(([file, text]) => readRunbook(text, file)));
/** Its text, as it lies in the folder. */
export const runbookSource = (id: string): string | undefined => sources.find(([file]) => file === `${id}.yaml`)?.[1];
export const runbookNamed = (id: string): Runbook | undefined => runbooks().find((book) => book.id === id);
