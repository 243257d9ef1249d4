/** What the service tools share: unit names, and how a unit's state is written. */
import * as z from "zod/mini";
import { machineText } from "../../domain/untrusted.ts";

/** A unit name without `.service` or with its suffix; letters, digits and `@._:\-`; never starting with a dash. */
export const unitName = () =>
  z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[a-zA-Z0-9@_][a-zA-Z0-9@._:\\-]*$/, "is not a unit name"));

/** What systemd (or OpenRC) says of one unit. */
export const unitState = () =>
  z.object({
    service: z.string().check(z.maxLength(256)),
    /** True while it runs. */
    active: z.boolean(),
    /** `active`, `inactive`, `failed`, `activating`, … in the init system's word. */
    state: z.string().check(z.maxLength(64)),
    /** `running`, `dead`, `auto-restart`, …; empty where the init system has none. */
    subState: z.string().check(z.maxLength(64)),
    enabled: z.boolean(),
    mainPid: z.nullable(z.int()),
    /** Since when it is in this state. */
    sinceMs: z.nullable(z.number()),
    /** How often the init system restarted it by itself. */
    restarts: z.int(),
    description: machineText(1_024),
  });
export type UnitState = z.infer<ReturnType<typeof unitState>>;
