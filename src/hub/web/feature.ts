/** Web access put together: what tools may send, and the page on which an admin says so. */
import type { WebPatch, WebView } from "../../api/web.ts";
import type { Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { SecretPort } from "../../domain/secret.ts";
import type { HubSettings } from "../../domain/settings.ts";
import type { WebAccess } from "../../domain/webAccess.ts";
import type { Clock } from "../../lib/clock.ts";
import type { WebPort } from "../../tools/define.ts";
import type { Fleet } from "../../../web/frame/index.ts";
import type { AuditEntry, Db } from "../db/database.ts";
import type { Http } from "../http/app.ts";
import { makeWeb } from "./requests.ts";
import { webRoutes } from "./routes.tsx";
import { webStore } from "./store.ts";

export type By = Pick<AuditEntry, "actor" | "origin">;
export type WebService = { view: () => WebView; change: (by: By, patch: WebPatch) => Promise<void> };
export type Web = {
  port: WebPort;
  routes: (http: Pick<Http, "route" | "body" | "callerOf">, strip: (viewer: Actor) => Fleet) => void;
};
type Parts = {
  db: Pick<Db, "read" | "commit">;
  clock: Clock;
  given?: HubSettings["web"];
  secrets: Pick<SecretPort, "values">;
};

const here = "here";

export function makeWebFeature({ db, clock, given = {}, secrets }: Parts): Web {
  const store = webStore(db);
  let held = store.get();
  /** What flags, environment and file say stands before what is stored. */
  const access = (): WebAccess => {
    const searchUrl = given.searchUrl?.value ?? held.searchUrl;
    return {
      mode: given.mode?.value ?? held.mode,
      hosts: given.hosts?.value ?? held.hosts,
      ...(searchUrl === undefined ? {} : { searchUrl }),
    };
  };
  const service: WebService = {
    view: () => ({
      ...access(),
      from: {
        mode: given.mode?.from ?? here,
        hosts: given.hosts?.from ?? here,
        searchUrl: given.searchUrl?.from ?? here,
      },
    }),
    change: async (by, patch) => {
      for (const name of ["mode", "hosts", "searchUrl"] as const) {
        const source = given[name];
        if (source && patch[name] !== undefined) throw decidedBy(name, source.from);
      }
      const next = changed(held, patch);
      await db.commit({
        do: [store.put(next, { atMs: clock(), by: by.actor.name })],
        audit: [
          { ...by, action: "web.set", data: { mode: next.mode, hosts: next.hosts, searchUrl: next.searchUrl ?? "" } },
        ],
      });
      held = next;
    },
  };
  const secret = (ref: { name: string; version: number }): string => secrets.values([ref])[0] ?? "";
  return {
    port: makeWeb({ access, secret }),
    routes: (http, strip) => webRoutes({ http, strip, service }),
  };
}

const decidedBy = (name: string, from: string): AppError =>
  new AppError("conflict", `${from} decides that, so it cannot be changed here.`, {
    hint: "Change it there and restart the hub, or take it away there.",
    fields: { [name]: `is set by ${from}` },
  });

function changed(before: WebAccess, { mode, hosts, searchUrl }: WebPatch): WebAccess {
  const search = searchUrl === undefined ? before.searchUrl : (searchUrl ?? undefined);
  return {
    mode: mode ?? before.mode,
    hosts: hosts === undefined ? before.hosts : [...new Set(hosts)],
    ...(search === undefined ? {} : { searchUrl: search }),
  };
}
