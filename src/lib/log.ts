/** One line a happening: an event name, then fields. Never secrets, never a person's text at info. */

export type LogFields = Record<string, string | number | boolean | null | undefined>;
export type Log = {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields & { error?: string }): void;
};

const order = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof order)[number];

/**
 * A log that writes JSON lines to `write` (standard error by default). The agent uses it because a logger package
 * costs it 10 MiB; the hub uses pino behind the same type.
 */
export function lineLog({
  level = "info",
  write = (line) => void process.stderr.write(line),
}: { level?: LogLevel; write?: (line: string) => void } = {}): Log {
  const at =
    (name: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (order.indexOf(name) < order.indexOf(level)) return;
      write(`${JSON.stringify({ time: new Date().toISOString(), level: name, event, ...fields })}\n`);
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
