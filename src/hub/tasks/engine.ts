/** The task engine put together: what the routes and the link call. */
import { makeConductor } from "./conductor.ts";
import { makeCreate } from "./create.ts";
import { makeDecisions } from "./decisions.ts";
import { makeHubTools } from "./hubTools.ts";
import { makeIncoming } from "./incoming.ts";
import { makePause } from "./pause.ts";
import type { Ports } from "./ports.ts";
import { Queue } from "./queue.ts";
import { makeReconcile } from "./reconcile.ts";
import { makeSimulate } from "./simulate.ts";
import { makeStalls } from "./stalls.ts";
import { Watch } from "./watch.ts";

const sweepEveryMs = 1_000;

export function makeEngine(ports: Ports) {
  const watch = new Watch();
  const queue = new Queue(ports.clock());
  const conductor = makeConductor({ ports, watch, queue });
  const incoming = makeIncoming({ ports, conductor, watch });
  const reconcile = makeReconcile({ ports, conductor, incoming, watch, queue });
  conductor.onHubRun(makeHubTools({ ports, incoming }));
  const decide = makeDecisions({ ports, conductor });
  conductor.onCancel((id) => decide.drop(id));
  let timer: ReturnType<typeof setInterval> | undefined;
  let sweeping = false;

  async function sweep(): Promise<void> {
    if (sweeping) return;
    sweeping = true;
    await reconcile.sweep().catch((error: unknown) => ports.log.error("sweep.failed", { error: String(error) }));
    sweeping = false;
  }

  return {
    simulate: makeSimulate(ports),
    create: makeCreate({ ports, conductor }),
    decide,
    desks: conductor.desks,
    pausing: makePause({ ports, conductor }),
    incoming,
    reconcile,
    stalls: makeStalls(ports, conductor.desks.say),
    start: async (): Promise<void> => {
      await reconcile.start();
      timer = setInterval(() => void sweep(), sweepEveryMs);
    },
    stop: (): void => {
      clearInterval(timer);
      conductor.desks.close();
    },
  };
}

export type Engine = ReturnType<typeof makeEngine>;
