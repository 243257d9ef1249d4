/** Which questions web servers, balancers, tunnels and name servers answer, and by which of their own commands. */
import type { Inside } from "./service-inside.ts";

export const netInsides: readonly Inside[] = [
  {
    name: "nginx",
    units: /^nginx$/,
    topics: [
      {
        words:
          "virtual hosts|vhosts|server blocks|sites|websites|domains|server names|hosted sites|enabled sites|sites-enabled|hostnames|domain names|server_names|virtual host|virtualhosts",
        command: "nginx -T 2>/dev/null | grep -nE '^# configuration file|^[[:space:]]*(server_name|listen) '",
        does: "List the sites",
      },
      {
        words:
          "upstream|upstreams|upstream block|upstream blocks|upstream servers|backends|backend servers|proxy targets|proxy_pass|proxied to|proxy pass|reverse proxy targets",
        command: "nginx -T 2>/dev/null | grep -nE -A8 '^[[:space:]]*(upstream|proxy_pass) '",
        does: "Show the upstreams",
      },
      {
        words: "locations|location blocks|location block|redirects|rewrites|rewrite rules",
        command: "nginx -T 2>/dev/null | grep -nE '^[[:space:]]*(location|rewrite|return) '",
        does: "Show the locations",
      },
      {
        words: "document root|web root|webroot|document roots|root directory|docroot",
        command: "nginx -T 2>/dev/null | grep -nE '^[[:space:]]*root '",
        does: "Show the document roots",
      },
      {
        words: "modules|compiled modules|build options|compile options|compiled with",
        command: "nginx -V",
        does: "Show what it was built with",
      },
      {
        words: "certificates|ssl certificates|ssl certificate|certificate files|tls certificates|ssl_certificate",
        command: "nginx -T 2>/dev/null | grep -nE '^[[:space:]]*(server_name|ssl_certificate)'",
        does: "Show which certificates it uses",
      },
      {
        words:
          "whole config|full config|effective config|complete config|merged config|entire config|config dump|effective configuration|full configuration|complete configuration",
        command: "nginx -T",
        does: "Show the whole configuration",
      },
    ],
  },
  {
    name: "HAProxy",
    units: /^haproxy$/,
    called: "load balancer backends|backend servers",
    topics: [
      {
        words:
          "backends|backend|backend status|backend servers|servers|backend state|servers down|stats|show stat|backends down|down backends|health of backends|pool members|pool|healthy backends|unhealthy backends",
        command: "echo 'show stat' | socat stdio /run/haproxy/admin.sock | cut -d, -f1,2,5,18,19",
        does: "Show the backends and whether they are up",
      },
      {
        words: "sessions|connections|current sessions|active sessions|current connections",
        command: "echo 'show info' | socat stdio /run/haproxy/admin.sock",
        does: "Show its numbers",
      },
      {
        words: "frontends|binds|listeners|frontend",
        command: "grep -nE '^(frontend|listen)|^[[:space:]]*bind ' /etc/haproxy/haproxy.cfg",
        does: "Show the frontends",
      },
      {
        words: "acls|acl rules|routing rules|use_backend",
        command: "grep -nE '^[[:space:]]*(acl|use_backend) ' /etc/haproxy/haproxy.cfg",
        does: "Show the rules",
      },
    ],
  },
  {
    name: "keepalived",
    units: /^keepalived$/,
    called: "vrrp|virtual ip|floating ip|vip",
    topics: [
      {
        words: "vrrp state|vrrp role|vrrp master|virtual ip|vip|floating ip|virtual address|virtual ips|vips",
        command: "ip -brief address; journalctl -u keepalived -n 20 --no-pager",
        does: "Show who has the virtual address",
      },
      {
        words: "priority|virtual_ipaddress|virtual router id|vrrp_instance|priorities|virtual_router_id",
        command:
          "grep -nE -A3 'priority|virtual_ipaddress|virtual_router_id|vrrp_instance' /etc/keepalived/keepalived.conf",
        does: "Show the VRRP settings",
      },
    ],
  },
  {
    name: "WireGuard",
    units: /^wg-quick/,
    called: "wireguard|wg|vpn|wg0|tunnel",
    topics: [
      {
        words:
          "peers|peer|clients|connected peers|handshake|handshakes|last handshake|latest handshake|latest handshakes|wg show|connected clients|tunnels|tunnel status|who is connected|connections|transfer|traffic|connected|peer list|interface status|tunnel",
        command: "wg show",
        does: "Show the peers of the tunnel",
      },
      {
        words: "endpoints|allowed ips|public key|listen port|public keys",
        command: "wg show",
        does: "Show the peers of the tunnel",
      },
    ],
  },
  {
    name: "Fail2ban",
    units: /^fail2ban$/,
    topics: [
      {
        words:
          "banned|bans|banned ips|jails|jail status|blocked ips|banned addresses|currently banned|jail|ban list|blocked addresses|active jails|ips|addresses",
        command: "fail2ban-client banned; fail2ban-client status",
        does: "Show who is banned",
      },
    ],
  },
  {
    name: "Unbound",
    units: /^unbound$/,
    topics: [
      {
        words:
          "stats|statistics|cache hits|hit rate|cache hit rate|queries per second|query stats|cache stats|query count|numbers|cache hit ratio",
        command: "unbound-control stats_noreset",
        does: "Show its numbers",
      },
      {
        words: "local zones|local data|local records|local entries|zones",
        command: "unbound-control list_local_data",
        does: "List the local records",
      },
      {
        words: "forwards|list_forwards|forward zones",
        command: "unbound-control list_forwards",
        does: "List where it forwards to",
      },
    ],
  },
  {
    name: "Pi-hole",
    units: /^pihole-FTL$/i,
    called: "pihole|pi-hole",
    topics: [
      {
        words:
          "blocked queries|blocked domains|block list|blocklists|blocklist|stats|statistics|gravity|blocking status|blocking enabled|queries blocked|top blocked|summary|blocking|adlists|queries",
        command: "pihole status; pihole -c -e",
        does: "Show what is blocked",
      },
      { words: "versions|update available|core version", command: "pihole -v", does: "Show its version" },
    ],
  },
];
