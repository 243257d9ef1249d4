import { afterEach, describe, expect, test } from "bun:test";
import { permissions, type RouteKey } from "./permissions.ts";
import { reachOf } from "./reach.ts";
import { startWeb, type Web } from "./testing/web.ts";
import { keepWithin } from "./within.ts";

const open: Web[] = [];
afterEach(async () => {
  for (const web of open.splice(0)) await web.close();
});
const viewer = { id: "p1", role: "viewer", scope: "tag:web" } as const;
const keys = Object.keys(permissions) as RouteKey[];

describe("a caller with a scope", () => {
  test("gets nothing that has a name where nobody says what is inside", () => {
    for (const key of keys) {
      const reach = reachOf(key) ?? "unsaid";
      const ask = () => keepWithin({ key, id: "x", viewer, within: undefined });
      if (["filters", "own", "ownKeys", "nothing"].includes(reach)) expect(ask).not.toThrow();
      else expect(ask).toThrow("forbidden");
    }
  });

  test("gets nothing by a route that is not known", () => {
    const unknown = "GET /api/brand/new" as RouteKey;
    expect(() => keepWithin({ key: unknown, id: "", viewer, within: undefined })).toThrow("forbidden");
  });

  test("is stopped at the door, before the handler", async () => {
    const web = await startWeb();
    open.push(web);
    await web.addPerson("vera", "viewer", "tag:web");
    const vera = await web.browser("vera");
    const statusOf = async (path: string) => (await web.call(path, { headers: vera })).status;
    expect([await statusOf("/api/machines/x"), await statusOf("/metrics"), await statusOf("/api/machines")]).toEqual([
      403, 403, 204,
    ]);
  });
});
