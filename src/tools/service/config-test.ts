/** Services whose configuration their own program can test: it does so before they are restarted. */
import { untrusted, type Untrusted } from "../../domain/untrusted.ts";
import { shortName } from "./unit.ts";

export type ConfigTest = {
  /** The program as people call it. */
  program: string;
  argv: readonly string[];
};

const tests: readonly (readonly [RegExp, (found: RegExpExecArray) => ConfigTest])[] = [
  [/^nginx$/, () => ({ program: "nginx", argv: ["nginx", "-t"] })],
  [/^apache2$/, () => ({ program: "apache2", argv: ["apache2ctl", "-t"] })],
  [/^httpd$/, () => ({ program: "httpd", argv: ["httpd", "-t"] })],
  [/^haproxy$/, () => ({ program: "haproxy", argv: ["haproxy", "-c", "-q", "-f", "/etc/haproxy/haproxy.cfg"] })],
  // The daemon insists on being called by its full path.
  [/^sshd?$/, () => ({ program: "sshd", argv: ["/usr/sbin/sshd", "-t"] })],
  [/^php(\d+(?:\.\d+)?)-fpm$/, ([, version]) => ({ program: "php-fpm", argv: [`php-fpm${version}`, "-t"] })],
  [/^(php-fpm[\d.]*)$/, ([, program = "php-fpm"]) => ({ program: "php-fpm", argv: [program, "-t"] })],
  [/^(named|bind9)$/, () => ({ program: "named", argv: ["named-checkconf"] })],
];

export function configTest(service: string): ConfigTest | undefined {
  const name = shortName(service);
  for (const [shape, make] of tests) {
    const found = shape.exec(name);
    if (found) return make(found);
  }
  return undefined;
}

/** What was wrong, as far as the program said it in a form that is known. */
export type ConfigFault = { file?: string; line?: number; message: Untrusted };

/** Where the error is: line number and file by name, and what the program says of it. The first error counts. */
export function faultIn(said: string): ConfigFault {
  for (const { shape, order } of places) {
    const found = shape.exec(said);
    if (!found) continue;
    const [file, line, message] = order.map((at) => found[at] ?? "");
    return { file: file ?? "", line: Number(line), message: untrusted((message ?? "").trim().slice(0, 500)) };
  }
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const first = lines.find((line) => /emerg|alert|error|fatal|fail/i.test(line)) ?? lines[0] ?? "it did not say what";
  return { message: untrusted(first.trim().slice(0, 500)) };
}

/** Expressions for each program's way to say it; `order` names the groups for file, line and message. */
const places: readonly { shape: RegExp; order: readonly [number, number, number] }[] = [
  // nginx: [emerg] 74#74: unexpected "}" in /etc/nginx/sites-enabled/app:5
  { shape: /\[emerg\](?: \d+#\d+:)? (.+?) in (\/[^\s:]+):(\d+)/, order: [2, 3, 1] },
  // apache: Syntax error on line 3 of /etc/apache2/x.conf:␤Invalid command …
  { shape: /Syntax error on line (\d+) of ([^\s:]+):?\s*\n?(.*)/, order: [2, 1, 3] },
  // haproxy: [ALERT] … : config : parsing [/etc/haproxy/haproxy.cfg:12] : unknown keyword …
  { shape: /parsing \[([^\]:]+):(\d+)\] ?: ?(.+)/, order: [1, 2, 3] },
  // sshd: /etc/ssh/sshd_config: line 123: Bad configuration option: …; or “/etc/ssh/sshd_config line 7: …”
  { shape: /^(\/[^\s:]+):? line (\d+): (.+)$/m, order: [1, 2, 3] },
  // php-fpm: ERROR: [/etc/php/8.2/fpm/pool.d/www.conf:23] unknown entry …
  { shape: /ERROR: \[([^\]:]+):(\d+)\] (.+)/, order: [1, 2, 3] },
  // named: /etc/bind/named.conf.local:4: missing ';' before …
  { shape: /^(\/[^\s:]+):(\d+): (.+)$/m, order: [1, 2, 3] },
];
