/** Which questions databases, caches and brokers answer, and by which of their own commands. */
import type { Inside } from "./service-inside.ts";

const sql = (text: string): string => `sudo -u postgres psql -c "${text}"`;
const mysql = (text: string): string => `mysql -e "${text}"`;

export const dataInsides: readonly Inside[] = [
  {
    name: "PostgreSQL",
    units: /^postgresql/,
    topics: [
      {
        words:
          "connections are idle in transaction|idle in transaction|idle transactions|connections idle in transaction",
        command: sql(
          "select pid, usename, datname, xact_start, query FROM pg_stat_activity WHERE state = 'idle in transaction'",
        ),
        does: "List the connections that are idle in a transaction",
      },
      {
        words:
          "connections|connection count|open connections|client connections|active connections|clients|sessions|connected clients|connection usage|backends",
        command: sql("select datname, usename, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC"),
        does: "Count the connections",
      },
      {
        words:
          "running queries|long running queries|long-running queries|slow queries|queries|active queries|longest query|queries running|slowest queries|pg_stat_activity|long queries|slow query",
        command: sql(
          "select pid, now() - query_start AS since, state, left(query, 120) FROM pg_stat_activity WHERE state <> 'idle' ORDER BY 2 DESC NULLS LAST LIMIT 20",
        ),
        does: "List the queries that run",
      },
      {
        words:
          "replication lag|replication status|replication delay|replication|replica lag|lag|wal lag|standby lag|replicating|replicas|standbys|streaming replication|replay lag|behind primary",
        command: sql(
          "select client_addr, state, sent_lsn, replay_lsn, replay_lag FROM pg_stat_replication; SELECT pg_is_in_recovery(), now() - pg_last_xact_replay_timestamp() AS behind",
        ),
        does: "Look at the replication",
      },
      {
        words:
          "locks|blocked queries|blocking queries|lock waits|waiting queries|deadlocks|blocking locks|lock contention",
        command: sql(
          "select pid, pg_blocking_pids(pid) AS blocked_by, left(query, 120) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0",
        ),
        does: "Look for queries that wait for each other",
      },
      {
        words: "largest tables|biggest tables|table sizes|size of tables|big tables|tables by size|table size",
        command: sql(
          "select relname, pg_size_pretty(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' ORDER BY pg_total_relation_size(oid) DESC LIMIT 20",
        ),
        does: "List the largest tables",
      },
      {
        words:
          "databases|database list|database sizes|database size|size of databases|dbs|size of database|sizes of databases|schemas|biggest database|largest database",
        command: "sudo -u postgres psql -c '\\l+'",
        does: "List the databases",
      },
      {
        words: "roles|users|user list|database users|db users|accounts|logins|superusers",
        command: "sudo -u postgres psql -c '\\du'",
        does: "List the roles",
      },
      {
        words: "server version|database version|version of database|select version",
        command: sql("select version()"),
        does: "Ask for its version",
      },
      {
        words: "pg_hba|pg_hba.conf|access rules|host based authentication|allowed hosts",
        command: sql("select * FROM pg_hba_file_rules"),
        does: "Show who may connect",
      },
      {
        words: "autovacuum status|vacuum status|dead tuples|last vacuum|last autovacuum|vacuumed|bloat",
        command: sql(
          "select relname, n_dead_tup, last_vacuum, last_autovacuum FROM pg_stat_user_tables ORDER BY n_dead_tup DESC LIMIT 20",
        ),
        does: "Look at what was vacuumed",
      },
      {
        words: "accepting connections|pg_isready|ready|accept connections|accepts connections",
        command: "pg_isready",
        does: "Ask whether it takes connections",
      },
    ],
  },
  {
    name: "MariaDB or MySQL",
    units: /^(?:mariadb|mysqld?)$/,
    topics: [
      {
        words:
          "connections|processlist|process list|running queries|queries|slow queries|clients|sessions|open connections|long running queries|active queries|connected clients|threads connected",
        command: mysql("SHOW FULL PROCESSLIST"),
        does: "List the connections and what they do",
      },
      {
        words: "replication lag|replication status|replication|slave status|replica status|replica lag|lag",
        command: mysql("SHOW REPLICA STATUS\\G"),
        does: "Look at the replication",
      },
      {
        words:
          "databases|database list|database sizes|schemas|dbs|database size|size of databases|biggest database|largest database",
        command: mysql(
          "select table_schema, round(sum(data_length + index_length) / 1048576) AS mb FROM information_schema.tables GROUP BY 1 ORDER BY 2 DESC",
        ),
        does: "List the databases with their size",
      },
      {
        words: "users|user list|accounts|database users|grants|db users",
        command: mysql("select user, host FROM mysql.user"),
        does: "List the users",
      },
      {
        words: "innodb status|engine status|locks|deadlocks|lock waits",
        command: mysql("SHOW ENGINE INNODB STATUS\\G"),
        does: "Show the state of InnoDB",
      },
    ],
  },
  {
    name: "Redis",
    units: /^redis/,
    topics: [
      {
        words: "keys|key count|number of keys|how many keys|keyspace|dbsize|db size|entries",
        command: "redis-cli INFO keyspace",
        does: "Count the keys",
      },
      {
        words: "clients|connected clients|connections|client list|client connections|open connections",
        command: "redis-cli INFO clients",
        does: "Count the clients",
      },
      {
        words:
          "memory stats|memory info|used memory|memory usage|memory fragmentation|fragmentation|memory consumption|used_memory",
        command: "redis-cli INFO memory",
        does: "Show what its data takes",
      },
      {
        words:
          "hit rate|hit ratio|cache hits|cache misses|hits and misses|evictions|evicted keys|stats|statistics|ops per second|throughput|expired keys",
        command: "redis-cli INFO stats",
        does: "Show its numbers",
      },
      {
        words: "slowlog|slow log|slow commands|slow queries",
        command: "redis-cli SLOWLOG GET 20",
        does: "List the slow commands",
      },
      {
        words: "replication|replication status|replicas|role|master or replica",
        command: "redis-cli INFO replication",
        does: "Look at the replication",
      },
      {
        words: "persistence|last save|rdb|last dump|last snapshot|aof status|background save|saved to disk",
        command: "redis-cli INFO persistence",
        does: "Look at what was saved",
      },
      {
        words: "biggest keys|big keys|largest keys|bigkeys",
        command: "redis-cli --bigkeys",
        does: "Find the biggest keys",
      },
      {
        words: "ping|pong|respond to ping|answer ping|answers ping|redis-cli ping|answering ping",
        command: "redis-cli PING",
        does: "Ask whether it answers",
      },
    ],
  },
  {
    name: "RabbitMQ",
    units: /^rabbitmq/,
    called: "rabbit|message broker",
    topics: [
      {
        words: "consumers|consumer count|consumer list|subscribers",
        command: "rabbitmqctl list_consumers",
        does: "List the consumers",
      },
      {
        words:
          "queues|queue|queue length|queue lengths|messages|messages waiting|backlog|queue depth|queue sizes|unacked messages|unacknowledged messages|pile up|piling up|message count|ready messages|longest queue|queue list",
        command: "rabbitmqctl list_queues name messages messages_unacknowledged consumers",
        does: "List the queues",
      },
      {
        words: "connections|clients|connected clients|client connections",
        command: "rabbitmqctl list_connections",
        does: "List the connections",
      },
      {
        words:
          "cluster status|cluster|nodes|alarms|partitions|memory alarm|memory alarms|disk alarm|node status|broker status",
        command: "rabbitmqctl cluster_status",
        does: "Show the state of the cluster",
      },
      { words: "users|user list|permissions", command: "rabbitmqctl list_users", does: "List the users" },
      { words: "vhosts|virtual hosts", command: "rabbitmqctl list_vhosts", does: "List the virtual hosts" },
      { words: "exchanges|bindings", command: "rabbitmqctl list_exchanges", does: "List the exchanges" },
      { words: "plugins|enabled plugins", command: "rabbitmq-plugins list", does: "List the plugins" },
    ],
  },
];
