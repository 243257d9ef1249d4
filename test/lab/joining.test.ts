/** Who may join and stay, with the real installer on real hosts: pins, tokens, revocation, and what an uninstallation leaves. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, sh, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web:2", "--systemd");
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

const wrongPin = `${"A".repeat(43)}=`;
const installed = ["/etc/ailx", "/etc/systemd/system/ailx-agent.service", "/usr/local/bin/ailx", "/var/lib/ailx-agent"];
/** Which of the agent's files are on a host. */
const left = async (host: string): Promise<string[]> =>
  (await lab().on(host, `ls -d ${installed.join(" ")} 2>/dev/null || true`)).split("\n").filter((line) => line !== "");
const names = async (): Promise<string[]> => (await lab().machines()).map(({ name }) => name);
const service = async (host: string): Promise<string> => await lab().on(host, "systemctl is-active ailx-agent || true");

describe("a host that may not join", () => {
  labTest("by a line with another pin has nothing installed", async () => {
    const line = (await lab().joinLine("--level", "3")).replace(/sha256\/\/\S+/, `sha256//${wrongPin}`);
    const { out } = await lab().tryOn("web-1", line);
    expect([out, await left("web-1"), await names()]).toEqual(["", [], []]);
  });

  labTest("because its token names another certificate is told so, and sends the token to nobody", async () => {
    const line = await lab().joinLine("--level", "3");
    const token = /--token ailx1\.(\S+)/.exec(line)?.[1] ?? "";
    const held = JSON.parse(Buffer.from(token, "base64url").toString()) as Record<string, string>;
    const forged = Buffer.from(JSON.stringify({ ...held, p: wrongPin })).toString("base64url");
    const { status, err } = await lab().tryOn("web-1", line.replace(token, forged));
    expect([status, err]).toEqual([1, expect.stringContaining("its TLS key is another")]);
    expect(await names()).toEqual([]);
    await lab().on("web-1", "ailx agent uninstall --purge");
  });

  labTest("because its token was used up is told at once, and does not go on asking", async () => {
    const line = await lab().joinLine("--level", "3", "--tag", "web");
    expect((await lab().tryOn("web-1", line)).status).toBe(0);
    const { status, err, ms } = await lab().tryOn("web-2", line);
    expect([status, err]).toEqual([1, expect.stringContaining("This join token was used already.")]);
    expect(err).toContain("does not try again");
    expect(ms).toBeLessThan(10_000);
    expect([await service("web-2"), await names()]).toEqual(["failed", ["web-1"]]);
  });

  labTest(
    "because its token expired joins by the next one",
    async () => {
      const line = await lab().joinLine("--level", "3", "--valid", "1m");
      await Bun.sleep(61_000);
      const { status, err } = await lab().tryOn("web-2", line);
      expect([status, err]).toEqual([1, expect.stringMatching(/This join token expired at .+Z\./)]);
      expect(await names()).toEqual(["web-1"]);
      expect((await lab().tryOn("web-2", await lab().joinLine("--level", "3"))).status).toBe(0);
      expect(await names()).toEqual(["web-1", "web-2"]);
    },
    90_000,
  );
});

describe("a connection", () => {
  labTest("of a machine with nothing to do stays up", async () => {
    const ended = "journalctl --unit ailx-agent --output cat | grep -c link.ended || true";
    // The machine joined more than a minute ago, and a silent hub would be given up after 40 s.
    expect(await lab().on("web-1", ended)).toBe("0");
  });
});

describe("a machine that is revoked", () => {
  labTest("is cut off at once, and its key is dead", async () => {
    const [machine] = await lab().machines("web-2");
    const up = async () => await lab().on("web-2", "ss -Htn state established dst 10.77.0.1:2459 | wc -l");
    expect(await up()).toBe("1");
    expect((await lab().request("DELETE", `/api/machines/${machine?.id}`)).ok).toBe(true);
    await until("its connection to be gone", async () => (await up()) === "0", 2_000);

    await lab().on("web-2", "systemctl restart ailx-agent");
    const refused = "journalctl --unit ailx-agent --output cat | grep -c machine_revoked || true";
    await until("it to be refused again", async () => Number(await lab().on("web-2", refused)) > 1);
    await until("the door to be closed on it", async () => (await up()) === "0", 2_000);
    const { status, err } = await lab().ailx("exec", "web-2", "--", "uptime");
    expect([status, err]).toEqual([expect.any(Number), expect.stringContaining("web-2")]);
    expect(status).not.toBe(0);
  });

  labTest("comes back by a new line, as a new machine with the ceiling that its root had set", async () => {
    const [before] = await lab().machines("web-2");
    expect(before).toBeUndefined();
    const { status, err, out } = await lab().tryOn("web-2", await lab().joinLine("--level", "1"));
    expect([status, err]).toEqual([0, expect.stringContaining("This machine was revoked")]);
    expect(out).toContain("connected as web-2. It permits level 3 at most");
    expect((await lab().machines("web-2"))[0]).toMatchObject({ state: "online", maxLevel: 1 });
  });
});

describe("a machine that is given another hub's line", () => {
  labTest("moves there, and may come back", async () => {
    const { program, dir } = lab();
    const data = `${dir}/second`;
    const hub = `${program} hub --listen 10.77.0.1:2460 --data ${data} >/dev/null 2>&1 &`;
    await lab().lab("ctl", "--", "sh", "-c", hub);
    const second = async (...words: string[]) => await sh([program, ...words, "--data", data]);
    await until("the second hub", async () => (await second("machines")).status === 0);
    const back = await lab().joinLine("--level", "3");

    const line = (await second("token", "create", "--level", "1")).out;
    expect((await lab().tryOn("web-1", line)).status).toBe(0);
    expect((await second("machines")).out).toMatch(/^web-1 +online/m);
    await until("the first to miss it", async () => (await lab().states("web-1"))[0] === "web-1 offline");

    expect((await lab().tryOn("web-1", back)).status).toBe(0);
    expect(await lab().states("web-1")).toEqual(["web-1 online"]);
  });
});

describe("uninstalling", () => {
  labTest(
    "leaves key and settings, so that the machine comes back as itself",
    async () => {
      const [before] = await lab().machines("web-1");
      const said = await lab().on("web-1", "ailx agent uninstall");
      expect(said).toContain("Its key (/var/lib/ailx-agent) and settings (/etc/ailx) stay");
      expect(await left("web-1")).toEqual(installed.filter((path) => !path.endsWith(".service")));
      await until("it to be offline", async () => (await lab().states("web-1"))[0] === "web-1 offline");
      expect((await lab().tryOn("web-1", await lab().joinLine("--level", "3"))).status).toBe(0);
      expect((await lab().machines("web-1"))[0]).toMatchObject({
        id: before?.id ?? "",
        state: "online",
        tags: ["web"],
      });
    },
    60_000,
  );

  labTest("with --purge leaves the program alone, which the installer said how to remove", async () => {
    await lab().on("web-1", "ailx agent uninstall --purge");
    expect(await left("web-1")).toEqual(["/usr/local/bin/ailx"]);
    await lab().on("web-1", "rm /usr/local/bin/ailx");
    const traces = "find /etc /usr /var /run /root /opt -iname '*ailx*' -not -path '/var/log/*' 2>/dev/null";
    expect(await lab().on("web-1", traces)).toBe("");
    expect(await lab().on("web-1", "pgrep -c ailx || true")).toBe("0");
  });
});
