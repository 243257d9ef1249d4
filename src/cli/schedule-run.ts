/** `ailx schedule run`. */
export { runNow as run } from "./schedule.ts";
