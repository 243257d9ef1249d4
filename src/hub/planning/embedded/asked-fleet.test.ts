/** Questions about the fleet as a whole: who fits, how many there are of each, and who comes first. */
import { describe, expect, test } from "bun:test";
import type { Machine } from "../../../domain/machine.ts";
import { ask, fleet as small, machinesOf, shortly } from "./testing.ts";

const nodes: Record<string, Partial<Machine["facts"]>> = {
  "web-1": { addresses: ["10.0.0.11"], repositories: ["/srv/shop"], accounts: ["mira", "root"], rebootRequired: true },
  "web-2": { addresses: ["10.0.0.12"], repositories: ["/srv/shop"] },
  "db-1": { addresses: ["10.0.0.21"], cpus: 16, memoryBytes: 64 * 2 ** 30, accounts: ["mira", "postgres"] },
  "db-2": { addresses: ["10.0.1.22"], cpus: 16, memoryBytes: 32 * 2 ** 30 },
};
const fleet = small.map((machine): Machine => ({ ...machine, facts: { ...machine.facts, ...nodes[machine.name] } }));

const answered = (rows: readonly [string, string][]): void => {
  test.each([...rows])("%s", async (text, names) => {
    const outcome = await ask(text, { fleet });
    if (outcome.kind !== "answer") throw new Error(JSON.stringify(outcome));
    expect(machinesOf(outcome.table?.machineIds ?? []).join(" ")).toBe(names);
  });
};

describe("those that fit", () => {
  answered([
    ["which ubuntu machines have docker", "app-1 app-2 ci-1"],
    ["list all prod machines that are not debian or ubuntu", ""],
    ["everything that is not debian or ubuntu", "vpn-1 win-1"],
    ["all linux boxes that are no debian derivatives", "vpn-1"],
    ["show all machines running alpine or windows", "vpn-1 win-1"],
    ["name the machines that have neither cron nor ssh", "win-1"],
    ["which databases have more than 80 % memory and are in prod", "db-1"],
    ["which machines have disk and cpu above 90?", "ci-1"],
    ["on which machines does mira have an account?", "web-1 db-1"],
    ["which boxes does user anna have an account on", ""],
    ["find the host with ip 10.0.0.21", "db-1"],
    ["which machine has the address 10.0.1.22?", "db-2"],
    ["which hosts are in 10.0.0.0/24", "web-1 web-2 db-1"],
    ["machines with at least 16 cores", "db-1 db-2"],
    ["machines with 16 cores but less than 64 gb of ram", "db-2"],
    ["which machines have shop checked out", "web-1 web-2"],
    ["how many reboots are pending in prod", "web-1"],
    ["which web servers need a reboot", "web-1"],
    ["which machines run an agent older than 1.2", "edge-1"],
    ["is anything offline and tagged edge", "edge-1"],
    ["which machines are on alpine without docker", "vpn-1"],
    ["everyone tagged lb or cache", "lb-1 lb-2 cache-1"],
    ["which hosts run both docker and nginx", ""],
    ["which hosts run both postgresql and cron", "db-1 db-2"],
    ["which ubuntu hosts are on 24.04", "web-3"],
    ["which machines have more than one containers", "app-1 app-2"],
    ["which machines run a container called worker", "app-1"],
    ["machines without the prod tag", "web-3 ci-1 dl-1 vpn-1 win-1 edge-1"],
    ["which machines are almost full", "ci-1 dl-1"],
  ]);
});

describe("who comes first, and how many there are", () => {
  test.each([
    ["which machine has the most cores", "db-1, db-2 have the highest number of CPUs: 16."],
    ["which machine is the biggest by ram", "db-1 has the highest memory size: 64.0G."],
    ["what's the oldest os we still have", "edge-1 has the lowest system: ubuntu 20.04."],
    ["how many machines per kind", "vm: 12, lxc: 4."],
    ["are there more vms or containers", "fit kind:vm: 12, fit kind:lxc: 4."],
    ["compare web-1 and web-3", "web-1, web-3: they differ in system, kind, tags."],
    ["how many vms vs containers do we have?", "fit kind:vm: 12, fit kind:lxc: 4."],
  ])("%s", async (text, said) => {
    expect(await ask(text, { fleet })).toMatchObject({ kind: "answer", text: said });
  });
});

describe("what only the machines know is asked of those that fit", () => {
  test.each([
    ["which prod web servers need updates", ["system.updates {} @web-1,web-2"]],
    ["sort the web servers by number of pending updates", ["system.updates {} @web-1,web-2,web-3"]],
    ["which load balancers expose port 443", ['network.ports {"port":443} @lb-1,lb-2']],
  ])("%s", async (text, steps) => {
    const outcome = await ask(text, { fleet });
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(shortly(outcome.plan)).toEqual(steps);
  });
});

describe("what is no question about the fleet stays what it is", () => {
  test.each([
    ["is nginx up on web-1", "plan"],
    ["reboot all machines", "clarify"],
    ["get docker on all web servers", "decline"],
    ["which machines smell of debian", "decline"],
    ["list the purple machines", "decline"],
  ])("%s: %s", async (text, kind) => {
    expect((await ask(text, { fleet })).kind).toBe(kind as "plan");
  });
});

describe("what is asked of agents and of what is free", () => {
  test.each([
    ["which machine has gone the longest without a reboot?", "answer", /uptime/],
    ["which machines have less than 900 gigs of free memory", "answer", /GB of memory free/],
    ["which ones have root disks past 80 %", "answer", /\/ > 80 %/],
    ["is the agent on web-1 working", "answer", /web-1: connected now, agent/],
    ["what level does the agent on web-1 permit", "answer", /permits level/],
    ["bring the agent on web-1 up to the latest version", "decline", /Add machine/],
    ["upgrade agents on the machines that are reachable", "decline", /Add machine/],
    ["uninstall the agent from web-1", "decline", /ailx agent uninstall/],
  ] as const)("%s", async (text, kind, said) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind).toBe(kind);
    expect(outcome.kind === "decline" ? outcome.reason : outcome.kind === "answer" ? outcome.text : "").toMatch(said);
  });

  test.each([
    ["is the agent on web-1 eating cpu?", /ps -C ailx .*@web-1/],
    ["agent on web-2: last error?", /service.logs .*errorsOnly.*@web-2/],
    ["compare cpu and memory of app-1 and app-2", /metrics.now .*@app-1,app-2/],
    ["reconnect web-3's agent", /restart ailx-agent.*@web-3/],
  ] as const)("%s", async (text, step) => {
    const outcome = await ask(text, { fleet });
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(shortly(outcome.plan).join("; ")).toMatch(step);
  });
});
