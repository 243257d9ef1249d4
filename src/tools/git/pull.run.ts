/** Looks, fetches, moves forward, looks again; whatever is not a plain step forward is refused before anything is changed. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { forHtml, forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { short } from "./path-input.ts";
import type { PullInput, PullOutput } from "./pull.ts";
import { openRepository, statusOf, type Repository } from "./repository.ts";
import { changesText, standText, type StatusOutput } from "./status.ts";

const fetchMs = 180_000;

export async function run({ path, to, from }: PullInput, ctx: ToolContext): Promise<PullOutput> {
  const repository = await openRepository(path, ctx);
  const before = await statusOf(repository);
  refuseUnclean(before, path);
  const wanted =
    to === undefined ? await forward(before, repository, path) : await back({ to, from }, before, repository);
  const after = await statusOf(repository);
  return {
    root: after.root,
    branch: after.branch,
    before: before.commit,
    after: after.commit,
    wanted,
    ...(await between(before.commit, after.commit, repository)),
    clean: after.clean,
  };
}

export async function preview({ path, to, from }: PullInput, ctx: ToolContext): Promise<FilePreview> {
  const repository = await openRepository(path, ctx);
  const status = await statusOf(repository);
  const notes = [`${standText(status)}; ${changesText(status)}; it belongs to ${forHtml(status.owner)}`];
  const problems: string[] = [];
  const attempt = (check: () => void): void => {
    try {
      check();
    } catch (error) {
      problems.push(error instanceof ToolError ? error.detail : String(error));
    }
  };
  attempt(() => refuseUnclean(status, path));
  if (to === undefined) {
    attempt(() => refuseWithoutUpstream(status, path));
    if (problems.length === 0) notes.push(await remoteNow(status, repository));
  } else if (from !== status.commit)
    problems.push(`It is at ${short(status.commit)} now, not at ${short(from ?? "")}.`);
  return {
    files: [],
    notes: notes.map((note) => untrusted(note.slice(0, 990))),
    problems: problems.map((problem) => untrusted(problem.slice(0, 990))),
  };
}

/** What the remote has now, without fetching it. */
async function remoteNow({ upstream, commit }: StatusOutput, { git }: Repository): Promise<string> {
  const [remote = "", ...branch] = forHtml(upstream).split("/");
  const { stdout, exitCode } = await git(["ls-remote", "--exit-code", "--", remote, `refs/heads/${branch.join("/")}`], {
    ok: [0, 2],
  });
  const there = stdout.split(/\s/)[0] ?? "";
  if (exitCode === 2 || there === "") return `${forHtml(upstream)} is not there any more`;
  return there === commit
    ? "Nothing new: it is at the newest commit already"
    : `New: ${forHtml(upstream)} is at ${short(there)}, the tree at ${short(commit)}`;
}

function refuseUnclean(status: StatusOutput, path: string): void {
  if (status.clean) return;
  const names = status.files.filter(({ state }) => state !== "untracked").slice(0, 5);
  throw new ToolError(
    "conflict",
    `Files of ${path} are changed and not committed: ${names.map((each) => forLog(each.path)).join(", ")}. Nothing was done.`,
    "Commit them, or take the changes back first.",
  );
}

function refuseWithoutUpstream(status: StatusOutput, path: string): void {
  if (forHtml(status.branch) === "")
    throw new ToolError("wrong_state", `${path} has a commit checked out and no branch. Nothing was done.`);
  if (forHtml(status.upstream) === "")
    throw new ToolError(
      "wrong_state",
      `Branch ${forLog(status.branch)} of ${path} follows no other one. Nothing was done.`,
      `git branch --set-upstream-to sets which.`,
    );
}

async function forward(status: StatusOutput, { git }: Repository, path: string): Promise<string> {
  refuseWithoutUpstream(status, path);
  await git(["fetch", "--quiet", "--no-recurse-submodules"], { timeoutMs: fetchMs });
  const wanted = (await git(["rev-parse", "--verify", "@{upstream}^{commit}"])).stdout.trim();
  const base = await git(["merge-base", "--is-ancestor", "HEAD", wanted], { ok: [0, 1] });
  if (base.exitCode === 1) {
    const isAhead = (await git(["merge-base", "--is-ancestor", wanted, "HEAD"], { ok: [0, 1] })).exitCode === 0;
    // It has all that upstream has, and more.
    if (isAhead) return status.commit;
    throw new ToolError(
      "conflict",
      `${path} and ${forLog(status.upstream)} have both gone on, so it is no step forward alone. Nothing was done.`,
      "Somebody has to merge or rebase it.",
    );
  }
  await git(["merge", "--ff-only", "--quiet", wanted], { timeoutMs: fetchMs });
  return wanted;
}

/** Keeps whatever the files have that no commit has, or refuses. */
async function back(
  { to = "", from = "" }: Pick<PullInput, "to" | "from">,
  status: StatusOutput,
  { git }: Repository,
): Promise<string> {
  if (status.commit !== from)
    throw new ToolError(
      "changed_since",
      `The tree is at ${short(status.commit)} now and not at ${short(from)}. Nothing was done.`,
      "Somebody has changed it since; look first.",
    );
  const known = await git(["cat-file", "-e", `${to}^{commit}`], { ok: [0, 1, 128] });
  if (known.exitCode !== 0)
    throw new ToolError("not_found", `The tree has no commit ${short(to)} any more. Nothing was done.`);
  await git(["reset", "--keep", "--quiet", to], { timeoutMs: fetchMs });
  return to;
}

async function between(
  before: string,
  after: string,
  { git }: Repository,
): Promise<Pick<PullOutput, "commits" | "files" | "subjects">> {
  if (before === after || before === "" || after === "") return { commits: 0, files: 0, subjects: [] };
  const { stdout: count } = await git(["rev-list", "--count", `${before}...${after}`]);
  const { stdout: names } = await git(["diff", "--name-only", "-z", before, after]);
  const { stdout: subjects } = await git(["log", "-20", "--format=%s%x00", `${before}...${after}`]);
  return {
    commits: Number(count.trim()) || 0,
    files: names.split("\0").filter((name) => name !== "").length,
    subjects: subjects
      .split("\0")
      .map((subject) => subject.trim().slice(0, 300))
      .filter((subject) => subject !== "")
      .map(untrusted),
  };
}
