/** The gallery: every part and every page in every state, with invented data. Tests look at it as people do. */
import type { Child } from "hono/jsx";
import type { PersonView } from "../src/api/auth.ts";
import { AuditEntryPage, AuditPage, AuditReportPage, type AuditQuery } from "./audit/index.ts";
import { CodePage, ErrorPage, LoginPage, Page, SetupPage, type LiveView } from "./frame/index.ts";
import type { NavName } from "./frame/nav.tsx";
import { auditBroken, auditEntries, auditPeriod, auditWhole } from "./gallery/audit.ts";
import { backup, created, crowd, fleet, fresh, web1 } from "./gallery/machines.ts";
import { KitScreen } from "./gallery/kit.tsx";
import { ratedLines } from "./gallery/rated.ts";
import { peopleScreens } from "./gallery/people.tsx";
import { scheduleViews } from "./gallery/schedules.tsx";
import { policyViews } from "./gallery/policies.tsx";
import { memoryViews } from "./gallery/memory.tsx";
import { modelViews } from "./gallery/model.tsx";
import { webViews } from "./gallery/reach.tsx";
import { runbookViews } from "./gallery/runbooks.tsx";
import { secretViews } from "./gallery/secrets.tsx";
import { stalls } from "./gallery/stalls.ts";
import { threadScreens } from "./gallery/thread-screens.tsx";
import { diskTable, needsYou, recent, tasks } from "./gallery/tasks.ts";
import { changedFiles } from "./gallery/changes.ts";
import { ChangedFiles, DataTable, Failed } from "./kit/index.ts";
import { RateAnswer, RatePage } from "./rate/index.ts";
import { AddMachinePage, MachinePage, MachinesPage, type AddForm } from "./machines/index.ts";
import { HomePage, TaskPage, TasksPage } from "./tasks/index.ts";

export type Screen = { name: string; render: () => ReturnType<typeof LoginPage> };

const maria: PersonView = { id: "p1", name: "maria", role: "admin" };
const counts = { up: 6, down: 1, needsYou: 2, running: 1 };
const none = { up: 0, down: 0, needsYou: 0, running: 0 };
const form: AddForm = { maxLevel: 3, tags: "", uses: 1, validMs: 86_400_000 };
const examples = [
  { say: "why is the disk full on web-2?", why: "web-2: a disk is 94% full" },
  { say: "which machines are offline?", why: "backup-1 is away" },
  { say: "show disk usage on all machines" },
  { say: "restart nginx on all web servers" },
  { say: "what runs on port 443 on web-1?" },
  { say: "show the busiest processes on db-1" },
];

type Framed = { title: string; nav?: NavName | undefined; live?: LiveView; counts?: typeof none };
const framed =
  ({ title, nav, live, counts: fleetCounts = counts }: Framed, inner: () => Child) =>
  () => (
    <Page title={title} person={maria} {...(nav ? { nav } : {})} fleet={fleetCounts} live={live}>
      {inner()}
    </Page>
  );
const asTask = (inner: () => Child) => framed({ title: "Task", nav: "tasks", live: "task:gallery" }, inner);
const asMachine = (inner: () => Child) => framed({ title: "web-1", nav: "machines" }, inner);

const taskScreens: Screen[] = Object.entries(tasks).map(([name, task]) => ({
  name: `task-${name}`,
  render: asTask(() => <TaskPage task={task} outcomes={outcomesFor(name, task.runs[0]?.id)} />),
}));

const outcomesFor = (name: string, run = ""): Record<string, Child> =>
  name === "disks" ? outcomesOf(run) : name === "edited" ? { [run]: <ChangedFiles of={changedFiles} /> } : {};

const outcomesOf = (run = ""): Record<string, Child> => ({
  [run]: (
    <DataTable
      label="Disks of web-1"
      columns={diskTable.columns.slice(1)}
      rows={diskTable.rows.slice(0, 2).map((row) => row.slice(1))}
    />
  ),
});

const conversationScreens: Screen[] = Object.entries(threadScreens).map(([name, inner]) => ({
  name,
  render: asTask(inner),
}));

const secretScreens: Screen[] = Object.entries(secretViews).map(([name, inner]) => ({
  name,
  render: framed({ title: "Secrets", nav: name.startsWith("masked") ? "tasks" : "secrets" }, inner),
}));

const allOf = (views: Record<string, () => Child>, frame: Framed): Screen[] =>
  Object.entries(views).map(([name, inner]) => ({ name, render: framed(frame, inner) }));
