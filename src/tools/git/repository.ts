/** Git on one working tree, run as whoever owns it: what its configuration starts then has that user's rights and no more. */
import { realpathSync, statSync, type Stats } from "node:fs";
import { forHtml, forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type Spawned, type ToolContext } from "../define.ts";
import { fitting } from "../fitting.ts";
import { accounts, here } from "../user/files.ts";
import type { StatusOutput } from "./status.ts";

export type Repository = {
  root: string;
  owner: string;
  /** Runs git there; an exit status that is not 0 is an error unless `ok` says otherwise. */
  git: (words: readonly string[], options?: { ok?: readonly number[]; timeoutMs?: number }) => Promise<Spawned>;
};

const lookMs = 45_000;
/** It asks nobody, writes nothing it need not, and tidies nothing up beside. */
const options = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "gc.auto=0",
  "-c",
  "maintenance.auto=false",
  "-c",
  "color.ui=false",
  "-c",
  "core.quotePath=false",
  "-c",
  "submodule.recurse=false",
];

/** A hook may be a file of the tree itself: what is pulled into root's trees is not run as root for it. */
const withoutHooks = ["-c", "core.hooksPath=/dev/null"];

export async function openRepository(
  path: string,
  ctx: ToolContext,
  uid = process.geteuid?.() ?? 0,
): Promise<Repository> {
  const { real, stats } = folder(path);
  const user = accounts(here, { secrets: false }).find((each) => each.uid === stats.uid);
  const become = becomes({ uid, owner: stats, isKnown: user !== undefined });
  const env = {
    LC_ALL: "C",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    HOME: user ? forHtml(user.home) : "/nonexistent",
  };
  const git = async (
    dir: string,
    words: readonly string[],
    ok: readonly number[],
    timeoutMs: number,
  ): Promise<Spawned> => {
    const argv = [...become, "git", ...options, ...(stats.uid === 0 ? withoutHooks : []), "-C", dir, ...words];
    const done = await ctx.spawn(argv, { env, timeoutMs, maxBytes: 4 << 20 }).catch((cause: unknown) => {
      if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
      throw new ToolError(
        "not_supported",
        `${argv[0]} could not be started on this machine.`,
        become.length > 0
          ? "`setpriv` of util-linux is needed to become the owner of the tree."
          : "git is not installed.",
      );
    });
    if (done.exitCode !== null && ok.includes(done.exitCode)) return done;
    throw explained(done, { path, words });
  };
  const { stdout } = await git(real, ["rev-parse", "--show-toplevel"], [0], lookMs);
  const root = stdout.replace(/\n$/, "");
  return {
    root,
    owner: user?.name ?? String(stats.uid),
    git: (words, { ok = [0], timeoutMs = lookMs } = {}) => git(root, words, ok, timeoutMs),
  };
}

function folder(path: string): { real: string; stats: Stats } {
  try {
    const real = realpathSync(path);
    const stats = statSync(real);
    if (!stats.isDirectory()) throw new ToolError("not_supported", `${path} is not a folder.`);
    return { real, stats };
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "EACCES") throw new ToolError("permission_denied", `The agent may not look into ${path}.`);
    throw new ToolError("no_such_file", `There is no folder ${path}.`);
  }
}

/** Root becomes the owner, for good and without root's capabilities; anybody else is whoever they are, and git refuses others' trees. */
function becomes({ uid, owner, isKnown }: { uid: number; owner: Stats; isKnown: boolean }): string[] {
  if (uid !== 0 || owner.uid === 0) return [];
  return [
    "setpriv",
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    isKnown ? "--init-groups" : "--clear-groups",
    "--inh-caps=-all",
    "--no-new-privs",
    "--",
  ];
}

