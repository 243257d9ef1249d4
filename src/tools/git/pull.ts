/** `git.pull`: brings a clean working tree to its upstream's newest commit, by fast-forward alone; and back to one commit. */
import * as z from "zod/mini";
import { highestLevel, riskRank } from "../../domain/risk.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import type { Evidence } from "../../domain/verdict.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { pathRisk, pathLevel } from "../file/rated.ts";
import { quoted } from "../file/path-input.ts";
import { commitField, saidCommit, short, treePath } from "./path-input.ts";

const input = once(() =>
  z
    .strictObject({
      path: treePath(),
      to: z.optional(commitField("Go to this commit of the tree instead of the upstream's newest; for going back.")),
      from: z.optional(commitField("Only if the tree is at this commit now.")),
    })
    .check(
      z.refine(({ to, from }) => to === undefined || from !== undefined, "has a commit to go to, but not from which"),
      z.meta({ examples: [{ path: "/srv/app" }] }),
    ),
);
const output = once(() =>
  z.object({
    root: machineText(4_096),
    branch: machineText(256),
    before: saidCommit(),
    after: saidCommit(),
    /** Where it was to come to. */
    wanted: saidCommit(),
    /** Commits between, and files that differ. */
    commits: z.int(),
    files: z.int(),
    /** First lines of the newest of these commits. */
    subjects: z.array(machineText(300)).check(z.maxLength(20)),
    clean: z.boolean(),
  }),
);
export type PullInput = z.infer<ReturnType<typeof input>>;
export type PullOutput = z.infer<ReturnType<typeof output>>;

const ordinary = "changes the files of a working tree; its hooks run as its owner, and not at all where that is root";
function rated({ path }: PullInput) {
  const { risk, reasons } = pathRisk(path);
  return riskRank(risk) > riskRank("medium")
    ? { risk, reasons: [ordinary, ...reasons], level: highestLevel([2, pathLevel(path)]) }
    : { risk: "medium" as const, reasons: [ordinary], level: 2 as const };
}

export const gitPull = agentTool({
  name: "git.pull",
  version: 1,
  does: "Brings a clean git working tree to its upstream's newest commit, by fast-forward only.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: rated,
  level: (asked) => rated(asked).level,
  preview: ({ path, to, from }) => ({
    title: to === undefined ? `Pull ${path}` : `Bring ${path} back to commit ${short(to)}`,
    exact:
      to === undefined
        ? `git -C ${quoted(path)} fetch && git -C ${quoted(path)} merge --ff-only @{upstream}, as its owner`
        : `git -C ${quoted(path)} reset --keep ${to}, as its owner, if it is at ${from}`,
  }),
  precheck: () => "nothing is changed in the tree, and its branch follows another one",
  checks: () => ["it is at the commit that was wanted", "nothing is changed in the tree"],
  judge: (_input, { after, wanted, clean }) => {
    const evidence: Evidence[] = [
      { check: "it is at the commit that was wanted", ok: after === wanted, found: `commit ${short(after)}` },
      { check: "nothing is changed in the tree", ok: clean, found: clean ? "clean" : "files are changed" },
    ];
    if (after !== wanted)
      return { kind: "failed", reason: `it is at ${short(after)}, not at ${short(wanted)}`, evidence };
    if (!clean)
      return { kind: "failed", reason: "files of the tree are changed since: a hook of it may do that", evidence };
    return { kind: "ok", evidence };
  },
  undo: () => ({ kind: "kept", text: "The tree goes back to the commit from before" }),
  wayBack: ({ path }, { before, after }) =>
    before === after || before === ""
      ? { kind: "nothing" }
      : {
          kind: "tool",
          tool: "git.pull",
          input: { path, to: before, from: after },
          text: `Bring ${path} back to commit ${short(before)}`,
        },
  line: ({ branch, before, after, commits, files }) =>
    before === after
      ? `was already at ${short(after)}${forHtml(branch) === "" ? "" : ` of ${forHtml(branch)}`}`
      : `${short(before)} → ${short(after)}, ${commits} ${commits === 1 ? "commit" : "commits"}, ${files} ${files === 1 ? "file" : "files"}`,
  table: ({ root, branch, before, after, commits, files }) => ({
    columns: ["Tree", "Branch", "Before", "Now", "Commits", "Files"],
    rows: [[forHtml(root), forHtml(branch), short(before), short(after), String(commits), String(files)]],
  }),
  timeoutMs: 300_000,
  load: {
    run: () => import("./pull.run.ts"),
    view: () => import("./pull.view.tsx"),
    preview: () => import("./pull.run.ts"),
  },
});
