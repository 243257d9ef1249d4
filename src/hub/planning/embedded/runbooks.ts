/** The built-in runbooks, embedded as text and read on first use. */
import { once } from "../../../lib/once.ts";
import { readRunbook, type Runbook } from "./runbook.ts";
import afterRestart from "./runbooks/after-restart.yaml" with { type: "text" };
import aptLock from "./runbooks/apt-lock.yaml" with { type: "text" };
import arrayLook from "./runbooks/array-look.yaml" with { type: "text" };
import backupLook from "./runbooks/backup-look.yaml" with { type: "text" };
import balancerTrouble from "./runbooks/balancer-trouble.yaml" with { type: "text" };
import beforeRestart from "./runbooks/before-restart.yaml" with { type: "text" };
import buildTrouble from "./runbooks/build-trouble.yaml" with { type: "text" };
import cacheMemory from "./runbooks/cache-memory.yaml" with { type: "text" };
import cacheTrouble from "./runbooks/cache-trouble.yaml" with { type: "text" };
import certificateLook from "./runbooks/certificate-look.yaml" with { type: "text" };
import certificatesSoon from "./runbooks/certificates-soon.yaml" with { type: "text" };
import clockLook from "./runbooks/clock-look.yaml" with { type: "text" };
import configLook from "./runbooks/config-look.yaml" with { type: "text" };
import connectionLook from "./runbooks/connection-look.yaml" with { type: "text" };
import containerTrouble from "./runbooks/container-trouble.yaml" with { type: "text" };
import crashLook from "./runbooks/crash-look.yaml" with { type: "text" };
import cronTrouble from "./runbooks/cron-trouble.yaml" with { type: "text" };
import databaseCheck from "./runbooks/database-check.yaml" with { type: "text" };
import databaseLocks from "./runbooks/database-locks.yaml" with { type: "text" };
import diskErrors from "./runbooks/disk-errors.yaml" with { type: "text" };
import diskFull from "./runbooks/disk-full.yaml" with { type: "text" };
import diskWaits from "./runbooks/disk-waits.yaml" with { type: "text" };
import firewallLook from "./runbooks/firewall-look.yaml" with { type: "text" };
import gatewayErrors from "./runbooks/gateway-errors.yaml" with { type: "text" };
import guestStart from "./runbooks/guest-start.yaml" with { type: "text" };
import inodesLook from "./runbooks/inodes-look.yaml" with { type: "text" };
import killedLook from "./runbooks/killed-look.yaml" with { type: "text" };
import logVolume from "./runbooks/log-volume.yaml" with { type: "text" };
import loginTrouble from "./runbooks/login-trouble.yaml" with { type: "text" };
import machineHealth from "./runbooks/machine-health.yaml" with { type: "text" };
import mailQueue from "./runbooks/mail-queue.yaml" with { type: "text" };
import mailTrouble from "./runbooks/mail-trouble.yaml" with { type: "text" };
import mayNotUse from "./runbooks/may-not-use.yaml" with { type: "text" };
import memoryLook from "./runbooks/memory-look.yaml" with { type: "text" };
import mountTrouble from "./runbooks/mount-trouble.yaml" with { type: "text" };
import networkTrouble from "./runbooks/network-trouble.yaml" with { type: "text" };
import oneContainer from "./runbooks/one-container.yaml" with { type: "text" };
import openFiles from "./runbooks/open-files.yaml" with { type: "text" };
import packagesBroken from "./runbooks/packages-broken.yaml" with { type: "text" };
import packetLoss from "./runbooks/packet-loss.yaml" with { type: "text" };
import pathFull from "./runbooks/path-full.yaml" with { type: "text" };
import phpWorkers from "./runbooks/php-workers.yaml" with { type: "text" };
import portTrouble from "./runbooks/port-trouble.yaml" with { type: "text" };
import quorumLook from "./runbooks/quorum-look.yaml" with { type: "text" };
import rebootLook from "./runbooks/reboot-look.yaml" with { type: "text" };
import renewCertificates from "./runbooks/renew-certificates.yaml" with { type: "text" };
import replicaLook from "./runbooks/replica-look.yaml" with { type: "text" };
import revive from "./runbooks/revive.yaml" with { type: "text" };
import roomOfContainers from "./runbooks/room-of-containers.yaml" with { type: "text" };
import rotateLogs from "./runbooks/rotate-logs.yaml" with { type: "text" };
import securityLook from "./runbooks/security-look.yaml" with { type: "text" };
import serviceTrouble from "./runbooks/service-trouble.yaml" with { type: "text" };
import shareTrouble from "./runbooks/share-trouble.yaml" with { type: "text" };
import slowBoot from "./runbooks/slow-boot.yaml" with { type: "text" };
import slowMachine from "./runbooks/slow-machine.yaml" with { type: "text" };
import sshLogin from "./runbooks/ssh-login.yaml" with { type: "text" };
import swapLook from "./runbooks/swap-look.yaml" with { type: "text" };
import unitOff from "./runbooks/unit-off.yaml" with { type: "text" };
import unitOn from "./runbooks/unit-on.yaml" with { type: "text" };
import unitRestart from "./runbooks/unit-restart.yaml" with { type: "text" };
import vpnTrouble from "./runbooks/vpn-trouble.yaml" with { type: "text" };
import webServerCheck from "./runbooks/web-server-check.yaml" with { type: "text" };
import webServerRevive from "./runbooks/web-server-revive.yaml" with { type: "text" };
import whatChanged from "./runbooks/what-changed.yaml" with { type: "text" };
import zombies from "./runbooks/zombies.yaml" with { type: "text" };

