/** The container before and after. */
import { Changed } from "./parts.view.tsx";
import type { ChangeOutput } from "./change.ts";

export const Outcome = ({ output }: { output: ChangeOutput }) => <Changed output={output} />;
