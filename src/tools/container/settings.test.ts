import { describe, expect, test } from "bun:test";
import type { Found } from "./asking.ts";
import { differences, wantedOf } from "./settings.ts";
import { id, running } from "./testing/engine.ts";

const found = (raw: Record<string, unknown> = {}): Found => ({
  socket: "/run/docker.sock",
  id,
  name: "shop-web",
  image: "web:1",
  raw: { ...running, ...raw },
});
const image = { Config: { Env: ["PATH=/bin"], Cmd: ["/bin/web"], Labels: { made: "one" } } };
const seen = (raw: Record<string, unknown> = {}, own = {}) => ({ found: found(raw), image, own });

describe("the settings of a container", () => {
  test("are its own, without what its image says", () => {
    const { body } = wantedOf(found(), image);
    expect(body).toMatchObject({ Image: "web:1", Env: ["PASSWORD=hunter2"], Labels: { lab: "demo" } });
    expect([body["Cmd"], body["Hostname"]]).toEqual([undefined, undefined]);
  });

  test("take volumes without a name along", () => {
    const volume = { Type: "volume", Name: "0123abcd", Destination: "/var/lib/x", RW: true };
    expect(wantedOf(found({ Mounts: [volume] }), image).body["HostConfig"]).toMatchObject({
      Binds: ["0123abcd:/var/lib/x"],
    });
  });

  test("are compared: what another one would not have is named", () => {
    const host = running["HostConfig"] as object;
    expect(differences(seen(), seen())).toEqual([]);
    expect(differences(seen(), seen({ HostConfig: { ...host, Memory: 0 } }))).toEqual(["Memory"]);
    expect(differences(seen(), seen({ Mounts: [] }))).toEqual(["Mounts"]);
    expect(differences(seen({}, { PidsLimit: 50 }), seen({}, { PidsLimit: 2048 }))).toEqual(["PidsLimit"]);
    expect(differences(seen(), seen({ NetworkSettings: { Networks: { other: {} } } }))).toEqual(["Networks"]);
  });
});
