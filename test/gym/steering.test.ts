/** A person who speaks while a real stream is on its way. */
import { afterEach, expect, test } from "bun:test";
import { makeModel } from "../../src/hub/planning/llm/client/client.ts";
import { ann } from "../../src/hub/tasks/testing/fleet.ts";
import { callsTools, misbehaviours, startEndpoint } from "../support/endpoint/index.ts";
import { openPlace } from "./place.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

test("what a person says breaks off an answer that is on its way, and nothing of it is carried out", async () => {
  const steps = [{ tool: "service.restart", input: { service: "nginx" }, machines: ["web-2"] }];
  const proposal = callsTools({ name: "propose_plan", args: { steps } });
  const endpoint = startEndpoint([misbehaviours["stall in a call"], proposal]);
  const model = makeModel({
    endpoint: { url: endpoint.url, key: "sk-test", model: "scripted" },
    clock: () => 1_000,
  });
  const place = await openPlace({ model });
  ends.push(endpoint.close, place.close);
  const { hub } = place;
  const { id, done } = hub.engine.create.ask(ann, { request: "restart nginx" });
  await done;
  await hub.until(() => endpoint.asked.length === 1);
  await hub.engine.decide.steer(id, ann, { text: "on web-2 only" });
  await hub.until(() => hub.view(id).state !== "planning");
  expect(hub.view(id).plan?.steps).toMatchObject([{ tool: "service.restart", machines: [{ name: "web-2" }] }]);
  expect(endpoint.asked[1]?.body.messages.at(-1)?.content).toContain("on web-2 only");
  expect(endpoint.faults()).toEqual([]);
  expect(place.changes()).toEqual([]);
});
