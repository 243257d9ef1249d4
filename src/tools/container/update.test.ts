import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import type { JsonObject } from "../../lib/json.ts";
import { resume } from "./exchange.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { run as revert } from "./revert.run.ts";
import { engine, running } from "./testing/engine.ts";
import { hasPodman, startPodman } from "./testing/podman.ts";
import { startRegistry } from "./testing/registry.ts";
import { preview, run } from "./update.run.ts";

const withPodman = testWhere(hasPodman, "root, podman, crun, unshare and cc");
const tool = toolNamed("container.update");

/** Writes its word into its volume, then waits; or ends at once. */
const program = (word: string, ends = false): string => `
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include <string.h>
static void bye(int n) { _exit(0); }
int main(void) {
  signal(SIGTERM, bye);
  int f = open("/data/said", O_CREAT | O_WRONLY | O_APPEND, 0644);
  write(f, "${word}", ${word.length});
  write(1, "${word}\\n", ${word.length + 1});
  ${ends ? 'write(2, "no such option\\n", 15); return 3;' : "for (;;) pause();"}
}`;

let registry: ReturnType<typeof startRegistry>;
let podman: NonNullable<Awaited<ReturnType<typeof startPodman>>>;
beforeAll(async () => {
  if (!hasPodman) return;
  registry = startRegistry();
  podman = await startPodman(registry.at);
}, 30_000);
afterAll(async () => {
  if (!hasPodman) return;
  await podman.end();
  await registry.end();
}, 30_000);

/** A container of version 1 of its own image; its data lies in a folder of the machine. */
async function started(name: string, ...options: string[]) {
  const [image, data] = [`${registry.at}/${name}:stable`, podman.folder(`data-${name}`)];
  registry.push(`${name}:stable`, program("one "), { Env: ["FROM=one"], Labels: { made: "one" } });
  await podman.cli("run", "--detach", "--name", name, "--volume", `${data}:/data`, ...options, image);
  const looked = async (format: string): Promise<string> => await podman.cli("inspect", "--format", format, name);
  return { name, looked, said: () => readFileSync(`${data}/said`, "utf8") };
}
const update = (container: string) => run({ container }, podman.ctx());

