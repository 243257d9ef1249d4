/** The page of the model: where it is, what it can, what it may cost. */
export { ModelPage } from "./page.tsx";
