/** Fills web/public: style sheet, script, icons, fonts; each under a name with its fingerprint, compressed ahead of time. */
import { watch } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Encoding, Manifest } from "../web/frame/assets.ts";
import { iconNames } from "../web/kit/icons.ts";
import { inter, mono } from "./fonts.ts";

const root = join(import.meta.dir, "..");
const out = join(root, "web/public");
const modules = join(root, "node_modules");

/** Builds everything; returns what the hub will serve. `fast` compresses lightly, for development. */
export async function buildAssets({ fast = false }: { fast?: boolean } = {}): Promise<Manifest> {
  await mkdir(out, { recursive: true });
  const [css, app, theme, sprite] = await Promise.all([styles(), script(), client("theme"), icons()]);
  const manifest: Manifest = {};
  const put = async (name: string, body: Uint8Array) => void (manifest[name] = await write({ name, body, fast }));
  await put("inter.woff2", await inter());
  await put("mono.woff2", await mono());
  await put("app.css", encode(withFingerprints(css, manifest)));
  await put("app.js", encode(app));
  await put("theme.js", encode(theme));
  await put("icons.svg", encode(sprite));
  await put("favicon.svg", encode(favicon));
  await Bun.write(join(out, "manifest.json"), JSON.stringify(manifest, null, 2));
  await removeOld(manifest);
  return manifest;
}

async function styles(): Promise<string> {
  const target = join(out, ".app.css");
  const cli = join(modules, ".bin/tailwindcss");
  const run = Bun.spawn([process.execPath, cli, "--input", "web/styles/app.css", "--output", target, "--minify"], {
    cwd: root,
    stdout: "pipe",
    stderr: "pipe",
  });
  const said = await new Response(run.stderr).text();
  if ((await run.exited) !== 0) throw new Error(`tailwindcss failed:\n${said}`);
  const css = await Bun.file(target).text();
  await rm(target);
  return css;
}

/** htmx, its stream extension and our own script, in this order in one file: one request, and one dictionary for compression. */
async function script(): Promise<string> {
  const parts = await Promise.all(
    ["htmx.org/dist/htmx.min.js", "htmx.org/dist/ext/hx-sse.min.js"].map((path) =>
      Bun.file(join(modules, path)).text(),
    ),
  );
  const own = await client("main");
  return [...parts.map((part) => part.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "")), own].join(";\n");
}

async function client(name: string): Promise<string> {
  const built = await Bun.build({
    entrypoints: [join(root, `web/client/${name}.ts`)],
    target: "browser",
    format: "iife",
    minify: true,
  });
  const [file] = built.outputs;
  if (!file) throw new Error(`web/client/${name}.ts built to nothing`);
  return file.text();
}

async function icons(): Promise<string> {
  const symbols = await Promise.all(
    iconNames.map(async (name) => {
      const svg = await Bun.file(join(modules, `lucide-static/icons/${name}.svg`)).text();
      const inner = svg
        .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
        .replaceAll(/\s*\n\s*/g, "");
      return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#0b6b66"/><path d="M6 4.5 9.5 8 6 11.5" fill="none" stroke="#fff" stroke-width="1.75"/></svg>';

const withFingerprints = (css: string, manifest: Manifest): string =>
  css.replaceAll(/\/assets\/([\w.-]+)/g, (whole, name: string) =>
    manifest[name] ? `/assets/${manifest[name].file}` : whole,
  );

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const types: Record<string, string> = {
  ".css": "text/css;charset=utf-8",
  ".js": "text/javascript;charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

async function write({
  name,
  body,
  fast,
}: {
  name: string;
  body: Uint8Array;
  fast: boolean;
}): Promise<Manifest[string]> {
  const ext = extname(name);
  const hash = new Bun.CryptoHasher("sha256").update(body).digest("hex").slice(0, 10);
  const file = `${basename(name, ext)}.${hash}${ext}`;
  await Bun.write(join(out, file), body);
  const encodings: Encoding[] = ext === ".woff2" ? [] : ["zst", "br", "gz"];
  if (encodings.length > 0) {
    await Bun.write(join(out, `${file}.zst`), Bun.zstdCompressSync(body, { level: fast ? 3 : 19 }));
    await Bun.write(
      join(out, `${file}.br`),
      brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: fast ? 4 : 11 } }),
    );
    await Bun.write(join(out, `${file}.gz`), Bun.gzipSync(new Uint8Array(body), { level: fast ? 1 : 9 }));
  }
  return { file, type: types[ext] ?? "application/octet-stream", encodings };
}

async function removeOld(manifest: Manifest): Promise<void> {
  const keep = new Set([
    "manifest.json",
    ...Object.values(manifest).flatMap(({ file, encodings }) => [
      file,
      ...encodings.map((encoding) => `${file}.${encoding}`),
    ]),
  ]);
  for (const file of await readdir(out)) if (!keep.has(file)) await rm(join(out, file));
}

/** Builds again, lightly, whenever a source of the assets changes; a fault is said and the next change tried. */
function keepBuilding(): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  watch(join(root, "web"), { recursive: true }, (_, file) => {
    if (file === null || file.startsWith("public")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => void buildAssets({ fast: true }).catch((error: unknown) => console.error(error)), 100);
  });
}

function report(manifest: Manifest): void {
  for (const [name, { file }] of Object.entries(manifest)) {
    const sizes = [file, `${file}.zst`].map((each) => Bun.file(join(out, each)).size);
    console.log(`${name.padEnd(14)} ${String(sizes[0]).padStart(7)} B ${sizes[1] ? ` ${sizes[1]} B zstd` : ""}`);
  }
}

if (import.meta.main) {
  if (process.argv.includes("--watch")) keepBuilding();
  else report(await buildAssets({ fast: process.argv.includes("--fast") }));
}