const runbookScreens = allOf(runbookViews, { title: "Runbooks", nav: "runbooks" });
const memoryScreens = allOf(memoryViews, { title: "Memory", nav: "memory" });
const scheduleScreens = allOf(scheduleViews, { title: "Schedules", nav: "schedules" });
const webScreens = allOf(webViews, { title: "Web access", nav: "web" });
const modelScreens = allOf(modelViews, { title: "Model", nav: "model" });
const policyScreens = allOf(policyViews, { title: "Policies", nav: "policies" });

const machineScreens: Screen[] = [
  {
    name: "machines",
    render: framed({ title: "Machines", nav: "machines", live: "machines:" }, () => (
      <MachinesPage machines={fleet} expr="" total={fleet.length} />
    )),
  },
  {
    name: "machines-many",
    render: framed({ title: "Machines", nav: "machines" }, () => (
      <MachinesPage machines={crowd} expr="node-*" total={200} waiting={2} />
    )),
  },
  {
    name: "machines-none",
    render: framed({ title: "Machines", nav: "machines", counts: none }, () => (
      <MachinesPage machines={[]} expr="" total={0} />
    )),
  },
  {
    name: "machines-no-match",
    render: framed({ title: "Machines", nav: "machines" }, () => (
      <MachinesPage machines={[]} expr="tag:mail" total={8} />
    )),
  },
  {
    name: "machines-bad-expression",
    render: framed({ title: "Machines", nav: "machines" }, () => (
      <MachinesPage
        machines={[]}
        expr="tag:web and cpu>>80"
        total={8}
        error={{ detail: "A number has to follow “cpu>”.", hint: "For example cpu>80.", position: 16 }}
      />
    )),
  },
  { name: "machine", render: asMachine(() => <MachinePage machine={web1} view="overview" />) },
  { name: "machine-down", render: asMachine(() => <MachinePage machine={backup} view="overview" />) },
  {
    name: "machine-panel",
    render: asMachine(() => (
      <MachinePage
        machine={web1}
        view="services"
        panel={
          <DataTable
            label="Services of web-1"
            columns={["Service", "State", "Started at boot", "Since"]}
            rows={services}
          />
        }
      />
    )),
  },
  {
    name: "machine-loading",
    render: asMachine(() => <MachinePage machine={web1} view="ports" />),
  },
  {
    name: "machine-panel-failed",
    render: asMachine(() => (
      <MachinePage
        machine={backup}
        view="ports"
        panel={<Failed detail="backup-1 is not connected." hint="Run systemctl status ailx-agent on that machine." />}
      />
    )),
  },
  { name: "machine-tasks", render: asMachine(() => <MachinePage machine={web1} view="tasks" tasks={recent} />) },
  {
    name: "add",
    render: framed({ title: "Add machine", nav: "machines" }, () => (
      <AddMachinePage form={form} joined={[]} loopbackOnly={false} />
    )),
  },
  {
    name: "add-loopback",
    render: framed({ title: "Add machine", nav: "machines" }, () => (
      <AddMachinePage
        form={form}
        joined={[]}
        loopbackOnly
        hint="Start the hub with --listen 0.0.0.0:2459; it then makes its own certificate and serves TLS."
      />
    )),
  },
  {
    name: "add-waiting",
    render: framed({ title: "Add machine", nav: "machines", live: "add:gallery" }, () => (
      <AddMachinePage form={form} created={created} joined={[]} loopbackOnly={false} />
    )),
  },
  {
    name: "add-joined",
    render: framed({ title: "Add machine", nav: "machines" }, () => (
      <AddMachinePage form={form} created={created} joined={[fresh]} loopbackOnly={false} />
    )),
  },
];

const services = [
  ["nginx", "active", "yes", "3 d"],
  ["postgresql", "active", "yes", "37 d"],
  ["shop-worker", "failed", "yes", "12 min"],
  ["ssh", "active", "yes", "37 d"],
];

