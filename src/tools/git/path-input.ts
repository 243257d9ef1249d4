/** What the git tools share: a working tree's path, and how commits are written. */
import * as z from "zod/mini";
import { pathField } from "../file/path-input.ts";

export const treePath = () => pathField("Absolute path of a folder inside the working tree.");

const sha = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
export const commitField = (means: string) =>
  z.string().check(z.regex(sha, "is no full id of a commit"), z.describe(means));
/** Empty where there is none yet. */
export const saidCommit = () => z.string().check(z.regex(/^([0-9a-f]{40}|[0-9a-f]{64})?$/));

export const short = (commit: string): string => commit.slice(0, 10) || "no commit";
