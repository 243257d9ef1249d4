import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { shortId } from "../../lib/ids.ts";
import { Fleet } from "./fleet.ts";
import { readMachines } from "./store.ts";
import { agentOf, facts, refusal, startMachines, type Machines } from "./testing/hub.ts";

let hub: Machines;
let web: string;
let db: string;

beforeEach(async () => {
  hub = await startMachines();
  const { text } = await hub.token({ uses: 10, tags: ["lab"], maxLevel: 3 });
  web = (await hub.enrol(agentOf(text).request)).machine;
  db = (await hub.enrol(agentOf(text, { facts: facts("db-1") }).request)).machine;
});
afterEach(() => hub.close());

describe("finding a machine", () => {
  test("takes its id, name, alias or the end of its id", async () => {
    await hub.patch("web-1", { aliases: ["frontend"] });
    for (const wanted of [web, "web-1", "WEB-1", "frontend", shortId(web)])
      expect(hub.fleet.find(wanted).id as string).toBe(web);
  });

  test("of which there is none says so", () => {
    for (const wanted of ["web", "", "web-1 ", "../web-1"]) expect(() => hub.fleet.find(wanted)).toThrow("no_machine");
  });

  test("that is revoked takes its whole id", async () => {
    await hub.revoke(web);
    expect(() => hub.fleet.find("web-1")).toThrow("no_machine");
    expect(hub.fleet.find(web)).toMatchObject({ name: "web-1", state: "revoked" });
  });
});

describe("changing a machine", () => {
  test("is seen at once, kept, and in the audit with what was before", async () => {
    const changed = await hub.patch("web-1", { name: "www", tags: ["web", "web", "prod"], maxLevel: 1 });
    expect(changed).toMatchObject({ name: "www", tags: ["web", "prod"], maxLevel: 1 });
    expect(new Fleet(readMachines(hub.db)).machines()).toEqual(hub.fleet.machines());
    expect(hub.audited().at(-1)).toMatchObject({
      actor: "ada",
      action: "machine.changed",
      data: { name: { from: "web-1", to: "www" }, tags: { from: ["lab"] } },
    });
  });

  test("only lowers its level: the machine's own ceiling stays", async () => {
    expect((await hub.patch("web-1", { maxLevel: 4 })).maxLevel).toBe(3);
  });

  test("to a name or alias of another is refused", async () => {
    await hub.patch("db-1", { aliases: ["primary"] });
    for (const name of ["db-1", "DB-1", "primary"])
      expect(await refusal(hub.patch("web-1", { name }))).toStartWith("conflict");
    expect(await refusal(hub.patch("web-1", { aliases: ["db-1"] }))).toStartWith("conflict");
    expect(await refusal(hub.patch("web-1", { aliases: ["web-1"] }))).toStartWith("conflict");
  });

  test("to a word that is no name is refused", async () => {
    for (const word of ["", "-x", "a b", "$(id)", "a/b", "<b>", "x".repeat(64), "a~b"]) {
      expect(await refusal(hub.patch("web-1", { name: word }))).toStartWith("validation");
      expect(await refusal(hub.patch("web-1", { tags: [word] }))).toStartWith("validation");
      expect(await refusal(hub.patch("web-1", { aliases: [word] }))).toStartWith("validation");
    }
  });

  test("to what it is already writes nothing", async () => {
    const before = hub.audited().length;
    await hub.patch("web-1", { name: "web-1", tags: ["lab"] });
    expect(hub.audited()).toHaveLength(before);
  });
});

describe("revoking a machine", () => {
  test("ends its connection, frees its name and keeps its record", async () => {
    await hub.revoke("web-1");
    expect(hub.dropped.map(([id, code]) => [id as string, code])).toEqual([[web, "machine_revoked"]]);
    expect(hub.fleet.machines().map(({ name }) => name)).toEqual(["db-1"]);
    expect(hub.fleet.all().map(({ name }) => name)).toEqual(["db-1", "web-1"]);
    expect((await hub.patch("db-1", { name: "web-1" })).id as string).toBe(db);
  });

  test("twice is done once", async () => {
    await Promise.all([hub.revoke(web), hub.revoke(web)]);
    await hub.revoke(web);
    expect(hub.audited().filter(({ action }) => action === "machine.revoked")).toHaveLength(1);
  });
});

describe("revoking a token", () => {
  test("twice is done once, and of an unknown one is told", async () => {
    const { token } = await hub.token();
    await Promise.all([hub.revokeToken(token.id), hub.revokeToken(token.id)]);
    await hub.revokeToken(token.id);
    expect(hub.audited().filter(({ action }) => action === "token.revoked")).toHaveLength(1);
    expect(await refusal(hub.revokeToken("nobody"))).toStartWith("not_found");
  });

  test("with tags that cannot be is not even made", async () => {
    expect(await refusal(hub.token({ tags: ["a b"] }))).toStartWith("validation");
  });
});
