/** What the service tools share: unit names, how a unit's state is written, how a line of its log is. */
import * as z from "zod/mini";
import { machineText } from "../../domain/untrusted.ts";

/** A unit name without `.service` or with its suffix; letters, digits and `@._:\-`; never starting with a dash. */
export const unitName = () =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(200),
      z.regex(/^[a-zA-Z0-9@_][a-zA-Z0-9@._:\\-]*$/, "is not a unit name"),
      z.describe("Name of the service, with or without `.service`."),
    );

/** Units that may be started and stopped: not targets, mounts, devices or slices, which take much else with them. */
export const changeableUnit = () =>
  unitName().check(
    z.refine(
      (name) => !/\.(target|mount|automount|swap|device|slice|scope|snapshot)$/.test(name),
      "is a unit that takes others with it; only services, sockets, timers and paths are started and stopped",
    ),
  );

const suffixed = /\.(service|socket|timer|path|target|mount|automount|swap|device|slice|scope)$/;

/** The full name: `nginx` is `nginx.service`; a name with a unit's suffix stays. */
export const unitFile = (name: string): string => (suffixed.test(name) ? name : `${name}.service`);

/** As people say it: without `.service`. */
export const shortName = (unit: string): string => unit.replace(/\.service$/, "");

/** A word of the init system: letters, digits and dashes, or nothing. */
const word = () => z.string().check(z.maxLength(64), z.regex(/^[a-zA-Z0-9-]*$/));

/** A unit's name as the machine said it; what has other characters than systemd permits is refused. */
export const saidName = () => z.string().check(z.maxLength(256), z.regex(/^[a-zA-Z0-9@._:\\-]+$/));

/** What systemd says of one unit. */
export const unitState = () =>
  z.object({
    service: saidName(),
    /** True while it runs. */
    active: z.boolean(),
    /** `active`, `inactive`, `failed`, `activating`, … in the init system's word. */
    state: word(),
    /** `running`, `dead`, `auto-restart`, …; empty where the init system has none. */
    subState: word(),
    enabled: z.boolean(),
    mainPid: z.nullable(z.int()),
    /** Since when it is in this state. */
    sinceMs: z.nullable(z.number()),
    /** How often the init system restarted it by itself. */
    restarts: z.int(),
    /** How its last run ended: `success`, `exit-code`, `signal`, `timeout`, …; `success` while it runs. */
    result: word(),
    /** It runs once and ends: inactive after a good end is right. */
    oneshot: z.boolean(),
    /** The init system's id of its present or last run; another one after each start. Empty where it never ran. */
    invocation: word(),
    description: machineText(1_024),
  });
export type UnitState = z.infer<ReturnType<typeof unitState>>;

export const logLine = () =>
  z.object({
    atMs: z.number(),
    /** 0 emergency … 3 error, 4 warning, 6 information, 7 debug, as syslog counts. */
    priority: z.int().check(z.minimum(0), z.maximum(7)),
    text: machineText(8_192),
  });
export type LogLine = z.infer<ReturnType<typeof logLine>>;

/** “active (running), pid 812”. */
export const stateText = ({ state, subState, mainPid }: UnitState): string => {
  const word = subState && subState !== state && subState !== "dead" ? `${state} (${subState})` : state;
  return mainPid === null ? word : `${word}, pid ${mainPid}`;
};
