/** The page's text, marked as written by strangers. */
import type { AnswerOutput } from "./answer.ts";
import { Answer } from "./parts.view.tsx";

export const Outcome = ({ output }: { output: AnswerOutput }) => <Answer output={output} />;
