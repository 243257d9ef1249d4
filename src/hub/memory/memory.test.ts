/** What ailx remembers, on a real server and database. */
import { afterEach, describe, expect, test } from "bun:test";
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Outcome } from "../../domain/plan.ts";
import { parseScope } from "../../domain/scope.ts";
import { machineOf } from "../../domain/target-testing.ts";
import { auditWords } from "../../domain/auditWords.ts";
import { audit } from "../audit/table.ts";
import { startWeb } from "../http/testing/web.ts";
import { memoryAsked } from "./asked.ts";
import { makeMemory, type MemoryVerbs } from "./memory.ts";
import { memoryRoutes } from "./routes.tsx";
import { memoryStore } from "./store.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function start() {
  const fleet: Machine[] = [
    machineOf({ name: "sab-1", tags: ["home"] }),
    machineOf({ name: "web-1", tags: ["web"] }),
    machineOf({ name: "web-2", tags: ["web"], aliases: ["shop"] }),
  ];
  let memory: MemoryVerbs | undefined;
  const web = await startWeb({
    more: ({ http, db }) => {
      memory = makeMemory({
        db,
        store: memoryStore(db),
        clock: () => Date.now(),
        markKey: new Uint8Array(32),
        fleet: {
          all: () => fleet,
          find: (wanted, scope) => {
            const found = fleet.find(({ name, id }) => name === wanted || id === wanted);
            if (!found || (scope !== undefined && !parseScope(scope).covers(found)))
              throw new AppError("no_machine", `There is no machine “${wanted}”.`);
            return found;
          },
        },
      });
      memoryRoutes({
        http,
        memory,
        strip: () => ({ up: 0, down: 0, needsYou: 0, running: 0 }),
        told: (id) => (id === "t1" ? { text: "the nas", machines: [{ id: String(fleet[0]?.id) }] } : undefined),
        clock: () => Date.now(),
      });
    },
  });
  ends.push(web.close);
  // Hashing a password takes a moment by design: only who is needed has an account.
  const as = async (name: "ben" | "wanda" | "vera") => {
    await web.addPerson(name, name === "vera" ? "viewer" : "operator", name === "wanda" ? "tag:web" : null);
    const headers = await web.browser(name);
    return async (method: string, path: string, given?: object) => {
      const answer = await web.call(path, {
        method,
        headers: { ...headers, ...(given ? { "content-type": "application/json" } : {}) },
        ...(given ? { body: JSON.stringify(given) } : {}),
      });
      const text = await answer.text();
      return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : text };
    };
  };
  const told = () =>
    web.db.read
      .select()
      .from(audit)
      .all()
      .filter(({ action }) => action.startsWith("memory"))
      .map(
        ({ action, actorName, dataJson }) =>
          `${actorName} ${auditWords({ action, data: JSON.parse(dataJson ?? "{}") })}`,
      );
  if (!memory) throw new Error("no memory");
  return { web, fleet, as, told, memory };
}

const download = { kind: "alias", text: "the download server", machines: ["sab-1"] };

