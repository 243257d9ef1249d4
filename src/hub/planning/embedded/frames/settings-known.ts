/** Programs whose settings are known by name: how each is asked for one, and where one is set. */
import type { Machine } from "../../../../domain/machine.ts";
import { shellWord } from "../../../../lib/shellWord.ts";
import { bytes, escaped, inSeconds, plain, type Program, upper } from "./settings-program.ts";
import { serverPrograms } from "./settings-servers.ts";

/** PostgreSQL's version by the system that delivers it: its folder is called so. */
function postgresFile({ facts }: Machine): string {
  const { osId, osVersion } = facts;
  const debian: Record<string, string> = { "11": "13", "12": "15", "13": "17" };
  const ubuntu: Record<string, string> = { "20.04": "12", "22.04": "14", "24.04": "16" };
  const version =
    osId === "debian" ? debian[osVersion.split(".")[0] ?? ""] : osId === "ubuntu" ? ubuntu[osVersion] : undefined;
  return version === undefined
    ? "/var/lib/pgsql/data/postgresql.conf"
    : `/etc/postgresql/${version}/main/postgresql.conf`;
}
const phpFile = (unit: string): { path: string; of?: string } => {
  const version = /^php([\d.]+)-fpm$/.exec(unit)?.[1];
  return version === undefined ? { path: "/etc/php.ini", of: "php-fpm" } : { path: `/etc/php/${version}/fpm/php.ini` };
};
const inNginx = new Set([
  "worker_processes",
  "worker_connections",
  "keepalive_timeout",
  "client_max_body_size",
  "server_tokens",
  "gzip",
  "sendfile",
  "types_hash_max_size",
  "multi_accept",
  "tcp_nopush",
  "worker_rlimit_nofile",
  "ssl_protocols",
]);

