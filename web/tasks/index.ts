/** Pages and live fragments about tasks. */
export { HomeMachines, HomeNeeds, HomePage, HomeRecent, type Example } from "./home.tsx";
export { TasksPage } from "./lines.tsx";
export { TaskHeader } from "./header.tsx";
export { FollowWords } from "./follow-up.tsx";
export { TaskBody, TaskPage } from "./page.tsx";
export type { Focus } from "./runs.tsx";
