/** One container as names and values. */
import { ResultFacts } from "../parts.view.tsx";
import { inspectFacts, type InspectOutput } from "./inspect.ts";

export const Outcome = ({ output }: { output: InspectOutput }) => <ResultFacts of={inspectFacts(output)} />;
