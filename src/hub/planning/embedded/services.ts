/** The names by which people call a unit: `redis-server` is “redis”, `php8.1-fpm` is “php-fpm”. */

/** Units whose everyday names cannot be derived. The first match counts. */
const spoken: readonly [RegExp, string[]][] = [
  [/^(sshd?|openssh-server)$/, ["ssh", "sshd", "ssh server", "openssh"]],
  [/^(crond?|cronie)$/, ["cron", "crond"]],
  [/^(apache2|httpd)$/, ["apache", "apache2", "httpd"]],
  [/^postgresql(@.*|-\d+)?$/, ["postgresql", "postgres", "postgre", "psql", "pg"]],
  [/^(mariadb|mysqld?)$/, ["mysql", "mariadb"]],
  [/^mongod?(b)?$/, ["mongo", "mongodb"]],
  [/^php[\d.]*-fpm$/, ["php-fpm", "php fpm", "php", "fpm"]],
  [/^(smbd|smb)$/, ["samba", "smb", "smbd"]],
  [/^nfs-(server|kernel-server)$/, ["nfs", "nfs server"]],
  [/^(named|bind9)$/, ["bind", "bind9", "named"]],
  [/^pihole-ftl$/, ["pihole", "pi-hole", "pi hole", "ftl"]],
  [/^wg-quick[@.].*$/, ["wireguard", "wg"]],
  [/^(?:vsftpd|proftpd|pure-ftpd)$/, ["ftp", "ftp server", "ftp daemon", "ftp service"]],
  [/^(?:dovecot)$/, ["imap", "imap server", "imap service"]],
  [/^qbittorrent/, ["qbittorrent", "torrent client", "bittorrent", "qbit"]],
  [/^rabbitmq(-server)?$/, ["rabbit", "rabbitmq", "rabbit mq"]],
  [
    /^pveproxy$/,
    ["pveproxy", "proxmox web interface", "proxmox web ui", "proxmox gui", "pve web interface", "proxmox web gui"],
  ],
  [/^w3svc$/, ["iis"]],
  [/^spooler$/, ["print spooler", "spooler", "printer spooler"]],
  [/^(prometheus-)?node[-_]exporter$/, ["node exporter", "node-exporter"]],
  [/^(elasticsearch)$/, ["elastic", "elasticsearch"]],
  [/^(chronyd?|systemd-timesyncd|ntpd?)$/, ["chrony", "ntp", "time sync"]],
  [/^fail2ban$/, ["fail2ban", "fail 2 ban"]],
  [/^(ufw|firewalld|nftables)$/, []],
];

/** Lower case, words apart by one space; the unit's own name first. */
export function spokenNames(unit: string): string[] {
  const own = unit.toLowerCase().replace(/\.service$/, "");
  const names = [own, own.replaceAll(/[-_@.]+/g, " ").trim()];
  for (const [shape, called] of spoken) if (shape.test(own)) names.push(...called);
  const stem = /^(.{3,})[-_](server|daemon|service|nox|ftl|agent)$/.exec(own)?.[1];
  if (stem && stem !== "ailx") names.push(stem, stem.replaceAll(/[-_]+/g, " "));
  const tunnel = /^wg-quick[@.](wg\d+)$/.exec(own)?.[1];
  if (tunnel !== undefined) names.push(tunnel);
  return [...new Set(names)];
}

/** Services that people name although no machine has them: so that the answer is “nobody runs it”, not “what is that?”. */
export const wellKnownServices: readonly string[] = (
  "nginx apache apache2 httpd caddy traefik haproxy varnish redis memcached postgresql postgres mysql mariadb mongodb mongo " +
  "rabbitmq kafka elasticsearch docker podman containerd ssh sshd cron postfix dovecot exim rspamd bind unbound dnsmasq pihole " +
  "samba nfs grafana prometheus loki alertmanager jenkins gitea gitlab tomcat php-fpm wireguard openvpn fail2ban cups squid " +
  "vsftpd proftpd jellyfin plex homeassistant zabbix telegraf influxdb consul vault nomad minio keepalived"
).split(" ");
