/** What became otherwise, and the manager's words where it failed. */
import { ChangedPackages } from "./parts.view.tsx";
import type { PackagesOutput } from "./packages.ts";

export const Outcome = ({ output }: { output: PackagesOutput }) => <ChangedPackages output={output} />;
