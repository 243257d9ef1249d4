/** The registry, loaded when the first tool is asked for: an agent that idles has no tool in its memory. */
import { once } from "../lib/once.ts";
import type { Tool } from "./define.ts";
import type * as Registry from "./index.ts";

// A call is looked at where nothing waits: so `require`, which loads at once what `import()` would load later.
// oxlint-disable-next-line no-require-imports
const registry = once((): typeof Registry => require("./index.ts") as typeof Registry);

/** The tool of that name, or undefined. */
export const findTool = (name: string): Tool | undefined => registry().findTool(name);
