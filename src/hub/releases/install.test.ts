import { afterAll, beforeAll, describe, expect } from "bun:test";
import { createHash, createPublicKey } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testWhere } from "../../../test/support/skip.ts";
import { makeCertificate, newTlsKey } from "../keys/selfMade.ts";
import { joinLine } from "../machines/reach.ts";
import { installScript } from "./installScript.ts";

const installTest = testWhere(
  process.platform === "linux" && Bun.which("curl") !== null && Bun.which("wget") !== null,
  "Linux, curl and wget",
);

// Stands for the program: says what it was called with.
const program = '#!/bin/sh\nif [ "$1" = version ]; then echo 1.2.3; else printf "[%s]" "$@"; echo; fi\n';
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const key = newTlsKey();
const pin = createHash("sha256")
  .update(createPublicKey(key).export({ type: "spki", format: "der" }))
  .digest("base64");
const asked: string[] = [];
let server: Bun.Server<unknown>;
let hub = "";

beforeAll(async () => {
  const cert = await makeCertificate({ key, names: ["hub.example.org"], nowMs: Date.now() });
  server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    tls: { cert, key: key.export({ type: "pkcs8", format: "pem" }) },
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      return new Response(pathname === "/install.sh" ? installer() : program);
    },
  });
  hub = `https://127.0.0.1:${server.port}`;
});
afterAll(() => server.stop(true));

const installer = (): string =>
  installScript({
    hub,
    version: "1.2.3",
    tlsPin: pin,
    releases: [{ file: "ailx-linux-x64", sha256: sha256(program) }],
  });

