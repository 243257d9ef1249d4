/** Every route of the JSON API in words and schemas: what the OpenAPI document is made of. */
import * as z from "zod/mini";
import { loginAnswer, loginRequest, person, setupRequest } from "./auth.ts";
import { attemptList } from "./attempt.ts";
import { peopleDescribed, peopleSchemas } from "./describePeople.ts";
import { memoryDescribed, memorySchemas } from "./describeMemory.ts";
import { scheduleDescribed, scheduleSchemas } from "./describeSchedules.ts";
import { modelSchemas, modelsDescribed } from "./describeModels.ts";
import { webDescribed, webSchemas } from "./describeWeb.ts";
import { runbooksDescribed, runbookSchemas } from "./describeRunbooks.ts";
import { secretSchemas, secretsDescribed } from "./describeSecrets.ts";
import { auditExplanation, auditList, auditPeriod, auditVerification } from "./audit.ts";
import { errorBody } from "./common.ts";
import { doctorReport } from "./doctor.ts";
import {
  admissionRequest,
  enrolmentAnswer,
  enrolmentPending,
  enrolmentRequest,
  machineList,
  machinePatch,
  machineView,
} from "./machine.ts";
import {
  actionRequest,
  answerRequest,
  approvalRequest,
  execRequest,
  rejectionRequest,
  retryRequest,
  runView,
  taskEvent,
  taskList,
  taskRequest,
  taskView,
  toolList,
  toolRequest,
} from "./task.ts";
import { outputMatches } from "./output.ts";
import { rateRequest, ratingView } from "./rate.ts";
import { describedPolicies, policySchemas } from "./describePolicies.ts";
import { tokenCreated, tokenList, tokenRequest, tokenView } from "./token.ts";
import { steeringRequest } from "./steering.ts";
import { turnList } from "./turn.ts";
import { undoRequest } from "./undo.ts";

/** Schemas by the names that the document gives them. */
export const schemas = {
  Error: errorBody,
  LoginRequest: loginRequest,
  LoginAnswer: loginAnswer,
  Person: person,
  SetupRequest: setupRequest,
  ...peopleSchemas,
  ...secretSchemas,
  ...memorySchemas,
  ...scheduleSchemas,
  ...runbookSchemas,
  ...modelSchemas,
  ...webSchemas,
  RateRequest: rateRequest,
  Rating: ratingView,
  AdmissionRequest: admissionRequest,
  Machine: machineView,
  MachineList: machineList,
  MachinePatch: machinePatch,
  EnrolmentRequest: enrolmentRequest,
  EnrolmentAnswer: enrolmentAnswer,
  EnrolmentPending: enrolmentPending,
  TokenRequest: tokenRequest,
  Token: tokenView,
  TokenCreated: tokenCreated,
  TokenList: tokenList,
  TaskRequest: taskRequest,
  Task: taskView,
  TaskList: taskList,
  TaskEvent: taskEvent,
  ExecRequest: execRequest,
  ToolRequest: toolRequest,
  ToolList: toolList,
  ApprovalRequest: approvalRequest,
  RejectionRequest: rejectionRequest,
  AnswerRequest: answerRequest,
  SteeringRequest: steeringRequest,
  TurnList: turnList,
  ActionRequest: actionRequest,
  Run: runView,
  RetryRequest: retryRequest,
  UndoRequest: undoRequest,
  OutputMatches: outputMatches,
  RunList: () => z.object({ items: z.array(runView()) }),
  AttemptList: attemptList,
  DoctorReport: doctorReport,
  ...policySchemas,
  AuditList: auditList,
  AuditVerification: auditVerification,
  AuditExplanation: auditExplanation,
  AuditPeriod: auditPeriod,
} as const satisfies Record<string, () => z.ZodMiniType>;
export type SchemaName = keyof typeof schemas;

/** What an answer holds: a schema as JSON, one a line or event, bytes, any JSON, or nothing. */
export type Answer =
  | SchemaName
  | { each: SchemaName; as: "application/x-ndjson" | "text/event-stream" }
  | "bytes"
  | "json"
  | "nothing";

export type Described = {
  /** One line: what it does. */
  does: string;
  takes?: SchemaName;
  /** Parts of the query, in words. */
  query?: Record<string, string>;
  /** By status. Where a status has several forms, `Accept` chooses. */
  gives: Record<number, Answer | Answer[]>;
};

const task = { 200: "Task" } as const;
const created = {
  200: ["Task", { each: "TaskEvent", as: "application/x-ndjson" }],
  202: "Task",
} satisfies Described["gives"];

