/** A unit whose state at boot is told in turn, for the tools that change it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scripted, type Scripted } from "../../../../test/support/scripted-context.ts";
import { toolNamed } from "../../index.ts";
import type { BootOutput } from "../boot.ts";
import { changeBoot } from "../booting.ts";
import type { BootVerb } from "../unit-risk.ts";

const active = readFileSync(join(import.meta.dir, "../recorded/nginx-active.txt"), "utf8");

export async function bootOf(
  verb: BootVerb,
  [before = "", after = before]: string[],
  answer: { exitCode?: number; stderr?: string } = {},
): Promise<{ tool: ReturnType<typeof toolNamed>; output: BootOutput }> {
  const shown: Scripted = [/^systemctl show .* nginx\.service$/, { stdout: active }];
  const state = (word: string): Scripted => [/UnitFileState -- nginx\.service$/, { stdout: `UnitFileState=${word}\n` }];
  const changed: Scripted = [new RegExp(`^systemctl ${verb} --no-ask-password -- nginx\\.service$`), answer];
  const output = await changeBoot(verb, "nginx", scripted([shown, state(before), changed, state(after), shown]));
  return { tool: toolNamed(`service.${verb}`), output };
}
