/** What hanging commands hang on: a lock that is held, servers that do not answer, files, an SSH server. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Around = Awaited<ReturnType<typeof surroundings>>;

export async function surroundings() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-hangs-"));
  const helpers: Bun.Subprocess[] = [];
  const start = (...argv: string[]): Bun.Subprocess => {
    const child = Bun.spawn(argv, { stdin: "ignore", stdout: "ignore", stderr: "ignore", cwd: dir });
    helpers.push(child);
    return child;
  };
  for (const name of ["flock", "record", "file", "copy"]) writeFileSync(join(dir, name), "text\n");
  writeFileSync(join(dir, "long"), Array.from({ length: 500 }, (_, at) => `line ${at}\n`).join(""));
  const locks = [
    start("flock", join(dir, "flock"), "sleep", "1000"),
    start(
      "python3",
      "-c",
      `import fcntl,time; f=open(${JSON.stringify(join(dir, "record"))},"r+"); fcntl.lockf(f,fcntl.LOCK_EX); time.sleep(1000)`,
    ),
  ];
  const other = start("sleep", "1000");

  const silent = createServer(() => {});
  await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
  const refuses = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => new Response("no", { status: 401, headers: { "WWW-Authenticate": 'Basic realm="x"' } }),
  });
  // A listener whose queue is full answers no further connection.
  const full = Bun.spawn(
    [
      "python3",
      "-uc",
      "import socket,time\ns=socket.socket(); s.bind(('127.0.0.1',0)); s.listen(0); print(s.getsockname()[1])\nc=[]\nfor i in range(8):\n k=socket.socket(); k.setblocking(False); k.connect_ex(s.getsockname()); c.append(k)\ntime.sleep(1000)",
    ],
    { stdin: "ignore", stdout: "pipe", stderr: "ignore" },
  );
  helpers.push(full);
  const { value } = await full.stdout.getReader().read();

  const sshd = await startSshd(dir, start);
  return {
    dir,
    other: other.pid,
    locks: locks.map(({ pid }) => pid),
    silentPort: (silent.address() as { port: number }).port,
    askingPort: refuses.port ?? 0,
    fullPort: Number(new TextDecoder().decode(value)),
    sshPort: sshd,
    end: async (): Promise<void> => {
      for (const helper of helpers) helper.kill("SIGKILL");
      silent.close();
      await refuses.stop(true);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Undefined where there is none here. */
async function startSshd(dir: string, start: (...argv: string[]) => Bun.Subprocess): Promise<number | undefined> {
  const program = "/usr/sbin/sshd";
  if (!existsSync(program)) return undefined;
  mkdirSync("/run/sshd", { recursive: true });
  const key = join(dir, "host_key");
  await Bun.spawn(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key]).exited;
  chmodSync(key, 0o600);
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  start(
    program,
    "-D",
    "-f",
    "/dev/null",
    "-o",
    `HostKey=${key}`,
    "-o",
    `ListenAddress=127.0.0.1:${port}`,
    "-o",
    "PidFile=none",
  );
  await Bun.sleep(300);
  return port;
}
