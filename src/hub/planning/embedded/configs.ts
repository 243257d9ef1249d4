/** Where the configuration of well-known services stands, and what says whether it is right. */

const places: Record<string, string> = {
  nginx: "/etc/nginx/nginx.conf",
  apache: "/etc/apache2/apache2.conf",
  apache2: "/etc/apache2/apache2.conf",
  httpd: "/etc/httpd/conf/httpd.conf",
  sshd: "/etc/ssh/sshd_config",
  ssh: "/etc/ssh/sshd_config",
  haproxy: "/etc/haproxy/haproxy.cfg",
  unbound: "/etc/unbound/unbound.conf",
  redis: "/etc/redis/redis.conf",
  "redis-server": "/etc/redis/redis.conf",
  prometheus: "/etc/prometheus/prometheus.yml",
  grafana: "/etc/grafana/grafana.ini",
  "grafana-server": "/etc/grafana/grafana.ini",
  postfix: "/etc/postfix/main.cf",
  dovecot: "/etc/dovecot/dovecot.conf",
  named: "/etc/bind/named.conf",
  bind9: "/etc/bind/named.conf",
  dnsmasq: "/etc/dnsmasq.conf",
  rabbitmq: "/etc/rabbitmq/rabbitmq.conf",
  "rabbitmq-server": "/etc/rabbitmq/rabbitmq.conf",
  mosquitto: "/etc/mosquitto/mosquitto.conf",
  keepalived: "/etc/keepalived/keepalived.conf",
  chrony: "/etc/chrony/chrony.conf",
  chronyd: "/etc/chrony/chrony.conf",
  smbd: "/etc/samba/smb.conf",
  samba: "/etc/samba/smb.conf",
  docker: "/etc/docker/daemon.json",
  fail2ban: "/etc/fail2ban/jail.conf",
  mariadb: "/etc/mysql/mariadb.cnf",
  mysql: "/etc/mysql/my.cnf",
  gitea: "/etc/gitea/app.ini",
  rspamd: "/etc/rspamd/rspamd.conf",
  loki: "/etc/loki/config.yml",
  traefik: "/etc/traefik/traefik.yml",
};

/** Undefined for a service of which it is not known. */
export const configOf = (service: string): string | undefined =>
  places[service] ?? (/^php[\d.]*-fpm$/.test(service) ? `/etc/php/${service.slice(3, -4)}/fpm/php.ini` : undefined);

/** Commands that say whether a configuration is right. */
const tests: Record<string, string> = {
  nginx: "nginx -t",
  apache: "apachectl configtest",
  apache2: "apachectl configtest",
  haproxy: "haproxy -c -f /etc/haproxy/haproxy.cfg",
  sshd: "sshd -t",
  ssh: "sshd -t",
  unbound: "unbound-checkconf",
  named: "named-checkconf",
  bind9: "named-checkconf",
  postfix: "postfix check",
  dovecot: "doveconf -n",
  prometheus: "promtool check config /etc/prometheus/prometheus.yml",
  samba: "testparm -s",
  smbd: "testparm -s",
  chrony: "chronyd -p",
  rspamd: "rspamadm configtest",
};

export const configTestOf = (service: string): string | undefined => tests[service];