const sources: readonly [file: string, text: string][] = [
  ["after-restart.yaml", afterRestart],
  ["apt-lock.yaml", aptLock],
  ["array-look.yaml", arrayLook],
  ["backup-look.yaml", backupLook],
  ["balancer-trouble.yaml", balancerTrouble],
  ["before-restart.yaml", beforeRestart],
  ["build-trouble.yaml", buildTrouble],
  ["cache-memory.yaml", cacheMemory],
  ["cache-trouble.yaml", cacheTrouble],
  ["certificate-look.yaml", certificateLook],
  ["certificates-soon.yaml", certificatesSoon],
  ["clock-look.yaml", clockLook],
  ["config-look.yaml", configLook],
  ["connection-look.yaml", connectionLook],
  ["container-trouble.yaml", containerTrouble],
  ["crash-look.yaml", crashLook],
  ["cron-trouble.yaml", cronTrouble],
  ["database-check.yaml", databaseCheck],
  ["database-locks.yaml", databaseLocks],
  ["disk-errors.yaml", diskErrors],
  ["disk-full.yaml", diskFull],
  ["disk-waits.yaml", diskWaits],
  ["firewall-look.yaml", firewallLook],
  ["gateway-errors.yaml", gatewayErrors],
  ["guest-start.yaml", guestStart],
  ["inodes-look.yaml", inodesLook],
  ["killed-look.yaml", killedLook],
  ["log-volume.yaml", logVolume],
  ["login-trouble.yaml", loginTrouble],
  ["machine-health.yaml", machineHealth],
  ["mail-queue.yaml", mailQueue],
  ["mail-trouble.yaml", mailTrouble],
  ["may-not-use.yaml", mayNotUse],
  ["memory-look.yaml", memoryLook],
  ["mount-trouble.yaml", mountTrouble],
  ["network-trouble.yaml", networkTrouble],
  ["one-container.yaml", oneContainer],
  ["open-files.yaml", openFiles],
  ["packages-broken.yaml", packagesBroken],
  ["packet-loss.yaml", packetLoss],
  ["path-full.yaml", pathFull],
  ["php-workers.yaml", phpWorkers],
  ["port-trouble.yaml", portTrouble],
  ["quorum-look.yaml", quorumLook],
  ["reboot-look.yaml", rebootLook],
  ["renew-certificates.yaml", renewCertificates],
  ["replica-look.yaml", replicaLook],
  ["revive.yaml", revive],
  ["room-of-containers.yaml", roomOfContainers],
  ["rotate-logs.yaml", rotateLogs],
  ["security-look.yaml", securityLook],
  ["service-trouble.yaml", serviceTrouble],
  ["share-trouble.yaml", shareTrouble],
  ["slow-boot.yaml", slowBoot],
  ["slow-machine.yaml", slowMachine],
  ["ssh-login.yaml", sshLogin],
  ["swap-look.yaml", swapLook],
  ["unit-off.yaml", unitOff],
  ["unit-on.yaml", unitOn],
  ["unit-restart.yaml", unitRestart],
  ["vpn-trouble.yaml", vpnTrouble],
  ["web-server-check.yaml", webServerCheck],
  ["web-server-revive.yaml", webServerRevive],
  ["what-changed.yaml", whatChanged],
  ["zombies.yaml", zombies],
];

/** Each by itself, so that a hub can read them in pieces: some 5 to 10 ms apiece. */
export const runbookParts: readonly (() => Runbook)[] = sources.map(([file, text]) =>
  once(() => readRunbook(text, file)),
);
/** Throws `validation` at the first one that is wrong. */
export const runbooks = once((): readonly Runbook[] => runbookParts.map((read) => read()));
/** Its text, as it lies in the folder. */
export const runbookSource = (id: string): string | undefined => sources.find(([file]) => file === `${id}.yaml`)?.[1];
export const runbookNamed = (id: string): Runbook | undefined => runbooks().find((book) => book.id === id);
