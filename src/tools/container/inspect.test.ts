import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { inspectFacts } from "./inspect.ts";
import { run } from "./inspect.run.ts";
import { engine, exited, id, running, withState } from "./testing/engine.ts";

const tool = toolNamed("container.inspect");
const input = { container: "shop-web" };

describe("container.inspect", () => {
  test("tells state, image, ports, mounts and networks", async () => {
    const output = await run(input, engine({}).ctx);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(output).toMatchObject({ state: "running", health: "none", pid: 192, restartPolicy: "always" });
    expect(output.ports).toEqual(["8080->80/tcp", "9000/tcp"]);
    expect(inspectFacts(output)).toContainEqual(["Mounts", "/srv/www → /www (read only)"]);
    expect(inspectFacts(output)).toContainEqual(["Memory", "at most 256.0M"]);
    expect(tool.line(output)).toBe("running since 2026-11-21 10:46:22, localhost/lab/web:1.4.2");
  });

  test("tells nothing of the environment", async () => {
    expect(JSON.stringify(await run(input, engine({}).ctx))).not.toContain("hunter2");
  });

  test("says how it ended, and that its memory was used up", async () => {
    const output = await run(input, engine({ inspect: [exited] }).ctx);
    expect(output).toMatchObject({ state: "exited", exitCode: 137, oomKilled: true, pid: null });
    expect(tool.line(output)).toStartWith("exited with status 137, out of memory");
  });

  test("tells what the last health check said", async () => {
    const Health = { Status: "unhealthy", Log: [{ Output: "ok" }, { Output: "connection refused\n" }] };
    const output = await run(input, engine({ inspect: [withState(running, { Health })] }).ctx);
    expect([output.health, forHtml(output.healthSaid)]).toEqual(["unhealthy", "connection refused"]);
  });

  test("names the containers that are there where it finds none", async () => {
    const list = [{ Id: id, Names: ["/other\u202e"], State: "running" }];
    const thrown: unknown = await run({ container: "nope" }, engine({ list }).ctx).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "no_such_container", hint: "There are: other\\u{202e}." });
  });

  test("says that there is no engine, and that one does not let it in", async () => {
    const failing = (code: string) =>
      scripted([], { unixHttp: () => Promise.reject(Object.assign(new Error(code), { code })) });
    expect(run(input, failing("ENOENT"))).rejects.toMatchObject({ code: "not_supported" });
    expect(run(input, failing("EACCES"))).rejects.toMatchObject({ code: "permission_denied" });
  });

  test("asks which one is meant where both engines have that name", async () => {
    const other = { ...running, Id: "b".repeat(64) };
    const unixHttp = async (socket: string) => ({
      status: 200,
      text: JSON.stringify(socket === "/run/docker.sock" ? running : other),
    });
    expect(run(input, scripted([], { unixHttp }))).rejects.toMatchObject({
      code: "conflict",
      hint: "Name it by its id: 966e06ff20fe of /run/docker.sock, bbbbbbbbbbbb of /run/podman/podman.sock.",
    });
  });

  test("takes no name that is another path of the engine", () => {
    for (const container of ["../../version?x=", "a/b", "", "-rf", "a b", "a\n", "%2e%2e", "x".repeat(129)])
      expect(tool.input().safeParse({ container }).success).toBe(false);
  });
});
