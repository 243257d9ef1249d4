/** Machines whose token asks for a person: they wait, are compared by their key, and are let in or refused. */
import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { startAgent } from "../src/agent/main.ts";
import type { MachineView } from "../src/api/machine.ts";
import { newPrivateKey, publicKeyOf } from "../src/lib/ed25519.ts";
import { facts } from "./support/counting.ts";
import { hubHere, type HubHere } from "./support/hub.ts";
import { stillRuns } from "./support/peer.ts";
import { until } from "./support/program.ts";
import { endAll, ends } from "./support/wire.ts";

afterEach(endAll);

async function here(): Promise<HubHere> {
  const hub = await hubHere();
  ends.push(hub.close);
  return hub;
}
const listed = async (hub: HubHere): Promise<MachineView[]> =>
  (await hub.ask<{ items: MachineView[] }>("/api/machines")).items;
const decide = (hub: HubHere, name: string, body: object) =>
  hub.post(`/api/machines/${name}/admission`, body, hub.boss);
const codeOf = async (answer: Response): Promise<unknown> => ((await answer.json()) as { code: string }).code;

function asking(hub: HubHere, token: string, name: string) {
  const key = newPrivateKey();
  const body = {
    token,
    publicKey: publicKeyOf(key),
    instanceId: `instance-${name}`,
    machineIdHash: "",
    version: "0.1.0",
    maxLevel: 4,
    name,
    facts,
  };
  return async () => {
    const answer = await hub.post("/api/agents/enrolment", body);
    return { status: answer.status, said: (await answer.json()) as Record<string, unknown> };
  };
}

describe("a machine whose token asks for a person", () => {
  test("waits, is let in by its key, and works then", async () => {
    const hub = await here();
    const joining = startAgent({
      hubUrl: hub.url,
      token: await hub.token({ approve: true }),
      name: "web-1",
      tags: [],
      maxLevel: 4,
      stateDir: join(hub.dir, "web-1"),
      logLevel: "error",
    });
    await until("it to wait", async () => (await listed(hub)).some(({ state }) => state === "pending"));
    const [machine] = await listed(hub);
    expect([machine?.name, machine?.fingerprint]).toEqual(["web-1", expect.stringMatching(/^[\w-]{43}$/)]);
    expect((await decide(hub, "web-1", { admit: true, fingerprint: machine?.fingerprint })).status).toBe(200);
    const agent = await joining;
    ends.push(agent.close);
    await until("it to be online", async () => (await listed(hub))[0]?.state === "online");
    expect(await stillRuns(hub, "web-1")).toBe("succeeded");
    const did = hub.rows<{ action: string }>("SELECT action FROM audit WHERE action LIKE 'machine.%' ORDER BY seq");
    expect(did.map(({ action }) => action)).toEqual(["machine.asked", "machine.admitted"]);
  }, 20_000);

  test("is given nothing to do while it waits, and counts as no machine", async () => {
    const hub = await here();
    await asking(hub, await hub.token({ approve: true }), "web-1")();
    const refused = await hub.post("/api/exec", { on: "all", command: "uptime" }, hub.boss);
    expect([refused.status, await codeOf(refused)]).toEqual([404, "no_machine"]);
  });

  test("asks again for as long as it likes, with one use of its token", async () => {
    const hub = await here();
    const ask = asking(hub, await hub.token({ approve: true, uses: 1 }), "web-1");
    const [first, second] = [await ask(), await ask()];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.said).toEqual(first.said);
    expect(first.said).not.toHaveProperty("hubKey");
    await decide(hub, "web-1", { admit: true });
    expect(await ask()).toMatchObject({ status: 200, said: { name: "web-1" } });
  });

  test("that is refused is told so, and its key is dead", async () => {
    const hub = await here();
    const ask = asking(hub, await hub.token({ approve: true }), "web-1");
    await ask();
    expect((await decide(hub, "web-1", { admit: false })).status).toBe(200);
    expect(await ask()).toMatchObject({ status: 403, said: { code: "machine_revoked" } });
    expect(await listed(hub)).toEqual([]);
  });

  test("is not let in with another key than the person compared", async () => {
    const hub = await here();
    await asking(hub, await hub.token({ approve: true }), "web-1")();
    expect(await codeOf(await decide(hub, "web-1", { admit: true, fingerprint: "A".repeat(43) }))).toBe("conflict");
    expect((await listed(hub))[0]?.state).toBe("pending");
  });

  test("is decided once, and only by admins", async () => {
    const hub = await here();
    await asking(hub, await hub.token({ approve: true }), "web-1")();
    const operator = await hub.keyOf("operator");
    expect((await hub.post("/api/machines/web-1/admission", { admit: true }, operator)).status).toBe(403);
    const both = await Promise.all([decide(hub, "web-1", { admit: true }), decide(hub, "web-1", { admit: true })]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await codeOf(await decide(hub, "web-1", { admit: false }))).toBe("wrong_state");
  });
});
