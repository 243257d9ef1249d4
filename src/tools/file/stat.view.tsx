/** What the path is, as names and values. */
import { ResultFacts } from "../parts.view.tsx";
import { statFacts, type StatOutput } from "./stat.ts";

export const Outcome = ({ output }: { output: StatOutput }) => <ResultFacts of={statFacts(output)} />;
