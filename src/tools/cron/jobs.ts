/** Jobs of ailx in /etc/cron.d: a file each, named by it, and what a line of any crontab says. */
import * as z from "zod/mini";
import { machineText } from "../../domain/untrusted.ts";

/** cron reads there files of such names alone; what has a dot it passes over. */
export const jobName = () =>
  z
    .string()
    .check(
      z.maxLength(40),
      z.regex(/^[a-z0-9][a-z0-9_-]*$/, "is no name of small letters, digits and dashes"),
      z.describe("Name of the job; its file is /etc/cron.d/ailx-NAME."),
    );

export const fileOf = (name: string): string => `/etc/cron.d/ailx-${name}`;

export const cronJob = () =>
  z.object({
    /** The file it stands in. */
    from: machineText(300),
    /** Of ailx: its name. */
    name: z.optional(z.string().check(z.maxLength(40))),
    schedule: machineText(200),
    user: machineText(100),
    command: machineText(2_000),
  });
export type CronJob = { from: string; name?: string; schedule: string; user: string; command: string };

/** In cron a percent sign ends the command; escaped, it is one. */
export const escaped = (command: string): string => command.replaceAll(/(?<!\\)%/g, "\\%");

export const fileText = ({ name, schedule, user, command }: Omit<CronJob, "from">): string =>
  [
    `# Job “${name ?? ""}” of ailx; \`cron.remove\` takes it away.`,
    "SHELL=/bin/sh",
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    `${schedule} ${user} ${escaped(command)}`,
    "",
  ].join("\n");

/** `owner`: of a person's crontab, which has no column for it. Comments and settings are no jobs. */
export function jobsIn(text: string, from: string, owner?: string): CronJob[] {
  const name = /^\/etc\/cron\.d\/ailx-(.+)$/.exec(from)?.[1];
  return text.split("\n").flatMap((line) => {
    const words = line.trim();
    if (words === "" || words.startsWith("#") || /^[A-Za-z_"']\w*["']?\s*=/.test(words)) return [];
    const shape = words.startsWith("@") ? /^(@\w+)\s+(.*)$/ : /^(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/;
    const [, schedule = "", rest = ""] = shape.exec(words) ?? [];
    const [, user = "", command = ""] = owner === undefined ? (/^(\S+)\s+(.*)$/.exec(rest) ?? []) : ["", owner, rest];
    if (schedule === "" || command === "") return [];
    return [
      { from, ...(name === undefined ? {} : { name }), schedule: schedule.replaceAll(/\s+/g, " "), user, command },
    ];
  });
}
