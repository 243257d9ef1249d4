/** Pages of runbooks. */
export { RunbookCheck } from "./check.tsx";
export { RunbookEditor } from "./editor.tsx";
export { RunbooksPage } from "./list.tsx";
