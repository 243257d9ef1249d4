import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { machineId } from "../../domain/machine.ts";
import { writeJoinToken } from "../../protocol/joinToken.ts";
import { Fleet } from "./fleet.ts";
import { readMachines, readTokens } from "./store.ts";
import { agentOf, facts, refusal, startMachines, type Machines } from "./testing/hub.ts";

let hub: Machines;
beforeEach(async () => {
  hub = await startMachines();
});
afterEach(() => hub.close());

const hour = 3_600_000;

describe("a machine that joins", () => {
  test("gets an id, its name, the hub's key and the token's level and tags", async () => {
    const { text } = await hub.token({ tags: ["web"], maxLevel: 3 });
    const answer = await hub.enrol(agentOf(text).request);
    expect(answer).toMatchObject({ name: "web-1", hubKey: hub.hub.publicKeySpki, maxLevel: 3 });
    expect(hub.fleet.find(answer.machine)).toMatchObject({
      name: "web-1",
      tags: ["web"],
      maxLevel: 3,
      state: "offline",
    });
    expect(hub.kinds()).toEqual(["machine.joined"]);
  });

  test("is there after a restart of the hub", async () => {
    const { text } = await hub.token({ tags: ["web"], maxLevel: 2 });
    await hub.enrol(agentOf(text).request);
    expect(new Fleet(readMachines(hub.db)).machines()).toEqual(hub.fleet.machines());
  });

  test("by a token that nobody gave a level may only read", async () => {
    const { text } = await hub.token();
    const { machine } = await hub.enrol(agentOf(text, { maxLevel: 4 }).request);
    expect(hub.fleet.find(machine).maxLevel).toBe(1);
  });

  test("keeps its own ceiling where the token gives more", async () => {
    const { text } = await hub.token({ maxLevel: 4 });
    const { machine } = await hub.enrol(agentOf(text, { maxLevel: 2 }).request);
    expect(hub.fleet.find(machine).maxLevel).toBe(2);
  });

  test("cannot give itself tags; what it suggested is in the audit", async () => {
    const { text } = await hub.token({ tags: ["test"] });
    const { machine } = await hub.enrol(agentOf(text, { tags: ["production"] }).request);
    expect(hub.fleet.find(machine).tags).toEqual(["test"]);
    expect(hub.audited().at(-1)).toMatchObject({
      action: "machine.joined",
      origin: "192.0.2.10",
      data: { suggestedTags: ["production"] },
    });
  });

  test("under a name that is taken gets another, and the audit says so", async () => {
    const { text } = await hub.token({ uses: 3 });
    await hub.enrol(agentOf(text).request);
    expect((await hub.enrol(agentOf(text, { name: "WEB-1" }).request)).name).toBe("WEB-1-2");
    expect((await hub.enrol(agentOf(text).request)).name).toBe("web-1-3");
    expect(hub.audited().at(-1)?.data).toMatchObject({ name: "web-1-3", nameWasTaken: true });
  });

  test("under a hostile name gets a harmless one", async () => {
    const { text } = await hub.token({ uses: 3 });
    expect((await hub.enrol(agentOf(text, { name: "$(reboot)'\n<b>" }).request)).name).toMatch(
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    );
    expect((await hub.enrol(agentOf(text, { facts: facts("../../etc") }).request)).name).toBe("etc");
    expect((await hub.enrol(agentOf(text, { facts: facts("\u202e") }).request)).name).toBe("machine");
  });

  test("with the machine-id of another is a machine of its own, and the audit names the other", async () => {
    const { text } = await hub.token({ uses: 2 });
    const first = await hub.enrol(agentOf(text, { machineIdHash: "same" }).request);
    const second = await hub.enrol(agentOf(text, { machineIdHash: "same" }).request);
    expect(second.machine).not.toBe(first.machine);
    expect(hub.audited().at(-1)?.data).toMatchObject({ sameMachineIdAs: ["web-1"] });
  });
});

