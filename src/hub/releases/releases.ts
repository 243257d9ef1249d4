/** The programs that this hub can hand out: its own, and those of other platforms that lie beside its data. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every name that can be asked for; anything else is not looked up anywhere. */
export const releaseFiles = [
  "ailx-linux-x64",
  "ailx-linux-arm64",
  "ailx-linux-x64-musl",
  "ailx-linux-arm64-musl",
  "ailx-darwin-arm64",
  "ailx-darwin-x64",
  "ailx-windows-x64.exe",
] as const;
export type ReleaseFile = (typeof releaseFiles)[number];
export const isReleaseFile = (name: string): name is ReleaseFile => releaseFiles.some((file) => file === name);

export type Release = { file: ReleaseFile; path: string; bytes: number; sha256: string };

export type Releases = {
  /** What can be handed out now. The first call reads each program once for its checksum. */
  list: () => Promise<Release[]>;
  find: (file: ReleaseFile) => Promise<Release | undefined>;
  /** Where programs of other platforms are looked for. */
  dirs: readonly string[];
};

/** `own` is this very program where it is a compiled one; `dirs` hold further ones of this version under their names. */
export function makeReleases({
  own,
  dirs,
}: {
  own?: { file: ReleaseFile; path: string } | undefined;
  dirs: readonly string[];
}): Releases {
  const known = new Map<string, Promise<string>>();

  async function find(file: ReleaseFile): Promise<Release | undefined> {
    const path = own?.file === file ? own.path : dirs.map((dir) => join(dir, file)).find((each) => existsSync(each));
    if (path === undefined) return undefined;
    const { size, mtimeMs, ino } = statSync(path);
    const key = `${path} ${size} ${mtimeMs} ${ino}`;
    const sum = known.get(key) ?? sha256Of(path);
    known.set(key, sum);
    sum.catch(() => known.delete(key));
    return { file, path, bytes: size, sha256: await sum };
  }

  return {
    find,
    dirs,
    list: async () => (await Promise.all(releaseFiles.map(find))).filter((release) => release !== undefined),
  };
}

/** The programs of this hub: itself, `<data>/releases/VERSION`, and where it runs from source what was built last. */
export const releasesOf = ({ dataDir, version }: { dataDir: string; version: string }): Releases =>
  makeReleases({
    own: ownRelease(),
    dirs: [
      join(dataDir, "releases", version),
      ...(Bun.isStandaloneExecutable ? [] : [join(import.meta.dir, "../../../dist")]),
    ],
  });

/** This program among the releases; undefined where it runs from source. */
export function ownRelease(): { file: ReleaseFile; path: string } | undefined {
  if (!Bun.isStandaloneExecutable) return undefined;
  const os = process.platform === "win32" ? "windows" : process.platform;
  const name = `ailx-${os}-${process.arch}${isMusl() ? "-musl" : ""}${os === "windows" ? ".exe" : ""}`;
  // The running program, also where its file was replaced by a newer one.
  const path = process.platform === "linux" ? "/proc/self/exe" : process.execPath;
  return isReleaseFile(name) ? { file: name, path } : undefined;
}

/** Which C library this very process runs on. */
const isMusl = (): boolean =>
  process.platform === "linux" && readFileSync("/proc/self/maps", "utf8").includes("/ld-musl-");

async function sha256Of(path: string): Promise<string> {
  const hash = new Bun.CryptoHasher("sha256");
  for await (const chunk of Bun.file(path).stream()) hash.update(chunk);
  return hash.digest("hex");
}
