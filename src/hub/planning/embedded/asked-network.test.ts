/** What people ask of networks, each with its command or tool, and the machine that it is asked of. */
import { describe, expect, test } from "bun:test";
import { ask, shortly } from "./testing.ts";

const planned = (rows: readonly [string, string[]][]): void => {
  test.each([...rows])("%s", async (text, steps) => {
    const outcome = await ask(text);
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    expect(shortly(outcome.plan)).toEqual(steps);
  });
};

describe("what is asked of a network", () => {
  planned([
    ["is port 5432 on db-1 reachable from app-2", ['shell.run {"command":"nc -z -v -w 5 db-1 5432"} @app-2']],
    ["test whether smtp on mail-1 answers from outside", ['network.ports {"port":25} @mail-1']],
    ["set the mtu of wg0 to 1380", ['shell.run {"command":"ip link set dev wg0 mtu 1380"} @vpn-1']],
    ["does mail-1 have a proper reverse dns entry", ['network.dns {"name":"mail-1","type":"PTR"} @mail-1']],
    [
      "curl the health endpoint on app-2 port 8080 and show me the status code",
      ['network.http {"url":"http://localhost:8080/health"} @app-2'],
    ],
    [
      "block everything from 192.0.2.0/24 on lb-1 and lb-2",
      ['shell.run {"command":"ufw insert 1 deny from 192.0.2.0/24"} @lb-1,lb-2'],
    ],
    ["is port 21 reachable from outside on dl-1, or just in the lan", ['network.ports {"port":21} @dl-1']],
    [
      "resolve shop.example.com against vpn-1 and web-1 and compare",
      ['network.dns {"name":"shop.example.com"} @web-1,vpn-1'],
    ],
    ["does mail-1 answer on port 993", ['network.ports {"port":993} @mail-1']],
    ["unban 198.51.100.23 on mail-1", ['shell.run {"command":"ufw delete deny from 198.51.100.23"} @mail-1']],
    ["which ips are banned on mail-1", ['shell.run {"command":"fail2ban-client banned"} @mail-1']],
    ["allow https from anywhere on web-3", ['shell.run {"command":"ufw allow 443/tcp"} @web-3']],
    [
      "allow ssh on web-3 only from the vpn subnet 10.99.0.0/24",
      ['shell.run {"command":"ufw allow from 10.99.0.0/24 to any port 22 proto tcp && ufw deny 22/tcp"} @web-3'],
    ],
    [
      "allow postgres from 10.20.0.24 on db-1",
      ['shell.run {"command":"ufw allow from 10.20.0.24 to any port 5432 proto tcp"} @db-1'],
    ],
    ["deny incoming telnet on lb-1", ['shell.run {"command":"ufw deny 23/tcp"} @lb-1']],
    ["remove the firewall rule for port 8081 on web-3", ['shell.run {"command":"ufw delete allow 8081/tcp"} @web-3']],
    [
      "turn on ufw on web-3 but keep ssh, http and https open",
      [
        'shell.run {"command":"ufw allow 22/tcp && ufw allow 80/tcp && ufw allow 443/tcp && ufw --force enable"} @web-3',
      ],
    ],
    [
      "forward port 8443 on vpn-1 to 10.20.0.31:3000",
      [
        'shell.run {"command":"iptables -t nat -A PREROUTING -p tcp --dport 8443 -j DNAT --to-destination 10.20.0.31:3000 && iptables -t nat -A POSTROUTING -p tcp -d 10.20.0.31 --dport 3000 -j MASQUERADE"} @vpn-1',
      ],
    ],
    ["which way do packets take from web-1 to db-1?", ['shell.run {"command":"tracepath -n db-1"} @web-1']],
    ["mtr from web-1 to 1.1.1.1", ['shell.run {"command":"mtr -rwc 10 1.1.1.1"} @web-1']],
    ["how high is the latency from app-1 to db-1", ['network.ping {"host":"db-1","count":20} @app-1']],
    ["is there packet loss between web-1 and db-1", ['network.ping {"host":"db-1","count":20} @web-1']],
    ["measure bandwidth between web-1 and db-1", ['shell.run {"command":"iperf3 -c db-1 -t 10"} @web-1']],
    [
      "check connectivity between app-1 and cache-1 on port 6379",
      ['shell.run {"command":"nc -z -v -w 5 cache-1 6379"} @app-1'],
    ],
    ["do app-1 and app-2 reach redis on cache-1", ['shell.run {"command":"nc -z -v -w 5 cache-1 6379"} @app-1,app-2']],
    ["mx record of example.com from mail-1", ['network.dns {"name":"example.com","type":"MX"} @mail-1']],
    [
      "what's the public ip of vpn-1",
      ['shell.run {"command":"curl -fsS --max-time 10 https://ifconfig.me/ip"} @vpn-1'],
    ],
    ["flush the dns cache on web-1", ['shell.run {"command":"resolvectl flush-caches"} @web-1']],
    ["show the arp cache on web-1", ['shell.run {"command":"ip neigh"} @web-1']],
    [
      "mtu and link speed of every interface on web-1",
      ['shell.run {"command":"grep . /sys/class/net/*/mtu /sys/class/net/*/speed /sys/class/net/*/duplex"} @web-1'],
    ],
    ["any dropped packets on web-1?", ['shell.run {"command":"ip -s link"} @web-1']],
    ["is ipv6 enabled on web-1", ['shell.run {"command":"ip -6 -brief address"} @web-1']],
    ["which load balancer holds the vip?", ["network.interfaces {} @lb-1,lb-2"]],
    ["who is connected to wireguard at the moment", ['shell.run {"command":"wg show"} @vpn-1']],
    ["how much traffic goes through lb-1", ['shell.run {"command":"ip -s link"} @lb-1']],
    ["restart networking on web-3", ['shell.run {"command":"netplan apply"} @web-3']],
    ["bring eth1 down on web-3", ['shell.run {"command":"ip link set dev eth1 down"} @web-3']],
    [
      "how many established connections does haproxy have on lb-1",
      ['network.connections {"state":"established","process":"haproxy"} @lb-1'],
    ],
    ["which process holds the most connections on app-1", ["network.connections {} @app-1"]],
    ["who is connected to port 22 on web-1", ['network.connections {"state":"established","port":22} @web-1']],
    ["does ci-1 have internet access", ['network.ping {"host":"1.1.1.1"} @ci-1']],
    [
      "add a static route to 10.30.0.0/16 via 10.20.0.1 on vpn-1",
      ['shell.run {"command":"ip route add 10.30.0.0/16 via 10.20.0.1"} @vpn-1'],
    ],
    [
      "which dns names does the certificate on lb-1 cover",
      ['network.certificate {"host":"localhost","port":443} @lb-1'],
    ],
    [
      "is the ssl certificate of lb-1 still valid for 30 days",
      ['network.certificate {"host":"localhost","port":443} @lb-1'],
    ],
    ["block port 25 outgoing on web-3", ['shell.run {"command":"ufw deny out 25/tcp"} @web-3']],
    ["show open connections from app-1 to db-1", ['shell.run {"command":"ss -tnp dst db-1"} @app-1']],
    ["check if smtp works on mail-1", ['network.ports {"port":25} @mail-1']],
    ["which interface has the default route on web-1", ['shell.run {"command":"ip route"} @web-1']],
    // decline: what's the dns server of web-1 :: I do not understand “what's the dns server of web-1”.
    [
      "restart the api container on app-1, wait until it is healthy, then app-2",
      ['container.restart {"container":"api"} @app-1', 'container.restart {"container":"api"} @app-2'],
    ],
    [
      "drop caches on the web servers",
      ['shell.run {"command":"sync && sysctl -w vm.drop_caches=3"} @web-1,web-2,web-3'],
    ],
  ]);
});
