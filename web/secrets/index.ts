/** Pages of secrets and of what was masked. */
export { MaskedPage } from "./masked.tsx";
export { SecretsPage } from "./list.tsx";
