/** Ports as people call them: by their number, or by what usually answers there. */
import { number, openWords, things, type Match } from "../intents/match.ts";

const usual: Record<string, number> = {
  ftp: 21,
  vsftpd: 21,
  proftpd: 21,
  ssh: 22,
  sshd: 22,
  sftp: 22,
  openssh: 22,
  telnet: 23,
  smtp: 25,
  postfix: 25,
  submission: 587,
  smtps: 465,
  mail: 25,
  dns: 53,
  domain: 53,
  unbound: 53,
  bind9: 53,
  named: 53,
  http: 80,
  nginx: 80,
  apache: 80,
  apache2: 80,
  web: 80,
  www: 80,
  pop3: 110,
  ntp: 123,
  imap: 143,
  dovecot: 143,
  snmp: 161,
  ldap: 389,
  https: 443,
  tls: 443,
  ssl: 443,
  smb: 445,
  smbd: 445,
  samba: 445,
  cifs: 445,
  syslog: 514,
  imaps: 993,
  pop3s: 995,
  rsync: 873,
  nfs: 2049,
  "nfs-server": 2049,
  mysql: 3306,
  mariadb: 3306,
  rdp: 3389,
  postgres: 5432,
  postgresql: 5432,
  amqp: 5672,
  rabbitmq: 5672,
  "rabbitmq-server": 5672,
  vnc: 5900,
  redis: 6379,
  "redis-server": 6379,
  docker: 2375,
  proxmox: 8006,
  pveproxy: 8006,
  jellyfin: 8096,
  prometheus: 9090,
  grafana: 3000,
  "grafana-server": 3000,
  gitea: 3000,
  "node exporter": 9100,
  node_exporter: 9100,
  wireguard: 51_820,
  "wg-quick.wg0": 51_820,
  openvpn: 1194,
  winrm: 5985,
  ollama: 11_434,
  memcached: 11_211,
  mqtt: 1883,
  elasticsearch: 9200,
};
const isPort = (port: number | undefined): port is number =>
  port !== undefined && Number.isInteger(port) && port >= 1 && port <= 65_535;
/** The words that name a port without its number. */
export const portNames = Object.keys(usual);
export const portFor = (name: string): number | undefined =>
  Object.hasOwn(usual, name.toLowerCase()) ? usual[name.toLowerCase()] : undefined;

export function portOf(match: Match): number | undefined {
  const port = number(match);
  if (isPort(port)) return port;
  if (port !== undefined) return undefined;
  const named = [
    ...things(match).map(({ said }) => said),
    ...openWords(match),
    ...(match.text.match(/\b[a-z0-9]+\b/g) ?? []),
  ];
  return named.map(portFor).find((found) => found !== undefined);
}
/** All ports that are said, by number or by name. */
export function portsOf(match: Match): number[] {
  const numbered = match.slots.flatMap(({ kind, value }) => {
    const entity = kind === "n" ? match.entities[Number(value)] : undefined;
    return entity?.kind === "n" && isPort(entity.value) ? [entity.value] : [];
  });
  const named = [...things(match).map(({ said }) => said), ...(match.text.match(/\b[a-z][a-z0-9]+\b/g) ?? [])].flatMap(
    (name) => portFor(name) ?? [],
  );
  return [...new Set([...numbered, ...named])];
}
