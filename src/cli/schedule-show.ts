/** `ailx schedule show`. */
export { show as run } from "./schedule.ts";
