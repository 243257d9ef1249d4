import { describe, expect, test } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { configTest, faultIn } from "./config-test.ts";

describe("the test of a configuration", () => {
  test("is known for servers that can do it", () => {
    const argv = (service: string) => configTest(service)?.argv.join(" ");
    expect(argv("nginx.service")).toBe("nginx -t");
    expect(argv("apache2")).toBe("apache2ctl -t");
    expect(argv("httpd")).toBe("httpd -t");
    expect(argv("haproxy")).toBe("haproxy -c -q -f /etc/haproxy/haproxy.cfg");
    expect(argv("ssh")).toBe("/usr/sbin/sshd -t");
    expect(argv("php8.2-fpm")).toBe("php-fpm8.2 -t");
    expect(argv("php-fpm83")).toBe("php-fpm83 -t");
    expect(argv("bind9")).toBe("named-checkconf");
  });

  test("is unknown for others", () => {
    for (const service of ["cron", "nginx-exporter", "php8.2-fpm-extra"])
      expect(configTest(service), service).toBeUndefined();
  });
});

describe("the error in a configuration", () => {
  const cases: [string, string, ReturnType<typeof plain>][] = [
    [
      "nginx",
      '2026/11/21 01:55:48 [emerg] 74#74: unexpected "}" in /etc/nginx/conf.d/a.conf:14\nnginx: configuration file /etc/nginx/nginx.conf test failed\n',
      { file: "/etc/nginx/conf.d/a.conf", line: 14, message: 'unexpected "}"' },
    ],
    [
      "sshd",
      "/etc/ssh/sshd_config: line 123: Bad configuration option: BadThing\n/etc/ssh/sshd_config: terminating, 1 bad configuration options\n",
      { file: "/etc/ssh/sshd_config", line: 123, message: "Bad configuration option: BadThing" },
    ],
    [
      "apache",
      "AH00526: Syntax error on line 3 of /etc/apache2/sites-enabled/x.conf:\nInvalid command 'Foo'\n",
      { file: "/etc/apache2/sites-enabled/x.conf", line: 3, message: "Invalid command 'Foo'" },
    ],
    [
      "haproxy",
      "[ALERT]    (77) : config : parsing [/etc/haproxy/haproxy.cfg:12] : unknown keyword 'foo' in 'global' section\n",
      { file: "/etc/haproxy/haproxy.cfg", line: 12, message: "unknown keyword 'foo' in 'global' section" },
    ],
    [
      "named",
      "/etc/bind/named.conf.local:4: missing ';' before '}'\n",
      { file: "/etc/bind/named.conf.local", line: 4, message: "missing ';' before '}'" },
    ],
    [
      "php-fpm",
      "[21-Nov-2026 01:00:00] ERROR: [/etc/php/8.2/fpm/pool.d/www.conf:23] unknown entry 'foo'\n",
      { file: "/etc/php/8.2/fpm/pool.d/www.conf", line: 23, message: "unknown entry 'foo'" },
    ],
    ["one with a warning first", "x: [warn] old word\nx: fatal: bad value\n", { message: "x: fatal: bad value" }],
    ["one that says it in other words", "\nsomething is wrong\n", { message: "something is wrong" }],
    ["one that says nothing", "", { message: "it did not say what" }],
  ];
  for (const [program, said, fault] of cases) {
    test(`is found in what ${program} says`, () => expect(plain(said)).toEqual(fault));
  }
});

const plain = (said: string) => {
  const { message, ...place } = faultIn(said);
  return { ...place, message: forHtml(message) };
};
