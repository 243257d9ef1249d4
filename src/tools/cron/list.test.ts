import { describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toolNamed } from "../index.ts";
import { listTable } from "./list.ts";
import { run } from "./list.run.ts";

describe("cron.list", () => {
  test("reads the tables that cron reads, and nothing else", async () => {
    const root = mkdtempSync(join(tmpdir(), "ailx-cron-"));
    try {
      for (const dir of ["etc/cron.d", "var/spool/cron/crontabs"]) mkdirSync(join(root, dir), { recursive: true });
      const put = (path: string, text: string): void => writeFileSync(join(root, path), text);
      put(
        "etc/crontab",
        "SHELL=/bin/sh\n# a comment\n17 *\t* * *\troot\tcd / && run-parts --report /etc/cron.hourly\n",
      );
      put("etc/cron.d/ailx-clean", "PATH=/bin\n@daily www-data true\n");
      put("etc/cron.d/old.dpkg-dist", "* * * * * root false\n");
      put("var/spool/cron/crontabs/ann", "*/5 * * * * echo 'a b'\n");
      symlinkSync(join(root, "etc/crontab"), join(root, "etc/cron.d/link"));
      const output = await run({}, {}, root);
      expect(listTable(output).rows).toEqual([
        ["17 * * * *", "root", "cd / && run-parts --report /etc/cron.hourly", "/etc/crontab"],
        ["@daily", "www-data", "true", "/etc/cron.d/ailx-clean"],
        ["*/5 * * * *", "ann", "echo 'a b'", "/var/spool/cron/crontabs/ann"],
      ]);
      expect([output.jobs[1]?.name, toolNamed("cron.list").line(output)]).toEqual(["clean", "3 jobs"]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
