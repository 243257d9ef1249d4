/** Requests that commands answer, on their whole way: from the words to what stands on the terminal. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TaskView } from "../src/api/task.ts";
import { main } from "../src/cli/run.ts";
import { hubHere, type HubHere } from "./support/hub.ts";
import { agentHere } from "./support/peer.ts";

let hub: HubHere;
const agents: Awaited<ReturnType<typeof agentHere>>[] = [];
beforeAll(async () => {
  hub = await hubHere();
  for (const name of ["web-1", "web-2"]) agents.push(await agentHere(hub, name));
}, 60_000);
afterAll(async () => {
  for (const agent of agents) await agent.close();
  await hub.close();
});

async function typed(verb: string, ...words: string[]): Promise<{ status: number; out: string; err: string }> {
  const seen = { out: "", err: "" };
  const text = (data: string | Uint8Array): string => (typeof data === "string" ? data : Buffer.from(data).toString());
  const nobody = () => Promise.resolve(undefined);
  const status = await main([verb, "--data", hub.dataDir, ...words], {
    out: (data) => void (seen.out += text(data)),
    err: (data) => void (seen.err += text(data)),
    tty: { in: false, out: false, err: false },
    colour: false,
    env: {},
    cwd: hub.dir,
    home: hub.dir,
    uid: process.getuid?.() ?? 0,
    ask: nobody,
    askSecret: nobody,
    onStop: () => () => {},
  });
  return { status, ...seen };
}
const jsonOf = async (verb: string, ...words: string[]) =>
  JSON.parse((await typed(verb, ...words, "--json")).out) as TaskView & {
    runs: { stdout?: string; stderr?: string }[];
  };

describe("a request that a looking command answers", () => {
  test("prints what it wrote, with asking and afterwards, and gives it to programs", async () => {
    const { status, out } = await typed("ask", "run `seq 3 | cat -E` on web-1");
    expect([status, out]).toEqual([0, expect.stringContaining("\n1$\n2$\n3$\n")]);
    expect(out).not.toContain("== web-1");
    expect(out).not.toContain("verified");
    const [, id = ""] = /task (\w+)\n$/.exec(out) ?? [];
    expect((await typed("task", id)).out).toContain("\n1$\n2$\n3$\n");
    expect((await jsonOf("task", id)).runs[0]).toMatchObject({ stdout: "1$\n2$\n3$\n", stderr: "" });
    expect((await jsonOf("ask", "run `seq 3` on web-1")).runs[0]).toMatchObject({ stdout: "1\n2\n3\n" });
  });

  test("prints equal output once, under the machines that wrote it", async () => {
    const { out } = await typed("ask", "run `seq 3` on web-1 and web-2");
    expect(out.match(/1\n2\n3\n/g)).toHaveLength(1);
    expect(out).toContain("== web-1, web-2\n1\n2\n3\n");
  });

  test("tells one line as its answer", async () => {
    const { out } = await typed("ask", "run `expr 40 + 2` on web-1");
    expect(out).toContain("succeeded  web-1: 42.\n");
  });

  test("prints nothing that steers a terminal, and the end of what is long", async () => {
    const { out } = await typed("ask", "run `printf 'a\\033[2Jb\\nc\\n'` on web-1");
    expect(out).toContain("a\\u{1b}[2Jb\nc\n");
    const long = await typed("ask", "run `seq 100000` on web-1");
    expect(long.out).toContain("\n100000\n");
    expect(long.out.length).toBeLessThan(70_000);
    expect(long.out).toContain("[… the first ");
  });

  test("that fails says why, and the other machine is looked at all the same", async () => {
    const { status, out } = await typed("ask", "run `ls /no/such/folder` on web-1 and web-2");
    expect(status).toBe(1);
    expect(out).toContain("exit status 2: ls: cannot access '/no/such/folder': No such file or directory");
    expect(out).not.toContain("skipped");
    const { runs } = await jsonOf("ask", "run `ls /no/such/folder` on web-1 and web-2");
    expect(runs.map(({ state }) => state)).toEqual(["failed", "failed"]);
  });

  test("and finds nothing has found nothing", async () => {
    const { status, out } = await typed("ask", "run `grep -F no-such-text /etc/hosts` on web-1");
    expect([status, out]).toEqual([0, expect.stringContaining("succeeded  web-1: nothing found.\n")]);
  });
});

describe("a command that a person typed", () => {
  test("keeps its own exit status", async () => {
    expect((await typed("exec", "web-1", "--", "grep", "-F", "no-such-text", "/etc/hosts")).status).toBe(1);
  });
});
