/**
 * `bun run dev`: hub and local agent from source on .data/. When a file changes, styles and scripts are built anew and the
 * hub starts again. Further words go to the hub: `bun run dev --listen 127.0.0.1:3000`.
 */
import { watch } from "node:fs";
import { join } from "node:path";
import { buildAssets } from "./assets.ts";

const root = join(import.meta.dir, "..");
/** Editors write a file in several steps. */
const settleMs = 150;

let hub: Bun.Subprocess | undefined;
let timer: Timer | undefined;
let turn = Promise.resolve();

function startHub(): void {
  const argv = ["src/main.ts", "hub", "--local-agent", "--data", ".data", ...process.argv.slice(2)];
  hub = Bun.spawn([process.execPath, ...argv], { cwd: root, stdin: "ignore", stdout: "inherit", stderr: "inherit" });
}

async function stopHub(): Promise<void> {
  hub?.kill("SIGTERM");
  await hub?.exited;
}

/** One after the other; a file with a mistake in it is said, and the next change tries again. */
async function reload(): Promise<void> {
  await stopHub();
  await buildAssets({ fast: true }).catch((cause: unknown) => console.error(String(cause)));
  startHub();
}

function changed(file: string): void {
  if (file.startsWith("public") || !/\.(tsx?|css|sql|svg|sh)$/.test(file) || /\.test\.tsx?$/.test(file)) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    console.error(`${file} changed.`);
    turn = turn.then(reload);
  }, settleMs);
}

for (const folder of ["src", "web"]) watch(join(root, folder), { recursive: true }, (_, file) => changed(file ?? ""));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    void stopHub().then(() => process.exit(0));
  });
}
await reload();
