/** Clients and tools of databases: what their SQL does is judged as SQL, whichever way it comes in. */
import { critical, high, low, medium, type Call, type Programs, type Rule, type Say } from "../rule.ts";

export const opens = high(2, "opens a program from which anything can be run");

/** SQL by option or operand, else by standard input; without any it is a prompt. */
function sqlOf(options: string, operand: number | undefined) {
  return (call: Call, say: Say): void => {
    const given = call.valuesOf(options);
    for (const value of given) say.word("sql", value);
    const text = operand === undefined ? undefined : call.operands[operand];
    if (text) say.word("sql", text);
    if (given.length > 0 || text) return;
    if (call.stdin.kind === "text") say.word("sql", call.stdin.arg);
    else if (call.stdin.kind !== "none") say.risk(high(2, "runs statements that are not in the command"));
    else say.risk(opens);
  };
}

const mysqlLook: Rule = {
  reach: "network",
  flags:
    "-s -N -B -t -v -vv -vvv -b -E -H -X -r -C -A -f -n -w --silent --skip-column-names --batch --table --verbose --vertical --html --xml --raw --compress --no-auto-rehash --force --ssl --no-beep --wait --column-names --quick -q --no-defaults --safe-updates -U --binary-mode --show-warnings --print-defaults --line-numbers -L --comments -c",
  values:
    "-h --host -P --port -u --user -D --database -S --socket --protocol --default-character-set --connect-timeout --ssl-mode --defaults-group-suffix --delimiter --prompt --max-allowed-packet --ssl-ca --tls-version --login-path --default-auth --host -O --set-variable --net-buffer-length --select-limit",
  mays: "-p --password",
  opts: {
    "--defaults-file --defaults-extra-file": "read",
    "--tee": "write",
    "--init-command": "sql",
    "--pager": "shell",
    "--plugin-dir": "exec",
  },
};

const dump = (text: string): Rule => ({
  ...mysqlLook,
  flags: `${mysqlLook.flags} -A --all-databases -B --databases --single-transaction -R --routines --triggers -E --events --opt --skip-opt -d --no-data -t --no-create-info -c --complete-insert --hex-blob -q --quick --lock-tables --skip-lock-tables -x --lock-all-tables --column-statistics --no-tablespaces -n --no-create-db --add-drop-table --add-drop-database --skip-comments --compact --extended-insert --skip-extended-insert --set-gtid-purged --dump-date --skip-dump-date --source-data --master-data -K --disable-keys --flush-privileges -i -e -a --create-options`,
  values: `${mysqlLook.values} --ignore-table -w --where --set-gtid-purged --column-statistics --compatible --tables`,
  opts: {
    "--defaults-file --defaults-extra-file": "read",
    "-r --result-file -T --tab": "write",
    "-F --flush-logs --delete-master-logs --delete-source-logs": high(3, text),
    "--source-data --master-data": { value: "may" },
  },
});

const pgConnection = "-h --host -p --port -U --username -d --dbname --role --lock-wait-timeout --maintenance-db";

