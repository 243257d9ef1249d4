/** PostgreSQL, MariaDB, MySQL and Redis: locks, slow statements, too many connections, replicas that do not follow. */
import { fix, times, type Sign, type Told } from "./sign.ts";

const log = ({ unit, machine }: Told, other: string) =>
  fix(`show the last 50 lines of the ${unit || other} log on ${machine}`, "what else it says");
const busy = ({ machine }: Told) => fix(`why is ${machine} slow?`, "what keeps the machine busy");

export const databases: readonly Sign[] = [
  {
    id: "database-connections",
    shape: /(?:remaining connection slots are reserved|sorry, too many clients already|Too many connections)/,
    certainty: "certain",
    cause: ({ count }) => `the database takes no more connections: all of them are in use${times(count)}`,
    fixes: (told) => [
      fix(`show the network connections on ${told.machine}`, "who holds them; a program that leaks them is restarted"),
      log(told, "postgresql"),
    ],
    about: () => "database:connections",
    depth: 0,
  },
  {
    id: "database-deadlock",
    shape: /deadlock detected|Deadlock found when trying to get lock|WE ROLL BACK TRANSACTION/,
    certainty: "certain",
    cause: ({ count }) =>
      `two statements of the database waited for each other, and one was ended${times(count)}; the program must take its locks in one order`,
    fixes: (told) => [log(told, "postgresql")],
    about: () => "database:deadlock",
  },
  {
    id: "database-lock-wait",
    shape:
      /process \d+ still waiting for (\w+) on .* after (\d+)|canceling statement due to lock timeout|Lock wait timeout exceeded/,
    certainty: "certain",
    cause: ({ count }) =>
      `statements of the database wait for the lock of another that does not end${times(count)}; its log names which`,
    fixes: (told) => [log(told, "postgresql"), busy(told)],
    about: () => "database:locks",
    depth: 0,
  },
  {
    id: "database-slow-statement",
    shape: /duration: (\d{4,})(?:\.\d+)? ms {1,2}(?:statement|execute [^:]*|parse [^:]*|bind [^:]*): (.{1,120})/,
    certainty: "likely",
    cause: ({ parts: [, ms = "", statement = ""], count }) =>
      `statements of the database take long: ${(Number(ms) / 1_000).toFixed(1)} s for “${statement.trim()}”${times(count)}`,
    fixes: (told) => [busy(told), log(told, "postgresql")],
    about: () => "database:slow",
    depth: 2,
  },
  {
    id: "replica-too-late",
    shape:
      /requested WAL segment (\w+) has already been removed|invalidating (?:obsolete replication )?slot "([^"]+)"|Got fatal error 1236 from master/,
    certainty: "certain",
    cause: ({ parts: [, segment, slot] }) =>
      `the replica is too far behind: ${slot ? `its slot ${slot} was given up` : `what it still needs${segment ? ` (${segment})` : ""} is no longer kept`}, so it must be set up anew`,
    fixes: (told) => [log(told, "postgresql")],
    about: () => "database:replication",
    depth: 0,
  },
  {
    id: "replica-cut-off",
    shape:
      /could not connect to the primary server: (.{1,160})|could not receive data from WAL stream: (.{1,160})|Slave I\/O(?: for channel '[^']*')?: error (?:re)?connecting to master '([^']+)'.*message: (.{1,120})/,
    certainty: "certain",
    cause: ({ parts: [, primary = "", stream = "", master = "", said = ""], count }) =>
      `the replica does not reach ${master === "" ? "its primary" : `its master ${master}`}: ${primary || stream || said}${times(count)}`,
    fixes: (told) => [
      fix(`check the network on ${told.machine}`, "whether the way there is open"),
      log(told, "postgresql"),
    ],
    about: () => "database:replication",
    depth: 1,
  },
  {
    id: "replica-conflict",
    shape: /canceling statement due to conflict with recovery|Slave SQL(?: for channel '[^']*')?: Error '?(.{1,160})/,
    certainty: "certain",
    cause: ({ parts: [, said = ""] }) =>
      said === ""
        ? "queries on the replica are ended, because what they read is changed by the primary"
        : `the replica cannot repeat a change of its master: ${said}`,
    fixes: (told) => [log(told, "mariadb")],
    about: () => "database:replication",
    depth: 2,
  },
  {
    id: "cache-memory",
    shape:
      /OOM command not allowed when used memory > 'maxmemory'|Can't save in background: fork: Cannot allocate memory/,
    certainty: "certain",
    cause: ({ parts: [whole = ""] }) =>
      whole.startsWith("OOM")
        ? "Redis has reached its maxmemory and refuses to store more"
        : "Redis cannot save: the machine has not the memory for its copy",
    fixes: ({ machine }) => [
      fix(`show /etc/redis/redis.conf on ${machine}`, "maxmemory, and what it drops when that is reached"),
      fix(`why is the memory of ${machine} full?`, "what else takes it"),
    ],
    about: () => "cache:memory",
    depth: 0,
  },
  {
    id: "cache-not-saved",
    shape:
      /(?:Failed opening the (?:temp )?RDB file .{0,160}?for saving: (.{1,80})|Background saving error|Write error saving DB on disk(?:\(rdbSaveRio\))?: (.{1,80}))/,
    certainty: "certain",
    cause: ({ parts: [, opening = "", writing = ""], count }) =>
      `Redis cannot save its data${opening || writing ? `: ${opening || writing}` : ""}${times(count)}; it may refuse writes until it can`,
    fixes: ({ machine }) => [
      fix(`show disk usage on ${machine}`, "whether there is room where it saves"),
      fix(`show the last 50 lines of the redis-server log on ${machine}`, "where it saves, and why it cannot"),
    ],
    about: () => "cache:saving",
    depth: 0,
  },
];
