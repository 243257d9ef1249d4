/** Web access in a whole hub: off at first, set by an admin, used by a tool's run, and written down. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TaskView } from "../../api/task.ts";
import type { WebView } from "../../api/web.ts";
import { taskEnded } from "../../domain/task.ts";
import { hubHere, type HubHere } from "../../../test/support/hub.ts";

let hub: HubHere;
const site = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request) =>
    new Response(`<title>Wiki</title><p>key ${request.headers.get("x-key") ?? "none"}`, {
      headers: { "content-type": "text/html" },
    }),
});
const here = `127.0.0.1:${site.port}`;
beforeAll(async () => {
  hub = await hubHere();
});
afterAll(async () => {
  await site.stop(true);
  await hub.close();
});

const patch = (body: object): Promise<WebView> => hub.ask<WebView>("/api/web", body, "PATCH");
const fetched = async (url: string): Promise<TaskView> => {
  const { id } = await hub.ask<TaskView>("/api/tools/web.fetch", { input: { url } });
  for (;;) {
    const task = await hub.ask<TaskView>(`/api/tasks/${id}`);
    if (taskEnded(task.state)) return task;
    await Bun.sleep(10);
  }
};

describe("web access", () => {
  test("is off at first, and a run says who can change that", async () => {
    expect(await hub.ask<WebView>("/api/web")).toMatchObject({ mode: "off", hosts: [], from: { mode: "here" } });
    expect(JSON.stringify(await fetched(`http://${here}/`))).toContain("Web access is off.");
  });

  test("lets a run ask the host that is listed, and no other", async () => {
    expect(await patch({ mode: "listed", hosts: [here] })).toMatchObject({ mode: "listed", hosts: [here] });
    expect((await fetched(`http://${here}/`)).state).toBe("succeeded");
    expect(JSON.stringify(await fetched("http://127.0.0.1:1/"))).toContain("not among the hosts that are allowed");
    expect(
      hub.rows<{ action: string }>("SELECT * FROM audit").filter(({ action }) => action === "web.set"),
    ).toHaveLength(1);
  });

  test("is set by the page too, which says what is no host", async () => {
    const form = (hosts: string) =>
      hub.call("/settings/web", {
        method: "POST",
        headers: hub.boss,
        body: new URLSearchParams({ mode: "listed", hosts }),
      });
    expect((await form(`${here}\nDocs.Example.com`)).status).toBeLessThan(400);
    expect((await hub.ask<WebView>("/api/web")).hosts).toEqual([here, "docs.example.com"]);
    const wrong = await form("https://docs.example.com/");
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining("is no host such as")]);
    const page = await (await hub.call("/settings/web", { headers: hub.boss })).text();
    expect(page).toContain("docs.example.com");
  });

  test("takes a search engine that has a place for the words, and not in its host", async () => {
    expect(await patch({ searchUrl: `http://${here}/search?q={query}` })).toMatchObject({
      searchUrl: expect.any(String),
    });
    for (const searchUrl of ["https://a.example/", "ftp://a/{query}", "https://{query}.evil.example/", "x"])
      expect((await hub.post("/api/web", { searchUrl }, hub.boss, "PATCH")).status).toBe(400);
    expect((await patch({ searchUrl: null })).searchUrl).toBeUndefined();
  });
});
