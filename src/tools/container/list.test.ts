import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { parseContainers } from "./engine.ts";
import { containerTable } from "./list.ts";
import { run } from "./list.run.ts";

const tool = toolNamed("container.list");
const id = "794bdc5a61f2".padEnd(64, "0");
/** As Docker 20.10 and Podman 4.3 answer, cut to what is read. */
const web = {
  Id: id,
  Names: ["/shop-web"],
  Image: "localhost/lab/web:1.4.2",
  State: "running",
  Status: "Up 3 hours (healthy)",
  Created: 1_795_227_501,
  Ports: [
    { IP: "0.0.0.0", PrivatePort: 80, PublicPort: 8080, Type: "tcp" },
    { IP: "::", PrivatePort: 80, PublicPort: 8080, Type: "tcp" },
    { PrivatePort: 9000, Type: "tcp" },
  ],
};
const job = {
  ...web,
  Id: "00e5c4aa21a5".padEnd(64, "1"),
  Names: ["/report"],
  State: "exited",
  Status: "Exited (0)",
  Ports: null,
};

const fault = (code: string) => Object.assign(new Error(code), { code });
const engines = (answers: Record<string, unknown[] | Error | number>) => {
  const asked: string[] = [];
  const unixHttp = async (socket: string, path: string) => {
    asked.push(`${socket} ${path}`);
    const answer = answers[socket] ?? fault("ENOENT");
    if (answer instanceof Error) throw answer;
    return typeof answer === "number" ? { status: answer, text: "" } : { status: 200, text: JSON.stringify(answer) };
  };
  return { asked, ctx: scripted([], { unixHttp }) };
};

describe("container.list", () => {
  test("asks the sockets with a read and nothing else", async () => {
    const { asked, ctx } = engines({ "/run/docker.sock": [web] });
    await run({}, ctx);
    expect(asked).toEqual([
      "/run/docker.sock /containers/json?all=false",
      "/run/podman/podman.sock /containers/json?all=false",
    ]);
  });

  test("has name, image, state and each published port once", async () => {
    const output = await run({ all: true }, engines({ "/run/docker.sock": [web, job] }).ctx);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(containerTable(output).rows[0]).toEqual([
      "shop-web",
      "localhost/lab/web:1.4.2",
      "running",
      "Up 3 hours (healthy)",
      "8080->80/tcp, 9000/tcp",
    ]);
    expect(tool.line(output)).toBe("2 containers, 1 running");
  });

  test("counts a container once that both sockets show", async () => {
    const output = await run({}, engines({ "/run/docker.sock": [web], "/run/podman/podman.sock": [web] }).ctx);
    expect(output.containers).toHaveLength(1);
    expect(output.engines).toHaveLength(2);
  });

  test("without an engine says so and is no failure", async () => {
    const output = await run({}, engines({}).ctx);
    expect(output).toEqual({ engines: [], containers: [], running: 0 });
    expect(tool.line(output)).toBe("no container engine runs");
  });

  test("that is not let in, or gets no answer, is an error", async () => {
    const codeFor = async (answer: Error | number) => {
      const thrown: unknown = await run({}, engines({ "/run/docker.sock": answer }).ctx).catch(
        (error: unknown) => error,
      );
      return thrown;
    };
    expect(await codeFor(fault("EACCES"))).toMatchObject({ code: "permission_denied" });
    expect(await codeFor(fault("ECONNREFUSED"))).toMatchObject({ code: "tool_failed" });
    expect(await codeFor(500)).toMatchObject({ code: "tool_failed" });
  });

  test("shows one engine where the other does not answer", async () => {
    const output = await run(
      {},
      engines({ "/run/docker.sock": fault("ECONNREFUSED"), "/run/podman/podman.sock": [web] }).ctx,
    );
    expect(output.engines).toEqual(["/run/podman/podman.sock"]);
  });
});

describe("a container in an engine's answer", () => {
  test("with an id that is none is left out", () => {
    for (const Id of ["../../version?x=", "", 7, null, "ABC"])
      expect(parseContainers(JSON.stringify([{ ...web, Id }]))).toEqual([]);
  });

  test("with a name made to deceive is shown as it is", async () => {
    const output = await run({}, engines({ "/run/docker.sock": [{ ...web, Names: ["/<img src=x>\u202e"] }] }).ctx);
    expect(forHtml(output.containers[0]?.name ?? untrusted(""))).toBe("<img src=x>\\u{202e}");
    const { Outcome } = await tool.load.view();
    const html = String(Outcome({ output }));
    expect(html).toContain("&lt;img src=x&gt;\\u{202e}");
  });

  test("in a list that is none is none", () => {
    expect(parseContainers('{"message":"x"}')).toEqual([]);
    expect(parseContainers('[1,null,"x"]')).toEqual([]);
  });
});