/** By the key of the permission table. */
export const described: Record<string, Described> = {
  "POST /api/auth/login": {
    does: "Signs in: sets the cookie, and gives a bearer where one is asked for.",
    takes: "LoginRequest",
    gives: { 200: "LoginAnswer" },
  },
  "POST /api/auth/logout": { does: "Ends this sign-in and its streams.", gives: { 204: "nothing" } },
  "GET /api/auth/me": { does: "Tells who calls.", gives: { 200: "Person" } },
  "POST /api/auth/setup": {
    does: "Makes the first admin with the one-time code that the hub printed.",
    takes: "SetupRequest",
    gives: { 200: "LoginAnswer" },
  },
  ...peopleDescribed,
  ...secretsDescribed,
  ...memoryDescribed,
  ...scheduleDescribed,
  ...runbooksDescribed,
  ...modelsDescribed,
  ...webDescribed,
  "GET /api/machines": {
    does: "Lists the machines.",
    query: { expr: "A target expression, e.g. `tag:web and status:online`." },
    gives: { 200: "MachineList" },
  },
  "GET /api/machines/:id": { does: "Shows one machine, by id, short id or name.", gives: { 200: "Machine" } },
  "PATCH /api/machines/:id": {
    does: "Changes name, aliases, tags or the level; what is absent stays.",
    takes: "MachinePatch",
    gives: { 200: "Machine" },
  },
  "DELETE /api/machines/:id": {
    does: "Revokes a machine: its connection ends, its key is dead.",
    gives: { 200: "Machine" },
  },
  "POST /api/machines/:id/admission": {
    does: "Lets a machine in that waits, or refuses it.",
    takes: "AdmissionRequest",
    gives: { 200: "Machine" },
  },
  "GET /api/tokens": { does: "Lists the join tokens.", gives: { 200: "TokenList" } },
  "POST /api/tokens": {
    does: "Makes a join token and the line to paste; the secret is shown this once.",
    takes: "TokenRequest",
    gives: { 201: "TokenCreated" },
  },
  "DELETE /api/tokens/:id": { does: "Revokes a join token.", gives: { 200: "Token" } },
  "POST /api/agents/enrolment": {
    does: "Lets a new agent in by its join token; 202 while a person has to let it in.",
    takes: "EnrolmentRequest",
    gives: { 200: "EnrolmentAnswer", 202: "EnrolmentPending" },
  },
  "POST /api/tasks": {
    does: "Asks in words: plans, and runs what needs nobody's approval.",
    takes: "TaskRequest",
    gives: created,
  },
  "GET /api/tasks": {
    does: "Lists tasks, newest first.",
    query: {
      cursor: "`next` of the page before.",
      limit: "How many, 1 to 200; default 50.",
      state: "Only these states, with commas between.",
      machine: "Only those that ran on this machine.",
    },
    gives: { 200: "TaskList" },
  },
  "GET /api/tasks/:id": { does: "Shows one task with its plan and runs.", gives: task },
  "GET /api/tasks/:id/runs": { does: "Lists a task's runs, one for each step and machine.", gives: { 200: "RunList" } },
  "GET /api/tasks/:id/events": {
    does: "Streams what happens in a task until it ends.",
    gives: { 200: { each: "TaskEvent", as: "text/event-stream" } },
  },
  "GET /api/tasks/:id/turns": {
    does: "Lists what a planner thought, said, looked at and found on its way to a plan.",
    gives: { 200: "TurnList" },
  },
  "POST /api/tasks/:id/steering": {
    does: "Says something to the planner while it is at work.",
    takes: "SteeringRequest",
    gives: task,
  },
  "POST /api/tasks/:id/approval": {
    does: "Approves exactly the plan with this digest.",
    takes: "ApprovalRequest",
    gives: task,
  },
  "POST /api/tasks/:id/rejection": { does: "Rejects the plan; nothing runs.", takes: "RejectionRequest", gives: task },
  "POST /api/tasks/:id/answer": { does: "Answers the task's question.", takes: "AnswerRequest", gives: task },
  "POST /api/tasks/:id/cancellation": { does: "Stops a task, and what it runs with all its processes.", gives: task },
  "POST /api/tasks/:id/pause": { does: "Pauses a task: nothing new is sent, what runs goes on.", gives: task },
  "POST /api/tasks/:id/resumption": { does: "Goes on with a paused task.", gives: task },
  "POST /api/tasks/:id/conclusion": {
    does: "Ends a task that is paused because planning used up its budget with what was found until then.",
    gives: task,
  },
  "POST /api/tasks/:id/retry": {
    does: "Makes a new task of an ended one, for the machines where it did not end well.",
    takes: "RetryRequest",
    gives: created,
  },
  "POST /api/tasks/:id/undo": {
    does: "Makes a new task that takes back what an ended one changed, from its last step to its first.",
    takes: "UndoRequest",
    gives: created,
  },
  "POST /api/runs/:id/skip": {
    does: "Leaves a machine out of what it has not begun: this run and those after it.",
    gives: task,
  },
  "GET /api/runs/:id": {
    does: "Shows one run; one that goes on also by the last six characters of its id.",
    gives: { 200: "Run" },
  },
  "POST /api/runs/:id/action": {
    does: "Waits on with a silent run, answers what it asks, interrupts or kills it.",
    takes: "ActionRequest",
    gives: { 200: "Run" },
  },
  "GET /api/runs/:id/attempts": {
    does: "Lists the tries of a run: what was sent, and what came back.",
    gives: { 200: "AttemptList" },
  },
  "GET /api/runs/:id/output": {
    does: "Gives the bytes that the program wrote.",
    query: {
      stream: "`stdout` or `stderr`; absent: both in the order they came.",
      from: "The first byte wanted, counted over what is kept; default 0.",
      to: "The byte that is wanted no more; default: to the end.",
      marks: "`none`: no line of words where output is missing.",
    },
    gives: { 200: "bytes" },
  },
  "GET /api/runs/:id/output/matches": {
    does: "Finds text in what the program wrote: the first match of each line.",
    query: {
      text: "What to look for, as it stands; 1 to 200 characters of one line.",
      stream: "`stdout` or `stderr`; absent: both.",
      limit: "How many lines, 1 to 1000; default 100.",
      case: "`exact`: capitals count. Absent: they do not.",
    },
    gives: { 200: "OutputMatches" },
  },
  "POST /api/exec": { does: "Runs a command that a person typed, on machines.", takes: "ExecRequest", gives: created },
  "GET /api/exec/:id": { does: "Shows a task of kind exec.", gives: task },
  "POST /api/rate": {
    does: "Says what a command line would be rated and why; nothing runs.",
    takes: "RateRequest",
    gives: { 200: "Rating" },
  },
  "GET /api/tools": { does: "Lists the tools with the schemas of their input and output.", gives: { 200: "ToolList" } },
  "POST /api/tools/:name": {
    does: "Calls one tool, on machines where it runs there.",
    takes: "ToolRequest",
    gives: created,
  },
  "GET /api/audit": {
    does: "Lists what was done, newest first.",
    query: {
      person: "Only by this person, by id or name.",
      machine: "Only on this machine, by id, short id or name.",
      task: "Only of the task with this id.",
      action: "Only this, e.g. `login.failed`, or all of a kind, e.g. `login`.",
      from: "Not before this day or moment, ISO 8601.",
      to: "Not after this day or moment.",
      text: "Only where this stands anywhere in the entry.",
      cursor: "`next` of the page before.",
      limit: "How many, 1 to 500; default 100.",
    },
    gives: { 200: "AuditList" },
  },
  "GET /api/audit/export": {
    does: "Gives the trail as a file, in its order; the whole of it as JSONL can be verified without the hub.",
    query: {
      as: "`jsonl` (default) or `csv`.",
      person: "As in `GET /api/audit`, and so all of its filters.",
    },
    gives: { 200: "bytes" },
  },
  "GET /api/audit/report": {
    does: "Tells of a period what was changed, approved and refused, who could do what, and whether the trail holds.",
    query: { from: "The first day or moment; default 30 days ago.", to: "The last one; default now." },
    gives: { 200: "AuditPeriod" },
  },
  "GET /api/audit/verification": {
    does: "Tells what was found when the whole trail was looked over last; 404 before the first time.",
    gives: { 200: "AuditVerification" },
  },
  "POST /api/audit/verification": {
    does: "Looks over the whole trail now, and compares it with signed checkpoints and what machines hold of them.",
    gives: { 200: "AuditVerification" },
  },
  "POST /api/audit/explanation": {
    does: "Writes down why checkpoints do not fit, such as a backup that was put back; from then on they count as explained.",
    takes: "AuditExplanation",
    gives: { 200: "AuditVerification" },
  },
  ...describedPolicies,
  "GET /api/doctor": { does: "Tells what the hub finds when it looks at itself.", gives: { 200: "DoctorReport" } },
  "GET /api/openapi.json": { does: "Gives this document.", gives: { 200: "json" } },
};
