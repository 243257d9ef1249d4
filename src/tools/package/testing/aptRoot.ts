/** A system of its own for apt and dpkg, with a repository of small packages: the real programs, nothing of this machine. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripted } from "../../../../test/support/scripted-context.ts";
import type { SpawnOptions, ToolContext } from "../../define.ts";

export const canHave =
  process.getuid?.() === 0 && ["apt-get", "dpkg-deb", "dpkg-query"].every((name) => Bun.which(name) !== null);

export type Made = { name: string; version: string; more?: string; postinst?: string };

export function aptRoot() {
  const root = mkdtempSync(join(tmpdir(), "ailx-apt-"));
  const at = (...names: string[]): string => join(root, ...names);
  for (const dir of [
    "repo",
    "secure",
    "etc/apt/apt.conf.d",
    "etc/apt/preferences.d",
    "state/lists/partial",
    "cache/archives/partial",
    "var/lib/dpkg/info",
    "var/lib/dpkg/updates",
    "log",
  ])
    mkdirSync(at(dir), { recursive: true });
  for (const file of ["var/lib/dpkg/status", "var/lib/dpkg/available"]) writeFileSync(at(file), "");
  writeFileSync(
    at("etc/apt/sources.list"),
    `deb [trusted=yes] file:${at("repo")} ./\ndeb [trusted=yes] file:${at("secure")} ./\n`,
  );
  writeFileSync(
    at("apt.conf"),
    `Dir "${root}/";
Dir::State "state"; Dir::State::status "${at("var/lib/dpkg/status")}"; Dir::Cache "cache"; Dir::Etc "etc/apt"; Dir::Log "log";
APT::Architecture "amd64"; APT::Architectures { "amd64"; }; APT::Sandbox::User "root"; Acquire::Languages "none";
DPkg::Options { "--root=${root}"; "--force-not-root"; "--force-script-chrootless"; };
`,
  );
  const env = { ...process.env, APT_CONFIG: at("apt.conf"), DPKG_ADMINDIR: at("var/lib/dpkg") };
  const indexes: Record<"repo" | "secure", string[]> = { repo: [], secure: [] };
  const index = indexes.repo;

  const make = ({ name, version, more = "", postinst }: Made, repo: "repo" | "secure"): void => {
    const dir = at("made", `${name}_${version}`);
    mkdirSync(join(dir, "DEBIAN"), { recursive: true });
    const control = `Package: ${name}\nVersion: ${version}\nArchitecture: amd64\nMaintainer: x <x@example.org>\n${more}Description: x\n`;
    writeFileSync(join(dir, "DEBIAN/control"), control);
    if (postinst !== undefined)
      writeFileSync(join(dir, "DEBIAN/postinst"), `#!/bin/sh\n${postinst}\n`, { mode: 0o755 });
    const deb = at(repo, `${name}_${version}.deb`);
    const built = Bun.spawnSync(["dpkg-deb", "--build", "--root-owner-group", dir, deb]);
    if (built.exitCode !== 0) throw new Error(built.stderr.toString());
    const bytes = readFileSync(deb);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    indexes[repo].push(`${control}Filename: ./${name}_${version}.deb\nSize: ${bytes.length}\nSHA256: ${sha256}\n`);
  };
  const publish = (...all: Made[]): void => {
    for (const each of all) make(each, "repo");
    announce();
  };
  /** As an archive for security does: its Release says what it is. */
  const publishSecure = (...all: Made[]): void => {
    for (const each of all) make(each, "secure");
    announce();
  };
  const announce = (): void => {
    writeFileSync(at("repo/Packages"), `${indexes.repo.join("\n")}\n`);
    const secure = indexes.secure.map((each) => `${each}\n`).join("");
    writeFileSync(at("secure/Packages"), secure);
    const sha256 = createHash("sha256").update(secure).digest("hex");
    const about = "Origin: Debian\nLabel: Debian-Security\nSuite: stable-security\nCodename: bookworm-security\n";
    writeFileSync(
      at("secure/Release"),
      `${about}Date: Thu, 20 Nov 2025 10:00:00 UTC\nSHA256:\n ${sha256} ${secure.length} Packages\n`,
    );
    const updated = Bun.spawnSync(["apt-get", "update"], { env });
    if (updated.exitCode !== 0) throw new Error(updated.stderr.toString());
  };
  const ran: string[] = [];
  const spawn = async (argv: readonly string[], options: SpawnOptions = {}) => {
    ran.push(argv.join(" "));
    const child = Bun.spawn([...argv], {
      env: { ...env, ...options.env },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { exitCode: await child.exited, signal: null, stdout, stderr, timedOut: false };
  };
  return {
    publish,
    publishSecure,
    ran,
    context: (): ToolContext => ({ ...scripted(), spawn }),
    /** `name version`, sorted. */
    installed: (): string[] =>
      Bun.spawnSync(["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package} ${Version}\n"], { env })
        .stdout.toString()
        .split("\n")
        .flatMap((line) => (line.startsWith("ii") ? [line.slice(2).trim()] : []))
        .toSorted(),
    /** The repository has it no more. */
    withdraw: (name: string, version: string): void => {
      index.splice(
        0,
        index.length,
        ...index.filter((each) => !each.startsWith(`Package: ${name}\nVersion: ${version}\n`)),
      );
      publish();
    },
    end: () => rmSync(root, { recursive: true, force: true }),
  };
}