describe("a join token", () => {
  test("lets in as many as it says, and then nobody", async () => {
    const { text } = await hub.token({ uses: 2 });
    await hub.enrol(agentOf(text).request);
    await hub.enrol(agentOf(text).request);
    expect(await refusal(hub.enrol(agentOf(text).request))).toBe("invalid_token: This join token was used already.");
    expect(readTokens(hub.db, 10)[0]).toMatchObject({ used: 2 });
  });

  test("is never overused by machines that race for it", async () => {
    const { text } = await hub.token({ uses: 3 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => refusal(hub.enrol(agentOf(text).request))));
    expect(answers.filter((each) => each === "done")).toHaveLength(3);
    expect(answers.filter((each) => each.startsWith("invalid_token"))).toHaveLength(9);
    expect(hub.fleet.machines().map(({ name }) => name)).toEqual(["web-1", "web-1-2", "web-1-3"]);
    expect(readMachines(hub.db)).toHaveLength(3);
  });

  test("that expired lets nobody in", async () => {
    const { text } = await hub.token({ validMs: hour });
    hub.time.nowMs += hour;
    expect(await refusal(hub.enrol(agentOf(text).request))).toContain("expired at 2026-11-21T13:00:00.000Z");
  });

  test("that was revoked lets nobody in", async () => {
    const { token, text } = await hub.token({ uses: 5 });
    await hub.enrol(agentOf(text).request);
    await hub.revokeToken(token.id.slice(-6));
    expect(await refusal(hub.enrol(agentOf(text).request))).toContain("was revoked");
    expect(hub.fleet.machines()).toHaveLength(1);
  });

  test("of another hub is refused", async () => {
    const other = await startMachines();
    const { text } = await other.token();
    expect(await refusal(hub.enrol(agentOf(text).request))).toStartWith("wrong_hub");
    await other.close();
  });

  test("that this hub never made is refused, and so is what is none", async () => {
    const secret = Buffer.alloc(32).toString("base64url");
    expect(await refusal(hub.enrol(agentOf(writeJoinToken({ secret, hub: hub.hub.fingerprint })).request))).toStartWith(
      "invalid_token",
    );
    expect(await refusal(hub.enrol(agentOf("ailx1.x").request))).toStartWith("invalid_token");
  });

  test("is stored as a hash alone", async () => {
    const { text, token } = await hub.token({ label: "for ada" });
    const stored = JSON.stringify([readTokens(hub.db, 10), hub.audited()]);
    const { s } = JSON.parse(Buffer.from(text.slice(6), "base64url").toString());
    expect(stored).toContain(token.secretHash);
    expect(stored).not.toContain(s);
    expect(stored).not.toContain(text);
  });
});

describe("the same machine, asking again", () => {
  test("gets the same answer, and uses up nothing", async () => {
    const { text } = await hub.token({ uses: 2 });
    const { request } = agentOf(text);
    const first = await hub.enrol(request);
    expect(await hub.enrol(request)).toEqual(first);
    expect(readTokens(hub.db, 10)[0]?.used).toBe(1);
  });

  test("at the same moment joins once", async () => {
    const { text } = await hub.token({ uses: 5 });
    const { request } = agentOf(text);
    const answers = await Promise.all([hub.enrol(request), hub.enrol(request), hub.enrol(request)]);
    expect(new Set(answers.map(({ machine }) => machine)).size).toBe(1);
    expect(readTokens(hub.db, 10)[0]?.used).toBe(1);
  });

  test("with a new token stays what it is, and uses the token", async () => {
    const { request } = agentOf((await hub.token({ tags: ["web"], maxLevel: 1 })).text);
    const first = await hub.enrol(request);
    const { text } = await hub.token({ tags: ["root"], maxLevel: 4 });
    expect(await hub.enrol({ ...request, token: text })).toEqual(first);
    expect(hub.fleet.find(first.machine)).toMatchObject({ tags: ["web"], maxLevel: 1 });
    expect(readTokens(hub.db, 10).map(({ used }) => used)).toEqual([1, 1]);
  });

  test("after it was revoked is refused, its key being dead", async () => {
    const { text } = await hub.token({ uses: 5 });
    const { request } = agentOf(text);
    const { machine } = await hub.enrol(request);
    await hub.revoke(machine);
    expect(await refusal(hub.enrol(request))).toStartWith("machine_revoked");
    expect((await hub.enrol(agentOf(text).request)).name).toBe("web-1");
  });

  test("from a copied state directory is refused", async () => {
    const { text } = await hub.token({ uses: 5 });
    const { request } = agentOf(text);
    await hub.enrol(request);
    expect(await refusal(hub.enrol({ ...request, instanceId: "another" }))).toBe(
      "conflict: This key belongs to web-1; it was copied here.",
    );
  });
});

describe("the hub's own computer", () => {
  test("joins without a token by the hub's socket, and nobody else does", async () => {
    const { request } = agentOf("local", { tags: ["hub", "not a tag"] });
    expect(await refusal(hub.enrol(request, "127.0.0.1"))).toStartWith("invalid_token");
    const { machine } = await hub.enrol(request, "hub.sock");
    expect(hub.fleet.get(machineId(machine))).toMatchObject({ tags: ["hub"], maxLevel: 3 });
  });
});
