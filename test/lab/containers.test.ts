/** Containers of a real engine: what is there, named and true, by the socket that Docker's and Podman's own programs use. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
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
