/** `bun run dev`: the hub with its local agent from source on .data/; pages and styles are rebuilt and the hub restarts as files change. */
import { join } from "node:path";

const root = join(import.meta.dir, "..");
const start = (command: string[]) =>
  Bun.spawn([process.execPath, ...command], { cwd: root, stdin: "inherit", stdout: "inherit", stderr: "inherit" });

const first = start(["scripts/assets.ts"]);
if ((await first.exited) !== 0) process.exit(1);

const running = [
  start(["scripts/assets.ts", "--watch"]),
  start(["--watch", "src/main.ts", "hub", "--local-agent", "--data", ".data", ...process.argv.slice(2)]),
];
const stop = () => {
  for (const child of running) child.kill();
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
const status = await Promise.race(running.map((child) => child.exited));
stop();
process.exit(status);
