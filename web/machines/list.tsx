/** The fleet as a table: who is up, how full, how old each number is; filtered by a target expression. */
import type { MachineView } from "../../src/api/machine.ts";
import { verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { place } from "../frame/partial.tsx";
import { Empty, Failed, Icon, LinkButton, count } from "../kit/index.ts";
import { MachineRow } from "./row.tsx";

/** A target expression that could not be read; `position` is the 0-based offset it stumbled over. */
export type ExpressionError = { detail: string; hint?: string; position?: number };

type Props = {
  machines: MachineView[];
  expr: string;
  total: number;
  error?: ExpressionError;
  mayAdd?: boolean;
};

/** `waiting`: how many wait for this person to let them in. */
export const MachinesPage = ({
  machines,
  expr,
  total,
  error,
  mayAdd = true,
  waiting = 0,
}: Props & { waiting?: number }) => (
  <>
    <PageHead title="Machines">
      <form class="filter" method="get" action="/machines" role="search">
        <Icon name="search" size={14} />
        <input
          id="machine-filter"
          name="expr"
          type="search"
          value={expr}
          maxlength={1000}
          placeholder="tag:web and cpu>80"
          aria-label="Show the machines that match this target expression"
          aria-describedby="machine-filter-help"
          {...verbatim}
          hx-get="/machines"
          hx-trigger="input changed delay:300ms, search"
          hx-target={`#${place.machineList}`}
          hx-select={`#${place.machineList}`}
          hx-select-oob="#live:outerHTML"
          hx-swap="outerMorph"
          hx-replace-url="true"
          hx-sync="this:replace"
        />
        <span id="machine-filter-help" class="sr-only">
          Names, tag:, os:, kind:, service:, has:, status:, cpu over or under a number; and, or, not.
        </span>
      </form>
      {mayAdd ? (
        <LinkButton look="primary" icon="plus" href="/machines/add">
          Add machine
        </LinkButton>
      ) : null}
    </PageHead>
    {waiting > 0 ? (
      <div class="notice notice-warn waiting-note">
        <Icon name="clock" />
        <div>
          <a href="/machines/waiting">
            {count(waiting, "machine")} {waiting === 1 ? "waits" : "wait"} to be let in
          </a>
        </div>
      </div>
    ) : null}
    <MachineList machines={machines} expr={expr} total={total} error={error} mayAdd={mayAdd} />
  </>
);

export const MachineList = ({ machines, expr, total, error, mayAdd = true }: Props) => (
  <section id={place.machineList} aria-label="Machines">
    {error ? <BadExpression expr={expr} error={error} /> : null}
    {total === 0 ? <NoMachines mayAdd={mayAdd} /> : null}
    {total > 0 && !error && machines.length === 0 ? (
      <div class="card">
        <Empty icon="search" title="No machine matches">
          <code>{expr}</code> fits none of {count(total, "machine")}. <a href="/machines">Show all</a>
        </Empty>
      </div>
    ) : null}
    {machines.length > 0 ? <Table machines={machines} /> : null}
    {machines.length > 0 ? (
      <p class="list-foot" role="status">
        {machines.length === total ? count(total, "machine") : `${machines.length} of ${count(total, "machine")}`}
      </p>
    ) : null}
  </section>
);

const Table = ({ machines }: { machines: MachineView[] }) => (
  <div class="card">
    <table class="fleet-table">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" class="wide">
            State
          </th>
          <th scope="col">CPU</th>
          <th scope="col">
            <span class="wide">Memory</span>
            <span class="narrow">Mem</span>
          </th>
          <th scope="col">Disk</th>
          <th scope="col" class="wide">
            System
          </th>
          <th scope="col" class="wider">
            Agent
          </th>
          <th scope="col" class="wide">
            Seen
          </th>
        </tr>
      </thead>
      <tbody data-list>
        {machines.map((machine) => (
          <MachineRow machine={machine} />
        ))}
      </tbody>
    </table>
  </div>
);

const BadExpression = ({ expr, error }: { expr: string; error: ExpressionError }) => (
  <Failed detail={error.detail} hint={error.hint}>
    {error.position === undefined ? null : (
      <p class="expression mono">
        {expr.slice(0, error.position)}
        <mark>{expr.slice(error.position, error.position + 1) || " "}</mark>
        {expr.slice(error.position + 1)}
      </p>
    )}
  </Failed>
);

const NoMachines = ({ mayAdd }: { mayAdd: boolean }) => (
  <div class="card">
    <Empty icon="server" title="No machine yet">
      <p>Paste one line on a machine and it shows up here.</p>
      {mayAdd ? (
        <LinkButton look="primary" icon="plus" href="/machines/add">
          Add machine
        </LinkButton>
      ) : null}
    </Empty>
  </div>
);
