import { afterEach, describe, expect, test } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { testWhere } from "../../../test/support/skip.ts";
import type { Scripted } from "../../../test/support/scripted-context.ts";
import { ToolError } from "../define.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import type { ConfigEditInput } from "./edit.ts";
import { preview, run } from "./edit.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("config.edit");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});

const site = "server {\n  root /srv/www;\n}\n";
const unit = (more = "") =>
  `Id=nginx.service\nLoadState=loaded\nActiveState=active\nSubState=running\nMainPID=7\nNRestarts=0\nInvocationID=a\nType=forking\n${more}\n`;
const edit = (input: Partial<ConfigEditInput>, script: Scripted[], text = site) => {
  const path = files.write("app", text, 0o640);
  return files.call(
    (ctx) => run({ path, of: "nginx", edits: [{ find: "www", replace: "web" }], ...input }, ctx),
    script,
  );
};
const bad: Scripted = [
  /^nginx -t$/,
  { exitCode: 1, stderr: 'nginx: [emerg] unexpected "}" in /etc/nginx/sites-enabled/app:3\n' },
];
const good: Scripted = [/^nginx -t$/, { exitCode: 0 }];
const shown = (stdout = unit()): Scripted => [/^systemctl show/, { stdout }];
const reload = (answer: Scripted[1] = {}): Scripted => [/^systemctl reload/, answer];

describe("config.edit", () => {
  onLinux("edits, has it checked, reloads and sees that the service stays", async () => {
    const output = await edit({ reload: true }, [shown(), good, shown(), reload(), shown()]);
    expect([files.read("app"), files.mode("app")]).toEqual([site.replace("www", "web"), 0o640]);
    expect([tool.judge({}, output).kind, output.reloaded && forHtml(output.reloaded), forHtml(output.exact)]).toEqual([
      "ok",
      "nginx",
      "nginx -t",
    ]);
  });

  onLinux("puts back what nginx refuses, names file and line, and reloads nothing", async () => {
    const failed = await refusal(edit({ reload: true }, [shown(), bad, good]));
    expect(failed).toMatchObject({
      code: "config_invalid",
      detail:
        'nginx -t finds an error in line 3 of /etc/nginx/sites-enabled/app: unexpected "}". Everything is as it was before.',
    });
    expect([files.read("app"), files.mode("app"), files.names()]).toEqual([site, 0o640, ["app"]]);
  });

  onLinux("says that the error was there before", async () => {
    expect((await refusal(edit({}, [bad, bad]))).detail).toEndWith(
      "The configuration has an error without this edit too.",
    );
  });

  onLinux("puts it back and reloads anew where the service does not take it or does not stay", async () => {
    const refused: Scripted = reload({ exitCode: 1, stderr: "Job failed." });
    expect(
      await refusal(edit({ reload: true }, [shown(), good, shown(), refused, shown(), reload(), shown()])),
    ).toMatchObject({
      detail: "nginx did not load it: Job failed. Everything is as it was before, and nginx runs with it.",
    });
    expect(files.read("app")).toBe(site);
    const down = shown(unit().replace("ActiveState=active", "ActiveState=failed"));
    const failed = await refusal(
      edit({ reload: true }, [shown(), good, shown(), reload(), down, shown(), reload(), shown()]),
    );
    expect(failed.detail).toContain("did not stay up with it");
    expect(files.read("app")).toBe(site);
  });

  onLinux(
    "changes nothing where the service that should reload does not run, or its program is not there",
    async () => {
      expect((await refusal(edit({ reload: true }, [shown(unit().replace("=active", "=inactive"))]))).code).toBe(
        "wrong_state",
      );
      expect(
        (
          await refusal(
            edit({}, [
              [/^nginx -t$/, new Error("ENOENT")],
              [/^nginx -t$/, new Error("ENOENT")],
            ]),
          )
        ).code,
      ).toBe("not_supported");
      expect(files.read("app")).toBe(site);
    },
  );

  onLinux("puts it back where it is cancelled while it is checked", async () => {
    const stop = new AbortController();
    const path = files.write("app", site);
    const work = files.call((ctx) => run({ path, of: "nginx", edits: [{ find: "www", replace: "web" }] }, ctx), [], {
      signal: stop.signal,
      spawn: () => {
        stop.abort();
        return Promise.reject(new ToolError("cancelled", "It was cancelled."));
      },
    });
    expect((await refusal(work)).code).toBe("cancelled");
    expect(files.read("app")).toBe(site);
  });

  onLinux("checks rules of sudo, units and data before they are in place", async () => {
    const path = files.write("sudoers", "root ALL=(ALL) ALL\n", 0o440);
    const said = (argv: string): string => `${argv.split(" ").at(-1)}:2:7: syntax error\n`;
    const seen: string[] = [];
    const failed = await refusal(
      files.call((ctx) => run({ path, of: "sudoers", edits: [{ append: "oops" }] }, ctx), [], {
        spawn: async (argv) => {
          seen.push(files.read("sudoers"));
          return { exitCode: 1, signal: null, stdout: "", stderr: said(argv.join(" ")), timedOut: false };
        },
      }),
    );
    expect(failed.detail).toBe(
      `visudo -c -f ${path} finds an error in line 2 of ${path}: syntax error. Nothing was changed.`,
    );
    expect(seen).toEqual(["root ALL=(ALL) ALL\n"]);

    const json = files.write("a.json", '{\n "a": 1\n}\n');
    const broken = await refusal(files.call((ctx) => run({ path: json, edits: [{ find: "1", replace: "1," }] }, ctx)));
    expect(broken).toMatchObject({ code: "config_invalid", detail: expect.stringContaining(`in line 3 of ${json}`) });
    expect(files.read("a.json")).toBe('{\n "a": 1\n}\n');
  });

  onLinux("shows the lines before, and what can be known against them", async () => {
    const path = files.write("a.yaml", "a: 1\nb: 2\n");
    const seen = await files.call((ctx) => preview({ path, edits: [{ find: "b: 2", replace: "b: [2" }] }, ctx));
    expect(seen.problems.map(forHtml)).toEqual([expect.stringContaining(`finds an error in line 2 of ${path}`)]);
    expect(seen.files.map(({ diff }) => diff && forHtml(diff))).toEqual(["@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: [2\n"]);
  });

  test("takes only what something can check", () => {
    const edits = [{ append: "x" }];
    expect(tool.input().safeParse({ path: "/srv/app/notes.txt", edits }).success).toBe(false);
    expect(tool.input().safeParse({ path: "/etc/systemd/system/app.service", edits }).success).toBe(true);
    expect([
      tool.risk({ path: "/etc/nginx/nginx.conf", edits }).risk,
      tool.risk({ path: "/etc/ssh/sshd_config", edits }).risk,
    ]).toEqual(["medium", "critical"]);
  });
});