describe("container.update", () => {
  withPodman(
    "runs the newer image with the same settings, keeps the old container, and goes back to it",
    async () => {
      const web = await started(
        "web",
        "--env",
        "OWN=1",
        "--label",
        "team=shop",
        "--hostname",
        "shop",
        "--network",
        "none",
        "--cap-add",
        "NET_ADMIN",
        "--user",
        "0:0",
        "--volume",
        "named:/more",
      );
      registry.push("web:stable", program("two "), { Env: ["FROM=two"], Labels: { made: "two" } });
      const done = await update("web");
      expect(tool.output().safeParse(done).error?.issues).toBeUndefined();
      expect(tool.judge({ container: "web" }, done)).toMatchObject({ kind: "ok" });
      expect(web.said()).toBe("one two ");
      const env = await web.looked("{{json .Config.Env}}");
      expect(["OWN=1", "FROM=two"].every((each) => env.includes(`"${each}"`))).toBe(true);
      expect(
        await web.looked(
          "{{.Config.Hostname}} {{.Config.Labels.team}} {{.Config.Labels.made}} {{.HostConfig.NetworkMode}} {{.HostConfig.CapAdd}} {{.Config.User}}",
        ),
      ).toBe("shop shop two none [CAP_NET_ADMIN] 0:0");
      expect(await web.looked("{{range .Mounts}}{{.Name}}>{{.Destination}} {{end}}")).toContain("named>/more");
      const names = (await podman.cli("ps", "--all", "--format", "{{.Names}} {{.Status}}")).split("\n");
      expect(names.filter((each) => each.startsWith("web")).toSorted()).toEqual([
        expect.stringMatching(/^web Up /),
        expect.stringMatching(/^web-before-[0-9a-f]{12} Exited /),
      ]);

      const back = tool.wayBack?.({ container: "web" }, done);
      if (back?.kind !== "tool") throw new Error(JSON.stringify(back));
      const reverted = await revert(
        toolNamed(back.tool).input().parse(back.input) as Parameters<typeof revert>[0],
        podman.ctx(),
      );
      expect(toolNamed("container.revert").judge(back.input, reverted)).toMatchObject({ kind: "ok" });
      expect([web.said(), await web.looked("{{.Config.Labels.made}} {{.State.Status}}")]).toEqual([
        "one two one ",
        "one running",
      ]);
    },
    90_000,
  );

  withPodman(
    "changes nothing where the image is the newest",
    async () => {
      const still = await started("still", "--network", "none");
      const id = await still.looked("{{.Id}}");
      const done = await update("still");
      expect([tool.judge({ container: "still" }, done).kind, tool.wayBack?.({ container: "still" }, done)]).toEqual([
        "ok",
        { kind: "nothing" },
      ]);
      expect([await still.looked("{{.Id}}"), still.said()]).toEqual([id, "one "]);
    },
    60_000,
  );

  withPodman(
    "has the old one running again where the new one does not stay up, and says what it said",
    async () => {
      const bad = await started("bad", "--network", "none");
      registry.push("bad:stable", program("two ", true), {});
      const done = await update("bad");
      const verdict = tool.judge({ container: "bad" }, done);
      expect(verdict).toMatchObject({ kind: "failed", reason: expect.stringContaining("no such option") });
      expect(tool.wayBack?.({ container: "bad" }, done)).toEqual({ kind: "nothing" });
      expect([await bad.looked("{{.State.Status}} {{.Config.Labels.made}}"), bad.said()]).toEqual([
        "running one",
        "one two one ",
      ]);
      expect(await podman.cli("ps", "--all", "--format", "{{.Names}}")).not.toMatch(/bad-/);
    },
    60_000,
  );

  withPodman(
    "does the same for one that was made by the API, and keeps what only Podman knows",
    async () => {
      const odd = await started("odd", "--network", "none", "--timeout", "900");
      registry.push("odd:stable", program("two "), {});
      const { unixHttp } = podman.ctx();
      const made = await unixHttp("/run/podman/podman.sock", "/containers/create?name=api", {
        method: "POST",
        body: JSON.stringify({
          Image: `${registry.at}/odd:stable`,
          Env: ["OWN=1"],
          HostConfig: {
            NetworkMode: "none",
            Binds: [`${podman.folder("api")}:/data`],
            RestartPolicy: { Name: "always" },
          },
        }),
      });
      expect(made.status).toBe(201);
      await podman.cli("start", "api");
      expect(tool.judge({ container: "odd" }, await update("odd")).kind).toBe("ok");
      expect(tool.judge({ container: "api" }, await update("api")).kind).toBe("ok");
      expect(await odd.looked("{{.Config.Timeout}}")).toBe("900");
      expect(
        await podman.cli("inspect", "--format", "{{.HostConfig.RestartPolicy.Name}} {{.Config.Env}}", "api"),
      ).toMatch(/^always .*OWN=1/);
    },
    60_000,
  );

  withPodman(
    "touches nothing where the registry does not have it, or it would be gone once it stops",
    async () => {
      const gone = await started("gone", "--network", "none");
      const fleeting = await started("fleeting", "--network", "none", "--rm");
      registry.drop("gone:stable");
      const ids = async () =>
        await Promise.all([gone, fleeting].map(({ looked }) => looked("{{.Id}} {{.State.Status}}")));
      const before = await ids();
      expect(await refusal(update("gone"))).toMatchObject({
        code: "tool_failed",
        detail: expect.stringContaining("could not be pulled"),
      });
      expect(await refusal(update("fleeting"))).toMatchObject({ code: "not_supported" });
      expect(await ids()).toEqual(before);
      expect(await podman.cli("ps", "--all", "--format", "{{.Names}}")).not.toMatch(/-next-/);
    },
    60_000,
  );

  withPodman(
    "has the old one running again where it is cancelled, or its agent is ended, in the middle",
    async () => {
      const half = await started("half", "--network", "none");
      registry.push("half:stable", program("two "), {});
      const now = async () => [await half.looked("{{.Config.Labels.made}} {{.State.Status}}"), half.said()];
      const stop = new AbortController();
      const sleep = async (): Promise<void> => {
        stop.abort(new Error("cancelled"));
        stop.signal.throwIfAborted();
      };
      expect(run({ container: "half" }, podman.ctx({ signal: stop.signal, sleep }))).rejects.toThrow("cancelled");
      await podman.until(async () => (await now())[0] === "one running");
      expect(await now()).toEqual(["one running", "one two one "]);

      // Whatever it tries after the new one has the name, it does not come to it any more.
      const notes: JsonObject[] = [];
      const alive = podman.ctx();
      let ended = false;
      const dying = podman.ctx({
        goesOn: (note) => void notes.push(note),
        unixHttp: async (socket, path, options) => {
          ended ||= path.endsWith("/start");
          if (ended) throw new Error("ended");
          return await alive.unixHttp(socket, path, options);
        },
      });
      expect(await refusal(run({ container: "half" }, dying))).toMatchObject({ message: "ended" });
      expect((await now())[0]).toContain(" created");
      const told = await resume(notes[0] ?? {}, podman.ctx());
      expect(tool.judge({ container: "half" }, told)).toMatchObject({
        kind: "failed",
        reason: expect.stringContaining("ended in the middle"),
      });
      expect(await now()).toEqual(["one running", "one two one one "]);
    },
    60_000,
  );

  test("lets compose make anew what compose has made, and names the old image again to go back", async () => {
    const label = "com.docker.compose";
    const labels = {
      [`${label}.project`]: "shop",
      [`${label}.service`]: "web",
      [`${label}.project.working_dir`]: "/srv/shop",
      [`${label}.project.config_files`]: "/srv/shop/compose.yaml",
    };
    const [one, two] = ["a".repeat(64), "b".repeat(64)];
    const of = (image: string, startedAt: string) => ({
      ...running,
      Image: `sha256:${image}`,
      Config: { Image: "registry.example/web:1.4", Labels: labels },
      State: { ...(running["State"] as object), StartedAt: startedAt },
    });
    const { ctx, asked } = engine({ inspect: [of(one, "2026-11-21T10:46:22Z"), of(two, "2026-11-21T11:00:00Z")] });
    const ran: string[] = [];
    const own = {
      ...ctx,
      spawn: async (argv: readonly string[]) => {
        ran.push(argv.join(" "));
        return { exitCode: 0, signal: null, stdout: "", stderr: "", timedOut: false };
      },
      unixHttp: async (...[socket, path, options]: Parameters<typeof ctx.unixHttp>) =>
        path.startsWith("/images/")
          ? {
              status: options?.method === "POST" ? 201 : 200,
              text: JSON.stringify({ Id: `sha256:${path.includes(one) ? one : two}`, path }),
            }
          : await ctx.unixHttp(socket, path, options),
    };
    const done = await run({ container: "shop-web" }, own);
    const up =
      "docker compose --project-name shop --project-directory /srv/shop --file /srv/shop/compose.yaml up --detach --no-deps --no-build --pull never web";
    expect([ran, tool.judge({ container: "shop-web" }, done).kind]).toEqual([
      ["docker pull --quiet registry.example/web:1.4", up],
      "ok",
    ]);
    expect(tool.wayBack?.({ container: "shop-web" }, done)).toMatchObject({ input: { kept: one, by: "compose" } });
    await revert({ container: "shop-web", kept: one, by: "compose" }, own);
    expect(ran.at(-1)).toBe(up);
    expect(asked.every((each) => !each.startsWith("DELETE"))).toBe(true);
  });

  test("says beforehand what cannot be updated", async () => {
    const labels = { PODMAN_SYSTEMD_UNIT: "web.service" };
    const { ctx } = engine({ inspect: [{ ...running, Config: { Image: "localhost/lab/web:1", Labels: labels } }] });
    expect((await preview({ container: "shop-web" }, ctx)).problems.map(forHtml).join()).toContain("unit of systemd");
    const built = engine({}).ctx;
    expect((await preview({ container: "shop-web" }, built)).problems.map(forHtml).join()).toContain(
      "built on this machine",
    );
  });
});
