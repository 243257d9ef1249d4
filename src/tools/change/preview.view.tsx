/** What would change, and what stands against it. */
import { Preview } from "../../../web/kit/changes.tsx";
import type { PreviewOutput } from "./preview.ts";

export const Outcome = ({ output }: { output: PreviewOutput }) => <Preview {...output} />;
