/** Home: the request is the hero; then what needs the reader, what was asked lately, how the fleet is. */
import type { PersonView } from "../../src/api/auth.ts";
import type { MachineView } from "../../src/api/machine.ts";
import type { TaskLine } from "../../src/api/task.ts";
import { mayAct } from "../../src/domain/account.ts";
import { AskBox } from "../frame/ask.tsx";
import type { Fleet } from "../frame/fleet.tsx";
import { place } from "../frame/partial.tsx";
import { Card, Empty, Icon, LinkButton, MachineState, Note, Percent, count, said } from "../kit/index.ts";
import { fullestDisk, isLive } from "../machines/sample.ts";
import { TaskLines } from "./lines.tsx";

/** `why`: what of the fleet's own state speaks for asking it now. */
export type Example = { say: string; why?: string };

type Props = {
  person: PersonView;
  fleet: Fleet;
  examples: Example[];
  needsYou: TaskLine[];
  recent: TaskLine[];
  machines: MachineView[];
  /** This person may add machines and there is reason to offer it. */
  openAdd?: boolean;
  /** What the box holds at first. */
  request?: string;
};

export const HomePage = ({ person, examples, needsYou, recent, machines, openAdd, request }: Props) => (
  <div class="home">
    <h1 class="sr-only">Ask</h1>
    {machines.length === 0 ? <FirstMachine admin={person.role === "admin"} /> : null}
    {mayAct(person.role) ? (
      <>
        <AskBox id="ask" big autofocus request={request} />
        {examples.length > 0 ? <Examples examples={examples} /> : null}
      </>
    ) : (
      <Note icon="eye">You see all that is asked and done here. To ask for something, be made an operator.</Note>
    )}
    <HomeNeeds tasks={needsYou} mayAct={mayAct(person.role)} />
    <div class="home-two">
      <HomeRecent tasks={recent} />
      <HomeMachines machines={machines} openAdd={openAdd} />
    </div>
  </div>
);

const Examples = ({ examples }: { examples: Example[] }) => {
  const urgent = examples.filter(({ why }) => why !== undefined);
  return (
    <>
      {urgent.length > 0 ? <Suggested of={urgent} label="Worth asking now" /> : null}
      <Suggested of={examples.filter(({ why }) => why === undefined)} label="Examples that fit this fleet" />
    </>
  );
};

const Suggested = ({ of, label }: { of: Example[]; label: string }) => (
  <ul class={of.some(({ why }) => why !== undefined) ? "examples examples-now" : "examples"} aria-label={label}>
    {of.map(({ say, why }) => (
      <li>
        <button type="button" data-ask-fill={say}>
          {said(say)}
        </button>
        {why === undefined ? null : <span class="muted">{said(why)}</span>}
      </li>
    ))}
  </ul>
);

/** A viewer sees what waits, and that it waits for somebody else. */
export const HomeNeeds = ({ tasks, mayAct: may = true }: { tasks: TaskLine[]; mayAct?: boolean }) => (
  <div id={place.homeNeeds}>
    {tasks.length === 0 ? null : (
      <Card
        title={may ? "Needs you" : "Waits for an operator"}
        tone={may ? "ask" : "plain"}
        flush
        aside={<span class="muted">{count(tasks.length, "task")}</span>}
      >
        <TaskLines tasks={tasks} label="Tasks that need you" />
      </Card>
    )}
  </div>
);

export const HomeRecent = ({ tasks }: { tasks: TaskLine[] }) => (
  <div id={place.homeRecent}>
    <Card title="Recent tasks" flush aside={<a href="/tasks">All tasks</a>}>
      {tasks.length === 0 ? (
        <Empty icon="list-checks" title="Nothing was asked yet">
          Say above what you want, in your own words.
        </Empty>
      ) : (
        <TaskLines tasks={tasks} label="Recent tasks" />
      )}
    </Card>
  </div>
);

/** At most eight, those that are down first: the rest is one click away. */
export const HomeMachines = ({ machines, openAdd }: { machines: MachineView[]; openAdd?: boolean }) => (
  <div id={place.homeMachines}>
    {machines.length === 0 ? null : (
      <Card
        title="Machines"
        flush
        aside={
          <span class="card-links">
            {openAdd ? <a href="/machines/add">Add machine</a> : null}
            <a href="/machines">All machines</a>
          </span>
        }
      >
        <ul class="mini-fleet" data-list>
          <li class="mini-head" aria-hidden="true">
            <span>Name</span>
            <span>State</span>
            <span>CPU</span>
            <span>Disk</span>
          </li>
          {worstFirst(machines)
            .slice(0, 8)
            .map((machine) => (
              <li>
                <a href={`/machines/${machine.id}`} data-item>
                  <strong>{machine.name}</strong>
                  <MachineState state={machine.state} />
                  <Percent label="CPU" ratio={machine.sample?.cpuRatio} old={!isLive(machine)} />
                  <Percent label="Fullest disk" ratio={fullestDisk(machine.sample)?.usedRatio} old={!isLive(machine)} />
                </a>
              </li>
            ))}
        </ul>
        {machines.length > 8 ? (
          <a class="card-more" href="/machines">
            {count(machines.length - 8, "more machine")}
          </a>
        ) : null}
      </Card>
    )}
  </div>
);

const worstFirst = (machines: MachineView[]): MachineView[] =>
  machines.toSorted(
    (a, b) => Number(isLive(a)) - Number(isLive(b)) || a.name.localeCompare(b.name, "en", { numeric: true }),
  );

const FirstMachine = ({ admin }: { admin: boolean }) => (
  <section class="first" aria-label="Add the first machine">
    <Icon name="server" size={20} />
    <div>
      <h2>Add the first machine</h2>
      <p class="muted">
        {admin
          ? "Paste one line on it; it dials out to this hub and shows up here. Then ask it anything."
          : "An admin of this hub has to add a machine before anything can be asked of one."}
      </p>
    </div>
    {admin ? (
      <LinkButton look="primary" icon="plus" href="/machines/add">
        Add machine
      </LinkButton>
    ) : null}
  </section>
);
