/** What was put back, and what checked it. */
export { Outcome } from "./edit.view.tsx";
