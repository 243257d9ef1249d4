/**
 * Reads one request of each kind, so that the first person who asks does not wait for templates to be compiled: hundreds of them
 * are only ready to run once they have run.
 */
import type { Machine } from "../../../domain/machine.ts";
import { frameParts, frames } from "./frames/index.ts";
import { meaningParts } from "./intents/index.ts";
import { embeddedPlanner } from "./planner.ts";
import { meanings } from "./read.ts";
import { runbookParts } from "./runbooks.ts";

/** One of each way through the planner; HOST stands for a machine that is there. Nothing of it is carried out. */
const requests: readonly string[] = [
  "show disk usage",
  "restart nginx on HOST, then check it",
  "why is HOST slow?",
  "if the disk on HOST is over 80% full, restart nginx on HOST",
  "every night at 2 update HOST",
  "zeig den Status von nginx auf HOST",
  "muestra el estado de nginx en HOST",
  "how many machines run debian?",
  "show the last 50 error lines of nginx on HOST since yesterday",
  "set the php memory limit to 512M on HOST",
  "is port 443 open on HOST?",
  "which process uses the most memory on HOST?",
  "do whatever you feel like with the flux capacitor of HOST",
  "list the snapshots of vm 101",
  "who is logged in on HOST",
  "install htop on all machines except HOST",
  "the shop on HOST is down, please have a look, thanks",
  "git status of /srv/shop on HOST",
  "delete /tmp/x on HOST",
];

/** Compiled in some 5 ms. */
const atOnce = 500;

/** `pause` is waited for before each, so that what a hub has to do meanwhile comes first. Without a machine there is nothing to read them for. */
export async function warm(
  fleet: readonly Machine[],
  { nowMs, pause }: { nowMs: number; pause: () => Promise<void> },
): Promise<void> {
  const [host] = fleet;
  if (host === undefined) return;
  // An expression is compiled when it is first tried, and the words of a request decide which are.
  for (const part of [...frameParts, ...meaningParts, ...runbookParts]) {
    await pause();
    part();
  }
  await pause();
  const all = frames().flatMap(({ need, longest, may }) => [...need, ...longest, ...may]);
  await pause();
  for (const [at, { shape }] of [...all, ...meanings()].entries()) {
    if (at % atOnce === 0) await pause();
    shape.exec(" x");
  }
  for (const text of requests) {
    await pause();
    await embeddedPlanner({ text: text.replaceAll("HOST", host.name), fleet, nowMs });
  }
}
