/** Real git repositories in a temporary folder: one that others push to, and a working tree that follows it. */
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripted } from "../../../../test/support/scripted-context.ts";
import type { SpawnOptions, ToolContext } from "../../define.ts";

export const canHave = process.platform === "linux" && Bun.which("git") !== null;

const env = {
  PATH: process.env["PATH"] ?? "",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "ann",
  GIT_AUTHOR_EMAIL: "ann@example.org",
  GIT_COMMITTER_NAME: "ann",
  GIT_COMMITTER_EMAIL: "ann@example.org",
};

export function trees() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-git-"));
  chmodSync(dir, 0o755);
  const at = (...names: string[]): string => join(dir, ...names);
  const git = (where: string, ...words: string[]): string => {
    const done = Bun.spawnSync(["git", "-C", at(where), ...words], { env });
    if (done.exitCode !== 0) throw new Error(done.stderr.toString());
    return done.stdout.toString().trim();
  };
  const commit = (where: string, file: string, text: string): string => {
    writeFileSync(at(where, file), text);
    git(where, "add", file);
    git(where, "commit", "-q", "-m", `${file} says ${text}`);
    return git(where, "rev-parse", "HEAD");
  };
  git("", "init", "-q", "--bare", "-b", "main", "shared.git");
  git("", "clone", "-q", at("shared.git"), "theirs");
  git("theirs", "checkout", "-q", "-b", "main");
  commit("theirs", "app", "one");
  git("theirs", "push", "-q", "-u", "origin", "main");
  git("", "clone", "-q", at("shared.git"), "tree");
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
    path: at("tree"),
    at,
    git,
    commit,
    ran,
    /** Somebody pushes. */
    publish: (text: string): string => {
      const made = commit("theirs", "app", text);
      git("theirs", "push", "-q");
      return made;
    },
    give: (uid: number): void => {
      const all = (where: string): void => {
        chownSync(where, uid, uid);
        for (const each of readdirSync(where, { withFileTypes: true })) {
          if (each.isDirectory()) all(join(where, each.name));
          else chownSync(join(where, each.name), uid, uid);
        }
      };
      all(dir);
    },
    context: (): ToolContext => ({ ...scripted(), spawn }),
    end: () => rmSync(dir, { recursive: true, force: true }),
  };
}
