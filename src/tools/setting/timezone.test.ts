import { afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { testWhere } from "../../../test/support/skip.ts";
import { debianFacts } from "../../../test/support/scripted-context.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { run } from "./timezone.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("setting.timezone");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});

function machine(zone: string) {
  const zones = files.path("zoneinfo");
  for (const name of ["Etc", "Europe"]) mkdirSync(`${zones}/${name}`, { recursive: true });
  for (const name of ["UTC", "Etc/UTC", "Europe/Berlin"]) writeFileSync(`${zones}/${name}`, "TZif");
  const link = files.path("localtime");
  symlinkSync(`${zones}/${zone}`, link);
  return { zones, link, named: files.path("timezone") };
}
const leads = (place: ReturnType<typeof machine>, zone: string): void => {
  rmSync(place.link);
  symlinkSync(`${place.zones}/${zone}`, place.link);
};

describe("setting.timezone", () => {
  test("is medium, and takes names of zones", () => {
    const takes = (zone: string): boolean => tool.input().safeParse({ zone }).success;
    expect(tool.risk({ zone: "UTC" }).risk).toBe("medium");
    expect(["UTC", "Europe/Berlin", "America/Argentina/Salta", "Etc/GMT+2"].every(takes)).toBe(true);
    expect(["", "../etc/passwd", "/etc", "a b", "Europe/", "-x"].some(takes)).toBe(false);
  });

  onLinux("sets it, looks where the link leads, and is taken back by the zone before", async () => {
    const place = machine("Etc/UTC");
    writeFileSync(place.named, "Etc/UTC\n");
    const done = await files.call(
      (ctx) => {
        const spawn: typeof ctx.spawn = async (argv) => (leads(place, "Europe/Berlin"), await ctx.spawn(argv));
        return run({ zone: "Europe/Berlin" }, { ...ctx, spawn }, place);
      },
      [[/^timedatectl set-timezone Europe\/Berlin$/, {}]],
    );
    expect([tool.judge({ zone: "Europe/Berlin" }, done).kind, tool.line(done)]).toEqual([
      "ok",
      "Etc/UTC → Europe/Berlin",
    ]);
    expect(files.read("timezone")).toBe("Europe/Berlin\n");
    expect(tool.wayBack?.({ zone: "Europe/Berlin" }, done)).toMatchObject({
      tool: "setting.timezone",
      input: { zone: "Etc/UTC" },
    });
  });

  onLinux("sets the link itself where no systemd runs", async () => {
    const place = machine("UTC");
    const done = await files.call((ctx) => {
      const spawn: typeof ctx.spawn = async (argv) => {
        const ended = Bun.spawnSync([...argv]);
        return { exitCode: ended.exitCode, signal: null, stdout: "", stderr: ended.stderr.toString(), timedOut: false };
      };
      return run(
        { zone: "Europe/Berlin" },
        { ...ctx, spawn, facts: () => ({ ...debianFacts, init: "openrc" }) },
        place,
      );
    });
    expect(readlinkSync(place.link)).toBe(`${place.zones}/Europe/Berlin`);
    expect(tool.judge({ zone: "Europe/Berlin" }, done).kind).toBe("ok");
  });

  onLinux("refuses a zone that the machine does not know, and is as before where the program fails", async () => {
    const place = machine("UTC");
    const set = (zone: string, script: Parameters<typeof files.call>[1] = []) =>
      refusal(files.call((ctx) => run({ zone }, ctx, place), script));
    expect(await set("Europe/Atlantis")).toMatchObject({ code: "bad_input" });
    expect(await set("Europe")).toMatchObject({ code: "bad_input" });
    expect(await set("Europe/Berlin", [[/^timedatectl/, { exitCode: 1, stderr: "no bus" }]])).toMatchObject({
      code: "tool_failed",
    });
    expect(readlinkSync(place.link)).toBe(`${place.zones}/UTC`);
  });
});
