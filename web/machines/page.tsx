/** One machine: what it is and permits, its live numbers, a tab for each thing on it, a command, its tasks. */
import type { Child } from "hono/jsx";
import type { MachineView } from "../../src/api/machine.ts";
import type { TaskLine } from "../../src/api/task.ts";
import { place } from "../frame/partial.tsx";
import { Card, Empty, MachineState, Age, Elapsed, Note, Tags, levelWords, said } from "../kit/index.ts";
import { TaskLines } from "../tasks/lines.tsx";
import { MachineOverview } from "./overview.tsx";
import { MachinePanel, MachinePanelLoading } from "./panel.tsx";
import { RunPanel } from "./run-panel.tsx";
import { MachineTiles } from "./tiles.tsx";

export const machineTabs = ["overview", "services", "ports", "processes", "containers", "tasks"] as const;
export type MachineTab = (typeof machineTabs)[number];

type Props = {
  machine: MachineView;
  view: MachineTab;
  panel?: Child;
  tasks?: TaskLine[];
  mayAct?: boolean;
  mayManage?: boolean;
};

export const MachinePage = ({ machine, view, panel, tasks = [], mayAct = true, mayManage = true }: Props) => (
  <div class="machine-page">
    <MachineStatus machine={machine} />
    <MachineTiles machine={machine} />
    <nav class="tab-bar" aria-label={`Views of ${machine.name}`}>
      {machineTabs.map((tab) => (
        <a
          href={tab === "overview" ? `/machines/${machine.id}` : `/machines/${machine.id}/${tab}`}
          aria-current={tab === view ? "page" : undefined}
        >
          {`${tab.charAt(0).toUpperCase()}${tab.slice(1)}`}
        </a>
      ))}
    </nav>
    {view === "overview" ? (
      <>
        {mayAct ? <RunPanel machine={machine} /> : null}
        <MachineOverview machine={machine} mayManage={mayManage} />
      </>
    ) : view === "tasks" ? (
      <MachineTasks tasks={tasks} />
    ) : panel === undefined ? (
      <MachinePanelLoading machine={machine} view={view} />
    ) : (
      <MachinePanel machine={machine} view={view}>
        {panel}
      </MachinePanel>
    )}
  </div>
);

export const MachineStatus = ({ machine }: { machine: MachineView }) => (
  <header id={place.machineStatus} class="machine-head">
    <div class="machine-head-row">
      <h1>{machine.name}</h1>
      <MachineState state={machine.state} />
      <Tags tags={machine.tags} />
    </div>
    <p class="task-facts">
      <span>{said(machine.facts.osName)}</span>
      <span>{kindWords[machine.facts.kind]}</span>
      {machine.state === "online" ? (
        <span>
          up for <Elapsed from={new Date(machine.facts.bootedAtMs).toISOString()} />
        </span>
      ) : (
        <span>
          last seen <Age at={machine.lastSeenAt} />
        </span>
      )}
      <span>permits: {levelWords[machine.maxLevel].permits}</span>
    </p>
    {machine.stateReason ? (
      <Note tone="warn" icon="unplug">
        {said(machine.stateReason)}
      </Note>
    ) : null}
  </header>
);

const kindWords = {
  metal: "a physical machine",
  vm: "a virtual machine",
  lxc: "an LXC container",
  container: "a container",
  node: "a Proxmox node",
  unknown: "of unknown kind",
};

const MachineTasks = ({ tasks }: { tasks: TaskLine[] }) => (
  <Card flush>
    {tasks.length === 0 ? (
      <Empty icon="list-checks" title="Nothing was asked of this machine yet" />
    ) : (
      <TaskLines tasks={tasks} label="Tasks of this machine" />
    )}
  </Card>
);
