import { afterEach, describe, expect } from "bun:test";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { Deadman } from "../../agent/deadman/deadman.ts";
import { silentLog } from "../../lib/log.ts";
import { testWhere } from "../../../test/support/skip.ts";
import type { Scripted } from "../../../test/support/scripted-context.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { run } from "./edit.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
let files = realFiles();
const servers: Server[] = [];
afterEach(() => {
  files.end();
  files = realFiles();
  for (const server of servers.splice(0)) server.close();
});

/** What listens and says this first. */
async function listens(says: string): Promise<number> {
  const server = createServer((socket) => socket.end(says));
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

const unit =
  "Id=ssh.service\nLoadState=loaded\nActiveState=active\nSubState=running\nMainPID=7\nNRestarts=0\nInvocationID=a\nType=notify\n";
const shown: Scripted = [/^systemctl show/, { stdout: unit }];
const tested: Scripted = [/sshd -t/, {}];
const reloaded: Scripted = [/^systemctl reload/, {}];
const effective = (port: number): Scripted => [
  /sshd -T$/,
  { stdout: `port ${port}\nlistenaddress 127.0.0.1:${port}\n` },
];

const edit = (script: Scripted[], { reached = true } = {}) => {
  const path = files.write("sshd_config", "Port 22\n", 0o600);
  const deadman = new Deadman({
    dir: join(files.at, "../deadman"),
    contact: async () => ({ ok: reached, path: "network", ms: 1, why: reached ? "" : "no answer" }),
    log: silentLog,
    systemd: false,
  });
  const input = { path, of: "sshd" as const, edits: [{ find: "22", replace: "2222" }], reload: true };
  const port = deadman.portFor("c");
  // The sshd of this machine is left alone.
  const arm: typeof port.arm = (way) => port.arm({ ...way, back: way.back.filter(({ kind }) => kind === "file") });
  return files.call((ctx) => run(input, ctx), script, { deadman: { arm } });
};

describe("a reload of sshd with another configuration", () => {
  onLinux("stays where it answers and the hub is reached", async () => {
    const port = await listens("SSH-2.0-OpenSSH_9.2\r\n");
    await edit([shown, tested, shown, reloaded, shown, effective(port)]);
    expect(files.read("sshd_config")).toBe("Port 2222\n");
  });

  onLinux("comes back where nothing answers, or what answers is not sshd", async () => {
    const port = await listens("220 mail\r\n");
    const failed = await refusal(
      edit([shown, tested, shown, reloaded, shown, effective(port), shown, reloaded, shown]),
    );
    expect(failed.detail).toContain(`sshd does not answer on 127.0.0.1:${port}`);
    expect([files.read("sshd_config"), files.mode("sshd_config")]).toEqual(["Port 22\n", 0o600]);
  });

  onLinux("comes back where the hub is not reached any more", async () => {
    const port = await listens("SSH-2.0-OpenSSH_9.2\r\n");
    const script = [shown, tested, shown, reloaded, shown, effective(port), shown, reloaded, shown];
    expect((await refusal(edit(script, { reached: false }))).detail).toContain("The hub is not reached any more");
    expect(files.read("sshd_config")).toBe("Port 22\n");
  });
});
