/** The engine that rates lines of shell, loaded when the first one is rated: its rules are 2 MiB of an agent's memory, and many agents rate none. */
import { once } from "../../lib/once.ts";
import type * as Rate from "./rate.ts";

// What a step does is asked in the middle of judging it, where nothing waits: so `require`, which loads at once what `import()` would load later.
// oxlint-disable-next-line no-require-imports
const engine = once((): typeof Rate => require("./rate.ts") as typeof Rate);

export const rateShell = (text: string, facts: Rate.ShellFacts = {}): Rate.Rating => engine().rateShell(text, facts);
