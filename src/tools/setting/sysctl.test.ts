import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import type { SysctlInput } from "./sysctl.ts";
import { preview, run } from "./sysctl.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("setting.sysctl");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});

function machine() {
  const [kernel, folder] = [files.path("proc"), files.path("sysctl.d")];
  for (const dir of [`${kernel}/vm`, `${kernel}/net/ipv4`, folder]) mkdirSync(dir, { recursive: true });
  writeFileSync(`${kernel}/vm/swappiness`, "60\n");
  writeFileSync(`${kernel}/net/ipv4/ip_local_port_range`, "32768\t60999\n");
  return { kernel, folder, file: `${folder}/99-z-ailx.conf`, last: files.path("sysctl.conf") };
}
const set = (input: SysctlInput, place: ReturnType<typeof machine>) => files.call((ctx) => run(input, ctx, place));
const file = "sysctl.d/99-z-ailx.conf";
const swappiness = { key: "vm.swappiness", value: "10" };

describe("setting.sysctl", () => {
  test("is rated by what the value does", () => {
    const rated = (key: string) => [tool.risk({ key, value: "1" }).risk, tool.level({ key, value: "1" })];
    for (const key of [
      "vm.swappiness",
      "fs.inotify.max_user_watches",
      "net.core.somaxconn",
      "net.ipv4.tcp_keepalive_time",
    ])
      expect(rated(key), key).toEqual(["medium", 3]);
    for (const key of [
      "net.ipv4.ip_forward",
      "net.ipv6.conf.all.disable_ipv6",
      "vm.overcommit_memory",
      "kernel.panic",
      "vm.something_new",
    ])
      expect(rated(key), key).toEqual(["high", 3]);
    for (const key of [
      "kernel.core_pattern",
      "kernel.randomize_va_space",
      "net.ipv4.conf.all.rp_filter",
      "net.ipv4.tcp_syncookies",
      "fs.protected_symlinks",
      "kernel.unprivileged_bpf_disabled",
    ])
      expect(rated(key), key).toEqual(["critical", 4]);
  });

  test("takes a name with dots and a value of one line", () => {
    const takes = (input: object): boolean => tool.input().safeParse({ ...swappiness, ...input }).success;
    expect([takes({}), takes({ key: "net.ipv4.ip_local_port_range", value: "1024 65000" })]).toEqual([true, true]);
    for (const key of ["swappiness", "vm/swappiness", "vm..x", "../etc.x", "vm.x y", "vm."])
      expect(takes({ key }), key).toBe(false);
    for (const value of ["", "1\n2", "a;b", "1  2", "$(id)"]) expect(takes({ value }), value).toBe(false);
    expect(takes({ boot: "removed", bootValue: "3" })).toBe(false);
  });

  onLinux("sets it now and for the boots, and the way back takes both back", async () => {
    const place = machine();
    const done = await set(swappiness, place);
    expect([files.read("proc/vm/swappiness"), tool.judge(swappiness, done).kind]).toEqual(["10\n", "ok"]);
    expect(files.read(file)).toContain("\nvm.swappiness = 10\n");
    const back = tool.wayBack?.(swappiness, done);
    expect(back).toMatchObject({ input: { key: "vm.swappiness", value: "60", boot: "removed" } });
    await set(tool.input().parse(back?.kind === "tool" ? back.input : {}) as SysctlInput, place);
    expect([files.read("proc/vm/swappiness"), existsSync(place.file)]).toEqual(["60\n", false]);
  });

  onLinux("goes back to what its own file said before, where that was another value than the kernel's", async () => {
    const place = machine();
    writeFileSync(place.file, "# Set by ailx; a line each.\nvm.swappiness = 30\nfs.file-max = 9\n");
    const done = await set(swappiness, place);
    const back = tool.wayBack?.(swappiness, done);
    expect(back).toMatchObject({ input: { value: "60", bootValue: "30" } });
    await set(tool.input().parse(back?.kind === "tool" ? back.input : {}) as SysctlInput, place);
    expect(files.read(file)).toBe("# Set by ailx; a line each.\nfs.file-max = 9\nvm.swappiness = 30\n");
  });

  onLinux("compares several numbers however the kernel spaces them, and changes nothing where all is so", async () => {
    const place = machine();
    const input: SysctlInput = { key: "net.ipv4.ip_local_port_range", value: "32768 60999", boot: "unchanged" };
    const done = await set(input, place);
    expect([tool.wayBack?.(input, done), tool.line(done)]).toEqual([{ kind: "nothing" }, "32768 60999, as before"]);
  });

  onLinux(
    "refuses where a later file would take it back at the next boot, and where the kernel has no such value",
    async () => {
      const place = machine();
      writeFileSync(place.last, "vm/swappiness=1\n");
      expect(await refusal(set(swappiness, place))).toMatchObject({
        code: "conflict",
        detail: expect.stringContaining("sysctl.conf"),
      });
      expect(await refusal(set({ key: "vm.none", value: "1" }, place))).toMatchObject({ code: "bad_input" });
      expect([files.read("proc/vm/swappiness"), existsSync(place.file)]).toEqual(["60\n", false]);
      await set({ ...swappiness, boot: "unchanged" }, place);
      expect(files.read("proc/vm/swappiness")).toBe("10\n");
    },
  );

  onLinux("shows the file and the value of now before", async () => {
    const place = machine();
    const shown = await files.call((ctx) => preview(swappiness, ctx, place));
    expect([shown.files.map(({ kind }) => kind), shown.notes.map(forHtml)]).toEqual([
      ["created"],
      ["vm.swappiness is 60 now"],
    ]);
  });

  onLinux("reads this machine's own kernel", async () => {
    const shown = await files.call((ctx) => preview({ ...swappiness, boot: "unchanged" }, ctx));
    expect(shown.notes.map(forHtml).join()).toMatch(/^vm\.swappiness is \d+ now$/);
  });
});
