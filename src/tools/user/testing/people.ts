/** Users of a system of its own, changed by the real programs: nobody of this machine. */
import { mkdirSync, writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { scripted } from "../../../../test/support/scripted-context.ts";
import { realFiles } from "../../file/testing/real.ts";
import type { SpawnOptions, ToolContext } from "../../define.ts";
import type { Place } from "../files.ts";

export const canHave =
  process.platform === "linux" &&
  process.getuid?.() === 0 &&
  Bun.which("useradd") !== null &&
  Bun.which("usermod") !== null;

export function people() {
  const files = realFiles();
  const root = files.at;
  const etc = join(root, "etc");
  mkdirSync(etc);
  mkdirSync(join(root, "home"));
  const put = (name: string, lines: string[], mode = 0o644): void =>
    writeFileSync(join(etc, name), `${lines.join("\n")}\n`, { mode });
  put("passwd", [
    "root:x:0:0:root:/root:/bin/bash",
    "ann:x:1000:1000:Ann:/home/ann:/bin/bash",
    "bob:x:1001:1001::/home/bob:/bin/sh",
  ]);
  put(
    "shadow",
    ["root:*:20000:0:99999:7:::", "ann:$y$j9T$ann:20000:0:99999:7:::", "bob:$y$j9T$bob:20000:0:99999:7:::"],
    0o640,
  );
  put("group", ["root:x:0:", "sudo:x:27:ann", "adm:x:4:ann,bob", "docker:x:110:", "ann:x:1000:", "bob:x:1001:"]);
  put("gshadow", ["root:*::", "sudo:*::ann", "adm:*::ann,bob", "docker:!::", "ann:!::", "bob:!::"], 0o640);
  put("login.defs", ["UID_MIN 1000", "UID_MAX 60000", "GID_MIN 1000", "GID_MAX 60000", "USERGROUPS_ENAB yes"]);
  const place: Place = { etc, agentUid: 0 };
  const ran: string[] = [];
  const spawn = async ([program = "", ...rest]: readonly string[], _options: SpawnOptions = {}) => {
    ran.push([program, ...rest].join(" "));
    const child = Bun.spawn([program, "--prefix", root, ...rest], { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { exitCode: await child.exited, signal: null, stdout, stderr, timedOut: false };
  };
  let calls = 0;
  return {
    place,
    ran,
    read: (name: string): string => readFileSync(join(etc, name), "utf8"),
    /** A call with copies of its own; `back` puts them back as an undo does. */
    call: <T>(work: (ctx: ToolContext) => Promise<T>): Promise<T> => {
      calls += 1;
      return files.call(work, [], { spawn, sleep: scripted().sleep });
    },
    back: () => files.backups.portFor({ task: "t", step: `s${calls}`, callId: "c" }).restore(),
    end: files.end,
  };
}
