/** Lets the change's own tool look, with what of its context may be used for looking. */
import { ToolError, type ToolContext } from "../define.ts";
import { toolNamed } from "../index.ts";
import type { PreviewInput, PreviewOutput } from "./preview.ts";

export async function run({ tool: name, input }: PreviewInput, ctx: ToolContext): Promise<PreviewOutput> {
  const tool = toolNamed(name);
  if (tool.where !== "agent" || !tool.load.preview)
    throw new ToolError("not_supported", `${name} cannot say before what it would change.`);
  if (!tool.platforms.includes(ctx.facts().platform))
    throw new ToolError("not_supported", `${name} does not work on ${ctx.facts().platform}.`);
  const read = tool.input().safeParse(input);
  if (!read.success) throw new ToolError("bad_input", `${name}: its input does not fit.`);
  const { preview } = await tool.load.preview();
  return await preview(read.data, { ...ctx, backup: { ...ctx.backup, keep: refuse, restore: refuse } });
}

const refuse = (): Promise<never> =>
  Promise.reject(new ToolError("refused_by_policy", "A look before a change keeps and restores nothing."));
