/** Repositories, accounts, addresses and times in German, Spanish and Chinese mean what their English requests mean. */
import { describe, expect, test } from "bun:test";
import type { Machine } from "../../../../domain/machine.ts";
import { onlyLooks } from "../../../../tools/assess.ts";
import { ask, fleet as small } from "../testing.ts";

const fleet = small.map((machine): Machine =>
  machine.name.startsWith("web-") ? { ...machine, facts: { ...machine.facts, repositories: ["/srv/shop"] } } : machine,
);
const meant = async (text: string) => {
  const outcome = await ask(text, { fleet });
  if (outcome.kind !== "plan") throw new Error(`${text}: ${JSON.stringify(outcome)}`);
  const { steps, schedule } = outcome.plan;
  const when = schedule?.kind === "cron" ? schedule.cron : undefined;
  return { when, steps: steps.map(({ tool, input, machineIds }) => ({ tool, input, machineIds })) };
};

describe("a request in another language", () => {
  test.each([
    ["Zeig die letzten fünf Commits von shop auf web-1", "show the last 5 commits of shop on web-1"],
    ["Welcher Branch ist auf web-3 ausgecheckt?", "which branch is checked out on web-3"],
    ["Füge tom auf ci-1 zur Gruppe docker hinzu", "add tom to the docker group on ci-1"],
    ["Blockiere die IP 203.0.113.9 auf lb-1", "block ip 203.0.113.9 on lb-1"],
    ["Deaktiviere vsftpd auf dl-1", "disable vsftpd on dl-1"],
    ["Wie groß ist /var/log auf mail-1?", "how big is /var/log on mail-1"],
    ["Richte ein, dass dl-1 jeden Sonntag um 4 Uhr neu startet", "reboot dl-1 every sunday at 4:00"],
    [
      "Richte bitte ein, dass nginx auf web-1 jeden Sonntag um 3 Uhr neu startet",
      "restart nginx on web-1 every sunday at 3:00",
    ],
    ["Muestra los procesos que más memoria usan en db-1", "show the processes using the most memory on db-1"],
    ["Crea un usuario llamado pablo en ci-1", "create a user called pablo on ci-1"],
    ["Añade a tom al grupo docker en ci-1", "add tom to the docker group on ci-1"],
    ["Bloquea la ip 203.0.113.9 en lb-1", "block ip 203.0.113.9 on lb-1"],
    ["¿Qué rama está activa en web-3?", "which branch is checked out on web-3"],
    ["停止 dl-1 上的 vsftpd 服务，不要动其他服务", "stop vsftpd on dl-1"],
    ["拉取 web-1 上 /srv/shop 的最新代码", "git pull /srv/shop on web-1"],
    ["web-3 现在在哪个分支", "which branch is checked out on web-3"],
    ["查看 shop 在 web-1 上的最近5次提交", "show the last 5 commits of shop on web-1"],
  ])("%s: %s", async (foreign, english) => {
    expect(await meant(foreign)).toEqual(await meant(english));
  });
  test.each([
    "Füge tom nicht zur Gruppe docker auf ci-1 hinzu",
    "Soll ich vsftpd auf dl-1 deaktivieren?",
    "No bloquees la ip 203.0.113.9 en lb-1",
    "不要拉取 web-1 上 /srv/shop 的最新代码",
    "不要停止 dl-1 上的 vsftpd 服务",
    "Formatiere auf keinen Fall die Platte von dl-1",
  ])("changes nothing where it forbids: %s", async (text) => {
    const outcome = await ask(text, { fleet });
    expect(outcome.kind === "plan" && !outcome.plan.steps.every(onlyLooks)).toBe(false);
  });
});
