/** The job's file. */
import type { ChangedOutput } from "../file/changed.ts";
import { ChangedFiles } from "../parts.view.tsx";

export const Outcome = ({ output }: { output: ChangedOutput }) => <ChangedFiles of={output.files} />;
