/** Secrets on their whole way: from the store to a program and back as output, and nowhere in what hub and agent keep. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MaskedView, Revealed, SecretView } from "../src/api/secret.ts";
import type { TaskView } from "../src/api/task.ts";
import { hubHere, type HubHere } from "./support/hub.ts";
import { agentHere } from "./support/peer.ts";

let hub: HubHere;
let agent: Awaited<ReturnType<typeof agentHere>>;
beforeAll(async () => {
  hub = await hubHere();
  agent = await agentHere(hub, "web-1");
}, 30_000);
afterAll(async () => {
  await agent.close();
  await hub.close();
});

const put = (name: string, value: string): Promise<SecretView> => hub.ask(`/api/secrets/${name}`, { value }, "PUT");
const ran = async (command: string, more: object = {}): Promise<TaskView> => {
  const body = { on: "web-1", command, approveUpTo: "high", ...more };
  const { id } = await hub.ask<TaskView>("/api/exec", body);
  return await hub.ended(id, 30_000);
};
const outputOf = async (task: TaskView): Promise<string> =>
  await (await hub.call(`/api/runs/${task.runs[0]?.id}/output`, { headers: hub.boss })).text();
/** Every byte that hub and agent hold on disk. */
const onDisk = (): string =>
  readdirSync(hub.dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");

describe("a secret of the hub", () => {
  const value = "Tr0ub4dor&three/5x";
  const forms = [
    value,
    Buffer.from(value).toString("base64"),
    encodeURIComponent(value),
    Buffer.from(value).toString("hex"),
  ];

  test("gets to a command by its environment, and is nowhere that hub and agent keep anything", async () => {
    expect(await put("db-password", value)).toMatchObject({ name: "db-password", version: 1 });
    const command = [
      'test "$DB_PASSWORD" = "$(printf %s "$DB_PASSWORD")" && echo "length ${#DB_PASSWORD}"',
      'echo "$DB_PASSWORD"; printf %s "$DB_PASSWORD" | base64; printf %s "$DB_PASSWORD" >&2',
      'tr "\\0" " " </proc/$$/cmdline; ps -o args= -p $$',
      'touch "/srv/x y"; false "$DB_PASSWORD"',
    ].join("; ");
    const task = await ran(command, { secrets: [{ name: "db-password" }] });
    const out = await outputOf(task);
    expect(out).toContain(`length ${value.length}`);
    expect(out).toContain("[redacted:secret#");
    expect(task.runs[0]?.masked).toBeGreaterThanOrEqual(3);
    const asked = { n: 1, reason: "to have a look" };
    expect(hub.ask(`/api/runs/${task.runs[0]?.id}/reveal`, asked)).rejects.toThrow("output_removed");
    const everything = onDisk() + out + JSON.stringify(task);
    expect(everything.length).toBeGreaterThan(100_000);
    for (const form of forms) expect(everything.includes(form), form).toBe(false);
  });

  test("stands in the plan by name and version, so a newer one asks for a new plan", async () => {
    await put("api-key", "first-value-1");
    const task = await ran("true", { secrets: [{ name: "api-key", env: "KEY" }] });
    expect(task.plan?.steps[0]?.exact).toContain("# KEY holds the secret api-key, version 1");
    expect(await put("api-key", "second-value-2")).toMatchObject({ version: 2 });
    const later = await ran("true", { secrets: [{ name: "api-key" }] });
    expect(later.plan?.steps[0]?.exact).toContain("API_KEY holds the secret api-key, version 2");
    const list = await hub.ask<{ items: SecretView[] }>("/api/secrets");
    expect(list.items.find(({ name }) => name === "api-key")).toMatchObject({ version: 2, madeBy: "ann" });
    expect(JSON.stringify(list)).not.toContain("second-value-2");
  });

  test("that is removed, unknown or too short is refused with a sentence", async () => {
    await put("short-lived", "some-value-1");
    await hub.call("/api/secrets/short-lived", { method: "DELETE", headers: hub.boss });
    expect(ran("true", { secrets: [{ name: "short-lived" }] })).rejects.toThrow("There is no secret");
    expect(put("tiny", "12345")).rejects.toThrow("validation");
    expect(put("Not A Name", "123456789")).rejects.toThrow();
    expect(ran("true", { secrets: [{ name: "db-password", env: "LD_PRELOAD" }] })).rejects.toThrow("validation");
  });

  test("is set and removed by admins only; operators see names, viewers nothing", async () => {
    const [operator, viewer] = [await hub.keyOf("operator"), await hub.keyOf("viewer")];
    expect((await hub.post("/api/secrets/x-y", { value: "123456789" }, operator, "PUT")).status).toBe(403);
    expect((await hub.call("/api/secrets/db-password", { method: "DELETE", headers: operator })).status).toBe(403);
    expect((await hub.call("/api/secrets", { headers: operator })).status).toBe(200);
    expect((await hub.call("/api/secrets", { headers: viewer })).status).toBe(403);
  });
});

describe("what was masked in output", () => {
  // The value is put together by the program: what a person types is theirs and stands in the task.
  const command =
    "for n in 1 2; do printf 'PGPASSWORD=sword%s\\n' fish-7; done; printf 'AKIA%s\\n' IOSFODNN7EXAMPLE; touch /tmp/.ailx-x";
  const masked = async (task: TaskView) =>
    (await hub.ask<{ items: MaskedView[] }>(`/api/runs/${task.runs[0]?.id}/masked`)).items;

  test("is counted on the run, listed once a value, and revealed to an admin who says why, after the audit has it", async () => {
    const task = await ran(command);
    const run = task.runs[0]?.id ?? "";
    expect(task.runs[0]?.masked).toBe(3);
    const items = await masked(task);
    expect(items).toMatchObject([
      { n: 1, kind: "password", count: 2 },
      { n: 2, kind: "cloud-key", count: 1 },
    ]);
    expect(await outputOf(task)).toContain(`[redacted:password#${items[0]?.hash}]`);
    const found = await hub.ask<Revealed>(`/api/runs/${run}/reveal`, { n: 1, reason: "rotating it" });
    expect(found.value).toBe("swordfish-7");
    const [entry] = hub.rows<{ data_json: string; actor_name: string }>(
      "select actor_name, data_json from audit where action = 'masked.revealed' order by seq desc limit 1",
    );
    expect(entry?.actor_name).toBe("ann");
    expect(JSON.parse(entry?.data_json ?? "{}")).toMatchObject({ n: 1, kind: "password", reason: "rotating it" });
    expect(onDisk().includes("swordfish-7")).toBe(false);
  });

  test("is not revealed to an operator, without a reason, under a number that there is not, or for another run", async () => {
    const [one, two] = [await ran(command), await ran("touch /tmp/.ailx-x")];
    const path = `/api/runs/${one.runs[0]?.id}/reveal`;
    const operator = await hub.keyOf("operator");
    expect((await hub.post(path, { n: 1, reason: "curious" }, operator)).status).toBe(403);
    expect((await hub.post(path, { n: 1, reason: "" }, hub.boss)).status).toBe(400);
    expect((await hub.post(path, { n: 9, reason: "curious" }, hub.boss)).status).toBe(404);
    expect((await hub.post(`/api/runs/${two.runs[0]?.id}/reveal`, { n: 1, reason: "curious" }, hub.boss)).status).toBe(
      404,
    );
  });

  test("has a page, where an admin's form shows the value and a viewer's page has none", async () => {
    const task = await ran(command);
    const run = task.runs[0]?.id ?? "";
    const page = await (await hub.call(`/runs/${run}/masked`, { headers: hub.boss })).text();
    expect(page).toContain("[redacted:password#");
    expect(page).not.toContain("swordfish-7");
    const form = await hub.call(`/runs/${run}/reveal`, {
      method: "POST",
      headers: { ...hub.boss, "content-type": "application/x-www-form-urlencoded", "hx-request": "true" },
      body: new URLSearchParams({ n: "1", reason: "to rotate it" }).toString(),
    });
    expect(await form.text()).toContain("swordfish-7");
  });
});
