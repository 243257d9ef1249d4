/** `ailx schedule list`. */
export { list as run } from "./schedule.ts";
