/** What hub code needs of the frame. */
export { acts } from "./form.ts";
export { ErrorFragment, ErrorPage } from "./error.tsx";
export { FleetStrip, type Fleet } from "./fleet.tsx";
export type { LiveView } from "./live.tsx";
export { Page, PageHead } from "./page.tsx";
export { Partial, Toast, place } from "./partial.tsx";
export { LoginPage, SetupPage } from "./sign-in.tsx";
