/** Before and now. */
export { SettingOutcome as Outcome } from "./parts.view.tsx";
