/**
 * What each route touches of the fleet, for callers whose scope is a part of it. A route whose object is a machine, task or run
 * is closed where that object is outside: as if it were not there. The rest says here what keeps it within the scope;
 * a route that says nothing is closed to them, and a test names it.
 */
import { permissions, type RouteKey } from "./permissions.ts";
import { split } from "./keys.ts";

/**
 * `machine`, `task`, `run`: the route's `:id` · `filters`: the handler shows and takes only what is in the caller's scope ·
 * `own`: the caller's own account, open also to one who has to set up a second factor first · `ownKeys`: the caller's keys · `nothing`: it shows nothing of the fleet · `whole`: it shows the whole fleet, so those
 * with a scope never get it.
 */
export type Reach = "machine" | "task" | "run" | "filters" | "own" | "ownKeys" | "nothing" | "whole";

const objects: [RegExp, Reach][] = [
  [/^(\/api)?\/machines\/:id(\/|$)/, "machine"],
  [/^(\/api)?\/tasks\/:id(\/|$)/, "task"],
  [/^\/api\/exec\/:id$/, "task"],
  [/^(\/api|\/ws)?\/runs\/:id(\/|$)/, "run"],
  [/^\/account\/keys(\/|$)/, "ownKeys"],
  [/^(\/api)?\/account(\/|$)/, "own"],
];

const others: Partial<Record<RouteKey, Reach>> = {
  "GET /": "filters",
  "GET /tasks": "filters",
  "POST /tasks": "filters",
  "GET /machines": "filters",
  "GET /events": "filters",
  "GET /api/machines": "filters",
  "GET /api/tasks": "filters",
  "POST /api/tasks": "filters",
  "POST /api/exec": "filters",
  "POST /api/tools/:name": "filters",
  "POST /logout": "own",
  "POST /api/auth/logout": "own",
  "GET /api/auth/me": "own",
  "GET /api/keys": "ownKeys",
  "POST /api/keys": "ownKeys",
  "DELETE /api/keys/:id": "ownKeys",
  // They may name any machine, and answer to everybody.
  "GET /runbooks": "whole",
  "GET /runbooks/new": "whole",
  "GET /runbooks/:id": "whole",
  "POST /runbooks": "whole",
  "POST /runbooks/check": "whole",
  "POST /runbooks/:id/removal": "whole",
  "GET /api/runbooks": "whole",
  "GET /api/runbooks/:id": "whole",
  "PUT /api/runbooks/:id": "whole",
  "DELETE /api/runbooks/:id": "whole",
  "POST /api/runbooks/check": "whole",
  "GET /api/tasks/:id/runbook": "whole",
  "GET /schedules": "filters",
  "GET /schedules/:id": "filters",
  "POST /schedules/:id/pause": "filters",
  "POST /schedules/:id/resumption": "filters",
  "POST /schedules/:id/missed": "filters",
  "POST /schedules/:id/run": "filters",
  "POST /schedules/:id/removal": "filters",
  "GET /api/schedules": "filters",
  "POST /api/schedules": "filters",
  "GET /api/schedules/:id": "filters",
  "PATCH /api/schedules/:id": "filters",
  "DELETE /api/schedules/:id": "filters",
  "POST /api/schedules/:id/run": "filters",
  "GET /memory": "filters",
  "POST /memory": "filters",
  "POST /memory/:id": "filters",
  "POST /memory/:id/removal": "filters",
  "GET /api/memory": "filters",
  "POST /api/memory": "filters",
  "PATCH /api/memory/:id": "filters",
  "DELETE /api/memory/:id": "filters",
  "GET /api/secrets": "nothing",
  "GET /rate": "nothing",
  "POST /rate": "nothing",
  "POST /api/rate": "nothing",
  "GET /api/tools": "nothing",
  "GET /api/openapi.json": "nothing",
  "GET /metrics": "whole",
  "GET /policies": "whole",
  "POST /policies/simulation": "whole",
  "POST /permits/:id/revocation": "filters",
  "GET /api/policies": "whole",
  "GET /api/policies/:id": "whole",
  "POST /api/policies/simulation": "filters",
  "GET /api/permits": "filters",
  "DELETE /api/permits/:id": "filters",
};

/** Undefined where nobody said: closed to callers with a scope. Admins have none, so their routes need no word. */
export function reachOf(key: RouteKey): Reach | undefined {
  const needs = permissions[key];
  if (needs === "public" || needs === "agent") return "nothing";
  if (needs === "admin") return "whole";
  const { path } = split(key);
  return others[key] ?? objects.find(([shape]) => shape.test(path))?.[1];
}
