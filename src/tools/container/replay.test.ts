import { describe, expect, test } from "bun:test";
import { replayOf } from "./replay.ts";

const of = (line: string) => replayOf({ Config: { CreateCommand: line.split(" ") } });

describe("the command line of a container", () => {
  test("is what it is made with, without how it was called", () => {
    expect(
      of(
        "podman run -dit --name web --pull=always -p 80:80 --env A=b -v/x:/y --cidfile /run/c --init nginx:1 nginx -g x",
      ),
    ).toEqual({
      options: ["-it", "-p", "80:80", "--env", "A=b", "-v/x:/y", "--init"],
      image: "nginx:1",
      command: ["nginx", "-g", "x"],
    });
    expect(of("/usr/bin/podman container create --replace -d --label a=run alpine")).toEqual({
      options: ["--label", "a=run"],
      image: "alpine",
      command: [],
    });
  });

  test("is not guessed at", () => {
    expect([of("docker run x"), of("podman run --name x"), of("podman play kube x"), replayOf({})]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
