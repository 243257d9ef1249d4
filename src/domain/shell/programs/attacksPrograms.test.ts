/** Lines of single programs that were made to look harmless: each was once called too low. */
import { describe, expect, test } from "bun:test";
import type { Risk } from "../../risk.ts";
import { rateShell } from "../rate.ts";

const attacks: Record<string, [string, Risk][]> = {
  "databases that are not asked the way it seems": [["mysqladmin status flush-hosts", "high"]],
  "SQL that reads as something else": [
    ["mysql -e \"select 1 -- it's\n; drop table x; -- '\"", "critical"],
    ["psql -c \"select '\\'; drop table x; --'\"", "critical"],
    ["mysql -e 'select \"it'\"'\"'s\"; drop table x; select \"'\"'\"'\"'", "critical"],
    ["psql -c \"select 1\n, lo_import('/etc/passwd')\"", "high"],
    ["psql -c 'select \"lo_import\"(1)'", "high"],
    ["psql -c \"select 'drop table x' \\gexec\"", "high"],
    ['psql -c "select 1 \\g |reboot"', "high"],
    ["psql -c '\\echo `reboot`'", "high"],
    ['psql -c "\\o /etc/passwd"', "high"],
    ["psql -c \"copy (select 1) to '/etc/passwd'\"", "high"],
    ["psql -c \"select cron.schedule('x','* * * * *','delete from a')\"", "medium"],
    ["psql -c 'select my_func()'", "medium"],
    ["mysql -e 'select get_lock(\"x\",1)'", "medium"],
    ["mysql -e 'select * from x for update'", "medium"],
    ["mysql -e 'set @@global.read_only=1'", "high"],
    ["mysql -e '\\T /etc/passwd'", "high"],
    ["mysql -e 'tee /etc/passwd'", "high"],
    ["sqlite3 x.db 'pragma journal_mode(wal)'", "medium"],
    ["sqlite3 x.db 'pragma main.user_version=5'", "medium"],
    ["sqlite3 x.db 'pragma wal_checkpoint(truncate)'", "medium"],
    ["sqlite3 x.db 'pragma optimize'", "medium"],
    ["pg_dumpall --globals-only", "high"],
    ["redis-cli config get '*'", "high"],
    ["redis-cli acl list", "high"],
    ["redis-cli slowlog reset", "medium"],
  ],
  "SQL that only looks": [
    ['psql -c "select count(*), pg_size_pretty(pg_database_size(datname)) from pg_database group by 2"', "low"],
    ['psql -c "select * from (values (1)) as t(a) where a in (1, 2)"', "low"],
    ["psql -c \"select pid, now() - query_start from pg_stat_activity where state <> 'idle; drop table x'\"", "low"],
    ["mysql -e 'select count(*) from x where name like \"a;b%\"'", "low"],
    ["sqlite3 x.db 'pragma integrity_check'", "low"],
    ["sqlite3 x.db 'pragma table_info(users)'", "low"],
  ],
};

for (const [name, lines] of Object.entries(attacks))
  describe(name, () => {
    test.each(lines)("%s", (line, risk) => expect(rateShell(line).risk).toBe(risk));
  });
