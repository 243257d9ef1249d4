/** `git.status`: on which branch a working tree is, how it stands to its upstream, and what is changed in it. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { quoted } from "../file/path-input.ts";
import { saidCommit, short, treePath } from "./path-input.ts";

const input = once(() => z.strictObject({ path: treePath() }).check(z.meta({ examples: [{ path: "/srv/app" }] })));
const output = once(() =>
  z.object({
    /** Where the working tree begins. */
    root: machineText(4_096),
    owner: machineText(64),
    /** Empty where a commit is checked out and no branch. */
    branch: machineText(256),
    commit: saidCommit(),
    /** First line of the commit's message. */
    subject: machineText(300),
    committedAtMs: z.number(),
    /** `origin/main`; empty where the branch follows none. */
    upstream: machineText(256),
    /** Commits that upstream has not, and that are not here, as of the last fetch. */
    ahead: z.int(),
    behind: z.int(),
    /** Nothing is changed, staged or in conflict; new files do not count. */
    clean: z.boolean(),
    changed: z.int(),
    untracked: z.int(),
    conflicts: z.int(),
    files: z
      .array(z.object({ path: machineText(4_096), state: z.enum(["staged", "changed", "conflict", "untracked"]) }))
      .check(z.maxLength(200)),
  }),
);
export type StatusInput = z.infer<ReturnType<typeof input>>;
export type StatusOutput = z.infer<ReturnType<typeof output>>;

export function standText({ branch, commit, upstream, ahead, behind }: StatusOutput): string {
  const on = forHtml(branch) === "" ? `detached at ${short(commit)}` : forHtml(branch);
  if (forHtml(upstream) === "") return `${on}, follows nothing`;
  const apart = [...(ahead > 0 ? [`${ahead} ahead of`] : []), ...(behind > 0 ? [`${behind} behind`] : [])].join(
    " and ",
  );
  return `${on}, ${apart === "" ? "as" : apart} ${forHtml(upstream)}`;
}

export function changesText({ changed, untracked, conflicts }: StatusOutput): string {
  const parts = [
    ...(conflicts > 0 ? [`${conflicts} in conflict`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(untracked > 0 ? [`${untracked} new`] : []),
  ];
  return parts.length === 0 ? "clean" : parts.join(", ");
}

export const filesTable = ({ files }: StatusOutput) => ({
  columns: ["File", "State"],
  rows: files.map(({ path, state }) => [forHtml(path), state]),
});

export const gitStatus = agentTool({
  name: "git.status",
  version: 1,
  does: "Shows branch, commit, upstream and changes of a git working tree.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ path }) => ({
    title: `Look at the git tree ${path}`,
    exact: `git -C ${quoted(path)} status, as its owner`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: (status) => `${standText(status)}; ${changesText(status)}`,
  table: (status) => ({
    columns: ["Tree", "Branch", "Commit", "Changes"],
    rows: [[forHtml(status.root), standText(status), short(status.commit), changesText(status)]],
  }),
  timeoutMs: 60_000,
  load: { run: () => import("./status.run.ts"), view: () => import("./status.view.tsx") },
});
