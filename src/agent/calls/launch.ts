/** Running a program, loaded with the first one: an agent that idles has none of what holds, reads and ends programs in its memory. */
import { once } from "../../lib/once.ts";
import type * as Process from "./process.ts";

// What a program is started with is put together where nothing waits: so `require`, which loads at once what `import()` would load later.
// oxlint-disable-next-line no-require-imports
const process = once((): typeof Process => require("./process.ts") as typeof Process);

/** As `launch` of process.ts. */
export const launch: typeof Process.launch = (given) => process().launch(given);
