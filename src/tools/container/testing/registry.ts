/** A registry of images on a port of its own: what `pull` asks of one, for images of one program made here. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const types = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar",
};
const digestOf = (bytes: Uint8Array): string => `sha256:${new Bun.CryptoHasher("sha256").update(bytes).digest("hex")}`;

export function startRegistry() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-registry-"));
  const blobs = new Map<string, Uint8Array>();
  const tags = new Map<string, Uint8Array>();
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/v2/") return new Response("{}");
      const [, name = "", kind, of = ""] = /^\/v2\/(.+)\/(manifests|blobs)\/(.+)$/.exec(pathname) ?? [];
      const bytes = kind === "manifests" ? (tags.get(`${name}:${of}`) ?? blobs.get(of)) : blobs.get(of);
      if (!bytes) return new Response('{"errors":[{"code":"NAME_UNKNOWN"}]}', { status: 404 });
      return new Response(new Uint8Array(bytes), {
        headers: {
          "content-type": kind === "manifests" ? types.manifest : "application/octet-stream",
          "docker-content-digest": digestOf(bytes),
        },
      });
    },
  });
  const blob = (bytes: Uint8Array, mediaType: string) => {
    const digest = digestOf(bytes);
    blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const json = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

  return {
    at: `127.0.0.1:${server.port ?? 0}`,
    /** From here on the tag stands for an image of this C program with these settings. */
    push: (tag: string, program: string, config: object): void => {
      const source = join(dir, "p.c");
      writeFileSync(source, program);
      for (const argv of [
        ["cc", "-static", "-O1", "-w", "-o", join(dir, "prog"), source],
        ["tar", "-C", dir, "-cf", join(dir, "layer.tar"), "prog"],
      ]) {
        const { exitCode, stderr } = Bun.spawnSync(argv);
        if (exitCode !== 0) throw new Error(`${argv.join(" ")}: ${stderr.toString()}`);
      }
      const layer = new Uint8Array(readFileSync(join(dir, "layer.tar")));
      const about = { architecture: process.arch === "x64" ? "amd64" : process.arch, os: "linux" };
      const manifest = json({
        schemaVersion: 2,
        mediaType: types.manifest,
        config: blob(
          json({
            ...about,
            config: { Cmd: ["/prog"], ...config },
            rootfs: { type: "layers", diff_ids: [digestOf(layer)] },
          }),
          types.config,
        ),
        layers: [blob(layer, types.layer)],
      });
      blobs.set(digestOf(manifest), manifest);
      tags.set(tag, manifest);
    },
    drop: (tag: string): void => void tags.delete(tag),
    end: async (): Promise<void> => {
      await server.stop(true);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
