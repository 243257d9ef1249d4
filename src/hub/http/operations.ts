/** What watches the hub: alive, ready, numbers, its own examination, and the description of its API. */
import { AppError } from "../../domain/error.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Http } from "./app.ts";
import type { Metrics } from "./metrics.ts";

/** One thing that must work before the hub is of use: throws where it does not. */
export type Probe = () => void | Promise<void>;

type Parts = {
  http: Http;
  metrics: Metrics;
  /** By name, e.g. `database`, `writer`. */
  probes: Record<string, Probe>;
  openapi: () => JsonObject;
  doctor: () => Promise<JsonObject>;
};

const patienceMs = 2_000;
/** Anyone may ask whether the hub is ready; so it is looked at once a second at most. */
const keptMs = 1_000;

export function operationRoutes({ http: { route }, metrics, probes, openapi, doctor }: Parts): void {
  let held: { atMs: number; found: Promise<string[]> } | undefined;
  const failing = (): Promise<string[]> => {
    const nowMs = performance.now();
    if (held === undefined || nowMs - held.atMs > keptMs) held = { atMs: nowMs, found: failed(probes) };
    return held.found;
  };
  let described: JsonObject | undefined;

  route("GET /healthz", (c) => c.json({ status: "ok" }));
  route("GET /readyz", async (c) => {
    const names = await failing();
    if (names.length > 0)
      throw new AppError("storage_failed", `Not ready: ${names.join(", ")}.`, { hint: "The hub's log says why." });
    return c.json({ status: "ready" });
  });
  route("GET /metrics", async (c) => c.body(await metrics.text(), 200, { "content-type": metrics.contentType }));
  route("GET /api/doctor", async (c) => c.json(await doctor()));
  route("GET /api/openapi.json", (c) => c.json((described ??= openapi())));
}

/** Names of the probes that failed, or did not answer in time. */
export async function failed(probes: Record<string, Probe>): Promise<string[]> {
  const names = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => {
      const late = Promise.withResolvers<string>();
      const timer = setTimeout(() => late.resolve(name), patienceMs);
      try {
        return await Promise.race([Promise.resolve(probe()).then(() => undefined), late.promise]);
      } catch {
        return name;
      } finally {
        clearTimeout(timer);
      }
    }),
  );
  return names.filter((name) => name !== undefined);
}
