/** What bash really starts, the engine has seen: each line runs where only marker programs are on the path. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findingsIn } from "../../src/domain/shell/rate.ts";
import { atLeast } from "../../src/domain/risk.ts";
import { hidden } from "./lines.ts";

let folder = "";
let runs = 0;
const markers = Array.from({ length: 9 }, (_, at) => `m${at + 1}`);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "markers-"));
  chmodSync(folder, 0o777);
  for (const name of markers) {
    writeFileSync(join(folder, name), `#!/bin/bash\nprintf '%s\\n' ${name} >> "$RAN"\n`);
    chmodSync(join(folder, name), 0o755);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As nobody where the test is root, in an empty directory, with a path of markers; no line names a program by its place. */
function startedBy(line: string): string[] {
  // What a line leaves behind writes into the line's own file.
  const ran = join(folder, `ran-${runs++}`);
  writeFileSync(ran, "");
  chmodSync(ran, 0o666);
  const bare = ["/bin/bash", "--noprofile", "--norc", "-c", line];
  const argv =
    process.getuid?.() === 0
      ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", ...bare]
      : bare;
  const tool = Bun.which(argv[0] ?? "") ?? "/bin/bash";
  Bun.spawnSync([tool, ...argv.slice(1)], {
    cwd: folder,
    env: { PATH: folder, RAN: ran },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "ignore",
    timeout: 5_000,
  });
  return [
    ...new Set(
      readFileSync(ran, "utf8")
        .split("\n")
        .filter((name) => name !== ""),
    ),
  ];
}

describe("whatever bash starts, was seen or makes the line high:", () => {
  test.each(hidden.filter((line) => !line.includes("/bin/")))("%s", (line) => {
    const { programs, risk } = findingsIn(line);
    const unseen = startedBy(line).filter((name) => !programs.has(name));
    if (!atLeast(risk, "high")) expect(unseen).toEqual([]);
  });

  test("so many lines really start something that this shows something", () => {
    expect(hidden.filter((line) => startedBy(line).length > 0).length).toBeGreaterThan(100);
  });
});
