/** Output as operators see it every day, made from a seed: nothing in it is secret, and much looks as if it were. */

export type Random = {
  int: (below: number) => number;
  hex: (length: number) => string;
  base64: (length: number) => string;
  pick: <T>(all: readonly T[]) => T;
};

/** Mulberry32: the same seed gives the same text on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  const of = (alphabet: string) => (length: number) =>
    Array.from({ length }, () => alphabet.charAt(int(alphabet.length))).join("");
  return {
    int,
    hex: of("0123456789abcdef"),
    base64: of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
    pick: (all) => all[int(all.length)] as (typeof all)[number],
  };
}

const two = (n: number): string => String(n).padStart(2, "0");
const hosts = ["web-1", "web-2", "db-1", "pve1", "mail", "k8s-node-3"] as const;
const units = [
  "nginx",
  "ssh",
  "postgresql@15-main",
  "docker",
  "cron",
  "systemd-resolved",
  "wg-quick@wg0",
  "getty@tty1",
  "user@1000",
] as const;
const users = ["root", "deploy", "www-data", "postgres", "alice"] as const;

type Line = (r: Random) => string;
const time: Line = (r) => `Nov ${two(1 + r.int(28))} ${two(r.int(24))}:${two(r.int(60))}:${two(r.int(60))}`;
const address: Line = (r) => `10.${r.int(256)}.${r.int(256)}.${r.int(256)}`;
const uuid: Line = (r) => `${r.hex(8)}-${r.hex(4)}-4${r.hex(3)}-a${r.hex(3)}-${r.hex(12)}`;
const log =
  (what: Line): Line =>
  (r) =>
    `${time(r)} ${r.pick(hosts)} ${what(r)}`;

const journal: readonly Line[] = [
  log(
    (r) =>
      `sshd[${r.int(99999)}]: Failed password for invalid user ${r.pick(users)} from ${address(r)} port ${r.int(65536)} ssh2`,
  ),
  log(
    (r) =>
      `sshd[${r.int(99999)}]: Accepted publickey for ${r.pick(users)} from ${address(r)} port ${r.int(65536)} ssh2: ED25519 SHA256:${r.base64(43)}`,
  ),
  log(
    (r) =>
      `sshd[${r.int(99999)}]: pam_unix(sshd:session): session opened for user ${r.pick(users)}(uid=${r.int(2000)}) by (uid=0)`,
  ),
  log(
    (r) =>
      `sshd[${r.int(99999)}]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=${address(r)}  user=root`,
  ),
  log(
    (r) =>
      `sudo: ${r.pick(users)} : TTY=pts/${r.int(9)} ; PWD=/home/deploy ; USER=root ; COMMAND=/usr/bin/systemctl restart ${r.pick(units)}`,
  ),
  log((r) => `sudo[${r.int(9999)}]: pam_unix(sudo:auth): auth could not identify password for [${r.pick(users)}]`),
  log((r) => `systemd[1]: Started ${r.pick(units)}.service - A high performance web server.`),
  log((r) => `systemd[1]: ${r.pick(units)}.service: Main process exited, code=exited, status=${r.int(3)}/FAILURE`),
  log(
    () => `systemd[1]: Starting systemd-ask-password-wall.path - Forward Password Requests to Wall Directory Watch...`,
  ),
  log(
    (r) =>
      `kernel: [${r.int(99999)}.${r.int(999999)}] audit: type=1400 audit(${1_732_000_000 + r.int(999999)}.${r.int(999)}:${r.int(99)}): apparmor="STATUS" operation="profile_load" name="docker-default" pid=${r.int(9999)}`,
  ),
  log(
    (r) =>
      `dockerd[${r.int(999)}]: time="2026-11-21T0${r.int(9)}:${two(r.int(60))}:00.${r.int(999999999)}Z" level=info msg="ignoring event" container=${r.hex(64)} module=libcontainerd namespace=moby topic=/tasks/delete`,
  ),
  log(
    (r) =>
      `postfix/smtpd[${r.int(9999)}]: disconnect from unknown[${address(r)}] ehlo=1 auth=0/1 rset=1 quit=1 commands=3/4`,
  ),
  log((r) => `postgres[${r.int(9999)}]: FATAL:  password authentication failed for user "${r.pick(users)}"`),
  log((r) => `mariadbd[${r.int(9999)}]: [Warning] Access denied for user 'app'@'${address(r)}' (using password: YES)`),
  log(
    () =>
      `kubelet[812]: I1121 07:44:12.118290 812 token_manager.go:121] "Couldn't get token" err="secrets \\"default-token\\" not found"`,
  ),
  log(
    (r) =>
      `vault[411]: core: post-unseal setup complete: token_type=service token_ttl=${r.int(900)}h policies=[default]`,
  ),
  log(
    (r) =>
      `CRON[${r.int(9999)}]: (root) CMD (test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; })`,
  ),
  log((r) => `gpg-agent[${r.int(9999)}]: max-cache-ttl=7200 keyid=${r.hex(16).toUpperCase()} key-size=4096`),
];

const tables: readonly Line[] = [
  (r) =>
    `/dev/sd${r.pick(["a", "b", "c"])}${r.int(9)}  ${r.int(999)}G  ${r.int(999)}G  ${r.int(999)}G  ${r.int(100)}% /mnt/data${r.int(9)}`,
  (r) =>
    `${r.pick(users).padEnd(9)}${String(r.int(99999)).padStart(6)}  ${r.int(9)}.${r.int(9)}  ${r.int(9)}.${r.int(9)} ${r.int(9999999)} ${r.int(999999)} ?  Ssl  07:4${r.int(9)}   0:0${r.int(9)} /usr/sbin/mysqld --basedir=/usr --pid-file=/run/mysqld/mysqld.pid --port=3306`,
  (r) =>
    `root  ${r.int(9999)}  0.0  0.1 ${r.int(99999)} ${r.int(9999)} ?  Ss  07:1${r.int(9)}  0:00 /usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock --tlskey=/etc/docker/key.pem`,
  (r) =>
    `alice ${r.int(9999)}  0.0  0.1 ${r.int(99999)} ${r.int(9999)} pts/0  S+  07:1${r.int(9)}  0:00 mkdir -p /srv/app && ssh -p 2222 -i ~/.ssh/id_ed25519 deploy@${r.pick(hosts)} mysql -u root -p`,
  (r) =>
    `tcp   LISTEN 0      ${r.int(512)}          0.0.0.0:${r.int(65536)}      0.0.0.0:*    users:(("nginx",pid=${r.int(99999)},fd=${r.int(99)}))`,
  (r) =>
    `${r.hex(12)}   nginx:1.27   "/docker-entrypoint.…"   ${r.int(9)} hours ago   Up ${r.int(9)} hours   0.0.0.0:8${r.int(999)}->80/tcp   web-${r.int(9)}`,
  (r) => `images.example.org/app@sha256:${r.hex(64)}   <none>   ${r.hex(12)}   3 weeks ago   ${r.int(999)}MB`,
  (r) => `${r.hex(64)}  ./backups/db-2026-11-${two(1 + r.int(28))}.sql.gz`,
  (r) => `${r.hex(40)} refs/heads/feature-${r.int(999)}`,
  (r) => `commit ${r.hex(40)}`,
  (r) => `${r.hex(7)} auth: rotate the token's signing key once a day (#${r.int(999)})`,
  (r) => `UUID=${uuid(r)} /srv ext4 defaults,noatime 0 2`,
  (r) => `PARTUUID="${r.hex(8)}-0${r.int(9)}" TYPE="crypto_LUKS" UUID="${uuid(r)}"`,
  (r) =>
    `${r.int(256)}.${r.int(256)}.${r.int(256)}.${r.int(256)} - - [21/Nov/2026:07:${two(r.int(60))}:${two(r.int(60))} +0000] "GET /login?next=/reset-password HTTP/1.1" 200 ${r.int(99999)} "https://example.org/account/keys" "Mozilla/5.0 (X11; Linux x86_64)"`,
  (r) =>
    `-rw------- 1 root root ${r.int(9999)} Nov 21 07:44 /etc/ssl/private/${r.pick(["server.key", "secret.txt", "token", "passwd-", "shadow"])}`,
  (r) => `ii  libsecret-1-0:amd64  0.2${r.int(9)}.5-3  amd64  Secret store`,
  (r) => `ii  passwd  1:4.13+dfsg1-1+b${r.int(9)}  amd64  change and administer password and group data`,
  (r) => `secret/tls-${r.int(99)}   kubernetes.io/tls   2   ${r.int(99)}d`,
  (r) => `secret "tls-${r.int(99)}" deleted`,
  (r) => `default-token-${r.hex(5)}   kubernetes.io/service-account-token   3   ${r.int(999)}d`,
  (r) =>
    `2026-11-21 07:44:${two(r.int(60))}.${r.int(999)} INFO  [main] c.e.auth.TokenService - issued token for user ${r.int(9999)} in ${r.int(90)} ms, tokens=${r.int(99)}`,
  (r) =>
    `{"level":"info","ts":173217${r.int(9999)}.${r.int(999)},"logger":"http","msg":"request","status":200,"user_id":${r.int(99999)},"request_id":"${uuid(r)}","bytes":${r.int(999999)}}`,
  () => `sshd_config: PasswordAuthentication no, PubkeyAuthentication yes, PermitRootLogin prohibit-password`,
  () => `hostkeyalgorithms ssh-ed25519,rsa-sha2-512 ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com`,
  (r) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${r.base64(43)} deploy@${r.pick(hosts)}`,
  (r) => `256 SHA256:${r.base64(43)} root@${r.pick(hosts)} (ED25519)`,
  (r) => `peer: ${r.base64(43)}=  allowed ips: 10.8.0.${r.int(255)}/32  latest handshake: ${r.int(59)} seconds ago`,
  (r) => `password: YES   tokens: ${r.int(99)}   keys: ${r.int(99)}   pass: ${r.int(99)}   fail: 0`,
  () => `chage: Password expires : never, Maximum number of days between password change : 99999`,
  (r) => `   secretName: app-tls-${r.int(9)}`,
  () => `   passwordFile: /run/secrets/db-password`,
  () => `   serviceAccountName: token-reader`,
  (r) => `  key: app-config-${r.int(9)}`,
  () => `  Environment=PATH=/usr/local/bin:/usr/bin LANG=C.UTF-8 TOKEN_FILE=/run/token`,
  (r) =>
    `cpu  ${r.int(9999999)} ${r.int(99999)} ${r.int(9999999)} ${r.int(999999999)} ${r.int(99999)} 0 ${r.int(99999)} 0 0 0`,
  (r) => `eth0: ${r.int(2 ** 40)} ${r.int(9999999)} 0 0 0 0 0 0 ${r.int(2 ** 40)} ${r.int(9999999)} 0 0`,
  (r) =>
    `17${r.int(9)}2175${two(r.int(99))}${r.int(9)}0${two(r.int(99))}456789 ${r.int(9)} realtime ns, monotonic ${r.int(2 ** 45)}`,
  (r) =>
    `Get:${r.int(99)} http://deb.debian.org/debian bookworm/main amd64 openssl amd64 3.0.${r.int(20)}-1 [1,428 kB]`,
  (r) => `npm warn deprecated some-package@${r.int(9)}.${r.int(9)}.${r.int(9)}: this version is no longer supported`,
  (r) => `Cloning into 'app'... remote: Enumerating objects: ${r.int(9999)}, done. git@github.com:example/app.git`,
  (r) => `proxy_pass http://127.0.0.1:${3000 + r.int(999)}; proxy_set_header Authorization $http_authorization;`,
  (r) => `  proxy_cookie_path / "/; Secure"; ssl_certificate_key /etc/ssl/private/site-${r.int(9)}.key;`,
  () => `export DB_PASSWORD=$DB_PASSWORD API_TOKEN=\${API_TOKEN:?missing} SECRET=<your secret here>`,
  () => `if [ -z "$PASSWORD" ]; then echo "PASSWORD: not set"; fi # token=$(cat /run/token)`,
  (r) => `fingerprint: ${Array.from({ length: 20 }, () => r.hex(2).toUpperCase()).join(":")}`,
  (r) => `MIIB${r.base64(60)}`,
  (r) => `etag "${r.hex(32)}" cache-control: max-age=${r.int(9999)} set by session-store v${r.int(9)}`,
  (r) => `The key fingerprint is: SHA256:${r.base64(43)} deploy@${r.pick(hosts)}`,
  () => `Enter passphrase for key '/home/deploy/.ssh/id_ed25519': `,
  () => `[sudo] password for deploy: Sorry, try again.`,
];

/** At least `bytes` long, in lines. */
export function benignText(bytes: number, seed = 1): string {
  const random = randomFrom(seed);
  const all = [...journal, ...tables];
  const lines: string[] = [];
  for (let length = 0; length < bytes;) {
    const line = random.pick(all)(random);
    lines.push(line);
    length += line.length + 1;
  }
  return `${lines.join("\n")}\n`;
}
