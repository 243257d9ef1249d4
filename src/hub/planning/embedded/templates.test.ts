/** When templates are compiled: not before somebody asks, and all of them before the first word is repaired. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";

/** What a process of its own says, as nothing has been compiled there yet. */
async function alone(program: string): Promise<string> {
  const child = Bun.spawn([process.execPath, "-e", program], { cwd: import.meta.dir, stderr: "inherit" });
  return (await new Response(child.stdout).text()).trim();
}
const from = (file: string): string => JSON.stringify(join(import.meta.dir, file));

describe("the planner's templates", () => {
  test("are not compiled by a hub that only starts", async () => {
    const said = await alone(
      `const { templateWords } = await import(${from("templates.ts")}); await import(${from("planner.ts")}); console.log(templateWords.size);`,
    );
    expect(said).toBe("0");
  });

  test("are all compiled before the first request's typing mistakes are repaired: of a frame's words too", async () => {
    const said = await alone(
      `const { embeddedPlanner } = await import(${from("planner.ts")}); const { fleet } = await import(${from("testing.ts")});
       const said = await embeddedPlanner({ text: "show me the iptabels on web-1", fleet, nowMs: 0 });
       console.log(said.kind === "plan" ? said.plan.understood : said.reason);`,
    );
    expect(said).toContain("“iptabels” is read as “iptables”");
  });
});