describe("memory", () => {
  test("is added, changed and forgotten by people, each audited in a sentence", async () => {
    const { as, told } = await start();
    const ben = await as("ben");
    const made = await ben("POST", "/api/memory", download);
    expect(made).toMatchObject({ status: 201, body: { by: "ben", machines: [{ name: "sab-1" }] } });
    const id = String(made.body.id);
    expect(await ben("PATCH", `/api/memory/${id}`, { text: "the big nas" })).toMatchObject({ status: 200 });
    expect((await ben("GET", "/api/memory")).body.items).toMatchObject([{ text: "the big nas", kind: "alias" }]);
    expect((await ben("DELETE", `/api/memory/${id}`)).status).toBe(204);
    expect((await ben("GET", "/api/memory")).body.items).toEqual([]);
    expect(told()).toEqual([
      "ben let ailx remember “the download server” (sab-1)",
      "ben changed what ailx remembers: “the big nas” (sab-1)",
      "ben let ailx forget “the big nas” (sab-1)",
    ]);
  });

  test("is read by viewers and changed by none of them", async () => {
    const { as } = await start();
    const vera = await as("vera");
    expect((await vera("GET", "/api/memory")).status).toBe(200);
    expect((await vera("GET", "/memory")).body).not.toContain("Remember it");
    expect((await vera("POST", "/api/memory", download)).status).toBe(403);
  });

  test.each([
    ["nothing", { ...download, text: "" }, "validation"],
    ["more than 300 characters", { ...download, text: "x".repeat(301) }, "validation"],
    ["a line that hides something", { ...download, text: "the \u202Eserver" }, "validation"],
    ["a name without a machine", { kind: "alias", text: "the nas" }, "validation"],
    ["a name that fits any machine", { ...download, text: "the server" }, "validation"],
    ["a name that another machine has", { ...download, text: "The Shop" }, "conflict"],
    ["a name that is a tag", { ...download, text: "web" }, "conflict"],
    ["a machine that is not there", { ...download, machines: ["db-9"] }, "no_machine"],
  ])("takes no entry of %s", async (_what, request, code) => {
    const { as } = await start();
    expect((await (await as("ben"))("POST", "/api/memory", request)).body).toMatchObject({ code });
  });

  test("has one name once, however it is written", async () => {
    const { as } = await start();
    const ben = await as("ben");
    await ben("POST", "/api/memory", download);
    const again = await ben("POST", "/api/memory", { ...download, text: "Download  Server", machines: ["web-1"] });
    expect(again.body).toMatchObject({ code: "conflict" });
  });

  test("keeps no secret, and says that one was masked", async () => {
    const { as, web } = await start();
    const token = ["ghp_", "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"].join("");
    const { body } = await (await as("ben"))("POST", "/api/memory", { kind: "fact", text: `the token is ${token}` });
    expect(body.text).toContain("[redacted:");
    expect(body.note).toContain("masked");
    expect(JSON.stringify(web.db.read.select().from(audit).all())).not.toContain(token);
  });

  test("ends at 500 entries", async () => {
    const { memory } = await start();
    const by = { actor: { id: "p", name: "ben" }, origin: "test" };
    for (let at = 0; at < 500; at++) await memory.add(by, { kind: "fact", text: `fact ${at}` });
    expect(memory.add(by, { kind: "fact", text: "one more" })).rejects.toThrow("which is the most");
  });

  test("about machines outside of a scope does not exist for who has it", async () => {
    const { as } = await start();
    const [ben, wanda] = [await as("ben"), await as("wanda")];
    const { id } = (await ben("POST", "/api/memory", download)).body;
    await ben("POST", "/api/memory", { kind: "fact", text: "everything is backed up" });
    await ben("POST", "/api/memory", { kind: "alias", text: "the pair", machines: ["web-1", "sab-1"] });
    await ben("POST", "/api/memory", { kind: "alias", text: "the front", machines: ["web-1", "web-2"] });
    expect((await wanda("GET", "/api/memory")).body.items).toMatchObject([{ text: "the front" }]);
    expect((await wanda("DELETE", `/api/memory/${id}`)).body).toMatchObject({ code: "not_found" });
    expect((await wanda("POST", "/api/memory", { ...download, text: "my nas" })).body).toMatchObject({
      code: "no_machine",
    });
    expect((await wanda("POST", "/api/memory", { kind: "fact", text: "all is well" })).body).toMatchObject({
      code: "validation",
    });
  });

  test("follows a machine that is renamed, and is no longer used once it is removed", async () => {
    const { memory, fleet } = await start();
    const by = { actor: { id: "p", name: "ben" }, origin: "test" };
    await memory.add(by, { kind: "alias", text: "the download server", machines: ["sab-1"] });
    const [sab] = fleet;
    if (!sab) throw new Error("no machine");
    fleet[0] = { ...sab, name: "sab-new" };
    expect(memory.list({})).toMatchObject([{ machines: [{ name: "sab-new" }] }]);
    expect(memory.known("restart the download server", undefined)).toHaveLength(1);
    fleet[0] = { ...sab, state: "revoked" };
    expect(memory.known("restart the download server", undefined)).toEqual([]);
    expect(memory.list({})).toMatchObject([{ machines: [], note: "No longer used: sab-1 was removed." }]);
  });

  test("knows when a name was last used", async () => {
    const { memory, web } = await start();
    const by = { actor: { id: "p", name: "ben" }, origin: "test" };
    await memory.add(by, { kind: "alias", text: "the download server", machines: ["sab-1"] });
    memory.known("show disk usage", undefined);
    await web.db.commit({ do: [] });
    expect(memory.list({})[0]?.usedAt).toBeUndefined();
    memory.known("Restart nginx on the Download-Server!", undefined);
    while (memory.list({})[0]?.usedAt === undefined) await Bun.sleep(5);
  });

  test("of a task is what its page showed, and nothing else", async () => {
    const { web, as, fleet } = await start();
    const ben = await as("ben");
    const headers = { ...(await web.browser("ben")), "content-type": "application/x-www-form-urlencoded" };
    const click = (text: string) =>
      web.call("/tasks/t1/memory", {
        method: "POST",
        headers,
        body: new URLSearchParams({ text, machines: String(fleet[0]?.id) }).toString(),
      });
    expect((await click("the shop")).status).toBe(409);
    expect((await click("the nas")).headers.get("location")).toBe("/tasks/t1");
    expect((await ben("GET", "/api/memory")).body.items).toMatchObject([{ text: "the nas", task: "t1" }]);
    expect((await ben("POST", "/api/tasks/t2/memory", {})).body).toMatchObject({ code: "wrong_state" });
  });
});

