/** `ailx schedule pause`. */
export { pause as run } from "./schedule.ts";
