/** More programs whose settings are known by name: mail, monitoring, names, bans. */
import { shellWord } from "../../../../lib/shellWord.ts";
import { configOf } from "../configs.ts";
import { bytes, inSeconds, plain, type Program, upper } from "./settings-program.ts";

export const serverPrograms: readonly Program[] = [
  {
    name: "Postfix",
    units: /^postfix$/,
    keys: [
      {
        words:
          "message_size_limit|message size limit|mail size limit|maximum message size|max message size|attachment limit|attachment size limit|smtp message size limit|message size|mail size|email size limit|max mail size|maximum mail size",
        key: "message_size_limit",
      },
      { words: "mynetworks|trusted networks", key: "mynetworks" },
      { words: "relayhost|relay host|smart host|smarthost", key: "relayhost" },
      { words: "mailbox_size_limit|mailbox size limit|mailbox size", key: "mailbox_size_limit" },
      { words: "myhostname|mail hostname", key: "myhostname" },
      { words: "mydestination", key: "mydestination" },
      { words: "maximal_queue_lifetime|queue lifetime", key: "maximal_queue_lifetime" },
    ],
    ask: (key) => `postconf ${key}`,
    size: bytes,
    time: plain,
    set: {
      tool: "shell.run",
      input: ({ key, value }) => ({ command: `postconf -e ${shellWord(`${key}=${value}`)} && postfix reload` }),
    },
  },
  {
    name: "Prometheus",
    units: /^prometheus$/,
    keys: [
      { words: "scrape_interval|scrape interval|scraping interval", key: "scrape_interval" },
      { words: "evaluation_interval|evaluation interval", key: "evaluation_interval" },
      { words: "retention|retention time|data retention", key: "storage.tsdb.retention" },
    ],
    ask: (key, unit) =>
      key.startsWith("storage")
        ? `systemctl cat --no-pager ${unit} | grep -o 'storage.tsdb.retention[^ ]*' ; curl -s http://localhost:9090/api/v1/status/flags | grep -o '"storage.tsdb.retention[^,]*'`
        : `grep -n ${key} ${configOf("prometheus") ?? ""}`,
    size: upper,
    time: plain,
    set: {
      tool: "config.edit",
      input: ({ key, value }) =>
        key.endsWith("_interval")
          ? { path: "/etc/prometheus/prometheus.yml", edits: [{ line: `^  ${key}:`, to: `  ${key}: ${value}` }] }
          : undefined,
    },
    note: () => "Prometheus takes it when it is reloaded",
  },
  {
    name: "Unbound",
    units: /^unbound$/,
    keys: [
      { words: "cache-max-ttl|cache max ttl|max cache ttl", key: "cache-max-ttl" },
      { words: "num-threads|number of threads", key: "num-threads" },
      { words: "msg-cache-size|cache size", key: "msg-cache-size" },
      { words: "forward-addr|upstream servers|upstream dns|forwarders|upstreams|upstream", key: "forward-addr" },
    ],
    ask: (key) => (key === "forward-addr" ? "grep -rn forward-addr /etc/unbound" : `unbound-checkconf -o ${key}`),
    size: plain,
    time: inSeconds,
  },
  {
    name: "Fail2ban",
    units: /^fail2ban$/,
    keys: [
      { words: "bantime|ban time|ban duration", key: "bantime" },
      { words: "maxretry|max retry|max retries", key: "maxretry" },
      { words: "findtime|find time", key: "findtime" },
    ],
    set: {
      tool: "shell.run",
      input: ({ key, value }) => ({
        command: `printf '[DEFAULT]\\n${key} = ${value}\\n' > /etc/fail2ban/jail.d/${key}.local && fail2ban-client reload`,
      }),
    },
    ask: (key) =>
      `grep -rnE '^[[:space:]]*${key}' /etc/fail2ban/jail.local /etc/fail2ban/jail.d /etc/fail2ban/jail.conf`,
    size: plain,
    time: plain,
  },
];
