/** Pages and live fragments about machines. */
export { AddJoined, AddMachinePage, type AddForm } from "./add.tsx";
export { MachineList, MachinesPage, type ExpressionError } from "./list.tsx";
export { MachinePage, MachineStatus, machineTabs, type MachineTab } from "./page.tsx";
export { MachinePanel, MachinePanelFailed } from "./panel.tsx";
export { MachineRow } from "./row.tsx";
export { MachineTiles } from "./tiles.tsx";
export { awayChoices } from "./run-panel.tsx";
export { WaitingPage } from "./waiting.tsx";
