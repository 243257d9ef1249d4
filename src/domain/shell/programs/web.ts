/** Web servers, name servers, mail and certificates, as the programs that run them. */
import { critical, high, low, medium, type Programs, type Rule } from "../rule.ts";

const reloads = medium(3, "makes a server read its settings again");

export const web: Programs = {
  "nginx openresty angie": {
    is: medium(3, "starts a server"),
    flags: "-q",
    values: "-g -e",
    opts: {
      "-c -p": "list",
      "-s": { names: { "reload reopen": reloads }, else: high(3, "stops a server") },
      "-g": { value: "needs", is: medium(3, "gives settings to a server") },
    },
    modes: [
      { has: "-t -T -v -V", use: { is: low(), flags: "-t -T -v -V -q" } },
      { has: "-s", use: { is: low(3) } },
    ],
  },
  "apachectl apache2ctl httpd apache2": {
    is: medium(3, "starts a server"),
    flags: "-X",
    values: "-d -C -c -D",
    opts: { "-f": "list", "-k": { names: { "start restart graceful": reloads }, else: high(3, "stops a server") } },
    sub: {
      "configtest status fullstatus": low(),
      "start restart graceful": reloads,
      "stop graceful-stop": high(3, "stops a server"),
    },
    modes: [
      { has: "-t -S -M -v -V -l -L", use: { is: low(), flags: "-t -S -M -v -V -l -L" } },
      { has: "-k", use: { is: low(3) } },
    ],
  },
  "a2ensite a2dissite a2enmod a2dismod a2enconf a2disconf": {
    is: high(3, "changes what a server serves"),
    flags: "-q -m -f",
  },
  a2query: { flags: "-s -m -c -M -v -d -a -q" },
  "haproxy varnishd": {
    is: medium(3, "starts a server"),
    flags: "-q -d -V -W -D -db",
    values: "-n -p -sf -st",
    opts: { "-f": "list" },
    modes: [{ has: "-c -v -vv", use: { is: low(), flags: "-c -v -vv -q -V" } }],
  },
  caddy: {
    sub: {
      "validate version list-modules build-info environ fmt adapt": {
        flags: "--pretty -p --versions -d --diff",
        values: "--adapter -a",
        opts: { "--config -c": "read", "-w --overwrite": medium(2, "rewrites a file") },
        args: "read",
      },
      "reload start": { is: reloads, opts: { "--config -c": "read" }, values: "--adapter --address" },
      "run respond file-server reverse-proxy": medium(3, "starts a server"),
      stop: high(3, "stops a server"),
      "trust untrust": critical(4, "changes which authorities are trusted"),
      "upgrade add-package remove-package hash-password": high(3, "changes the server's program"),
    },
  },
  "traefik envoy lighttpd squid dnsmasq unbound nsd": {
    is: medium(3, "starts a server"),
    opts: { "-f -c -C --conf-file": "list" },
    modes: [
      { has: "-t -tt -v --test -V --mode", use: { is: low() } },
      { has: "-k", use: { is: high(3, "changes a server"), values: "-k" } },
    ],
    sub: { "version healthcheck": low() },
  },
  "named-checkconf named-checkzone unbound-checkconf nsd-checkconf": {
    flags: "-z -v -p -x -j -q -D -i",
    values: "-t -k",
    args: "read",
  },
  "rndc unbound-control nsd-control pdns_control pdnsutil knotc": {
    reach: "daemon",
    values: "-s -p -k -c",
    sub: {
      "status stats zonestatus list_forwards list_stubs list_local_zones get_option lookup dump_cache stats_noreset rping version uptime show list-zone list-all-zones check-zone check-all-zones zone-status":
        { unlisted: low(3) },
      "reload reconfig flush flushname flush_zone retransfer refresh notify reload_zones": reloads,
      "stop halt quit freeze thaw": high(3, "stops a server"),
    },
    unlisted: high(3, "changes a server"),
  },
  "php-fpm php-fpm7.4 php-fpm8.1 php-fpm8.2 php-fpm8.3 php-fpm8.4": {
    is: medium(3, "starts a server"),
    flags: "-F -R -D -n",
    opts: { "-y -c -p": "list" },
    modes: [{ has: "-t -tt -v -m -i", use: { is: low(), flags: "-t -tt -v -m -i" } }],
  },
  sshd: {
    is: critical(4, "starts a way in"),
    opts: { "-f": "list" },
    modes: [
      { has: "-t -T -V -G", use: { is: low(4), flags: "-t -T -V -G -q", values: "-C -o", opts: { "-f -h": "list" } } },
    ],
  },
  mailq: { flags: "-v -q" },
  postqueue: { is: medium(3, "sends what waits"), modes: [{ has: "-p -j", use: { is: low(3), flags: "-p -j -v" } }] },
  postconf: {
    is: low(),
    flags: "-n -d -h -H -v -x -f -a -A -l -m -M -P -F -o -p -t -T",
    mays: "-C",
    values: "-c",
    opts: { "-e -X -#": { value: "may", is: high(3, "changes settings of the mail server") } },
    judge: ({ operands }, say) => {
      for (const word of operands)
        if (word.text.includes("=")) say.risk(high(3, "changes settings of the mail server"), word);
    },
  },
  "postfix postmap postalias postsuper exim exim4 sendmail newaliases doveadm dovecot opendkim-testkey swaks mutt mail mailx msmtp s-nail":
    {
      flags: "-p -n -q -v -bp -bpc -bP -bt -bV -d -j -h -H -M",
      values: "-c -f",
      is: medium(3, "works on mail"),
      sub: {
        "status check check-permissions": low(3),
        "start reload": reloads,
        flush: medium(3, "sends what waits"),
        "stop abort": high(3, "stops a server"),
      },
      modes: [{ has: "-p -bp -bpc -bP -bt -bV -n -j", use: { is: low(3) } }],
      opts: {
        "-d -r -h -H -Mrm -e": { value: "may", is: high(3, "deletes or holds mail") },
        "-s": { value: "needs", is: medium(2, "sends a message") },
      },
    },
  "certbot acme.sh dehydrated lego": {
    reach: "network",
    is: medium(4, "fetches a certificate"),
    flags:
      "-n -q -v --nginx --apache --standalone --webroot --quiet --non-interactive --agree-tos --staging --test-cert --dry-run --keep-until-expiring --redirect --no-redirect --hsts --expand --list --cron --issue --dns --debug --register-unsafely-without-email",
    values:
      "-d -m -w --domains --email --cert-name --webroot-path --preferred-challenges --key-type --dns-cloudflare-credentials --server -k --keylength --preferred-chain",
    dry: "--dry-run",
    opts: {
      "--deploy-hook --pre-hook --post-hook --renew-hook --manual-auth-hook --manual-cleanup-hook --reloadcmd --pre --post":
        { value: "needs", is: high(4, "runs a command when a certificate is renewed") },
      "--force-renewal --renew --force -r": medium(4, "renews a certificate"),
      "--revoke --remove": critical(4, "takes a certificate back"),
    },
    sub: {
      "certificates plugins show_account list": low(),
      "renew certonly run install enhance register update_account reconfigure": medium(4, "fetches a certificate"),
      "delete revoke unregister rollback": critical(4, "takes a certificate back"),
    },
    modes: [{ has: "--list", use: { is: low() } }],
  },
  "update-ca-certificates update-ca-trust trust mkcert": {
    is: critical(4, "changes which authorities are trusted"),
    sub: { "list dump": low() },
    unlisted: critical(4, "changes which authorities are trusted"),
  },
} satisfies Record<string, Rule>;
