/** What the task engine needs from the rest of the hub; hub/main.ts hands it in. */
import type { Standing } from "../../domain/decide.ts";
import type { Actor } from "../../domain/account.ts";
import type { SecretPort } from "../../domain/secret.ts";
import type { Machine, MachineId } from "../../domain/machine.ts";
import type { Memory } from "../../domain/memory.ts";
import type { Outcome } from "../../domain/plan.ts";
import type { Clock } from "../../lib/clock.ts";
import type { WebPort } from "../../tools/define.ts";
import type { Log } from "../../lib/log.ts";
import type { Permit } from "../../domain/permit.ts";
import type { Plan, PlanSchedule } from "../../domain/plan.ts";
import type { Risk } from "../../domain/risk.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Change, Db, EventEntry } from "../db/database.ts";
import type { Link } from "../link/link.ts";
import type { Runbook } from "../planning/embedded/runbook.ts";
import type { Planner } from "../planning/planner.ts";
import type { TaskId } from "../../domain/task.ts";
import type { Hanging } from "../planning/llm/hang.ts";
import type { JudgePort } from "./judging.ts";
import type { OutputStore } from "./outputs.ts";
import type { Search } from "./outputSearch.ts";
import type { StoredPlan, Task } from "./rows.ts";
import type { TaskStore } from "./store.ts";

export type Ports = {
  db: Db;
  store: TaskStore;
  outputs: OutputStore;
  link: Link;
  fleet: {
    /** Of a scope, or the whole fleet. */ list: (scope?: string) => Machine[];
    get: (id: MachineId) => Machine | undefined;
  };
  planner: Planner;
  /** Whether a model may look for another way after a plan that it did not make. Absent: none may. */
  alternatives?: (task: Pick<Task, "id">) => boolean;
  policy: PolicyPort;
  /** A model's word on a silent run of its plan. Absent: none is asked. */
  advise?: (task: TaskId, about: Hanging) => Promise<string | undefined>;
  /** Absent: no model says how a task ended. */
  judge?: JudgePort;
  /** Absent: planners cannot look for text in output. */
  search?: Pick<Search, "find">;
  /** An account as it is now, by the id of who asked; undefined where there is none that may sign in. Absent: nobody has an account. */
  account?: (actorId: string) => Pick<Actor, "role" | "scope"> | undefined;
  /** Absent: no step can use a secret. */
  secrets?: SecretPort;
  /** Absent: the hub makes no requests to the web. */
  web?: WebPort;
  /** Absent: a plan for another time is told and not carried out. */
  schedules?: SchedulePort;
  /** The time zone of the people, an IANA name. Absent: UTC. Asked for when it is needed: finding out takes 6 ms. */
  timeZone?: () => string;
  /** Absent: nothing is remembered. */
  memory?: MemoryPort;
  /** People’s own runbooks that are in use. Absent: there are none. */
  runbooks?: () => Promise<readonly Runbook[]>;
  clock: Clock;
  /** Machines that were connected before the hub started are given so long to come back before a planner looks. Absent: 5 s. */
  returnMs?: number;
  /** For how long a look before a change is waited for; 0: none is taken. Absent: some seconds. */
  lookMs?: number;
  log: Log;
};

/** Makes schedules of approved plans, and knows what was approved of one. */
export type SchedulePort = {
  /** Throws `wrong_state` where its time has passed. */
  make: (of: { task: Task; stored: StoredPlan }) => {
    /** One, or two where some of the steps have a time of their own. */
    ids: string[];
    headline: string;
    changes: Change[];
    audit: { action: string; data: JsonObject }[];
    events: EventEntry[];
  };
  /** Why this is no time that can be waited for, as a sentence; undefined where it is one. */
  wrong: (when: PlanSchedule) => string | undefined;
  /** `members`: the group that was approved, a target expression. */
  of: (id: string) => { plan: Plan; risk: Risk; approvedBy: string; members?: string } | undefined;
};

/** What stands on the hub: rules, switches and permissions, and how a permission is made and counted. */
export type PolicyPort = {
  standing: () => Standing;
  usePermit: (id: string, atMs: number) => Change;
  insertPermit: (permit: Permit) => Change;
};

/** What people have confirmed that ailx may remember. */
export type MemoryPort = {
  /** What counts for a request with these words. */
  known: (text: string, scope: string | undefined) => readonly Memory[];
  /** What comes of a request that is about memory itself; undefined where it is about something else. */
  asked: (
    task: Pick<Task, "id" | "request" | "ask" | "actor">,
    fleet: readonly Machine[],
  ) => Promise<Outcome | undefined>;
  /** Whether just these machines are called so already. */
  has: (text: string, machineIds: readonly string[]) => boolean;
};

/** The hub itself, as the machine of steps whose tool runs there. */
export const hubMachine = "hub" as MachineId;

export const nameOf = ({ fleet }: Pick<Ports, "fleet">, id: MachineId): string =>
  id === hubMachine ? "hub" : (fleet.get(id)?.name ?? "a removed machine");

/** An approval that nobody gave is void after this. */
export const approvalValidMs = 3_600_000;