describe("a request about memory", () => {
  const asker = async () => {
    const { memory, fleet } = await start();
    const ask = (text: string, answers: { question: string; answer: string }[] = []): Promise<Outcome | undefined> =>
      memoryAsked(memory, { text, fleet, answers, actor: { id: "p", name: "ben" }, origin: "test", task: "t9" });
    const questionOf = async (text: string): Promise<string> => {
      const outcome = await ask(text);
      return outcome?.kind === "clarify" ? outcome.question : JSON.stringify(outcome);
    };
    return { memory, ask, questionOf };
  };

  test.each([
    ["remember that the download server is sab-1", "Name: “the download server” is sab-1."],
    ["Please remember: sab-1 is the download server.", "Name: “the download server” is sab-1."],
    ["call sab-1 the download server", "Name: “the download server” is sab-1."],
    ["when I say the big box I mean web-1", "Name: “the big box” is web-1."],
    ["remember the front ends are web-1 and web-2", "Name: “the front ends” are web-1 and web-2."],
    ["remember that web-1 is also called kunibert", "Name: “kunibert” is web-1."],
    ["keep in mind: never restart databases in the day", "Preference: “never restart databases in the day”."],
    ["don't forget that web-1 was moved to Frankfurt", "Fact: “web-1 was moved to Frankfurt” (web-1)."],
  ])("“%s” shows exactly what would be kept, and keeps nothing yet", async (text, words) => {
    const { memory, questionOf } = await asker();
    expect(await questionOf(text)).toBe(`Shall I remember this? ${words}`);
    expect(memory.list({})).toEqual([]);
  });

  test("keeps it after a yes to just that question, once", async () => {
    const { memory, ask, questionOf } = await asker();
    const text = "remember that the download server is sab-1";
    const question = await questionOf(text);
    expect(await ask(text, [{ question: "Shall I remember this? Something else.", answer: "yes" }])).toMatchObject({
      kind: "clarify",
    });
    expect(await ask(text, [{ question, answer: "no" }])).toMatchObject({ text: "Nothing was remembered." });
    expect(memory.list({})).toEqual([]);
    for (let time = 0; time < 2; time++)
      expect(await ask(text, [{ question, answer: "Yes" }])).toMatchObject({ kind: "answer" });
    expect(memory.list({})).toMatchObject([{ text: "the download server", task: "t9", by: "ben" }]);
  });

  test("shows and forgets what is there", async () => {
    const { memory, ask, questionOf } = await asker();
    const text = "remember that the download server is sab-1";
    await ask(text, [{ question: await questionOf(text), answer: "yes" }]);
    expect(await ask("what do you remember about sab-1?")).toMatchObject({
      kind: "answer",
      table: { rows: [["name", "the download server", "sab-1", "ben"]] },
    });
    const question = await questionOf("forget the download server");
    expect(question).toBe("Shall I forget this? “the download server” is sab-1.");
    expect(await ask("forget the download server", [{ question, answer: "yes" }])).toMatchObject({ kind: "answer" });
    expect(memory.list({})).toEqual([]);
  });

  test("shows the secret that it would not keep as masked", async () => {
    const { questionOf } = await asker();
    const asked = await questionOf("remember that the password=hunter2hunter2 for web-1");
    expect(asked).toContain("[redacted:");
    expect(asked).toContain("was masked");
    expect(asked).not.toContain("hunter2");
  });

  test.each([
    "restart nginx on web-1",
    "forget it",
    "remember to restart web-1 at 5",
    "call me",
    "what is the memory of web-1",
    "show memory usage",
  ])("“%s” is none", async (text) => {
    const { ask } = await asker();
    expect(await ask(text)).toBeUndefined();
  });
});
