/** Whether the name of a setting says that its value is a secret. */

const secretWords = [
  "password",
  "passwd",
  "passwort",
  "passphrase",
  "passcode",
  "pwd",
  "secret",
  "secrets",
  "credential",
  "credentials",
  "token",
  "api[_.-]?key",
  "(?:access|secret|private|pre[_.-]?shared|shared|account|signing|signature|encryption|encrypt|master|storage|license|deploy|auth|service|session|consumer|app|application|client|webhook|hmac|jwt|crypt|crypto|cipher|rndc|tsig|host|ssh|instrumentation|integration|bot|admin|write|server|data|pgp|gpg|unseal|recovery)[_.-]?key",
  "psk",
  "(?:^|[_.-]|db|user|pg|auth|smtp|mail|ftp|root|bind|admin|ldap|mysql|http|proxy|key|store|ssh|ssl|my|redis)pass",
  "pin[_.-]?code",
  "bindpw",
  "rootpw",
  "userpw",
  "authpw",
  "_?auth",
  "_?authtoken",
  "requirepass",
  "masterauth",
  "salt",
  "jwt",
  "sas",
  "connection[_.-]?string",
  "webhook[_.-]?url",
  "dsn",
  "otp",
  "totp",
  "seed[_.-]?phrase",
  "mnemonic",
  "cookie",
  "session[_.-]?id",
  "sessid",
] as const;

const endings =
  "(?:[_.-]?(?:base|value|data|hash|plain|plaintext|raw|text|str|string|old|new|current|default|b64|base64|enc|encrypted|prod|production|staging|dev|test|live|primary|secondary|main|backup))*(?:[_.-]?\\d{1,3})?";

const secretName = new RegExp(`(?:${secretWords.join("|")})${endings}$`);
/** They end in the word and hold none: where something lies, how it is checked, that it may be public. */
const harmless =
  /(?:^|[_.-])(?:no|public|pub|use|has|is|max|min|reset|forgot|change|show|require|require[ds]|invalid|bad|wrong|missing|empty|csrf[_.-]?cookie|secure|same[_.-]?site|http[_.-]?only|set)[_.-]?(?:token|password|passwd|secret|key|cookie|auth|credentials?|pass)s?$|(?:^|[_.-])(?:publickey|pubkey|nopasswd|notoken|keyboard|bypass|compass|encompass|surpass|trespass|oauth|unauth|xauth|noauth|smtpauth|sasl[_.-]?auth|pam[_.-]?auth|client[_.-]?auth|db[_.-]?data|oldpwd)$/;
/** A word by itself that is as often something else: only what looks made up counts. */
const weak =
  /^(?:auth|_auth|token|tokens|salt|sas|data[_.-]?key|host[_.-]?key|app[_.-]?key|key|cookie|seed|otp|session[_.-]?id|server[_.-]?key|write[_.-]?key|secrets|pwd|jwt|dsn)$/;

export type Strength = "secret" | "perhaps" | "no";

/** The same names come again and again. */
const known = new Map<string, Strength>();
const knownMost = 2_000;

/** Names are what stands before `=` or `:`, without quotes. */
export function strengthOf(name: string): Strength {
  const before = known.get(name);
  if (before) return before;
  if (known.size >= knownMost) known.clear();
  const strength = judged(name);
  known.set(name, strength);
  return strength;
}

function judged(name: string): Strength {
  const lower = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/^[-.]+|[-.]+$/g, "");
  const joined = lower.replaceAll("_", "");
  if (harmless.test(lower) || harmless.test(name.toLowerCase())) return "no";
  if (!secretName.test(lower) && !secretName.test(joined)) return "no";
  return weak.test(lower) || weak.test(joined) ? "perhaps" : "secret";
}

/** What stands where a secret would and is none: switches, nothing, variables, stars, words of a sentence. */
const noSecret =
  /^(?:true|false|yes|no|on|off|null|nil|none|undefined|unset|empty|required?|optional|enabled?|disabled?|prompt|ask|hidden|masked|ok|set|unknown|invalid|valid|expired|missing|wrong|incorrect|changed|unchanged|updated|created|deleted|denied|failed|failure|success|accepted|rejected|sorry|try|try\.|authentication|must|cannot|is|was|has|not|for|from|and|or|the|a|an|in|of|to|root|user|file|env|string|secret|password|token|basic|bearer|digest|md5|sha-?\d*|scram-sha-256|peer|trust|ident|external|plain|login|default|object|boolean|integer|unlimited|never|amd64|arm64|armhf|armel|i386|i686|x86_64|aarch64|noarch|all|any|riscv64|ppc64el|ppc64le|s390x|x+|\.+|-+|\*+|#(?:\s.*)?)[.,;:!?]?$/i;
const standIn =
  /^(?:\?\w|\$[A-Za-z_({]|%[({]?\w+[)}%]|\{\{|<[^>]*>?$|\[(?:hidden|redacted|masked|filtered|secret)|\*\*\*|xxx|•••|@\w+@|process\.env|os\.environ|env\(|getenv|ENC\[|vault:|\(|&?\w+\(|!vault|!secret|arn:|file:|secretKeyRef)/i;
const path = /^["']?(?:~|\.{1,2})?\/(?:[\w.@+-]+\/)*[\w.@+-]*["',;:]?$/;
const number = /^-?\d{1,4}(?:\.\d+)?[smhd%]?[,;]?$|^\d+(?:ms|s|m|h|d|px|kb|mb|gb|b|%)$/i;

export const isStandIn = (value: string): boolean =>
  noSecret.test(value) || standIn.test(value) || path.test(value) || number.test(value);
