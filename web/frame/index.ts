/** What hub code needs of the frame. */
export { ErrorFragment, ErrorPage } from "./error.tsx";
export { FleetStrip, type Fleet } from "./fleet.tsx";
export type { LiveView } from "./live.tsx";
export { Page } from "./page.tsx";
export { Partial, place } from "./partial.tsx";
export { CodePage, LoginPage, SetupPage } from "./sign-in.tsx";
