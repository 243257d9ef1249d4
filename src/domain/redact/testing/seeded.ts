/** Secrets that nobody has, in the forms in which they turn up in output: each with the text around it. */
import type { Random } from "./benign.ts";

export type Seeded = { format: string; secret: string; text: string };

const alnum = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const of = (r: Random, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(r.int(alphabet.length))).join("");

/** As people and generators make them; never without a digit, so that none is a word. */
const passwords: readonly ((r: Random) => string)[] = [
  (r) => `${of(r, alnum, 11)}${r.int(10)}`,
  (r) => `${of(r, `${alnum}!#%*+-_.`, 18)}${r.int(10)}x`,
  (r) => `${r.pick(["Sommer", "Winter", "Dragon", "Welcome", "Hunter"])}${2000 + r.int(30)}!`,
  (r) => r.hex(32),
  (r) => `${of(r, alnum, 43)}=`,
  (r) => `${of(r, `${alnum}!^~*`, 24)}7q`,
  (r) => `correct-horse-${r.int(1000)}-staple`,
  (r) => `pw_${of(r, alnum, 20)}9`,
];

const tokens: readonly ((r: Random) => string)[] = [
  (r) => `AKIA${of(r, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 15)}7`,
  (r) => `ghp_${of(r, alnum, 35)}4`,
  (r) => `glpat-${of(r, alnum, 19)}5`,
  (r) => `xoxb-${r.int(1e9)}${r.int(9)}11-${r.int(1e9)}-${of(r, alnum, 24)}`,
  (r) => `sk_live_${of(r, alnum, 23)}2`,
  (r) => `AIza${of(r, alnum, 34)}3`,
  (r) => `eyJ${of(r, alnum, 30)}.eyJ${of(r, alnum, 50)}.${of(r, alnum, 43)}`,
  (r) => `npm_${of(r, alnum, 35)}1`,
  (r) => `hvs.${of(r, alnum, 27)}8`,
  (r) => `$6$${of(r, alnum, 12)}$${of(r, alnum, 86)}`,
];

const names = [
  "PASSWORD",
  "DB_PASSWORD",
  "MYSQL_ROOT_PASSWORD",
  "API_KEY",
  "SECRET_KEY",
  "CLIENT_SECRET",
  "SMTP_PASS",
  "PGPASSWORD",
  "ACCESS_TOKEN",
] as const;

type Format = readonly [name: string, make: (r: Random) => { secret: string; text: string }];
const password = (r: Random): string => r.pick(passwords)(r);
const named = (r: Random): string => r.pick(names);

export const formats: readonly Format[] = [
  ["env", (r) => wrap(password(r), (s) => `PATH=/usr/bin\n${r.pick(["", "export "])}${named(r)}=${s}\nLANG=C\n`)],
  [
    "yaml",
    (r) =>
      wrap(password(r), (s) =>
        `db:\n  user: app\n  ${named(r).toLowerCase()}: ${r.pick(["", '"'])}${s}\n  port: 5432\n`.replace(
          /(: ")(.*)\n/,
          '$1$2"\n',
        ),
      ),
  ],
  ["json", (r) => wrap(password(r), (s) => `{"user":"app","${camel(named(r))}":${JSON.stringify(s)},"port":5432}\n`)],
  [
    "json in json",
    (r) =>
      wrap(
        password(r),
        (s) => `{"msg":${JSON.stringify(JSON.stringify({ user: "app", [named(r).toLowerCase()]: s, port: 1 }))}}\n`,
      ),
  ],
  ["ini", (r) => wrap(password(r), (s) => `[client]\nuser = app\n${named(r).toLowerCase()} = ${s}\nhost = db\n`)],
  [
    "address",
    (r) =>
      wrap(
        urlSafe(password(r)),
        (s) =>
          `connecting to ${r.pick(["postgres", "redis", "https", "amqp"])}://app:${s}@db.example.org:5432/app ...\n`,
      ),
  ],
  [
    "header",
    (r) =>
      wrap(
        `${of(r, alnum, 30)}${r.int(10)}`,
        (s) =>
          `> GET /v1 HTTP/1.1\n> ${r.pick(["Authorization: Bearer ", "X-Api-Key: ", "Cookie: session=", "PRIVATE-TOKEN: "])}${s}\n> Accept: */*\n`,
      ),
  ],
  [
    "command",
    (r) =>
      wrap(
        `${of(r, alnum, 14)}${r.int(10)}`,
        (s) =>
          `root 812 0.0 ${r.pick([`mysql -uroot -p${s} app`, `sshpass -p ${s} ssh web-1`, `curl -u admin:${s} https://db/`, `app --password=${s} --port 1`, `app --token ${s} run`, `redis-cli -a ${s} ping`])}\n`,
      ),
  ],
  [
    "token",
    (r) =>
      wrap(
        r.pick(tokens)(r),
        (s) =>
          `${r.pick(["found ", "using key ", '"', "echo ", "|  "])}${s}${r.pick(["\n", '"\n', " in use\n", ", done\n"])}`,
      ),
  ],
  [
    "key file",
    (r) => {
      const lines = Array.from({ length: 12 + r.int(20) }, () => r.base64(64));
      const kind = r.pick(["RSA ", "", "EC ", "OPENSSH ", "ENCRYPTED "]);
      const secret = r.pick(lines);
      return {
        secret,
        text: `cat id\n-----BEGIN ${kind}PRIVATE KEY-----\n${lines.join("\n")}\n${r.base64(22)}==\n-----END ${kind}PRIVATE KEY-----\nok\n`,
      };
    },
  ],
];

const wrap = (secret: string, text: (secret: string) => string) => ({ secret, text: text(secret) });
const camel = (name: string): string =>
  name.toLowerCase().replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
const urlSafe = (secret: string): string => encodeURIComponent(secret);

/** `each` of every format. */
export const seeded = (r: Random, each: number): Seeded[] =>
  formats.flatMap(([format, make]) => Array.from({ length: each }, () => ({ format, ...make(r) })));
