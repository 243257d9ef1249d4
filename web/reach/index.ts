/** The page of what the hub itself may ask on the web. */
export { WebAccessPage } from "./page.tsx";
