/** The pages of policies. */
export { PoliciesPage } from "./page.tsx";
export { RuleCheck } from "./form.tsx";
export { SimulationResult } from "./simulation.tsx";