const stub = (dir: string, name: string, body: string): void => {
  writeFileSync(join(dir, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(dir, name), 0o755);
};
/** A PATH with only what the script may use: the machine is an x64 Linux with glibc, and we are root. */
function machine({ fetcher = "curl", uname = "Linux x86_64", uid = "0", ldd = "ldd (GNU libc) 2.36" } = {}): string {
  const dir = mkdtempSync(join(tmpdir(), "path-"));
  for (const tool of [fetcher, "mktemp", "mkdir", "rm", "mv", "chmod", "cut", "grep", "cat", "sha256sum", "touch"])
    symlinkSync(Bun.which(tool) ?? "", join(dir, tool));
  const [os, arch] = uname.split(" ");
  stub(dir, "uname", `if [ "$1" = -s ]; then echo ${os}; else echo ${arch}; fi`);
  stub(dir, "id", `echo ${uid}`);
  stub(dir, "ldd", `echo '${ldd}'`);
  return dir;
}

type Run = {
  args?: string[];
  script?: Partial<Parameters<typeof installScript>[0]>;
  path?: string;
  text?: string;
  root?: string;
};
async function run({
  args = [],
  script = {},
  path = machine(),
  text,
  root = mkdtempSync(join(tmpdir(), "install-")),
}: Run = {}) {
  const bin = join(root, "bin");
  const source =
    text ??
    installScript({
      hub,
      version: "1.2.3",
      tlsPin: pin,
      releases: [{ file: "ailx-linux-x64", sha256: sha256(program) }],
      ...script,
    });
  const ran = Bun.spawn(["/bin/sh", "-s", "--", ...args, "--bin-dir", bin], {
    stdin: new Blob([source]),
    stdout: "pipe",
    stderr: "pipe",
    cwd: root,
    env: { PATH: path, HOME: root },
  });
  const [stdout, stderr, status] = [
    await new Response(ran.stdout).text(),
    await new Response(ran.stderr).text(),
    await ran.exited,
  ];
  return { stdout, stderr, status, root, installed: join(bin, "ailx"), left: existsSync(bin) ? readdirSync(bin) : [] };
}

describe("the installer", () => {
  installTest("installs the program and hands on what it was told", async () => {
    const { status, stdout, installed } = await run({
      args: ["--token", "ailx1.abc-_", "--max-level", "3", "--tag", "web", "--tag", "prod", "--name", "web-1"],
    });
    expect(stdout).toContain(
      `[agent][install][--hub][${hub}][--token][ailx1.abc-_][--max-level][3][--name][web-1][--tag][web][--tag][prod]`,
    );
    expect(stdout).toContain("To undo: ailx agent uninstall");
    expect([status, readFileSync(installed, "utf8"), statSync(installed).mode & 0o777]).toEqual([0, program, 0o755]);
  });

  for (const fetcher of ["curl", "wget"]) {
    installTest(`sends nothing to a hub with another key, by ${fetcher}`, async () => {
      asked.length = 0;
      const { status, stderr, left } = await run({
        path: machine({ fetcher }),
        script: { tlsPin: sha256("x").slice(0, 43).concat("=") },
      });
      expect([status, left, asked]).toEqual([1, [], []]);
      expect(stderr).toContain("The download failed. Nothing was changed.");
    });

    installTest(`works with ${fetcher} alone`, async () => {
      expect((await run({ path: machine({ fetcher }) })).status).toBe(0);
    });
  }

  installTest("works with a wget that cannot pin, because the checksum decides", async () => {
    const path = machine({ fetcher: "true" });
    stub(path, "wget", `case "$*" in --help) echo 'Usage: wget' ;; *) exec ${Bun.which("wget")} "$@" ;; esac`);
    expect((await run({ path })).status).toBe(0);
  });

  installTest("runs by the line that is pasted, and not at all by one with another pin", async () => {
    const paste = async (tlsPin: string) => {
      const root = mkdtempSync(join(tmpdir(), "paste-"));
      const path = machine();
      stub(path, "sudo", 'exec "$@"');
      symlinkSync("/bin/sh", join(path, "sh"));
      const line = `${joinLine({ url: hub, token: "ailx1.abc", maxLevel: 3, tlsPin })} --bin-dir ${root}`;
      const ran = Bun.spawn(["/bin/sh", "-c", line], { stdout: "pipe", stderr: "ignore", env: { PATH: path } });
      return { stdout: await new Response(ran.stdout).text(), left: readdirSync(root) };
    };
    const right = await paste(pin);
    expect(right.stdout).toContain(`[agent][install][--hub][${hub}][--token][ailx1.abc][--max-level][3]`);
    expect(right.left).toEqual(["ailx"]);
    asked.length = 0;
    expect([await paste(`${"A".repeat(43)}=`), asked]).toEqual([{ stdout: "", left: [] }, []]);
  });

  installTest("leaves everything as it was where the checksum is another", async () => {
    const { status, stderr, left } = await run({
      script: { releases: [{ file: "ailx-linux-x64", sha256: "0".repeat(64) }] },
    });
    expect([status, left]).toEqual([1, []]);
    expect(stderr).toContain("The download is damaged");
  });

  installTest("puts a program in the place of an older one in one step", async () => {
    const root = mkdtempSync(join(tmpdir(), "install-"));
    mkdirSync(join(root, "bin"));
    writeFileSync(join(root, "bin", "ailx"), "older");
    const { status, installed, left } = await run({ root });
    expect([status, readFileSync(installed, "utf8"), left]).toEqual([0, program, ["ailx"]]);
  });

  installTest("knows the platform, and says which program is missing", async () => {
    const cases = [
      ["Linux aarch64", "ldd (GNU libc)", "ailx-linux-arm64"],
      ["Linux x86_64", "musl libc (x86_64)", "ailx-linux-x64-musl"],
      ["Darwin arm64", "", "ailx-darwin-arm64"],
    ] as const;
    for (const [uname, ldd, file] of cases) {
      const { status, stderr } = await run({ path: machine({ uname, ldd }) });
      expect([status, stderr]).toEqual([1, expect.stringContaining(`no program for this machine: ${file}.`)]);
    }
    for (const uname of ["FreeBSD amd64", "Linux riscv64"])
      expect((await run({ path: machine({ uname }) })).status).toBe(1);
  });

  installTest("needs root", async () => {
    const { status, stderr, left } = await run({ path: machine({ uid: "1000" }) });
    expect([status, left, stderr]).toEqual([1, [], expect.stringContaining("with sudo")]);
  });

  installTest("refuses words that a shell or program would act on", async () => {
    for (const hostile of [
      "$(touch pwned)",
      "`touch pwned`",
      "a;touch pwned",
      "a b",
      "-x",
      "a'b",
      'a"b',
      "a\nb",
      "*",
      "",
    ])
      for (const option of ["--tag", "--name", "--token", "--max-level"]) {
        if (hostile === "" && option !== "--tag") continue;
        const { status, root, left } = await run({ args: [option, hostile] });
        expect([status, left, readdirSync(root)]).toEqual([2, [], []]);
      }
  });

  installTest(
    "is inert with hostile values in it",
    async () => {
      const values = [
        "$(touch pwned)",
        "`touch pwned`",
        "';touch pwned;'",
        '";touch pwned;"',
        "a\ntouch pwned\n",
        "@PIN@",
        "\\",
        "' \"$'",
      ];
      for (const hostile of values) {
        const text = installScript({ hub: hostile, version: hostile, tlsPin: hostile, releases: [] });
        expect(Bun.spawnSync(["/bin/sh", "-n"], { stdin: new Blob([text]) }).exitCode).toBe(0);
        const { root } = await run({ text });
        expect(readdirSync(root)).toEqual([]);
        const served = {
          hub: hostile,
          version: hostile,
          tlsPin: hostile,
          releases: [{ file: "ailx-linux-x64" as const, sha256: sha256(program) }],
        };
        const tried = await run({ script: served });
        expect(readdirSync(tried.root).filter((name) => name !== "bin")).toEqual([]);
      }
    },
    60_000,
  );

  installTest("does nothing when its download was cut off", async () => {
    const whole = installScript({
      hub,
      version: "1.2.3",
      tlsPin: pin,
      releases: [{ file: "ailx-linux-x64", sha256: sha256(program) }],
    });
    const path = machine();
    for (const cut of [1, 2, 3, 5, 8, 12, 200, 2_000, whole.length - 400]) {
      const { root } = await run({ text: whole.slice(0, -cut - 1), path });
      expect(readdirSync(root)).toEqual([]);
    }
  });

  installTest("says so where the program does not run here", async () => {
    const { status, stderr, left } = await run({
      script: { releases: [{ file: "ailx-linux-x64", sha256: sha256(program) }] },
      path: withoutExec(),
    });
    expect([status, left, stderr]).toEqual([1, [], expect.stringContaining("does not run here")]);
  });

  /** A machine whose chmod makes nothing executable, as on a file system mounted noexec. */
  function withoutExec(): string {
    const path = machine();
    Bun.spawnSync(["rm", join(path, "chmod")]);
    stub(path, "chmod", "true");
    return path;
  }
});
