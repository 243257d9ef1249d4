import { afterEach, describe, expect } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { run } from "./remove.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("cron.remove");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});
const remove = (name: string) => files.call((ctx) => run({ name }, ctx, (of) => files.path(`ailx-${of}`)));

describe("cron.remove", () => {
  onLinux("takes away the file of its job alone, and its undo brings it back", async () => {
    files.write("ailx-clean", "@daily root true\n");
    files.write("ailx-clean2", "");
    const output = await remove("clean");
    expect([files.names(), tool.judge({ name: "clean" }, output).kind]).toEqual([["ailx-clean2"], "ok"]);
    await files.backups.portFor({ task: "t", step: "s1", callId: "c" }).restore();
    expect(files.read("ailx-clean")).toBe("@daily root true\n");
  });

  onLinux("says where there is none", async () => {
    expect(await refusal(remove("clean"))).toMatchObject({ code: "no_such_file" });
  });
});
