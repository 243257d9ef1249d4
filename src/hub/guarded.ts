/** Secrets and redaction put together: what main hands to the wire, to the engine and to the web. */
import type { Actor } from "../domain/account.ts";
import type { SecretPort } from "../domain/secret.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Fleet as Strip } from "../../web/frame/index.ts";
import type { Db } from "./db/database.ts";
import type { Http } from "./http/app.ts";
import type { HubKey } from "./keys/hubKey.ts";
import type { Seal } from "./keys/seal.ts";
import type { LinkEvents } from "./link/link.ts";
import type { Fleet } from "./machines/fleet.ts";
import { makeMasker } from "./redaction/masker.ts";
import { maskedRoutes } from "./redaction/routes.tsx";
import { maskedStore } from "./redaction/store.ts";
import { makeSecretPort } from "./secrets/port.ts";
import { secretRoutes } from "./secrets/routes.tsx";
import { secretStore } from "./secrets/store.ts";
import type { TaskStore } from "./tasks/store.ts";

type Parts = { db: Db; key: HubKey; seal: Seal; fleet: Fleet; store: TaskStore; clock: Clock; log: Log };
type Heard = Pick<LinkEvents, "connected" | "output" | "stalled" | "result">;

/** Agents mask what they say since this capability. */
const masksSince = 4;
/** Masked values are looked over for their age this often. */
const forgetEveryMs = 3_600_000;

export function makeGuarded({ db, key, seal, fleet, store, clock, log }: Parts) {
  const secrets = secretStore({ db, seal });
  const port: SecretPort = makeSecretPort({
    store: secrets,
    keyOf: (id) => fleet.held(id)?.publicKey,
    used: (ref) => db.later(secrets.used(ref, clock())),
  });
  const masked = maskedStore(db);

  /** Values of the secrets of an attempt, as its plan names them. */
  const secretsOf = (attemptId: string): string[] => {
    const attempt = store.attempt(attemptId);
    const run = attempt && store.run(attempt.runId);
    const step = run && store.plan(run.taskId, run.revision)?.plan.steps.find(({ id }) => id === run.stepId);
    try {
      return step ? port.values(step.secrets) : [];
    } catch (error) {
      log.warn("secrets.not_opened", { attemptId, error: String(error) });
      return [];
    }
  };
  const mask = new Set<string>();
  const masker = makeMasker({ hub: key, secretsOf, masksItself: (id) => mask.has(id) });

  const forget = (): void => {
    const nowMs = clock();
    if (masked.expired(nowMs) === 0) return;
    db.commit({ do: [masked.forget(nowMs)] }).catch((error: unknown) =>
      log.warn("masked.not_forgotten", { error: String(error) }),
    );
  };

  return {
    port,
    /** What machines say goes through here before anything else hears it. */
    hears: (then: Heard): Heard => ({
      connected: (arrival) => {
        if ((arrival.capability ?? 0) >= masksSince) mask.add(arrival.machineId);
        else mask.delete(arrival.machineId);
        then.connected(arrival);
      },
      output: (id, call, frame) => then.output(id, call, masker.frame(id, call, frame)),
      stalled: (id, call, stall) => then.stalled(id, call, masker.stall(id, call, stall)),
      result: (id, call, result) => then.result(id, call, masker.result(id, call, result)),
    }),
    routes: (http: Pick<Http, "route" | "body" | "callerOf">, strip: (viewer: Actor) => Strip): void => {
      secretRoutes({ http, strip, db, store: secrets, clock });
      maskedRoutes({ http, strip, db, store: masked, hub: key, clock, runOf: store.run });
    },
    /** Removes masked values that are older than is kept, now and from time to time. Returns the way to stop. */
    start: (): (() => void) => {
      forget();
      const timer = setInterval(forget, forgetEveryMs);
      return () => clearInterval(timer);
    },
  };
}
