/** What the steps of the embedded planner hand to each other. */
import type { JsonObject } from "../../../lib/json.ts";
import type { Machine } from "../../../domain/machine.ts";
import type { AnswerOption, Outcome } from "../../../domain/plan.ts";
import type { Risk } from "../../../domain/risk.ts";
import type { Guest } from "./guests.ts";
import type { Runbook } from "./runbook.ts";

/** A piece of the request: a word, a number, a sign, or a literal that is data and never read as a command. */
export type TokenKind = "word" | "number" | "percent" | "punct" | "quote" | "code" | "path" | "url" | "ip";
export type Token = {
  kind: TokenKind;
  /** As typed; of a quote what stands inside. */ raw: string;
  low: string;
  at: number;
  end: number;
};

/** A service or container as people call it, and where it is under which exact name. */
export type Thing = { said: string; owners: { machine: Machine; name: string }[]; isContainer?: true };

/** Machines as one phrase named them. `count`: how many the phrase says there are; `all`: as many as match. */
export type Part = {
  said: string;
  expr: string;
  machines: Machine[];
  count: "one" | "all" | number;
  /** “any of the web servers”: for a look all of them, for a change one that must be said. */
  any?: true;
  /** Guests without an agent that are spared with it: “all vms except media”. */
  guests?: Guest[];
};
/** Machines that a clause is about: these parts, without those. */
export type Place = { parts: Part[]; minus: Part[] };

export type Entity =
  | { kind: "svc" | "ctr"; things: Thing[]; said: string }
  | { kind: "t"; place: Place; said: string }
  /** Guests of Proxmox nodes that are no machines of their own. None: a number that no node has. */
  | { kind: "g"; guests: Guest[]; said: string; /** One name that fits several of them. */ open?: true }
  | { kind: "n" | "pct"; value: number; said: string }
  | { kind: "path" | "quote" | "code" | "url" | "ip"; said: string };
export type EntityKind = Entity["kind"];

/** The request with its entities replaced by marks: `restart @svc0 on @t1`. */
export type Marked = { text: string; entities: Entity[]; tokens: Token[]; source: string };

export type ServiceAct = "restart" | "start" | "stop" | "reload" | "enable" | "disable" | "status" | "logs";
export type ContainerAct = "restart" | "start" | "stop" | "logs" | "look";

/** What one clause wants, before it is known where. */
export type Intent =
  | {
      kind: "service";
      act: ServiceAct;
      things: Thing[];
      lines?: number;
      since?: string;
      errorsOnly?: boolean;
      note?: string;
    }
  /** Start it where it does not run. */
  | { kind: "ensure"; things: Thing[] }
  | { kind: "container"; act: ContainerAct; things: Thing[]; lines?: number; since?: string }
  /**
   * A typed tool with the same input everywhere, or one that depends on the machine. `ask`: a place must be said. `where`:
   * the machines to take if none is named.
   */
  | {
      kind: "read";
      tool: string;
      input: JsonObject | ((machine: Machine) => JsonObject);
      /** The machines that it starts from, where the place of the clause is what it is about: “from web-1 to db-1”. */
      from?: Place;
      ask?: true;
      where?: readonly Machine[];
      note?: string;
    }
  /** A typed tool that changes something. `does`: a verb and its object, for people. A place must be said where `where` names none. */
  | {
      kind: "change";
      tool: string;
      input: JsonObject | ((machine: Machine) => JsonObject | undefined);
      does: string;
      where?: readonly Machine[];
      note?: string;
      needs?: string;
      /** What it is done to: “it” in the next clause. */
      about?: Thing[];
    }
  /** One well-known command; undefined on a machine that has none such. */
  | {
      kind: "shell";
      command: (machine: Machine) => string | undefined;
      does: string;
      reads: boolean;
      from?: Place;
      risk?: Risk;
      needs: string;
      where?: readonly Machine[];
      note?: string;
      /** A typed tool that does the same, with a check and a way back. */
      as?:
        | { tool: string; input: JsonObject }
        | ((machine: Machine) => { tool: string; input: JsonObject } | undefined);
    }
  /** Something done to guests, on the nodes that they are on. */
  | {
      kind: "guest";
      guests: Guest[];
      /** One is meant, and it is not said which of these. */
      open?: true;
      /** Machines that are guests; resolved like any place. */
      place?: Place;
      /** For a question: “migrate”. */
      does: string;
      reads: boolean;
      /** A refusal where it makes no sense for that guest. */
      command: (guest: Guest) => string | { refused: string };
      title: (guest: Guest) => string;
      /** What comes of it: “it” in the next clause. */
      makes?: (guest: Guest) => Guest;
      note?: string;
    }
  /** `own`: one of people's own, which its id alone does not lead to. */
  | {
      kind: "runbook";
      id: string;
      inputs: Record<string, string>;
      own?: { book: Runbook; numbers: ReadonlySet<string> };
    }
  /** Answered from the hub's own data about these machines. */
  | { kind: "answer"; of: (machines: Machine[], fleet: readonly Machine[]) => Outcome }
  | { kind: "ask"; question: string; about: "target" | "argument" | "intent"; options: AnswerOption[] }
  | { kind: "decline"; reason: string };