export const databases: Programs = {
  "mysql mariadb": {
    ...mysqlLook,
    args: "text",
    judge: sqlOf("-e --execute", undefined),
    opts: { ...mysqlLook.opts, "-e --execute": "text" },
  },
  "mysqldump mariadb-dump mysqlpump": dump("begins new logs"),
  "mysqlshow mariadb-show": {
    ...mysqlLook,
    flags: `${mysqlLook.flags} -k --keys -i --status --count --show-table-type`,
  },
  "mysqladmin mariadb-admin": {
    ...mysqlLook,
    values: `${mysqlLook.values} -i --sleep -c --count`,
    sub: {
      "status extended-status ping processlist variables version": {
        flags: "-i -r",
        args: {
          names: { "status extended-status ping processlist variables version": low() },
          else: high(3, "changes the server"),
        },
      },
      create: medium(2, "makes a database"),
      drop: critical(3, "drops a database"),
      "flush-logs flush-hosts flush-status flush-tables flush-threads refresh reload flush-privileges start-slave start-replica":
        medium(3, "makes the server read or write again what it holds"),
      "kill stop-slave stop-replica": high(3, "ends what the server does for others"),
      shutdown: high(3, "stops the server"),
      "password old-password": critical(4, "changes a password"),
    },
    unlisted: high(3, "changes the server"),
  },
  "mysqlcheck mariadb-check": {
    ...mysqlLook,
    flags: `${mysqlLook.flags} -A --all-databases -B --databases -c --check -C --check-only-changed -g --check-upgrade -e --extended -m --medium-check`,
    opts: {
      ...mysqlLook.opts,
      "-r --repair -o --optimize -a --analyze --auto-repair --fix-db-names --fix-table-names": medium(
        3,
        "rewrites tables",
      ),
    },
  },
  "mysql_secure_installation mariadb-secure-installation": { is: critical(4, "changes who may sign in") },
  "mysql_upgrade mariadb-upgrade": { is: high(3, "rewrites the system tables") },
  "mysqlbinlog mariadb-binlog": {
    flags: "-v --verbose -vv -s --short-form --no-defaults --to-last-log",
    values: "--start-datetime --stop-datetime --start-position --stop-position -d --database --base64-output -h -u -P",
    mays: "-p",
    opts: { "-r --result-file": "write" },
    args: "read",
  },
  "mysqlimport mariadb-import": { is: high(2, "changes rows of a database") },

  psql: {
    reach: "network",
    flags:
      "-l --list -A --no-align -t --tuples-only -x --expanded -q --quiet -a --echo-all -b --echo-errors -e --echo-queries -E --echo-hidden -H --html -n --no-readline -s --single-step -S --single-line -w --no-password -W --password -X --no-psqlrc -1 --single-transaction -0 -z --csv -V -?",
    values: `${pgConnection} -F --field-separator -R --record-separator -P --pset -T --table-attr -v --set --variable`,
    opts: { "-c --command": "text", "-f --file": "exec", "-o --output -L --log-file": "write" },
    modes: [
      { has: "-l --list", use: { is: low() } },
      { has: "-f --file", use: { judge: psqlText } },
      { use: { judge: psqlText } },
    ],
  },
  pg_dump: {
    reach: "network",
    flags:
      "-a --data-only -b --blobs --large-objects -B -c --clean -C --create -O --no-owner -s --schema-only -v --verbose -x --no-privileges --no-acl -w --no-password -W --if-exists --inserts --column-inserts --no-comments --no-publications --no-subscriptions --no-tablespaces --quote-all-identifiers --serializable-deferrable --disable-triggers --enable-row-security --no-sync --no-toast-compression",
    values: `${pgConnection} -F --format -j --jobs -n --schema -N --exclude-schema -t --table -T --exclude-table -E --encoding -Z --compress --section --exclude-table-data --extra-float-digits --rows-per-insert --snapshot`,
    opts: { "-f --file": "write" },
  },
  pg_dumpall: {
    reach: "network",
    flags:
      "-a --data-only -c --clean -g --globals-only -O --no-owner -r --roles-only -s --schema-only -t --tablespaces-only -v --verbose -x --no-privileges -w -W --if-exists --inserts --no-role-passwords",
    modes: [
      { has: "--no-role-passwords -t --tablespaces-only", use: {} },
      { use: { is: high(4, "writes out the password hashes of all roles") } },
    ],
    values: `${pgConnection} -l --database -E --exclude-database`,
    opts: { "-f --file": "write" },
  },
  pg_restore: {
    is: high(2, "changes rows of a database"),
    modes: [{ has: "-l --list", use: { is: low(), args: "read" } }],
    flags: "-l --list -a -c --clean -C --create -e -O -s -v -x -1 -w -W --if-exists --no-owner",
    values: `${pgConnection} -F --format -j --jobs -n -N -t -T -I -P -L -S --section`,
    opts: { "-c --clean": critical(3, "drops what is there before"), "-f --file": "write" },
  },
  "pg_isready pg_config pg_controldata pg_lsclusters pg_amcheck pg_waldump pg_checksums": {
    reach: "network",
    flags: "-q --quiet -h -j --json -v -c --check",
    values: `${pgConnection} -t --timeout -D --pgdata`,
    args: "list",
    opts: { "-e --enable -d --disable": high(3, "rewrites the files of a database") },
  },
  "createdb createuser": {
    is: medium(2, "makes a database or role"),
    modes: [
      {
        use: {
          judge: (call, say) => call.name === "createuser" && say.risk(critical(4, "makes a role of a database")),
        },
      },
    ],
  },
  dropdb: { is: critical(3, "drops a database") },
  dropuser: { is: critical(4, "removes a role of a database") },
  "vacuumdb reindexdb clusterdb": {
    is: medium(3, "rewrites tables"),
    flags: "-a --all -v --verbose -z --analyze -Z --analyze-only -q --quiet -e -w -W",
    values: `${pgConnection} -t --table -j --jobs`,
    opts: { "-f --full": high(3, "locks whole tables while it rewrites them") },
  },
  "pg_ctl pg_ctlcluster": {
    values: "-D --pgdata -l --log -m --mode -o --options -t --timeout -p -s",
    flags: "-w -W -s",
    sub: {
      status: low(),
      "start restart reload": medium(3, "starts or restarts the server"),
      "stop kill promote": high(3, "stops or changes the server"),
      "init initdb": high(3, "makes a new server"),
    },
    modes: [{ has: "-D --pgdata", use: {} }],
    unlisted: high(3, "changes the server"),
  },
  "initdb pg_createcluster pg_upgrade pg_upgradecluster pg_basebackup pg_rewind": {
    is: high(3, "makes or rewrites a server's files"),
  },
  "pg_dropcluster pg_resetwal pg_archivecleanup": { is: critical(3, "deletes files of a database") },

  sqlite3: {
    flags:
      "-header -noheader -csv -json -line -list -column -table -box -markdown -html -quote -tabs -ascii -batch -bail -echo -stats -readonly -nofollow -interactive -safe -memtrace -deserialize -unsafe-testing",
    values: "-separator -nullvalue -newline -mmap -vfs -maxsize",
    style: "long",
    opts: { "-cmd": "text", "-init": "exec", "-A": medium(2, "works on an archive") },
    args: { at: ["read"], rest: "text" },
    judge: sqlite,
  },
  "influx clickhouse-client cqlsh": {
    reach: "network",
    flags: "--version -f --format --json",
    values: "-host -port -h --host --port -u --user -database -d --database -o --org -t --token --format",
    opts: { "-execute -q --query -e --execute": "sql", "-f --file --queries-file": "exec" },
    sub: {
      "ping version": low(),
      query: { args: "sql" },
      "bucket org user auth": {
        sub: { "list find": low(), delete: critical(3, "deletes data") },
        unlisted: high(3, "changes the server"),
      },
      delete: critical(3, "deletes data"),
      "write backup": medium(2, "changes rows of a database"),
    },
    modes: [],
  },
};

