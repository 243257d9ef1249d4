/** `ailx schedule missed`. */
export { missed as run } from "./schedule.ts";