export const programs: readonly Program[] = [
  {
    name: "PostgreSQL",
    units: /^postgresql/,
    keys: [
      {
        words:
          "max_connections|max connections|maximum connections|connection limit|maximum number of connections|number of connections|max number of connections|max client connections",
        key: "max_connections",
      },
      { words: "shared_buffers|shared buffers", key: "shared_buffers" },
      { words: "work_mem|work mem|work memory|working memory", key: "work_mem" },
      { words: "maintenance_work_mem|maintenance work mem", key: "maintenance_work_mem" },
      { words: "effective_cache_size|effective cache size", key: "effective_cache_size" },
      { words: "statement_timeout|statement timeout", key: "statement_timeout" },
      { words: "log_min_duration_statement|slow query threshold", key: "log_min_duration_statement" },
      { words: "wal_level|wal level", key: "wal_level" },
      { words: "max_wal_size|max wal size", key: "max_wal_size" },
      { words: "listen_addresses|listen addresses", key: "listen_addresses" },
      { words: "autovacuum", key: "autovacuum" },
    ],
    ask: (key) => `sudo -u postgres psql -Atc 'SHOW ${key}'`,
    size: (amount, unit) => `${amount}${{ k: "kB", m: "MB", g: "GB" }[unit]}`,
    time: (amount, unit) => `'${amount}${unit === "m" ? "min" : unit}'`,
    set: {
      tool: "file.edit",
      input: ({ key, value, machine }) => ({
        path: postgresFile(machine),
        edits: [{ line: `^\\s*#?\\s*${escaped(key)}\\s*=`, to: `${key} = ${value}` }],
      }),
    },
    note: (key) =>
      /^(?:max_connections|shared_buffers|wal_level|listen_addresses)$/.test(key)
        ? "PostgreSQL takes it at its next restart"
        : "PostgreSQL takes it when it is reloaded",
  },
  {
    name: "Redis",
    units: /^redis/,
    keys: [
      { words: "maxmemory|max memory|memory limit|maximum memory", key: "maxmemory" },
      { words: "maxmemory-policy|maxmemory policy|eviction policy", key: "maxmemory-policy" },
      { words: "maxclients|max clients|client limit|maximum clients", key: "maxclients" },
      { words: "appendonly|append only|aof", key: "appendonly" },
      { words: "requirepass", key: "requirepass" },
    ],
    own: [
      { words: "timeout|idle timeout|client timeout", key: "timeout" },
      { words: "loglevel|log level", key: "loglevel" },
      { words: "databases|number of databases", key: "databases" },
    ],
    ask: (key) => `redis-cli CONFIG GET ${key}`,
    size: (amount, unit) => `${amount}${unit}b`,
    time: inSeconds,
    set: {
      tool: "shell.run",
      input: ({ key, value }) => ({
        command: `redis-cli CONFIG SET ${key} ${shellWord(value)} && redis-cli CONFIG REWRITE`,
      }),
    },
    note: () => "It counts at once and is written to Redis's own file",
  },
  {
    name: "MariaDB or MySQL",
    units: /^(?:mariadb|mysqld?)$/,
    keys: [
      {
        words: "max_connections|max connections|maximum connections|connection limit|number of connections",
        key: "max_connections",
      },
      {
        words: "innodb_buffer_pool_size|innodb buffer pool|buffer pool size|buffer pool|innodb buffer pool size",
        key: "innodb_buffer_pool_size",
      },
      { words: "slow_query_log|slow query log", key: "slow_query_log" },
      { words: "long_query_time|long query time", key: "long_query_time" },
      { words: "max_allowed_packet|max allowed packet|max packet size", key: "max_allowed_packet" },
      { words: "wait_timeout|wait timeout", key: "wait_timeout" },
      { words: "sql_mode|sql mode", key: "sql_mode" },
    ],
    ask: (key) => `mysql -Ne "SHOW VARIABLES LIKE '${key}'"`,
    size: bytes,
    time: inSeconds,
    set: {
      tool: "shell.run",
      input: ({ key, value }) => ({
        command: `mysql -e "SET GLOBAL ${key} = ${/^\d+$/.test(value) ? value : `'${value}'`}" && printf '[mysqld]\\n${key} = ${value}\\n' > "$(ls -d /etc/my.cnf.d /etc/mysql/conf.d 2>/dev/null | head -n 1)/${key}.cnf"`,
      }),
    },
    note: () => "It counts at once, and is in a file of its own for the next start",
  },
  {
    name: "HAProxy",
    units: /^haproxy$/,
    keys: [
      { words: "maxconn|max conn|maximum connections|max connections|connection limit|global maxconn", key: "maxconn" },
      { words: "timeout client|client timeout", key: "timeout client" },
      { words: "timeout server|server timeout", key: "timeout server" },
      { words: "timeout connect|connect timeout|connection timeout", key: "timeout connect" },
      { words: "nbthread|number of threads", key: "nbthread" },
    ],
    ask: (key) => `grep -nE '^[[:space:]]*${key}' /etc/haproxy/haproxy.cfg`,
    size: plain,
    time: plain,
    set: {
      tool: "file.edit",
      input: ({ key, value }) => ({
        path: "/etc/haproxy/haproxy.cfg",
        edits: [{ line: `^\\s*${key}\\s`, to: `    ${key} ${value}` }],
      }),
    },
    note: () => "HAProxy takes it when it is reloaded",
  },
  {
    name: "PHP",
    units: /^php[\d.]*-fpm$/,
    keys: [
      { words: "memory_limit|memory limit|php memory", key: "memory_limit" },
      {
        words:
          "upload_max_filesize|upload limit|upload size|max upload size|maximum upload size|upload max filesize|max file size|upload file size|max upload|file upload limit|upload size limit|max filesize",
        key: "upload_max_filesize",
      },
      {
        words: "post_max_size|post size|post max size|max post size|post limit|maximum post size",
        key: "post_max_size",
      },
      {
        words:
          "max_execution_time|execution time|max execution time|maximum execution time|execution time limit|script timeout|execution timeout",
        key: "max_execution_time",
      },
      { words: "max_input_vars|input vars|max input vars", key: "max_input_vars" },
      { words: "display_errors|display errors", key: "display_errors" },
      { words: "opcache.enable|opcache", key: "opcache.enable" },
      { words: "date.timezone|php timezone", key: "date.timezone" },
      { words: "session.gc_maxlifetime|session lifetime", key: "session.gc_maxlifetime" },
    ],
    ask: (key, unit) => {
      const { path } = phpFile(unit);
      return `grep -nE '^[;[:space:]]*(php_(admin_)?(value|flag)\\[)?${escaped(key)}' ${path} ${path === "/etc/php.ini" ? "/etc/php-fpm.d/*.conf" : path.replace(/php\.ini$/, "pool.d/*.conf")}`;
    },
    size: upper,
    time: inSeconds,
    set: {
      tool: "config.edit",
      input: ({ key, value, unit }) => ({
        ...phpFile(unit),
        edits: [{ line: `^\\s*;?\\s*${escaped(key)}\\s*=`, to: `${key} = ${value}` }],
        reload: true,
      }),
    },
    note: () => "PHP-FPM's php.ini is edited; a pool that sets this itself keeps its own value",
  },
  {
    name: "nginx",
    units: /^nginx$/,
    keys: [
      {
        words:
          "client_max_body_size|max body size|body size|upload limit|max upload size|client max body size|request body size|maximum body size|body size limit|upload size limit",
        key: "client_max_body_size",
      },
      { words: "worker_connections|worker connections", key: "worker_connections" },
      { words: "worker_processes|worker processes|number of workers|worker count", key: "worker_processes" },
      { words: "keepalive_timeout|keepalive timeout|keep alive timeout|keep-alive timeout", key: "keepalive_timeout" },
      { words: "server_tokens|server tokens|version header", key: "server_tokens" },
      { words: "gzip|gzip compression|compression", key: "gzip" },
      { words: "ssl_protocols|tls versions|tls protocols|ssl protocols", key: "ssl_protocols" },
      { words: "server_name|server names|server name", key: "server_name" },
      { words: "proxy_read_timeout|proxy read timeout", key: "proxy_read_timeout" },
    ],
    ask: (key) => `nginx -T 2>/dev/null | grep -nE '^[[:space:]]*${key}|^# configuration file'`,
    size: plain,
    time: plain,
    set: {
      tool: "config.edit",
      input: ({ key, value }) =>
        inNginx.has(key)
          ? {
              path: "/etc/nginx/nginx.conf",
              edits: [
                {
                  line: `^\\s*#?\\s*${key}\\s`,
                  to: `${key === "worker_processes" || key === "worker_rlimit_nofile" ? "" : "    "}${key} ${value};`,
                },
              ],
              reload: true,
            }
          : undefined,
    },
  },
  {
    name: "OpenSSH",
    units: /^sshd?$/,
    keys: [
      {
        words:
          "permitrootlogin|root login|root logins|permit root login|root access|root login over ssh|root login via ssh",
        key: "PermitRootLogin",
      },
      {
        words: "passwordauthentication|password authentication|password login|password logins|password auth|passwords",
        key: "PasswordAuthentication",
      },
      { words: "ssh port|sshd port|port of ssh|port for ssh", key: "Port" },
      {
        words: "pubkeyauthentication|public key authentication|key authentication|key login",
        key: "PubkeyAuthentication",
      },
      { words: "maxauthtries|max auth tries|login attempts", key: "MaxAuthTries" },
      { words: "x11forwarding|x11 forwarding", key: "X11Forwarding" },
      { words: "allowtcpforwarding|tcp forwarding", key: "AllowTcpForwarding" },
      { words: "clientaliveinterval|client alive interval|keepalive interval", key: "ClientAliveInterval" },
      { words: "logingracetime|login grace time", key: "LoginGraceTime" },
      { words: "allowusers|allow users|allowed users", key: "AllowUsers" },
      { words: "maxsessions|max sessions", key: "MaxSessions" },
    ],
    own: [
      { words: "port|listen port", key: "Port" },
      { words: "loglevel|log level", key: "LogLevel" },
      { words: "banner", key: "Banner" },
      { words: "ciphers|cipher list|cipher suites", key: "ciphers" },
      { words: "macs|mac algorithms", key: "macs" },
      { words: "kexalgorithms|key exchange|key exchange algorithms|kex algorithms", key: "kexalgorithms" },
    ],
    ask: (key) => `sshd -T | grep -i '^${key.toLowerCase()} '`,
    size: plain,
    time: inSeconds,
    set: {
      tool: "config.edit",
      input: ({ key, value }) => ({
        path: "/etc/ssh/sshd_config",
        edits: [{ line: `^\\s*#?\\s*${key}\\s+\\S+\\s*$`, to: `${key} ${value}` }],
        reload: true,
      }),
    },
  },
  ...serverPrograms,
];
