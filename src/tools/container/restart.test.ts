import { describe, expect, test } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { preview, run } from "./restart.run.ts";
import { anew, engine, exited, frame, id, running, withState } from "./testing/engine.ts";

const tool = toolNamed("container.restart");
const input = { container: "shop-web" };

describe("container.restart", () => {
  test("is right once it runs anew and goes on running", async () => {
    const { ctx, asked } = engine({ inspect: [running, anew] });
    const output = await run(input, ctx);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(asked.slice(0, 3)).toEqual([
      "GET /containers/shop-web/json",
      "POST /containers/ID/restart",
      "GET /containers/ID/json",
    ]);
    expect(ctx.sleptMs).toHaveLength(10);
    expect(tool.judge(input, output)).toMatchObject({ kind: "ok" });
    expect(tool.line(output)).toBe("running since 2026-11-21 11:00:00, was running");
  });

  test("is no restart where the same run goes on", async () => {
    expect(tool.judge(input, await run(input, engine({}).ctx))).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("was not restarted"),
    });
  });

  test("fails where it crashes a moment later, and says what its log says", async () => {
    const log = frame(2, "2026-11-21T11:00:01Z cannot resolve smtp.lab\n");
    const { ctx } = engine({ inspect: [running, anew, anew, exited], log });
    const output = await run(input, ctx);
    expect(ctx.sleptMs.length).toBeLessThan(10);
    expect(tool.judge(input, output)).toMatchObject({
      kind: "failed",
      reason:
        "shop-web did not stay up: it is exited with status 137, out of memory; its log says: cannot resolve smtp.lab",
    });
  });

  test("fails where the engine starts it again and again", async () => {
    const looping = withState(anew, { StartedAt: "2026-11-21T11:00:03Z" }, { RestartCount: 2 });
    const output = await run(input, engine({ inspect: [running, anew, anew, looping] }).ctx);
    expect(tool.judge(input, output)).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("restarts by itself"),
    });
  });

  test("waits until its health check says healthy", async () => {
    const at = (Status: string) => withState(anew, { Health: { Status } });
    const starting = Array.from({ length: 20 }, () => at("starting"));
    const { ctx } = engine({ inspect: [running, ...starting, at("healthy")] });
    const output = await run(input, ctx);
    expect(ctx.sleptMs.length).toBeGreaterThan(10);
    expect(tool.judge(input, output)).toMatchObject({ kind: "ok" });
    const sick = await run(input, engine({ inspect: [running, at("starting"), at("unhealthy")] }).ctx);
    expect(tool.judge(input, sick)).toMatchObject({ kind: "failed", reason: expect.stringContaining("not healthy") });
  });

  test("says what the engine said against it", async () => {
    const post = { status: 500, text: '{"message":"port is already allocated"}' };
    const verdict = tool.judge(input, await run(input, engine({ post, inspect: [running, exited] }).ctx));
    expect(verdict).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining(
        "refused by the engine: it is exited with status 137, out of memory: port is already",
      ),
    });
  });

  test("leaves a paused one alone", async () => {
    const { ctx, asked } = engine({ inspect: [withState(running, { Status: "paused" })] });
    expect(run(input, ctx)).rejects.toMatchObject({ code: "wrong_state" });
    expect(asked.filter((each) => each.startsWith("POST"))).toEqual([]);
  });

  test("shows beforehand what is published and who hangs on it", async () => {
    const labels = { "com.docker.compose.project": "shop", "com.docker.compose.service": "web" };
    const web = { ...running, Config: { Labels: labels, Image: "web:1" } };
    const worker = {
      Id: "c".repeat(64),
      Names: ["/shop-worker"],
      Labels: {
        ...labels,
        "com.docker.compose.service": "worker",
        "com.docker.compose.depends_on": "web:service_started:false",
      },
    };
    const proxy = { Id: "d".repeat(64), Names: ["/vpn-client"], HostConfig: { NetworkMode: `container:${id}` } };
    const { ctx, asked } = engine({ inspect: [web], list: [worker, proxy, { ...web, Names: ["/shop-web"] }] });
    const { notes } = await preview(input, ctx);
    expect(notes.map(forHtml)).toEqual([
      "shop-web (web:1) is running since 2026-11-21 10:46:22.",
      "Nobody reaches 8080->80/tcp meanwhile.",
      "These hang on it: shop-worker, vpn-client.",
    ]);
    expect(asked.some((each) => each.startsWith("POST"))).toBe(false);
  });
});
