/** The sentences that people were promised: each leads to a plan, an answer, a question, or a refusal that says what is missing. */
import { describe, expect, test } from "bun:test";
import { machineOf } from "../../../domain/target-testing.ts";
import { assess } from "../../../tools/assess.ts";
import { ask, fleet as small, shortly } from "./testing.ts";

const guests = [
  { vmid: 120, name: "db-1", kind: "vm" as const, isRunning: true },
  { vmid: 101, name: "web-1", kind: "lxc" as const, isRunning: true },
];
const node = (name: string, cpu: number, own = guests) => {
  const machine = machineOf({
    name,
    kind: "node",
    tags: ["proxmox"],
    os: ["debian", "12"],
    services: ["pveproxy"],
    cpu,
    memory: cpu,
  });
  return { ...machine, facts: { ...machine.facts, guests: own } };
};
const fleet = [...small, node("pve-1", 0.8), node("pve-2", 0.2, [])];
const byId = new Map(fleet.map((machine) => [machine.id as string, machine]));

describe("a sentence that was promised", () => {
  test.each<[string, string[], string]>([
    ["Restart nginx on all web servers", ['service.restart {"service":"nginx"} @web-1,web-2,web-3'], "medium"],
    ["Check if nginx is running on web-1", ['service.status {"service":"nginx"} @web-1'], "low"],
    ["Restart the PostgreSQL service on db-1", ['service.restart {"service":"postgresql"} @db-1'], "high"],
    ["Stop all nginx services tagged 'staging'", ['service.stop {"service":"nginx"} @web-3'], "high"],
    ["Restart nginx on all servers tagged 'prod'", ['service.restart {"service":"nginx"} @web-1,web-2'], "medium"],
    ["Check disk space on servers matching 'db-*'", ["system.disk {} @db-1,db-2"], "low"],
    ["Show me the nginx configuration on web-1", ['config.show {"path":"/etc/nginx/nginx.conf"} @web-1'], "low"],
    ["List all VMs on pve-1", ['shell.run {"command":"qm list"} @'], "low"],
    ["Migrate db-1 to pve-2", ['shell.run {"command":"qm migrate 120 pve-2 --online"} @'], "high"],
    ["Move db-1 to a less busy node", ['shell.run {"command":"qm migrate 120 pve-2 --online"} @'], "high"],
    ["Update all Ubuntu containers", ["package.update {} @web-1,web-2"], "high"],
    [
      "Update PHP memory limit to 512M on all web servers",
      [
        String.raw`config.edit {"path":"/etc/php/8.1/fpm/php.ini","edits":[{"line":"^\\s*memory_limit\\s*=","to":"memory_limit = 512M"}],"reload":true} @web-1,web-2,web-3`,
      ],
      "medium",
    ],
    ["Backup db-1", ['shell.run {"command":"vzdump 120 --mode snapshot --compress zstd"} @'], "high"],
    [
      "If CPU usage is over 80%, restart nginx on web-1",
      ["metrics.now {} @web-1", 'service.restart {"service":"nginx"} @web-1 if'],
      "medium",
    ],
    [
      "Start docker on ci-1 only if nginx is running on web-1",
      ['service.status {"service":"nginx"} @web-1', 'service.start {"service":"docker"} @ci-1 if'],
      "medium",
    ],
  ])("is planned: %s", async (text, steps, risk) => {
    const outcome = await ask(text, { fleet });
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(shortly(outcome.plan)).toEqual(steps);
    expect(assess({ plan: outcome.plan, machines: byId, typed: false }).risk).toBe(risk as "low");
  });

  test.each([
    "The download server isn't working, can you check it?",
    "The API server isn't responding, can you check the logs?",
    "Why is the download server running slowly?",
    "Show disk usage on all servers",
  ])("is looked into and changes nothing: %s", async (text) => {
    const outcome = await ask(text, { fleet });
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(outcome.plan.steps.every(({ access }) => access === "read")).toBe(true);
    expect(outcome.plan.steps.length).toBeGreaterThan(0);
  });

  test.each<[string, RegExp]>([
    ["Which node has the most available resources?", /^pve-2 has the lowest memory use/],
    ["Which servers are using more than 80% CPU?", /web-2/],
    ["List all servers running Ubuntu 22.04", /web-1/],
    ["Check agent versions across infrastructure", /1\.2\.0/],
  ])("is answered from what the hub knows: %s", async (text, said) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "answer" && outcome.text).toMatch(said);
  });

  test.each<[string, RegExp]>([
    ["Migrate the database VM to pve-2", /db-1|Which/],
    ["Create a new container called test-api with 4GB RAM", /Which machine/],
    ["If CPU usage is over 80%, restart the app service", /app/],
    ["Install monitoring on all production containers", /Which monitoring is meant/],
    ["Add domain shop.example.com to nginx", /Which site of nginx is to answer for shop\.example\.com/],
  ])("is asked about where it is not clear: %s", async (text, question) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "clarify" && outcome.question).toMatch(question);
  });

  test("asks which monitoring with packages to click, and plans what was chosen", async () => {
    const outcome = await ask("Install monitoring on all production containers", { fleet });
    if (outcome.kind !== "clarify") throw new Error(JSON.stringify(outcome));
    const [first] = outcome.options;
    const answered = await ask("Install monitoring on all production containers", {
      fleet,
      answers: [{ question: outcome.question, answer: first?.value ?? "" }],
    });
    expect(answered.kind === "plan" && shortly(answered.plan)).toEqual([
      'package.install {"packages":["prometheus-node-exporter"]} @web-1,web-2,cache-1',
    ]);
  });

  test.each<[string, RegExp]>([
    ["Update PHP memory limit to 512M on all app servers", /app-1 and app-2: it has not PHP-FPM/],
    ["Update all agents", /no tool for updating agents yet/],
    ["Create a Python web app", /no tool for making projects yet/],
    ["Show me the last 50 error logs from the payment service", /called “payment”/],
    ["Restart nginx on all servers tagged 'webserver'", /tag:webserver/],
  ])("says what is missing: %s", async (text, reason) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "decline" && outcome.reason).toMatch(reason);
  });
});

describe("a snapshot that ailx names", () => {
  const command = async (text: string): Promise<unknown> => {
    const outcome = await ask(text, { fleet });
    return outcome.kind === "plan" ? outcome.plan.steps[0]?.input["command"] : outcome;
  };

  test("is called after the moment of each run, so that the second of a schedule does not meet the first", async () => {
    expect(await command("snapshot web-1 every night at 2")).toBe("pct snapshot 101 ailx-$(date +%Y%m%d%H%M)");
    expect(await command("snapshot web-1 in two hours")).toMatch(/^pct snapshot 101 ailx-\d{12}$/);
  });
});
