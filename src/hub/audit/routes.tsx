/** The audit trail for people and programs: list, detail, export, verification, report. Admins only, by the permission table. */
import type { Child } from "hono/jsx";
import * as z from "zod/mini";
import { auditExplanation } from "../../api/audit.ts";
import type { Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { AuditEntryPage, AuditLines, AuditPage, AuditReportPage, AuditState } from "../../../web/audit/index.ts";
import { Page, Partial, place, type Fleet, type LiveView } from "../../../web/frame/index.ts";
import { goTo } from "../http/admit.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";
import type { BodyOf, CallerOf, HubContext, Route } from "../http/route.ts";
import { patience } from "../http/serve.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Db } from "../db/database.ts";
import { exportStream } from "./export.ts";
import { filterFrom, timeIn, type MachineIdOf } from "./filter.ts";
import type { AuditKeeper } from "./keeper.ts";
import { periodReport } from "./period.ts";
import { listAtMost, type AuditStore } from "./store.ts";
import { viewOfEntry, viewOfVerified, type NameOf } from "./view.ts";

export type AuditRoutes = {
  route: Route;
  callerOf: CallerOf;
  body: BodyOf;
  db: Db;
  store: AuditStore;
  keeper: AuditKeeper;
  clock: Clock;
  /** The hub's public key, SPKI in base64. */
  publicKey: string;
  machineIdOf: MachineIdOf;
  nameOf: NameOf;
  machineNames: () => string[];
  strip: (viewer: Actor) => Fleet;
};

const pageSize = 100;
const monthMs = 30 * 86_400_000;
const fields = ["person", "machine", "task", "action", "from", "to", "text"] as const;

export function auditRoutes(parts: AuditRoutes) {
  const { route, callerOf, body, db, store, keeper, clock, nameOf, machineIdOf, strip } = parts;
  const verification = () => {
    const verified = keeper.verified();
    return verified ? { verification: viewOfVerified(verified) } : {};
  };
  const entries = (): number => store.newest()?.seq ?? 0;
  const page = (
    c: HubContext,
    { title, live }: { title: string; live?: LiveView },
    child: Child,
  ): Promise<Response> => {
    const { actor } = callerOf(c);
    return html(
      c,
      <Page title={title} nav="audit" person={personOf(actor)} fleet={strip(actor)} {...(live ? { live } : {})}>
        {child}
      </Page>,
    );
  };

  async function listed(query: Record<string, string>, size: number): Promise<Listed> {
    const rows = await store.find(filterFrom(query, machineIdOf), size + 1);
    const items = rows.slice(0, size).map((entry) => viewOfEntry(entry, nameOf));
    const last = rows.length > size ? items.at(-1)?.seq : undefined;
    return { items, ...(last === undefined ? {} : { next: String(last) }) };
  }

  route("GET /api/audit", async (c) => {
    const { limit, ...query } = c.req.query();
    const size = limit === undefined ? 100 : Number(limit);
    if (!Number.isInteger(size) || size < 1 || size > listAtMost - 1)
      throw new AppError("validation", `limit is 1 to ${listAtMost - 1}.`, { fields: { limit: "is a number" } });
    return c.json(await listed(query, size));
  });

  route("GET /api/audit/export", (c) => {
    const { as = "jsonl", ...query } = c.req.query();
    if (as !== "jsonl" && as !== "csv")
      throw new AppError("validation", "as is jsonl or csv.", { fields: { as: "is jsonl or csv" } });
    const filter = filterFrom(query, machineIdOf);
    patience(c);
    const day = new Date(clock()).toISOString().slice(0, 10);
    return new Response(exportStream({ ...parts, filter, kind: as }), {
      headers: {
        "content-type": as === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson",
        "content-disposition": `attachment; filename=ailx-audit-${day}.${as}`,
        "cache-control": "no-store",
      },
    });
  });

  function period(c: HubContext) {
    const nowMs = clock();
    const toMs = timeIn("to", c.req.query("to") || undefined, { end: true }) ?? nowMs;
    const fromMs = timeIn("from", c.req.query("from") || undefined) ?? toMs - monthMs;
    if (fromMs > toMs) throw new AppError("validation", "from is after to.", { fields: { from: "is after to" } });
    return periodReport({ db, store, nameOf, verified: keeper.verified(), fromMs, toMs, nowMs });
  }
  route("GET /api/audit/report", (c) => c.json(period(c)));
  route("GET /audit/report", (c) =>
    page(c, { title: "Audit report" }, <AuditReportPage report={period(c)} entries={entries()} />),
  );

  route("GET /api/audit/verification", (c) => {
    const verified = keeper.verified();
    if (!verified)
      throw new AppError("not_found", "The trail has not been looked over since the hub started.", {
        hint: "POST /api/audit/verification does it now.",
      });
    return c.json(viewOfVerified(verified));
  });
  route("POST /api/audit/verification", async (c) => {
    await body(c, z.strictObject({}));
    patience(c);
    return c.json(viewOfVerified(await keeper.verify()));
  });
  route("POST /audit/verification", async (c) => {
    await body(c, z.strictObject({}));
    patience(c);
    await keeper.verify();
    return goTo(c, "/audit");
  });
  route("POST /api/audit/explanation", async (c) => {
    const { reason } = await body(c, auditExplanation());
    const { actor, origin } = callerOf(c);
    return c.json(viewOfVerified(await keeper.explain({ actor, origin }, reason)));
  });

  route("GET /audit", async (c) => {
    const asked = c.req.query();
    const query = Object.fromEntries(fields.flatMap((name) => (asked[name] ? [[name, asked[name]]] : [])));
    const { list, error } = await tried(() => listed(asked, pageSize));
    const search = new URLSearchParams(query).toString();
    const child = (
      <AuditPage
        items={list.items}
        query={query}
        entries={entries()}
        people={store.people().map(({ name }) => name)}
        machines={parts.machineNames()}
        actions={store.actions()}
        {...verification()}
        {...(list.next ? { next: `/audit?${new URLSearchParams({ ...query, cursor: list.next }).toString()}` } : {})}
        {...(error ? { error } : {})}
      />
    );
    // Only the newest page grows at its top.
    const live: { live?: LiveView } = asked["cursor"] || error ? {} : { live: `audit:${search}` };
    return page(c, { title: "Audit", ...live }, child);
  });

  route("GET /audit/:seq", (c) => {
    const seq = Number(c.req.param("seq"));
    const entry = Number.isSafeInteger(seq) ? store.entry(seq) : undefined;
    if (!entry) throw new AppError("not_found", "There is no such entry.", { hint: "The page Audit lists them." });
    return page(
      c,
      { title: `Audit, entry ${seq}` },
      <AuditEntryPage entry={viewOfEntry(entry, nameOf)} older={seq > 1} newer={seq < entries()} />,
    );
  });

  return {
    /** Live fragments of the audit page; `search` is its filter. */
    live: async (search: string) => {
      const { list } = await tried(() => listed(Object.fromEntries(new URLSearchParams(search)), pageSize));
      return (
        <>
          <Partial into={place.auditState}>
            <AuditState entries={entries()} {...verification()} />
          </Partial>
          <Partial into={place.auditLines}>
            <AuditLines items={list.items} filtered={search !== ""} />
          </Partial>
        </>
      );
    },
  };
}

type Listed = { items: ReturnType<typeof viewOfEntry>[]; next?: string };

/** A filter that cannot be read is told on the page that holds it. */
async function tried(list: () => Promise<Listed>): Promise<{ list: Listed; error?: string }> {
  try {
    return { list: await list() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { list: { items: [] }, error: error.detail };
  }
}
