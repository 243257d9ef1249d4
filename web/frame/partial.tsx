/** Live fragments: the id of every place that can be replaced, and the envelope that morphs a fragment into it. */
import type { Child } from "hono/jsx";

/** Every fragment carries its id on its root element, on first load and in an update alike. */
export const place = {
  main: "main",
  fleet: "fleet-strip",
  toasts: "toasts",
  homeNeeds: "home-needs",
  homeRecent: "home-recent",
  homeMachines: "home-machines",
  taskHeader: "task-header",
  taskBody: "task-body",
  taskWork: "task-work",
  followWords: "follow-words",
  machineList: "machine-list",
  machineStatus: "machine-status",
  machineTiles: "machine-tiles",
  machinePanel: "machine-panel",
  addJoined: "add-joined",
  secondFactor: "second-factor",
  ownKeys: "own-keys",
  masked: "masked-values",
  ruleCheck: "rule-check",
  simulation: "simulation-result",
  auditLines: "audit-lines",
  auditState: "audit-state",
  machineRow: (id: string) => `machine-${id}`,
  matrixRow: (machineId: string) => `matrix-${machineId}`,
  runDetail: (runId: string) => `run-${runId}`,
} as const;

/** One message of the live stream: `children` is the whole fragment, whose root has the id `into`. */
export const Partial = ({ into, children }: { into: string; children: Child }) => (
  <hx-partial hx-target={`#${into}`} hx-swap="outerMorph">
    {children}
  </hx-partial>
);
