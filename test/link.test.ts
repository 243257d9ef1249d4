/** Hub link and agent calls over a real socket: signed calls, lost connections, and peers that break the rules. */
import { afterEach, describe, expect, test } from "bun:test";
import { newPrivateKey, publicKeyOf } from "../src/lib/ed25519.ts";
import { oldestCapability } from "../src/protocol/version.ts";
import { call, counting, facts, machine } from "./support/counting.ts";
import { agent, endAll, ends, hub } from "./support/wire.ts";

afterEach(endAll);

describe("a call", () => {
  test("is accepted, runs once and brings its output and result", async () => {
    const { link, url, until, heard, frames } = hub();
    const up = until("connected");
    agent(url);
    await up;
    const result = until("result");
    link.send(machine, call("c1", { input: { lines: 1_000 } }));
    await result;
    expect(heard.map(({ kind }) => kind)).toEqual(["connected", "accepted", "started", "result"]);
    expect(frames.join("").split("\n")).toHaveLength(1_001);
  });

  test("sent twice runs once and is answered twice", async () => {
    const { link, url, until, heard } = hub();
    const up = until("connected");
    agent(url);
    await up;
    const before = counting.runs;
    for (let n = 0; n < 2; n++) {
      const result = until("result");
      link.send(machine, call("c2"));
      await result;
    }
    expect(counting.runs - before).toBe(1);
    expect(heard.filter(({ kind }) => kind === "result")).toHaveLength(2);
  });

  test("of a settled change is known after the agent was restarted", async () => {
    const { link, url, until } = hub();
    let up = until("connected");
    const first = agent(url);
    await up;
    let result = until("result");
    link.send(machine, call("c3"));
    await result;
    link.settled(machine, "c3");
    await Bun.sleep(20);
    await first.end();
    up = until("connected");
    agent(url, { dir: first.dir });
    await up;
    const before = counting.runs;
    result = until("result");
    link.send(machine, call("c3"));
    await result;
    expect(counting.runs).toBe(before);
  });

  test("that the agent's own end cuts short is told as lost while it still can", async () => {
    const { link, url, until, heard } = hub();
    const up = until("connected");
    const first = agent(url);
    await up;
    const held = Promise.withResolvers<void>();
    counting.wait = held.promise;
    const started = until("started");
    link.send(machine, call("c8", { input: { lines: 3 } }));
    await started;
    const result = until("result");
    const stopped = first.calls.stop();
    held.resolve();
    counting.wait = Promise.resolve();
    await Promise.all([stopped, result]);
    expect(heard.at(-1)).toMatchObject({ id: "c8", detail: { outcome: "lost", frames: 1, stdoutBytes: 21 } });
  });

  test("that the agent's own end cut short while nobody heard is told as lost at its next start", async () => {
    const { link, url, until, heard } = hub();
    let up = until("connected");
    const first = agent(url);
    await up;
    const held = Promise.withResolvers<void>();
    counting.wait = held.promise;
    const started = until("started");
    link.send(machine, call("c7"));
    await started;
    await first.end();
    const stopped = first.calls.stop();
    held.resolve();
    counting.wait = Promise.resolve();
    await stopped;
    expect(heard.some(({ kind }) => kind === "result")).toBe(false);
    up = until("connected");
    const result = until("result");
    agent(url, { dir: first.dir });
    await up;
    await result;
    expect(heard.at(-1)).toMatchObject({ kind: "result", id: "c7", detail: { outcome: "lost" } });
  });

  test("goes on while the connection is lost, and tells its output whole", async () => {
    const { link, url, until, frames, heard } = hub();
    let up = until("connected");
    agent(url);
    await up;
    const held = Promise.withResolvers<void>();
    counting.wait = held.promise;
    const started = until("started");
    link.send(machine, call("c4", { input: { lines: 500 } }));
    await started;
    up = until("connected");
    link.suspect(machine);
    await up;
    const result = until("result");
    held.resolve();
    counting.wait = Promise.resolve();
    await result;
    expect(frames.join("").split("\n")).toHaveLength(501);
    expect(heard.findLast(({ kind }) => kind === "result")).toMatchObject({ detail: { outcome: "ok" } });
  });

  test("above the machine's level is refused", async () => {
    const { link, url, until, heard } = hub();
    const up = until("connected");
    agent(url, { maxLevel: 1 });
    await up;
    const refused = until("refused");
    link.send(machine, call("c5"));
    await refused;
    expect(heard.at(-1)).toMatchObject({ kind: "refused", detail: "level_too_low" });
  });

  test.each([
    ["an unknown tool", { tool: "rm.everything" }, "no_such_tool"],
    ["another version of a tool", { toolVersion: 2 }, "not_supported"],
    ["input that does not fit", { input: { lines: 0, more: true } }, "bad_input"],
  ])("with %s is refused", async (_what, given, code) => {
    const { link, url, until, heard } = hub();
    const up = until("connected");
    agent(url);
    await up;
    const refused = until("refused");
    link.send(machine, call("c6", given));
    await refused;
    expect(heard.at(-1)).toMatchObject({ detail: code });
  });
});

