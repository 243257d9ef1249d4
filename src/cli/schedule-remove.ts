/** `ailx schedule remove`. */
export { remove as run } from "./schedule.ts";
