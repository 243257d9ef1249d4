/** The hub's log: pino behind the product's own type, one JSON line a happening, written in process. */
import pino, { type DestinationStream } from "pino";
import type { Log, LogFields, LogLevel } from "../lib/log.ts";

/** Fields that never reach a line, whatever a caller hands in. */
const never = ["password", "secret", "token", "bearer", "cookie", "authorization", "setupCode"];

/** Writes to standard output, or to `to`. Transports are not used: they do not exist inside a compiled program. */
export function hubLog({ level = "info", to }: { level?: LogLevel; to?: DestinationStream } = {}): Log {
  const lines = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: "event",
      redact: { paths: never, censor: "[hidden]" },
    },
    to ?? pino.destination({ dest: 1, sync: true }),
  );
  const at =
    (name: LogLevel) =>
    (event: string, fields: LogFields = {}): void =>
      lines[name](fields, event);
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
