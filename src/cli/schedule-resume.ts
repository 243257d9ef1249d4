/** `ailx schedule resume`. */
export { resume as run } from "./schedule.ts";
