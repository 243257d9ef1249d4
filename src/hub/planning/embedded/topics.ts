/** What people call by what it does for them: “torrents are not moving” is about the program that fetches them. */
import type { Machine } from "../../../domain/machine.ts";
import type { Entity } from "./types.ts";

const topics: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:torrents?|magnets?|seeding|seeds)\b/, /^(?:qbittorrent|transmission|deluge|rtorrent)/],
  [/\b(?:downloads?)\b/, /^(?:qbittorrent|transmission|deluge|aria2)/],
  [
    /\b(?:e-?mails?|mails?|mail delivery|mail system|inbox|outgoing mail|incoming mail|messages from outside|smtp)\b/,
    /^(?:postfix|exim4?|sendmail)$/,
  ],
  [/\b(?:spam)\b/, /^(?:rspamd|spamassassin|spamd)$/],
  [
    /\b(?:name lookups?|name resolution|dns lookups?|dns queries|dns resolution|dns|ad ?block(?:ing|er)?)\b/,
    /^(?:unbound|pihole-ftl|bind9|named|dnsmasq)$/i,
  ],
  [
    /\b(?:streams?|streaming|movies?|films?|videos?|playback|tv shows?|transcod(?:es|ing)|media library)\b/,
    /^(?:jellyfin|plex|emby)/,
  ],
  [
    /\b(?:file shares?|network shares?|network drives?|shared folders?|shares?|windows shares?|smb shares?)\b/,
    /^(?:smbd?|samba)$/,
  ],
  [/\b(?:vpn|vpn tunnel|vpn connections?)\b/, /^(?:wg-quick|openvpn)/],
  [
    /\b(?:git pushes|git push|git clones?|cloning|pushing|pushes|pull requests?)\b/,
    /^(?:gitea|forgejo|gitlab(?!-runner))/,
  ],
  [
    /\b(?:pipelines?|ci jobs?|ci builds?|builds?|build jobs?|runners?)\b/,
    /^(?:gitlab-runner|jenkins|.*actions-runner.*)$/,
  ],
  [/\b(?:dashboards?|graphs|panels)\b/, /^grafana/],
  [/\b(?:metrics|scraping|scrapes)\b/, /^prometheus$/],
  [/\b(?:alerts|alerting|alert mails)\b/, /^alertmanager$/],
  [/\b(?:message queues?|queue consumers?|queue messages|broker|queues)\b/, /^rabbitmq/],
  [/\b(?:uploads?|ftp uploads?|ftp)\b/, /^(?:vsftpd|proftpd|pure-ftpd)$/],
  [/\b(?:llm|llms|language models?|ai answers|prompts|chat ?bot)\b/, /^ollama$/],
  [/\b(?:printing|printers?|print jobs?)\b/, /^cups$/],
  [/\b(?:sessions|session store|logins to the shop)\b/, /^redis/],
];

/** The text with the service behind the word, where no machine and no service is named in it; its entity is added. */
export function withTopic(text: string, entities: Entity[], fleet: readonly Machine[]): string {
  if (/@(?:svc|ctr|t|g|path|quote|url|ip)\d/.test(text)) return text;
  for (const [shape, unit] of topics) {
    const said = shape.exec(text)?.[0];
    if (said === undefined) continue;
    const owners = fleet.flatMap((machine) =>
      machine.facts.services.filter((name) => unit.test(name)).map((name) => ({ machine, name })),
    );
    // Of several programs that do it, as of several machines, none is told from the others.
    if (owners.length === 0 || new Set(owners.map(({ name }) => name)).size > 1) continue;
    const id = entities.push({ kind: "svc", things: [{ said, owners }], said }) - 1;
    return text.replace(shape, `@svc${id}`);
  }
  return text;
}
