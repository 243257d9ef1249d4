/** What runs again. */
export { Outcome } from "./update.view.tsx";
