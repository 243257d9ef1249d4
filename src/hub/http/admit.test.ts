import { afterEach, describe, expect, test } from "bun:test";
import { startWeb, type Web } from "./testing/web.ts";

const open: Web[] = [];
afterEach(async () => {
  for (const web of open.splice(0)) await web.close();
});
async function start(wish: Parameters<typeof startWeb>[0]) {
  const web = await startWeb(wish);
  open.push(web);
  return web;
}
/** Statuses of so many calls, one after the other. */
async function calls(web: Web, count: number, headers: Record<string, string>, path = "/api/auth/me") {
  const answers: Response[] = [];
  for (let n = 0; n < count; n++) answers.push(await web.call(path, { headers }));
  return answers;
}
const statuses = (answers: Response[]): number[] => answers.map(({ status }) => status);

describe("too many calls", () => {
  test("by one key are refused with the time to wait, others go on", async () => {
    const web = await start({ limits: { calls: 3 } });
    const anna = await web.browser();
    const { secret } = await (await web.json("/api/keys", { label: "k", role: "viewer" }, anna)).json();
    const answers = await calls(web, 4, { authorization: `Bearer ${secret}` });
    expect(statuses(answers)).toEqual([200, 200, 200, 429]);
    expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await answers.at(-1)?.json()).toMatchObject({ code: "too_many_requests" });
    expect(statuses(await calls(web, 1, anna))).toEqual([200]);
  });

  test("by one person are refused, however many sign-ins they make", async () => {
    const web = await start({ limits: { person: 4 } });
    await web.addPerson("bert", "viewer");
    const [one, two] = [await web.browser("bert"), await web.browser("bert")];
    expect(statuses([...(await calls(web, 3, one)), ...(await calls(web, 3, two))])).toEqual([
      200, 200, 200, 200, 429, 429,
    ]);
    expect(statuses(await calls(web, 1, await web.browser()))).toEqual([200]);
  });

  test("from one address are refused, also without a sign-in, whatever X-Forwarded-For says", async () => {
    const web = await start({ limits: { address: 5 } });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => web.call("/healthz", { headers: { "x-forwarded-for": `198.51.100.${n}` } })),
    );
    expect(statuses(answers).toSorted((a, b) => a - b)).toEqual([204, 204, 204, 204, 204, 429, 429, 429]);
    expect((await web.local("/healthz")).status).toBe(204);
  });

  test("with secrets that are nobody's are refused, by address", async () => {
    const web = await start({ limits: { strangers: 2 } });
    const answers = await calls(web, 4, { authorization: "Bearer ailx_guess" });
    expect(statuses(answers)).toEqual([401, 401, 429, 429]);
  });
});