/** `-c` may hold backslash commands, of which `\\!`, `\\copy … program` and `\\o |` run programs. */
function psqlText(call: Call, say: Say): void {
  const given = call.valuesOf("-c --command");
  for (const value of given) {
    if (
      /^\s*\\(d\w*\+?|l\+?|dt\+?|conninfo|x|timing|z|sf\+?|sv|encoding|dx|du|dn)(\s|$)/.test(value.text) &&
      !/[;|`!]|\\[^]*\\/.test(value.text)
    )
      continue;
    if (/\\!|\\copy|\\o\s*\||\\g\s*\||\\i|`/.test(value.text))
      say.risk(high(2, "runs a program or reads a file from within"), value);
    else say.word("sql", value);
  }
  if (given.length > 0 || call.has("-f --file -l --list")) return;
  if (call.stdin.kind === "text") say.word("sql", call.stdin.arg);
  else if (call.stdin.kind !== "none") say.risk(high(2, "runs statements that are not in the command"));
  else say.risk(opens);
}

function sqlite(call: Call, say: Say): void {
  const [, ...statements] = call.operands;
  const given = [...call.valuesOf("-cmd"), ...statements];
  for (const value of given) {
    if (
      /^\s*\.(tables|schema|databases|dbinfo|fullschema|indexes|indices|show|mode|headers|width|stats|sha3sum|timeout|nullvalue|separator|echo|help|version)\b/.test(
        value.text,
      )
    )
      continue;
    if (/^\s*\.dump\b/.test(value.text)) continue;
    if (/^\s*\./.test(value.text)) say.risk(high(2, "runs a program or writes a file from within"), value);
    else say.word("sql", value);
  }
  if (given.length > 0) return;
  if (call.stdin.kind === "text") say.word("sql", call.stdin.arg);
  else say.risk(call.stdin.kind === "none" ? opens : high(2, "runs statements that are not in the command"));
}
