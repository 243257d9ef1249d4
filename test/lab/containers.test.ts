/** Containers of a real engine: what is there, named and true, by the socket that Docker's and Podman's own programs use. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import type { JsonObject } from "../../src/lib/json.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("box-1", "--systemd", "--podman");
  if (!here) return;
  const joined = await here.tryOn("box-1", await here.joinLine("--level", "4"));
  if (joined.status !== 0) throw new Error(joined.err);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

describe("a host with a container engine", () => {
  labTest("tells its containers as the engine itself does", async () => {
    const { status, out } = await lab().ailx("ask", "show all containers on box-1");
    expect(status).toBe(0);
    for (const name of ["shop-web", "shop-worker", "nightly-report"]) expect(out).toContain(name);
    expect(out).toMatch(/nightly-report.*exited/);
    expect(await lab().on("box-1", "podman ps --format '{{.Names}}'")).toContain("shop-web");
  });

  labTest("is found by what runs on it, and a change of a container is a command that is asked", async () => {
    expect((await lab().machines("container:shop-web")).map(({ name }) => name)).toEqual(["box-1"]);
    const { status, out, err } = await lab().ailx("ask", "restart the shop-web container on box-1");
    expect([status, `${out}${err}`]).toEqual([3, expect.stringMatching(/approv/i)]);
  });
});

/** Carries a tool out on the host to its end, allowed beforehand. */
async function tool(name: string, input: JsonObject): Promise<TaskView> {
  const asked = { on: "box-1", input, waitMs: 60_000, approveUpTo: "high" };
  const answer = await lab().request("POST", `/api/tools/${name}`, asked);
  return (await answer.json()) as TaskView;
}
const stateOf = async (name: string): Promise<string> =>
  (await lab().on("box-1", `podman inspect -f '{{.State.Status}}' ${name}`)).trim();

describe("a container of a real engine", () => {
  labTest("is looked into, and its log is read", async () => {
    const { runs } = await tool("container.inspect", { container: "shop-web" });
    expect(runs[0]).toMatchObject({ state: "ok", output: { state: "running", ports: ["8080->80/tcp"] } });
    // It crashes every few seconds, and has said why only just before.
    const said = async () =>
      JSON.stringify((await tool("container.logs", { container: "shop-mailer", lines: 5 })).runs[0]);
    let log = await said();
    for (let left = 20; left > 0 && !log.includes("cannot resolve smtp.lab"); left--) {
      await Bun.sleep(500);
      log = await said();
    }
    expect(log).toContain("cannot resolve smtp.lab");
  });

  labTest(
    "is stopped and started, each held to what the engine shows",
    async () => {
      const stopped = await tool("container.stop", { container: "shop-web" });
      expect([stopped.state, await stateOf("shop-web")]).toEqual(["succeeded", "exited"]);
      const started = await tool("container.start", { container: "shop-web" });
      expect([started.state, await stateOf("shop-web")]).toEqual(["succeeded", "running"]);
      expect(await lab().on("box-1", "curl -s http://127.0.0.1:8080/")).toContain("shop-web");
    },
    90_000,
  );

  labTest(
    "that comes back is restarted well, one that crashes a moment later is told as failed with its own words",
    async () => {
      expect((await tool("container.restart", { container: "shop-worker" })).state).toBe("succeeded");
      const crashed = await tool("container.restart", { container: "shop-mailer" });
      expect(crashed.state).toBe("failed");
      expect(JSON.stringify(crashed.runs[0])).toContain("cannot resolve smtp.lab");
    },
    90_000,
  );

  labTest("that is not there is told with those that are", async () => {
    const { runs } = await tool("container.restart", { container: "no-such" });
    expect(runs[0]?.error).toMatchObject({ code: "no_such_container", hint: expect.stringContaining("shop-web") });
  });
});