function explained(done: Spawned, { path, words }: { path: string; words: readonly string[] }): ToolError {
  const said = done.stderr.trim();
  const line = forLog(
    untrusted(said.split("\n").find((each) => /^(fatal|error)/.test(each)) ?? said.split("\n")[0] ?? ""),
  );
  if (done.timedOut) return new ToolError("timed_out", `\`git ${words[0]}\` did not come to an end.`);
  if (/not a git repository/.test(said)) return new ToolError("not_found", `${path} is in no git working tree.`);
  if (/dubious ownership|unsafe repository/.test(said))
    return new ToolError(
      "permission_denied",
      `The tree at ${path} and its .git belong to different users, or to another one than the agent's.`,
      "`chown -R` of the tree to one user mends it.",
    );
  if (/unrecognized option|invalid option|setpriv:/.test(said))
    return new ToolError(
      "not_supported",
      `The agent cannot become the owner of ${path}: ${line}.`,
      "`setpriv` of util-linux is needed for that.",
    );
  if (
    /could not read (Username|Password)|Authentication failed|Permission denied \(|terminal prompts disabled|Host key verification failed/i.test(
      said,
    )
  )
    return new ToolError(
      "permission_denied",
      `The remote lets the owner of ${path} not in: ${line}`,
      "Its keys or a credential helper have to be set up for that user; nothing is asked here.",
    );
  if (/Could not resolve host|Connection (refused|timed out)|unable to access|Network is unreachable/i.test(said))
    return new ToolError(
      "tool_failed",
      `The remote cannot be reached: ${line}`,
      "`network.dns` and `network.http` say why.",
    );
  return new ToolError("tool_failed", `git ${words[0]} failed: ${line || `exit status ${done.exitCode}`}`);
}

const most = 200;

export async function statusOf({ root, owner, git }: Repository): Promise<StatusOutput> {
  const { stdout } = await git([
    "status",
    "--porcelain=v2",
    "--branch",
    "-z",
    "--untracked-files=normal",
    "--ignore-submodules=dirty",
  ]);
  const status = parseStatus(stdout);
  const last = status.commit === "" ? "" : (await git(["log", "-1", "--format=%ct%x00%s"])).stdout;
  const [seconds = "", subject = ""] = last.trim().split("\0");
  return {
    ...status,
    root: untrusted(root.slice(0, 4_096)),
    owner: untrusted(owner.slice(0, 64)),
    subject: untrusted(subject.slice(0, 300)),
    committedAtMs: (Number(seconds) || 0) * 1_000,
    files: fitting(status.files.slice(0, most), ({ path }) => [path]),
  };
}

/** `git-status(1)`, format 2 with NUL: headers, then an entry each; a renamed one is followed by its old name. */
export function parseStatus(stdout: string): Omit<StatusOutput, "root" | "owner" | "subject" | "committedAtMs"> {
  const parts = stdout.split("\0");
  const header = (name: string): string =>
    parts.find((part) => part.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length) ?? "";
  const files: StatusOutput["files"] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? "";
    const [kind = "", states = ".."] = part.split(" ", 2);
    const fields = { "1": 8, "2": 9, u: 10, "?": 1 }[kind];
    if (fields === undefined) continue;
    if (kind === "2") at++;
    const path = part.split(" ").slice(fields).join(" ");
    const state = kind === "?" ? "untracked" : kind === "u" ? "conflict" : states[1] === "." ? "staged" : "changed";
    files.push({ path: untrusted(path.slice(0, 4_096)), state });
  }
  const count = (...of: StatusOutput["files"][number]["state"][]): number =>
    files.filter(({ state }) => of.includes(state)).length;
  const [ahead, behind] = [/\+(\d+)/, /-(\d+)/].map((shape) => Number(shape.exec(header("ab"))?.[1] ?? 0));
  const [oid, head] = [header("oid"), header("head")];
  return {
    branch: untrusted(head === "(detached)" ? "" : head.slice(0, 256)),
    commit: /^[0-9a-f]{40,64}$/.test(oid) ? oid : "",
    upstream: untrusted(header("upstream").slice(0, 256)),
    ahead: ahead ?? 0,
    behind: behind ?? 0,
    clean: count("staged", "changed", "conflict") === 0,
    changed: count("staged", "changed"),
    untracked: count("untracked"),
    conflicts: count("conflict"),
    files,
  };
}
