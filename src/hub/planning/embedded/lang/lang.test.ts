/** The common requests in German, Spanish and Chinese mean what their English ones mean; what forbids forbids. */
import { describe, expect, test } from "bun:test";
import { ask, fleet } from "../testing.ts";
import { onlyLooks } from "../../../../tools/assess.ts";
import { forbidding } from "./forbidding.ts";
import { languageOf } from "./gloss.ts";
import { sayings } from "./sayings.ts";

const same: readonly (readonly [string, string])[] = [
  ["Wie voll sind die Platten auf web-1?", "how full are the disks on web-1"],
  ["Starte nginx auf web-1 neu", "restart nginx on web-1"],
  ["Starte bitte den nginx-Dienst auf web-1 neu", "restart nginx on web-1"],
  ["Kannst du mal nginx auf web-2 neu starten", "restart nginx on web-2"],
  ["Zeig mir die letzten 50 Zeilen vom nginx-Log auf web-1", "show the last 50 lines of the nginx log on web-1"],
  ["Läuft nginx auf allen Webservern?", "is nginx running on all web servers"],
  ["Wie viel Arbeitsspeicher ist auf db-1 frei?", "how much memory is free on db-1"],
  ["Welche Dienste sind auf web-2 fehlgeschlagen?", "which services have failed on web-2"],
  ["Installiere htop auf web-1", "install htop on web-1"],
  [
    "Prüfe ob postgresql auf db-1 läuft und starte es falls nicht",
    "check whether postgresql is running on db-1 and start it if not",
  ],
  ["Welche Ports sind auf db-1 offen?", "which ports are open on db-1"],
  ["reinicia nginx en web-1, por favor", "restart nginx on web-1"],
  ["muestra los últimos 20 registros de nginx en web-1", "show the last 20 lines of the nginx log on web-1"],
  ["¿está corriendo nginx en web-1?", "is nginx running on web-1"],
  ["¿cuánto espacio en disco queda en db-1?", "how much disk space is left on db-1"],
  ["instala htop en web-1", "install htop on web-1"],
  ["muéstrame el uso de memoria de todos los servidores", "show the memory usage of all servers"],
  ["detén nginx en web-2", "stop nginx on web-2"],
  ["重启 web-1 上的 nginx", "restart nginx on web-1"],
  ["把 web-1 上的 nginx 重启一下", "restart nginx on web-1"],
  ["看看 db-1 的内存使用情况", "show the memory usage of db-1"],
  ["检查 db-1 上的 postgresql 是否在运行", "is postgresql running on db-1"],
  ["哪些服务在 web-2 上失败了", "which services have failed on web-2"],
  ["web-1 的磁盘还剩多少空间", "how much disk space is left on web-1"],
];
const steps = async (text: string) => {
  const outcome = await ask(text);
  if (outcome.kind !== "plan") throw new Error(`${text}: ${JSON.stringify(outcome)}`);
  return outcome.plan.steps.map(({ tool, input, machineIds, condition }) => ({ tool, input, machineIds, condition }));
};

/** How long a list is, and which of two tools tells the uptime, is no matter of what was asked. */
const meant = async (text: string) => {
  const outcome = await ask(text);
  if (outcome.kind === "decline" || outcome.kind === "clarify") throw new Error(`${text}: ${JSON.stringify(outcome)}`);
  if (outcome.kind === "answer") return { names: outcome.table?.machineIds, text: outcome.text };
  const { steps, schedule } = outcome.plan;
  return {
    schedule: schedule?.kind === "cron" ? schedule.cron : schedule?.atMs,
    steps: steps.map(({ tool, input, machineIds, condition }) => {
      const { limit: _limit, all: _all, ...asked } = input;
      return { tool: tool === "system.uptime" ? "system.info" : tool, asked, machineIds, condition };
    }),
  };
};

describe("a request in another language", () => {
  for (const [said, english] of same)
    test(`“${said}” is “${english}”`, async () => {
      expect(await steps(said)).toEqual(await steps(english));
    });

  for (const [language, list] of Object.entries(sayings))
    test.each(list)(`in ${language}: “%s” is “%s”`, async (said, english) => {
      expect(await meant(said)).toEqual(await meant(english));
    });

  test.each(["Starte nginx auf web-1 nicht neu", "no reinicies nginx en web-1", "别停止 nginx", ...forbidding])(
    "“%s” changes nothing",
    async (said) => {
      const outcome = await ask(said);
      expect(outcome.kind === "plan" && !outcome.plan.steps.every(onlyLooks)).toBe(false);
    },
  );

  test.each([
    ["um 10 Uhr abends", "22:00"],
    ["nachts um 11", "23:00"],
    ["nachts um 3", "03:00"],
    ["um 7 Uhr früh", "07:00"],
    ["um 15:30 Uhr", "15:30"],
    ["a las 10 de la noche", "22:00"],
    ["a las 12 de la noche", "00:00"],
    ["a las 4 de la madrugada", "04:00"],
    ["a las tres y media de la tarde", "15:30"],
    ["今晚10点", "22:00"],
    ["晚上12点", "00:00"],
    ["下午三点半", "15:30"],
    ["凌晨4点", "04:00"],
  ])("“%s” is %s", async (said, at) => {
    const act = /\p{Script=Han}/u.test(said)
      ? "重启web-1的nginx"
      : said.startsWith("a ")
        ? "reinicia nginx en web-1"
        : "starte nginx auf web-1 neu";
    const outcome = await ask(`${said} ${act}`);
    if (outcome.kind !== "plan") throw new Error(`${said}: ${JSON.stringify(outcome)}`);
    expect(outcome.plan.schedule?.text).toContain(at);
  });

  test("says in English words what was read", async () => {
    const outcome = await ask("Starte nginx auf web-1 neu");
    expect(outcome.kind === "plan" && outcome.plan.understood).toContain("In English words: “restart nginx on web-1”");
  });

  test("that is not understood says which languages are", async () => {
    const outcome = await ask("Schreibe ein Gedicht über Kubernetes");
    expect(outcome.kind === "decline" && outcome.reason).toContain("German, Spanish and Chinese");
  });

  test("is told from English", () => {
    expect(["restart nginx on web-1", "show me all logs of the last hour", "is the disk full"].map(languageOf)).toEqual(
      [undefined, undefined, undefined],
    );
    expect(fleet.length).toBeGreaterThan(0);
  });
});