describe("an agent", () => {
  test("does not talk to a hub with another key", async () => {
    const { url, heard } = hub();
    agent(url, { trusts: publicKeyOf(newPrivateKey()) });
    await Bun.sleep(150);
    expect(heard).toEqual([]);
  });

  test("without the proof of its key does not come in", async () => {
    const { url, heard } = hub();
    agent(url, { proof: "stolen" });
    await Bun.sleep(150);
    expect(heard).toEqual([]);
  });
});

describe("an agent of the capability before this one", () => {
  test("comes in, gets its call and brings the result", async () => {
    const { link, url, until, heard } = hub();
    const old = new WebSocket(url, { headers: { "x-ailx-machine": "m1", "x-ailx-nonce": "ab".repeat(16) } } as never);
    ends.push(() => old.close());
    const say = (frame: object): void => old.send(JSON.stringify(frame));
    const answers: Record<string, (frame: { id: string }) => void> = {
      challenge: () =>
        say({
          kind: "hello",
          capability: oldestCapability,
          version: "0",
          proof: "proof",
          instanceId: "i",
          bootId: "b",
          machineIdHash: "",
          maxLevel: 4,
          facts,
          calls: [],
          nowMs: Date.now(),
        }),
      call: ({ id }) => {
        say({ kind: "accepted", id });
        say({
          kind: "result",
          id,
          result: {
            outcome: "ok",
            output: { n: 1 },
            startedAtMs: 1,
            endedAtMs: 2,
            stdoutBytes: 0,
            stderrBytes: 0,
            truncated: false,
            frames: 0,
          },
        });
      },
    };
    const up = until("connected");
    old.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as { kind: string; id: string };
      answers[frame.kind]?.(frame);
    };
    await up;
    const result = until("result");
    link.send(machine, call("old-1"));
    await result;
    expect(heard.map(({ kind }) => kind)).toEqual(["connected", "accepted", "result"]);
  });

  test("older than the oldest is told so", async () => {
    const { url, heard } = hub();
    const ancient = new WebSocket(url, {
      headers: { "x-ailx-machine": "m1", "x-ailx-nonce": "ab".repeat(16) },
    } as never);
    const bye = Promise.withResolvers<unknown>();
    ancient.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as { kind: string };
      if (frame.kind === "challenge")
        ancient.send(
          JSON.stringify({
            kind: "hello",
            capability: oldestCapability - 1,
            version: "0",
            proof: "proof",
            instanceId: "i",
            bootId: "b",
            machineIdHash: "",
            maxLevel: 4,
            facts,
            calls: [],
            nowMs: 1,
          }),
        );
      if (frame.kind === "bye") bye.resolve(frame);
    };
    expect(await bye.promise).toMatchObject({ code: "not_supported" });
    expect(heard).toEqual([]);
  });
});

describe("a peer that breaks the rules", () => {
  const sayings: [what: string, message: string | Uint8Array, nonce?: string][] = [
    ["a nonce of another form", "{}", "00"],
    ["text that is not JSON", "{"],
    ["a frame of an unknown kind", JSON.stringify({ kind: "root" })],
    ["a result before the handshake", JSON.stringify({ kind: "result", id: "x", result: {} })],
    ["a hello of the wrong form", JSON.stringify({ kind: "hello", capability: "two" })],
    ["binary before the handshake", new Uint8Array(100)],
  ];
  test.each(sayings)("by sending %s loses its own connection only", async (_what, message, nonce = "ab".repeat(16)) => {
    const { link, url, until } = hub();
    const up = until("connected");
    agent(url);
    await up;
    const rogue = new WebSocket(url, { headers: { "x-ailx-machine": "m1", "x-ailx-nonce": nonce } } as never);
    const closed = Promise.withResolvers<void>();
    rogue.onclose = () => closed.resolve();
    rogue.onopen = () => rogue.send(message as string);
    await closed.promise;
    const result = until("result");
    link.send(machine, call(`after-${String(message).length}`));
    await result;
    expect(link.connected(machine)).toBe(true);
  });
});
