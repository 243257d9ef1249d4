/**
 * What databases, web servers, PHP, mail servers and Proxmox wrote when they were brought into trouble, as they wrote it:
 * PostgreSQL 15.18, MariaDB 10.11, Redis 7.0, nginx 1.22 and PHP 8.2 were run for it; the others are as their sources print them.
 */
import { log } from "./looks.ts";
import { found, fpm, inFile, nginx, pg, type Trouble } from "./pieces.ts";

export const serviceTroubles: readonly Trouble[] = [
  {
    of: "queries that a replica ends",
    looks: [
      inFile(
        "/var/log/postgresql/postgresql-15-main.log",
        pg("ERROR:  canceling statement due to conflict with recovery"),
      ),
    ],
    id: "replica-conflict",
    cause: /^queries on the replica are ended/,
  },
  {
    of: "a replica of MySQL that cannot repeat a change",
    looks: [
      log("mariadb", [
        "[ERROR] Slave SQL: Error 'Duplicate entry '7' for key 'PRIMARY'' on query. Default database: 'shop'",
        50,
      ]),
    ],
    id: "replica-conflict",
    cause: /^the replica cannot repeat a change of its master: Duplicate entry '7'/,
  },
  {
    of: "a mail queue without room",
    looks: [log("postfix", ["warning: 0F3A12: write queue file: queue file write error", 50])],
    id: "mail-no-room",
    cause: /^mail is refused because the queue has no room$/,
    fix: "why is the disk of web-1 full?",
  },
  {
    of: "senders of mail who are refused",
    looks: [
      log(
        "postfix",
        ...[10, 20, 30, 40, 50].map((seconds): [string, number] => [
          "warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: authentication failure",
          seconds,
        ]),
      ),
    ],
    id: "mail-refused-login",
    cause: /^sign-ins to send mail are refused \(5 times\)/,
  },
  {
    of: "a node that the cluster does not see",
    looks: [log("corosync", ["[KNET  ] link: host: 2 link: 0 is down", 30])],
    id: "cluster-link-down",
    cause: /^the node with the number 2 is not seen by corosync$/,
    fix: "check the network on web-1",
  },
  {
    of: "a node without virtualisation",
    looks: [
      found(
        "pvedaemon",
        "TASK ERROR: KVM virtualisation configured, but not available. Either disable in VM configuration or enable in BIOS.",
      ),
    ],
    id: "guest-no-virtualisation",
    cause: /^a guest cannot start: the node has no hardware virtualisation/,
  },
  {
    of: "a guest that does not start",
    looks: [found("pvedaemon", "start failed: QEMU exited with code 1")],
    id: "guest-start-failed",
    cause: /^the guest did not start: QEMU exited with code 1$/,
    fix: "what is wrong with web-1?",
  },
  {
    of: "a database whose connections are all in use",
    looks: [
      inFile(
        "/var/log/postgresql/postgresql-15-main.log",
        pg("FATAL:  remaining connection slots are reserved for non-replication superuser connections"),
        pg("FATAL:  remaining connection slots are reserved for non-replication superuser connections"),
      ),
    ],
    id: "database-connections",
    cause: /^the database takes no more connections: all of them are in use \(2 times\)$/,
    fix: "show the network connections on web-1",
  },
  {
    of: "two statements that wait for each other",
    looks: [inFile("/var/log/postgresql/postgresql-15-main.log", pg("ERROR:  deadlock detected"))],
    id: "database-deadlock",
    cause: /^two statements of the database waited for each other/,
    fix: "show the last 50 lines of the postgresql log on web-1",
  },
  {
    of: "a lock that does not end",
    looks: [
      inFile(
        "/var/log/postgresql/postgresql-15-main.log",
        pg("LOG:  process 28835 still waiting for ShareLock on transaction 727 after 203.997 ms"),
        pg("ERROR:  canceling statement due to lock timeout"),
      ),
    ],
    id: "database-lock-wait",
    cause: /wait for the lock of another that does not end \(2 times\); its log names which$/,
    fix: "show the last 50 lines of the postgresql log on web-1",
  },
  {
    of: "a statement that takes long",
    looks: [
      log("postgresql", [
        "LOG:  duration: 2540.005 ms  statement: begin; update t set v=v+1 where i=1; select pg_sleep(2.5); commit",
        40,
      ]),
    ],
    id: "database-slow-statement",
    cause: /^statements of the database take long: 2\.5 s for “begin; update t set v=v\+1/,
    fix: "why is web-1 slow?",
  },
  {
    of: "a replica that is given up",
    looks: [
      inFile(
        "/var/log/postgresql/postgresql-15-main.log",
        pg('LOG:  invalidating slot "rep1" because its restart_lsn 0/2000000 exceeds max_slot_wal_keep_size'),
      ),
    ],
    id: "replica-too-late",
    cause: /^the replica is too far behind: its slot rep1 was given up, so it must be set up anew$/,
  },
  {
    of: "a replica that does not reach its primary",
    looks: [
      inFile(
        "/var/log/postgresql/postgresql-15-main.log",
        pg(
          'FATAL:  could not connect to the primary server: connection to server on socket "/run/postgresql/.s.PGSQL.7432" failed: No such file or directory',
        ),
      ),
    ],
    id: "replica-cut-off",
    cause: /^the replica does not reach its primary: connection to server on socket/,
    fix: "check the network on web-1",
  },
  {
    of: "a replica of MariaDB that does not reach its master",
    looks: [
      log("mariadb", [
        "2026-11-21 11:59:05 4 [ERROR] Slave I/O: error connecting to master 'r@127.0.0.1:7999' - retry-time: 60  maximum-retries: 100000  message: Can't connect to server on '127.0.0.1' (111 \"Connection refused\"), Internal MariaDB error code: 2003",
        55,
      ]),
    ],
    id: "replica-cut-off",
    cause: /^the replica does not reach its master r@127\.0\.0\.1:7999: Can't connect to server/,
  },
  {
    of: "a cache that cannot save",
    looks: [
      log(
        "redis-server",
        [
          "28398:C 21 Nov 2026 11:59:32.003 # Failed opening the temp RDB file temp-28398.rdb (in server root dir unknown) for saving: No such file or directory",
          28,
        ],
        ["28357:M 21 Nov 2026 11:59:32.004 # Background saving error", 28],
      ),
    ],
    id: "cache-not-saved",
    cause: /^Redis cannot save its data.*it may refuse writes until it can$/,
    fix: "show disk usage on web-1",
  },
  {
    of: "a cache that has no memory for its copy",
    looks: [log("redis-server", ["# Can't save in background: fork: Cannot allocate memory", 28])],
    id: "cache-memory",
    cause: /^Redis cannot save: the machine has not the memory for its copy$/,
    fix: "show /etc/redis/redis.conf on web-1",
  },
  {
    of: "PHP without a worker",
    looks: [
      inFile(
        "/var/log/php8.2-fpm.log",
        fpm("WARNING: [pool www] server reached pm.max_children setting (5), consider raising it"),
      ),
    ],
    id: "workers-exhausted",
    cause: /^PHP has no worker left: the pool www may have 5, and all are busy$/,
    fix: "why is web-1 slow?",
  },
  {
    of: "a script that is slow",
    looks: [
      inFile(
        "/var/log/php8.2-fpm.log",
        fpm(
          `WARNING: [pool www] child 29774, script '/var/www/slow.php' (request: "GET ") execution timed out (3.162317 sec), terminating`,
        ),
        fpm(
          `WARNING: [pool www] child 29905, script '/var/www/slow.php' (request: "GET ") executing too slow (1.332409 sec), logging`,
        ),
      ),
    ],
    id: "worker-too-slow",
    cause: /^the script \/var\/www\/slow\.php takes \d\.\d s in the PHP pool www \(2 times\)$/,
    fix: "show /var/www/slow.php on web-1",
  },
  {
    of: "an upstream that is slow",
    looks: [
      found(
        "",
        nginx(
          `upstream timed out (110: Connection timed out) while reading response header from upstream, client: 127.0.0.1, server: , request: "GET /php HTTP/1.1", upstream: "fastcgi://127.0.0.1:7900", host: "127.0.0.1:7880"`,
        ),
      ),
    ],
    id: "upstream-slow",
    cause:
      /^what stands behind the web server at 127\.0\.0\.1:7900 does not answer in time, which visitors see as 504$/,
    fix: "why is web-1 slow?",
  },
  {
    of: "an upstream that is gone",
    looks: [
      found(
        "",
        nginx(
          `connect() to unix:/run/php/php8.2-fpm.sock failed (2: No such file or directory) while connecting to upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "fastcgi://unix:/run/php/php8.2-fpm.sock:", host: "web-1"`,
        ),
      ),
    ],
    id: "upstream-gone",
    cause:
      /^the web server does not reach the program behind it at unix:\/run\/php\/php8\.2-fpm\.sock: No such file or directory, which visitors see as 502$/,
    fix: "restart the unit “php8.2-fpm” on web-1",
  },
  {
    of: "upstreams of which none is left",
    looks: [
      found(
        "",
        nginx(
          `no live upstreams while connecting to upstream, client: 127.0.0.1, server: , request: "GET /dead HTTP/1.1", upstream: "http://dead/dead", host: "127.0.0.1:7880"`,
        ),
      ),
    ],
    id: "upstreams-none",
    cause: /^none of the servers behind dead answers, so all of them are left out for a while$/,
    fix: "show the open ports on web-1",
  },
  {
    of: "a web server without a connection left",
    looks: [found("", "2026/11/21 11:59:30 [alert] 29773#29773: 768 worker_connections are not enough")],
    id: "server-connections",
    cause: /^nginx has no connection left: a worker may have 768$/,
    fix: "show the network connections on web-1",
  },
  {
    of: "uploads that are too large",
    looks: [
      found(
        "",
        nginx(
          `client intended to send too large body: 4000 bytes, client: 127.0.0.1, server: , request: "POST /up HTTP/1.1", host: "127.0.0.1:7880"`,
        ),
      ),
    ],
    id: "body-too-large",
    cause: /^uploads are refused: one of 4000 bytes is more than client_max_body_size allows$/,
    fix: "show /etc/nginx/nginx.conf on web-1",
  },
  {
    of: "mail that waits for a server",
    looks: [
      found(
        "postfix/smtp",
        "4F2B81C0A9: to=<ann@example.org>, relay=none, delay=301, delays=0.04/0.01/300/0, dsn=4.4.1, status=deferred (connect to mx.example.org[192.0.2.25]:25: Connection timed out)",
      ),
    ],
    id: "mail-deferred",
    cause: /^mail waits in the queue: connect to mx\.example\.org\[192\.0\.2\.25\]:25: Connection timed out$/,
    fix: "check the network on web-1",
  },
  {
    of: "mail whose receiver is not found",
    looks: [
      found(
        "postfix/smtp",
        "4F2B81C0A9: to=<ann@example.org>, relay=none, delay=5, delays=0.04/0.01/5/0, dsn=4.4.3, status=deferred (Host or domain name not found. Name service error for name=example.org type=MX: Host not found, try again)",
      ),
    ],
    id: "mail-deferred",
    cause: /^mail waits in the queue: Host or domain name not found/,
    fix: "why does name resolution fail on web-1?",
  },
  {
    of: "a cluster without a majority",
    looks: [
      log("corosync", [
        "[QUORUM] This node is within the non-primary component and will NOT provide any services.",
        30,
      ]),
    ],
    id: "quorum-lost",
    cause: /^the cluster has no quorum here/,
    fix: "check the network on web-1",
  },
  {
    of: "a guest that is locked",
    looks: [found("pvedaemon", "start failed: can't lock file '/var/lock/qemu-server/lock-101.conf' - got timeout")],
    id: "guest-locked",
    cause: /^the guest 101 is locked by a task that has not ended$/,
    fix: "show the processes with the most cpu on web-1",
  },
  {
    of: "a guest without its storage",
    looks: [found("pvedaemon", "TASK ERROR: storage 'backup-nas' is not online")],
    id: "guest-no-storage",
    cause: /^a guest cannot start: the storage backup-nas is not there$/,
    fix: "show disk usage on web-1",
  },
  {
    of: "a guest that the node has no memory for",
    looks: [
      found(
        "pvedaemon",
        "start failed: QEMU exited with code 1: kvm: cannot set up guest memory 'pc.ram': Cannot allocate memory",
      ),
    ],
    id: "guest-no-memory",
    cause: /^a guest cannot start: the node has not the memory for it$/,
    fix: "why is the memory of web-1 full?",
  },
];
