/** Pages and live fragments about tasks. */
export { HomeMachines, HomeNeeds, HomePage, HomeRecent } from "./home.tsx";
export { TasksPage } from "./lines.tsx";
export { TaskHeader } from "./header.tsx";
export { TaskBody, TaskPage } from "./page.tsx";
