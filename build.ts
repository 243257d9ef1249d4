/**
 * Makes the executable: `dist/ailx-<os>-<arch>` for this machine, every platform with `--all`, or the ones named.
 * Nothing is done for a target whose inputs have not changed since its last build.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const root = import.meta.dir;
const dist = join(root, "dist");
/** Where the bundler works; source maps stay here too (the executable carries its own). */
const work = join(root, ".cache", "build");

/** Our names of the platforms; Bun's have a `bun-` in front. */
const targets = [
  "linux-x64",
  "linux-arm64",
  "linux-x64-musl",
  "linux-arm64-musl",
  "darwin-arm64",
  "darwin-x64",
  "windows-x64",
] as const;
type Target = (typeof targets)[number];

const usage = `Usage: bun build.ts [--all | TARGET...] [--force]\n\nTargets: ${targets.join(", ")}\n`;

if (import.meta.main) process.exit(await main(process.argv.slice(2)));

async function main(args: string[]): Promise<number> {
  if (args.includes("--help")) {
    console.log(usage);
    return 0;
  }
  const unknown = args.find((arg) => arg !== "--all" && arg !== "--force" && !isTarget(arg));
  if (unknown !== undefined) {
    console.error(`There is no target or option ${unknown}.\n\n${usage}`);
    return 2;
  }
  const named = args.filter(isTarget);
  const wanted = args.includes("--all") ? targets : named.length > 0 ? named : [hostTarget()];
  return await build(wanted, args.includes("--force"));
}

async function build(wanted: readonly Target[], force: boolean): Promise<number> {
  mkdirSync(dist, { recursive: true });
  const version = versionNow();
  const stamp = `${version} ${Bun.version} ${await inputsHash()}`;
  const stale = wanted.filter((target) => force || !isFresh(target, stamp));
  const needsAssets = stale.length > 0 || !existsSync(join(root, "web/public/manifest.json"));
  if (needsAssets && (await run([process.execPath, "scripts/assets.ts"], { quiet: true })) !== 0) return 1;

  const failed: Target[] = [];
  for (const target of wanted) {
    if (!stale.includes(target)) console.log(`${nameOf(target)} is up to date (${version}).`);
    else if (!(await compile(target, version, stamp))) failed.push(target);
  }
  if (stale.length > 0 || !existsSync(join(dist, "checksums.txt"))) await writeChecksums();
  linkHost();
  if (failed.length > 0) console.error(`Not built: ${failed.join(", ")}.`);
  return failed.length > 0 ? 1 : 0;
}

/** One executable. Why each flag is there: docs/decisions/0009-build-flags.md. */
async function compile(target: Target, version: string, stamp: string): Promise<boolean> {
  const startedAtMs = performance.now();
  const workers = [...new Bun.Glob("*.worker.ts").scanSync({ cwd: join(root, "src") })].toSorted();
  const made = join(work, target, nameOf(target));
  rmSync(join(work, target), { recursive: true, force: true });
  mkdirSync(join(work, target), { recursive: true });
  const status = await run(
    [
      [process.execPath, "build", "--compile", `--target=bun-${target}`],
      ["--minify", "--sourcemap", "--splitting", "--bytecode", "--format=esm"],
      ["--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"],
      ["--compile-exec-argv=--disallow-code-generation-from-strings=strict"],
      ["--define", `BUILD_VERSION=${JSON.stringify(version)}`],
      ["--asset", "web/public"],
      ["src/main.ts", ...workers.map((file) => `src/${file}`)],
      ["--outfile", made],
    ].flat(),
    { quiet: true },
  );
  if (status !== 0) return false;
  renameSync(made, join(dist, nameOf(target)));
  writeFileSync(stampOf(target), stamp);
  console.log(`${nameOf(target)} built (${version}) in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s.`);
  return true;
}

/** Runs a program in the project's folder; a quiet one is heard only when it fails. */
async function run(command: string[], { quiet = false } = {}): Promise<number> {
  const out = quiet ? "pipe" : "inherit";
  const child = Bun.spawn(command, { cwd: root, stdin: "ignore", stdout: out, stderr: out });
  const said = quiet ? await Promise.all([text(child.stdout), text(child.stderr)]) : [];
  const status = await child.exited;
  if (status !== 0 && quiet) console.error(said.join("").trim());
  return status;
}

function text(stream: ReadableStream<Uint8Array> | undefined): Promise<string> | string {
  return stream ? new Response(stream).text() : "";
}

/** The version in package.json, and the commit where that version is not tagged. */
function versionNow(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const version = (manifest as { version: string }).version;
  const tags = git("tag", "--points-at", "HEAD").split("\n");
  const commit = git("rev-parse", "--short=8", "HEAD");
  return tags.includes(`v${version}`) || commit === "" ? version : `${version}+${commit}`;
}

function git(...args: string[]): string {
  if (!existsSync(join(root, ".git")) || Bun.which("git") === null) return "";
  const child = Bun.spawnSync(["git", ...args], { cwd: root });
  return child.success ? child.stdout.toString().trim() : "";
}

/** One hash over everything that ends up in the executable. */
async function inputsHash(): Promise<string> {
  const inTree = [...new Bun.Glob("{src,web,deploy,scripts}/**/*").scanSync({ cwd: root, onlyFiles: true })];
  const files = ["build.ts", "package.json", "bun.lock", "tsconfig.json", ...inTree]
    .filter((file) => !file.startsWith("web/public/") && !/\.test\.tsx?$/.test(file))
    .toSorted();
  const hash = new Bun.CryptoHasher("sha256");
  for (const file of files) hash.update(`${file}\0`).update(await Bun.file(join(root, file)).bytes());
  return hash.digest("hex");
}

function isFresh(target: Target, stamp: string): boolean {
  const built = existsSync(join(dist, nameOf(target))) && existsSync(stampOf(target));
  return built && readFileSync(stampOf(target), "utf8") === stamp;
}

/** `sha256sum -c checksums.txt` in dist/ verifies every executable there. */
async function writeChecksums(): Promise<void> {
  const built = targets.map(nameOf).filter((name) => existsSync(join(dist, name)));
  const lines: string[] = [];
  for (const name of built) {
    const hash = new Bun.CryptoHasher("sha256").update(await Bun.file(join(dist, name)).bytes()).digest("hex");
    lines.push(`${hash}  ${name}\n`);
  }
  writeFileSync(join(dist, "checksums.txt"), lines.join(""));
}

/** `dist/ailx` is the one for this machine. */
function linkHost(): void {
  const name = nameOf(hostTarget());
  if (!existsSync(join(dist, name))) return;
  rmSync(join(dist, "ailx"), { force: true });
  symlinkSync(basename(name), join(dist, "ailx"));
}

function hostTarget(): Target {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const musl = os === "linux" && existsSync(`/lib/ld-musl-${process.arch === "x64" ? "x86_64" : "aarch64"}.so.1`);
  const target = `${os}-${process.arch}${musl ? "-musl" : ""}`;
  if (!isTarget(target)) throw new Error(`ailx is not built for ${target}. There are: ${targets.join(", ")}.`);
  return target;
}

function isTarget(text: string): text is Target {
  return targets.some((target) => target === text);
}

function stampOf(target: Target): string {
  return join(work, target, "stamp");
}

function nameOf(target: Target): string {
  return target.startsWith("windows") ? `ailx-${target}.exe` : `ailx-${target}`;
}
