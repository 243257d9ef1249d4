/** Reads the tables where cron reads them. */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { untrusted } from "../../domain/untrusted.ts";
import { jobsIn, type CronJob } from "./jobs.ts";
import type { ListOutput } from "./list.ts";

const most = 500;
const mostBytes = 256 << 10;

/** `root`: where the system lies. */
export async function run(_input: object, _ctx: object, root = "/"): Promise<ListOutput> {
  const jobs: CronJob[] = [
    ...jobsAt(root, "/etc/crontab"),
    ...namesIn(root, "/etc/cron.d").flatMap((name) =>
      // cron passes over what has a dot: backups of editors and of dpkg.
      /^[\w-]+$/.test(name) ? jobsAt(root, `/etc/cron.d/${name}`) : [],
    ),
    ...["/var/spool/cron/crontabs", "/var/spool/cron"].flatMap((dir) =>
      namesIn(root, dir).flatMap((name) => jobsAt(root, `${dir}/${name}`, name)),
    ),
  ];
  return {
    jobs: jobs.slice(0, most).map(({ from, name, schedule, user, command }) => ({
      from: untrusted(from.slice(0, 300)),
      ...(name === undefined ? {} : { name: name.slice(0, 40) }),
      schedule: untrusted(schedule.slice(0, 200)),
      user: untrusted(user.slice(0, 100)),
      command: untrusted(command.slice(0, 2_000)),
    })),
    cut: jobs.length > most,
  };
}

function jobsAt(root: string, path: string, owner?: string): CronJob[] {
  try {
    const seen = lstatSync(join(root, path));
    return seen.isFile() && seen.size <= mostBytes ? jobsIn(readFileSync(join(root, path), "utf8"), path, owner) : [];
  } catch {
    return [];
  }
}

function namesIn(root: string, dir: string): string[] {
  try {
    return readdirSync(join(root, dir)).toSorted();
  } catch {
    return [];
  }
}
