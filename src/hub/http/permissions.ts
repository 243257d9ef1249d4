/**
 * Who may call what: the only way a route comes into being is a line here. `public` needs nothing; `agent` proves itself
 * on its own; `metrics` needs a key or sign-in of any role; the rest need at least that role.
 */
export type Permission = "public" | "agent" | "metrics" | "viewer" | "operator" | "admin";

export const permissions = {
  // pages
  "GET /": "viewer",
  "GET /tasks": "viewer",
  "GET /tasks/:id": "viewer",
  "GET /machines": "viewer",
  "GET /machines/add": "admin",
  "GET /machines/:id": "viewer",
  "GET /machines/:id/:view": "viewer",
  "GET /login": "public",
  "GET /setup": "public",
  "POST /login": "public",
  "POST /setup": "public",
  "POST /logout": "viewer",
  // form actions of pages; each calls the same verb as its API twin and answers with a fragment or a redirect
  "POST /tasks": "operator",
  "POST /tasks/:id/approval": "operator",
  "POST /tasks/:id/rejection": "operator",
  "POST /tasks/:id/cancellation": "operator",
  "POST /tasks/:id/answer": "operator",
  "POST /machines/add": "admin",
  "POST /machines/:id/exec": "operator",
  "POST /machines/:id/tags": "admin",
  "POST /machines/:id/revocation": "admin",
  // API
  "POST /api/auth/login": "public",
  "POST /api/auth/logout": "viewer",
  "GET /api/auth/me": "viewer",
  "POST /api/auth/setup": "public",
  "GET /api/keys": "admin",
  "POST /api/keys": "admin",
  "DELETE /api/keys/:id": "admin",
  "GET /api/machines": "viewer",
  "GET /api/machines/:id": "viewer",
  "PATCH /api/machines/:id": "admin",
  "DELETE /api/machines/:id": "admin",
  "GET /api/tokens": "admin",
  "POST /api/tokens": "admin",
  "DELETE /api/tokens/:id": "admin",
  "POST /api/agents/enrolment": "agent",
  "POST /api/tasks": "operator",
  "GET /api/tasks": "viewer",
  "GET /api/tasks/:id": "viewer",
  "GET /api/tasks/:id/runs": "viewer",
  "GET /api/tasks/:id/events": "viewer",
  "POST /api/tasks/:id/approval": "operator",
  "POST /api/tasks/:id/rejection": "operator",
  "POST /api/tasks/:id/answer": "operator",
  "POST /api/tasks/:id/cancellation": "operator",
  "GET /api/runs/:id/attempts": "viewer",
  "GET /api/runs/:id/output": "viewer",
  "POST /api/exec": "operator",
  "GET /api/exec/:id": "viewer",
  "GET /api/tools": "viewer",
  "POST /api/tools/:name": "operator",
  "GET /api/doctor": "admin",
  "GET /api/openapi.json": "viewer",
  // streams
  "GET /events": "viewer",
  "GET /ws/agent": "agent",
  "GET /ws/runs/:id/output": "viewer",
  // operations
  "GET /healthz": "public",
  "GET /readyz": "public",
  "GET /metrics": "metrics",
  "GET /install.sh": "public",
  "GET /download/:file": "public",
  "GET /assets/:file": "public",
} as const satisfies Record<string, Permission>;

export type RouteKey = keyof typeof permissions;
