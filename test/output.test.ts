/** Output on its whole way, from a program on a machine to whoever reads it: complete, in order, once, and bounded. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { connect } from "node:net";
import { join } from "node:path";
import type { OutputMatches } from "../src/api/output.ts";
import type { TaskEvent, TaskView } from "../src/api/task.ts";
import { agentHere } from "./support/peer.ts";
import { hubHere, type HubHere } from "./support/hub.ts";
import { until } from "./support/program.ts";

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

const exec = (command: string, more: object = {}) => ({ on: "web-1", command, approveUpTo: "high", ...more });
const ran = async (command: string): Promise<TaskView["runs"][number]> => {
  const { id } = await hub.ask<TaskView>("/api/exec", exec(command));
  const [run] = (await hub.ended(id, 60_000)).runs;
  if (!run) throw new Error("nothing ran");
  return run;
};
const outputOf = async (run: string, query = ""): Promise<string> =>
  await (await hub.call(`/api/runs/${run}/output${query}`, { headers: hub.boss })).text();
const found = (run: string, query: Record<string, string>): Promise<OutputMatches> =>
  hub.ask(`/api/runs/${run}/output/matches?${new URLSearchParams(query).toString()}`);
const linesTo = (last: number): string => Array.from({ length: last }, (_, at) => `${at + 1}\n`).join("");

describe("100,000 lines", () => {
  test("come to who follows and to who asks later, complete, in order, once", async () => {
    const answer = await hub.post("/api/exec", exec("seq 1 100000"), { ...hub.boss, accept: "application/x-ndjson" });
    const events = (await answer.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as TaskEvent);
    const said = events.flatMap((event) =>
      event.kind === "output" ? [Buffer.from(event.data, "base64").toString()] : [],
    );
    expect(said.join("")).toBe(linesTo(100_000));
    const lastOutput = events.findLastIndex(({ kind }) => kind === "output");
    const ended = events.findIndex((event) => event.kind === "run" && event.state === "ok");
    expect(lastOutput).toBeLessThan(ended);
    const run = events.find((event) => event.kind === "run");
    expect(await outputOf(run?.id ?? "")).toBe(linesTo(100_000));
    expect(await outputOf(run?.id ?? "", "?from=2&to=12")).toBe(linesTo(100_000).slice(2, 12));
  }, 60_000);
});

describe("a reader that stops reading", () => {
  test("does not slow the command, takes no memory of the hub, and gets everything in the end", async () => {
    const bytes = 48 << 20;
    const task = await hub.ask<TaskView>("/api/exec", exec(`head -c ${bytes} /dev/zero | tr '\\0' x`));
    let id = "";
    await until("the run to begin", async () => {
      id = (await hub.task(task.id)).runs[0]?.id ?? "";
      return id !== "";
    });
    const reader = stalled(`/ws/runs/${id}/output`);
    await hub.ended(task.id);
    const before = process.memoryUsage.rss();
    await Bun.sleep(300);
    expect(process.memoryUsage.rss() - before).toBeLessThan(16 << 20);
    expect(reader.got()).toBeLessThan(8 << 20);
    reader.goOn();
    await until("everything to be read", () => Promise.resolve(reader.got() > bytes), 30_000);
    reader.end();
    expect((await outputOf(id)).length).toBe(bytes);
  }, 60_000);

  test("does neither where it follows the task's events", async () => {
    const bytes = 24 << 20;
    const task = await hub.ask<TaskView>("/api/exec", exec(`head -c ${bytes} /dev/zero | tr '\\0' x`));
    const reader = stalled(`/api/tasks/${task.id}/events`);
    await hub.ended(task.id);
    expect(reader.got()).toBe(0);
    reader.goOn();
    // In base64, as events carry it.
    await until("everything to be read", () => Promise.resolve(reader.got() > (bytes * 4) / 3), 30_000);
    reader.end();
  }, 60_000);

  /** A raw connection that is read only when told so; a WebSocket's, where the path is one. */
  function stalled(path: string) {
    const url = new URL(hub.url);
    let got = 0;
    const socket = connect(Number(url.port), url.hostname);
    const upgrade = path.startsWith("/ws/")
      ? `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${btoa("0123456789abcdef")}\r\n`
      : "";
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${url.host}\r\nOrigin: ${hub.url}\r\nCookie: ${hub.boss.cookie}\r\n${upgrade}\r\n`,
    );
    socket.on("data", (data) => (got += data.length));
    socket.pause();
    return { got: () => got, goOn: () => socket.resume(), end: () => socket.destroy() };
  }
});

describe("what is looked for", () => {
  test("is found with its line, its place and its stream", async () => {
    const run = await ran("seq 1 5000; echo 'A Needle here' >&2; seq 1 10");
    const { items, more } = await found(run.id, { text: "needle" });
    expect({ items, more }).toEqual({
      items: [{ stream: "stderr", line: 1, offset: 0, text: "A Needle here" }],
      more: false,
    });
    expect((await found(run.id, { text: "needle", case: "exact" })).items).toEqual([]);
    const [last] = (await found(run.id, { text: "4999" })).items;
    expect(last).toEqual({ stream: "stdout", line: 4_999, offset: linesTo(4_998).length, text: "4999" });
    expect((await found(run.id, { text: "9", limit: "3" })).more).toBe(true);
  }, 30_000);

  test("is found in a line of 30 MB, and shown with what is around it and nothing hidden", async () => {
    const run = await ran(
      "head -c 20000000 /dev/zero | tr '\\0' x; printf 'b\\033[31mNEEDLE\\342\\200\\256'; head -c 10000000 /dev/zero | tr '\\0' y",
    );
    const { items } = await found(run.id, { text: "NEEDLE" });
    expect(items.length).toBe(1);
    expect(items[0]?.text).toMatch(/^…x+b\\u\{1b\}\[31mNEEDLE\\u\{202e\}y+…$/);
    expect(items[0]?.text.length).toBeLessThan(530);
  }, 60_000);
});

describe("output that is removed", () => {
  test("is told as such, with what to set", async () => {
    const run = await ran("echo gone");
    const db = new Database(join(hub.dataDir, "hub.db"));
    db.run("UPDATE output SET stored = 'removed' WHERE attempt_id = ?", [run.attemptId ?? ""]);
    db.close();
    const answer = await hub.call(`/api/runs/${run.id}/output`, { headers: hub.boss });
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({
      code: "output_removed",
      hint: expect.stringContaining("--output-kept-days") as string,
    });
  }, 30_000);
});