const asAudit = (inner: () => Child) => framed({ title: "Audit", nav: "audit" }, inner);
const auditList = (query: AuditQuery, items = auditEntries, error?: string) => (
  <AuditPage
    items={items}
    query={query}
    entries={12_345}
    verification={auditWhole}
    people={["anna", "maria"]}
    machines={["web-1", "web-2"]}
    actions={auditEntries.map(({ action }) => action)}
    next="/audit?cursor=12335"
    {...(error ? { error } : {})}
  />
);
const auditScreens: Screen[] = [
  { name: "audit", render: framed({ title: "Audit", nav: "audit", live: "audit:" }, () => auditList({})) },
  { name: "audit-filtered", render: asAudit(() => auditList({ person: "anna", action: "login" })) },
  { name: "audit-no-match", render: asAudit(() => auditList({ text: "nothing like it" }, [])) },
  {
    name: "audit-bad-filter",
    render: asAudit(() => auditList({ machine: "mail" }, [], "There is no machine “mail”.")),
  },
  {
    name: "audit-broken",
    render: asAudit(() => (
      <AuditPage
        items={auditEntries}
        query={{}}
        entries={12_345}
        verification={auditBroken}
        people={[]}
        machines={[]}
        actions={[]}
      />
    )),
  },
  {
    name: "audit-entry",
    render: asAudit(() => {
      const [, , sent] = auditEntries;
      const data = { tool: "service.restart", input: { unit: "nginx", note: "<b>\u202e" }, digest: "9f2c1b" };
      return sent ? <AuditEntryPage entry={{ ...sent, data }} older newer /> : null;
    }),
  },
  { name: "audit-report", render: asAudit(() => <AuditReportPage report={auditPeriod} entries={12_345} />) },
];

const rateScreens: Screen[] = Object.entries(ratedLines).map(([name, { command, rating }]) => ({
  name,
  render: framed({ title: "Rate a command" }, () => (
    <RatePage>
      <RateAnswer command={command} rating={rating} />
    </RatePage>
  )),
}));

export const screens: Screen[] = [
  ...auditScreens,
  { name: "kit", render: framed({ title: "Kit", nav: "ask" }, () => <KitScreen />) },
  ...rateScreens,
  {
    name: "home",
    render: framed({ title: "Ask", nav: "ask", live: "home" }, () => (
      <HomePage
        person={maria}
        fleet={counts}
        examples={examples}
        needsYou={needsYou}
        recent={recent}
        machines={fleet}
      />
    )),
  },
  {
    name: "home-first",
    render: framed({ title: "Ask", nav: "ask", counts: none }, () => (
      <HomePage person={maria} fleet={none} examples={[]} needsYou={[]} recent={[]} machines={[]} />
    )),
  },
  {
    name: "home-quiet",
    render: framed({ title: "Ask", nav: "ask" }, () => (
      <HomePage person={maria} fleet={counts} examples={examples} needsYou={[]} recent={[]} machines={[web1]} openAdd />
    )),
  },
  {
    name: "tasks",
    render: framed({ title: "Tasks", nav: "tasks" }, () => (
      <TasksPage items={[...needsYou, ...recent]} next="/tasks?cursor=more" />
    )),
  },
  { name: "tasks-none", render: framed({ title: "Tasks", nav: "tasks" }, () => <TasksPage items={[]} />) },
  ...taskScreens,
  ...conversationScreens,
  ...Object.entries(stalls).map(([name, task]) => ({
    name: `task-waits-${name}`,
    render: asTask(() => <TaskPage task={task} outcomes={{}} />),
  })),
  { name: "task-viewer", render: asTask(() => <TaskPage task={tasks.approval} outcomes={{}} mayAct={false} />) },
  ...machineScreens,
  ...policyScreens,
  ...secretScreens,
  ...memoryScreens,
  ...scheduleScreens,
  ...runbookScreens,
  ...modelScreens,
  ...webScreens,
  ...Object.entries(peopleScreens).map(([name, { title, page, ...rest }]) => ({
    name,
    render: framed({ title, ...rest }, page),
  })),
  { name: "login", render: () => <LoginPage /> },
  { name: "login-code", render: () => <CodePage step="invented" /> },
  {
    name: "login-failed",
    render: () => <LoginPage username="maria" error={{ detail: "The name or the password is wrong." }} />,
  },
  { name: "setup", render: () => <SetupPage code="K7QM-2ZTA" /> },
  {
    name: "setup-failed",
    render: () => (
      <SetupPage
        username="maria"
        error={{ detail: "This is not the code that the hub printed." }}
        fields={{ password: "needs at least 10 characters" }}
      />
    ),
  },
  {
    name: "error",
    render: () => (
      <ErrorPage
        code="not_found"
        detail="There is nothing at this address."
        hint="It may have been a task of another hub."
      />
    ),
  },
];
