/** The sentences that people were promised: each leads to a plan, an answer, a question, or a refusal that says what is missing. */
import { describe, expect, test } from "bun:test";
import type { Diagnosis, Plan } from "../../../domain/plan.ts";
import { assess } from "../../../tools/assess.ts";
import { ask, shortly } from "./testing.ts";
import { promisedFleet as fleet } from "./testing/promised-fleet.ts";

const byId = new Map(fleet.map((machine) => [machine.id as string, machine]));
const riskOf = (plan: Plan): string => assess({ plan, machines: byId, typed: false }).risk;
async function planOf(text: string): Promise<Plan> {
  const outcome = await ask(text, { fleet });
  if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

const web = "web-server,web-server-01";
const restart = (service: string, on: string, guard = ""): string =>
  `service.restart {"service":"${service}"} @${on}${guard}`;
const onNode = (command: string, node: string, guard = ""): string =>
  `shell.run {"command":"${command}"} @${node}${guard}`;
const everywhere = fleet.flatMap(({ name, state }) => (state === "online" ? name : [])).join(",");

/** Word for word as they were promised, with plan, machines, condition and risk. */
describe("a sentence that was promised", () => {
  test.each<[string, string[], string]>([
    ["Restart nginx on all web servers", [restart("nginx", web)], "medium"],
    ["Move the database VM to a less busy node", [onNode("qm migrate 100 pve2 --online", "pve1")], "high"],
    ["Check if nginx is running on web-server", ['service.status {"service":"nginx"} @web-server'], "low"],
    ["Restart the MySQL service on database-server", [restart("mysql", "database-server")], "medium"],
    ["Stop all Apache services tagged 'development'", ['service.stop {"service":"apache2"} @dev-1,dev-2'], "high"],
    [
      "Show me the last 50 error logs from the payment service",
      ['service.logs {"service":"payment","lines":50,"errorsOnly":true} @pay-1'],
      "low",
    ],
    [
      "Show me the nginx configuration on web-server-01",
      ['config.show {"path":"/etc/nginx/nginx.conf"} @web-server-01'],
      "low",
    ],
    [
      "Update PHP memory limit to 512M on all app servers",
      [
        String.raw`config.edit {"path":"/etc/php/8.2/fpm/php.ini","edits":[{"line":"^\\s*memory_limit\\s*=","to":"memory_limit = 512M"}],"reload":true} @app-1,app-2`,
      ],
      "medium",
    ],
    ["List all VMs on pve1", [onNode("qm list", "pve1")], "low"],
    ["Migrate the database VM to pve2", [onNode("qm migrate 100 pve2 --online", "pve1")], "high"],
    ["Show disk usage on all servers", [`system.disk {} @${everywhere}`], "low"],
    ["Restart nginx on all servers tagged 'webserver'", [restart("nginx", web)], "medium"],
    ["Update all Ubuntu containers", [`package.update {} @${web}`], "high"],
    ["Check disk space on servers matching 'db-*'", ["system.disk {} @db-1,db-2"], "low"],
    [
      "If CPU usage is over 80%, restart the app service",
      ["metrics.now {} @app-1", restart("app", "app-1", " if")],
      "medium",
    ],
    ["if CPU is over 80 %, restart the app", ["metrics.now {} @app-1", restart("app", "app-1", " if")], "medium"],
    ...["Start backup-server only if primary-server is running", "start backup only if primary runs"].map(
      (text): [string, string[], string] => [
        text,
        [
          'shell.run {"command":"qm status 102 | grep -q running","asks":true} @pve1',
          onNode("qm start 103", "pve1", " if"),
        ],
        "medium",
      ],
    ),
  ])("is planned: %s", async (text, steps, risk) => {
    const plan = await planOf(text);
    expect([shortly(plan, fleet), riskOf(plan)]).toEqual([steps, risk]);
  });

  test("takes the guests that are production: Backup all production VMs", async () => {
    const plan = await planOf("Backup all production VMs");
    expect(shortly(plan, fleet)).toEqual([onNode("vzdump 100 --mode snapshot --compress zstd", "pve1")]);
    expect(riskOf(plan)).toBe("medium");
  });

  test("goes over the machines one at a time: restart nginx on all web servers, one at a time", async () => {
    const plan = await planOf("restart nginx on all web servers, one at a time");
    expect(shortly(plan, fleet)).toEqual([restart("nginx", web)]);
    expect(plan.steps[0]?.rollout).toMatchObject({ mode: "rolling" });
  });

  test("is guarded by what it names: If CPU usage is over 80%, restart the app service", async () => {
    const plan = await planOf("If CPU usage is over 80%, restart the app service");
    expect(plan.steps[1]?.condition).toMatchObject({ kind: "compare", step: "s1", op: ">" });
  });

  test("is for every night: every night at 2 restart nginx on web-server", async () => {
    const plan = await planOf("every night at 2 restart nginx on web-server");
    expect([shortly(plan, fleet), plan.schedule]).toMatchObject([
      [restart("nginx", "web-server")],
      { cron: "0 2 * * *" },
    ]);
  });

  test.each<[string, Diagnosis["about"], string]>([
    ["The download server isn't working, can you check it?", "trouble", "sab-1"],
    ["The API server isn't responding, can you check the logs?", "trouble", "api-1"],
    ["Why is the download server running slowly?", "slow", "sab-1"],
    ["why is the download server slow?", "slow", "sab-1"],
  ])("is looked into on its machine and changes nothing: %s", async (text, about, machine) => {
    const plan = await planOf(text);
    const machines = new Set<string>(plan.steps.flatMap(({ machineIds }) => machineIds));
    expect([...machines]).toEqual([`id-${machine}`]);
    expect([plan.diagnosis?.about, riskOf(plan)]).toEqual([about, "low"]);
    const tools = plan.steps.map(({ tool }) => tool);
    expect(tools).toEqual(expect.arrayContaining(["metrics.now", "system.disk", "system.memory", "log.errors"]));
  });

  test.each<[string, RegExp]>([
    ["Which node has the most available resources?", /^pve2 has the lowest memory use: 20%/],
    ["which node has most room", /^pve2 has the lowest memory use: 20%/],
    ["Which servers are using more than 80% CPU?", /^1 machine \(cpu>80\): api-1\.$/],
    ["List all servers running Ubuntu 22.04", /^2 machines .*: web-server and web-server-01\.$/],
    ["Check agent versions across infrastructure", /^16 agents: 1\.2\.0\.$/],
    ["check versions", /^Agent of 16 machines\.$/],
  ])("is answered from what the hub knows: %s", async (text, said) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "answer" && outcome.text).toMatch(said);
  });

  test.each<[string, RegExp, string[]]>([
    ["Add domain shop.example.com to nginx", /On which machine is nginx to answer/, ["web-server", "web-server-01"]],
    ["Create a new container called test-api with 4GB RAM", /Which machine/, ["pve1", "pve2"]],
    [
      "Install monitoring on all production containers",
      /Which monitoring is meant/,
      ["prometheus-node-exporter", "zabbix-agent2", "telegraf", "netdata"],
    ],
  ])("is asked about, with what there is to choose: %s", async (text, question, options) => {
    const outcome = await ask(text, { fleet });
    if (outcome.kind !== "clarify") throw new Error(JSON.stringify(outcome));
    expect(outcome.question).toMatch(question);
    expect(outcome.options.map(({ label }) => label)).toEqual(options);
  });

  test("asks which monitoring with packages to click, and plans what was chosen", async () => {
    const outcome = await ask("Install monitoring on all production containers", { fleet });
    if (outcome.kind !== "clarify") throw new Error(JSON.stringify(outcome));
    const [first] = outcome.options;
    const answered = await ask("Install monitoring on all production containers", {
      fleet,
      answers: [{ question: outcome.question, answer: first?.value ?? "" }],
    });
    expect(answered.kind === "plan" && shortly(answered.plan, fleet)).toEqual([
      `package.install {"packages":["prometheus-node-exporter"]} @${web}`,
    ]);
  });

  test.each<[string, RegExp]>([
    ["Create a Python web app", /no tool for making projects yet/],
    ["Update all agents", /no tool for updating agents yet/],
    ["deploy version 1.2.0 to all agents", /no tool for updating agents yet.*0 of 16 agents are not on 1\.2\.0/],
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
    expect(await command("snapshot web-server every night at 2")).toBe("pct snapshot 101 ailx-$(date +%Y%m%d%H%M)");
    expect(await command("snapshot web-server in two hours")).toMatch(/^pct snapshot 101 ailx-\d{12}$/);
  });
});
