/** What is known of the machine, under each other. */
import { ResultFacts } from "../parts.view.tsx";
import { described, type DescribeOutput } from "./describe.ts";

export const Outcome = ({ output }: { output: DescribeOutput }) => <ResultFacts of={described(output)} />;
