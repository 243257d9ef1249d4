import { describe, expect, test } from "bun:test";
import type { WebAsked } from "../define.ts";
import { toolNamed } from "../index.ts";
import { run } from "./request.run.ts";

const tool = toolNamed("web.request");
const url = "https://status.example/api";
const answering = (status: number) => {
  const asked: WebAsked[] = [];
  const answer = {
    url,
    status,
    contentType: "text/plain",
    title: "",
    text: "no such incident",
    truncated: false,
    ms: 5,
  };
  const no = () => Promise.reject(new Error("no"));
  const request = async (each: WebAsked) => {
    asked.push(each);
    return answer;
  };
  return { asked, ports: { machines: () => [], nowMs: () => 0, web: { fetch: no, search: no, request } } };
};

describe("web.request", () => {
  test("is right where the other system says so", async () => {
    const input = { method: "POST" as const, url, body: "{}", secret: { secret: "token", version: 2 } };
    const { asked, ports } = answering(201);
    const output = await run(input, ports);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(tool.judge(input, output)).toMatchObject({ kind: "ok" });
    expect(asked[0]?.secret).toEqual({ name: "token", version: 2, header: "Authorization", prefix: "Bearer " });
  });

  test("fails with what the other system said", async () => {
    const input = { method: "DELETE" as const, url };
    expect(tool.judge(input, await run(input, answering(404).ports))).toMatchObject({
      kind: "failed",
      reason: "it answered with status 404",
      evidence: [{ ok: false }, { check: "it said", found: "no such incident" }],
    });
  });

  test("is high, and shows all of it but the secret's value", () => {
    const input = {
      method: "PUT",
      url,
      headers: { "X-A": "1" },
      body: "new",
      secret: { secret: "token", version: 2, prefix: "Token " },
    };
    expect(tool.risk(input)).toMatchObject({
      risk: "high",
      reasons: [expect.any(String), "gives it the secret token"],
    });
    expect(tool.preview(input).exact).toBe(
      `PUT ${url}\nX-A: 1\nAuthorization: Token (the secret token, version 2)\n\nnew`,
    );
  });

  test("takes no header that is the hub's, and none that would become two", () => {
    const takes = (headers: Record<string, string>): boolean =>
      tool.input().safeParse({ method: "GET", url, headers }).success;
    expect(takes({ Accept: "text/plain" })).toBe(true);
    const bad: [string, string][] = [
      ["Host", "b"],
      ["Cookie", "a=b"],
      ["Proxy-Authorization", "x"],
      ["X-A", "1\r\nX-B: 2"],
      ["X A", "1"],
    ];
    for (const [name, value] of bad) expect(takes({ [name]: value })).toBe(false);
  });
});
