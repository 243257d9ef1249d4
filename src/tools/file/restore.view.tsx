/** What was put back, line by line. */
import { ChangedFiles } from "../parts.view.tsx";
import type { ChangedOutput } from "./changed.ts";

export const Outcome = ({ output }: { output: ChangedOutput }) => (
  <ChangedFiles of={output.files} empty="Nothing had to be put back." />
);
