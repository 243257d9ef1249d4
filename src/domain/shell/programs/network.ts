/** Looking at the network and changing it: addresses, routes, links, names. */
import { critical, high, low, medium, type Call, type Programs, type Say } from "../rule.ts";

const cutsOff = critical(3, "can cut this machine off");
const changes = high(3, "changes the network of this machine");

export const network: Programs = {
  ip: {
    flags:
      "-4 -6 -s -ss -d -h -br -j -p -o -t -ts -c -r -a -N -0 -B -M -D -details -stats -statistics -human -brief -json -pretty -oneline -timestamp -tshort -color -resolve -all -iec -numeric -echo",
    mays: "-color -c",
    values: "-f -family -l -loops -rc -rcvbuf -n -netns",
    style: "long",
    opts: { "-b -batch": "exec" },
    args: "text",
    judge: ipJudge,
  },
  "ss netstat": {
    flags:
      "-a -A -b -c -C -d -e -E -f -F -g -h -H -i -I -l -m -M -n -N -o -O -p -P -q -r -s -S -t -T -u -U -v -V -w -W -x -X -y -z -Z -0 -4 -6 --all --listening --numeric --processes --tcp --udp --unix --raw --extended --memory --info --summary --resolve --options --ipv4 --ipv6 --no-header --oneline --route --interfaces --statistics --programs --continuous --wide --verbose --tipcinfo --bpf --threads --context --contexts --groups",
    values: "-f --family --query --socket --net",
    opts: { "-K --kill": high(3, "ends connections"), "-D --diag": "write", "-F --filter": "read" },
  },
  "ping ping6 fping arping traceroute traceroute6 tracepath tracepath6 mtr hping3": {
    reach: "network",
    flags:
      "-4 -6 -a -A -b -B -c -d -D -e -f -g -h -I -L -n -N -O -q -Q -r -R -U -v -V -w -z -T -u -x --report --report-wide -rw --no-dns --numeric --tcp --udp --icmp --json --csv --show-ips --aslookup -F -s -l",
    mays: "-c -i -I -l -m -M -p -Q -s -S -t -T -w -W -f -q -g -N -P -o -n -r -C -H -e --report-cycles --count --interval --timeout --interface --port --max-hops --queries --first --sport --psize --tos --address",
    args: "host",
    opts: { "-f --flood": high(3, "floods the network") },
  },
  "dig host nslookup drill delv kdig resolvectl-query ahosts": {
    reach: "network",
    flags: "-4 -6 -m -r -u -v -a -d -l -n -C -s -T -w -i -h",
    values: "-t -c -q -x -p -b -k -y -N -R -W -m -type -query -port -timeout",
    mays: "-type -query -port -debug -timeout",
    opts: { "-f": "read" },
    args: "text",
    style: "gnu",
  },
  whois: {
    reach: "network",
    flags: "-H -I -Q -a -b -c -d -l -m -x -M -L -K -B -G -r -R",
    values: "-p -i -s -t -v -q -g",
    opts: { "-h --host": { value: "needs", is: medium(2, "sends text to a server that is named") } },
  },
  "nc ncat netcat socat": {
    reach: "network",
    flags: "-z -v -vv -n -u -4 -6 -w -N -q -C -D -h -r -S -t -U -k",
    values: "-w -i -q -s -T -X -x -O -I -p -P -m -b",
    opts: {
      "-e -c --exec --sh-exec --lua-exec": { value: "may", is: critical(4, "hands a shell to the network") },
      "-l --listen -k --keep-open": high(2, "waits for connections from others"),
    },
    judge: pipes,
  },
  "nmap masscan zmap": {
    reach: "network",
    is: medium(2, "looks for open ports of others"),
    flags:
      "-sT -sS -sU -sn -sP -sV -O -A -Pn -n -R -v -vv -d -F -r -T4 -T3 -T5 -6 --open --reason --packet-trace --iflist --traceroute -sC -sL -T0 -T1 -T2",
    values: "-p --top-ports --exclude --max-retries --host-timeout --min-rate --max-rate --version-intensity -g -e -S",
    style: "long",
    opts: {
      "-oN -oX -oG -oA -oS": "write",
      "-iL --excludefile": "read",
      "--script --script-args --datadir": { value: "needs", is: high(2, "runs scripts") },
      "-iR": { value: "needs", is: high(2, "looks at hosts at random") },
    },
  },
  "tcpdump tshark dumpcap ngrep": {
    is: high(4, "reads what goes over the network"),
    flags:
      "-a -A -b -d -D -e -E -f -h -H -I -J -K -l -L -n -N -O -p -q -S -t -tt -tttt -u -U -v -vv -vvv -x -X -XX --list-interfaces -nn -V -Q -W",
    values: "-c -B -C -G -i -j -m -M -s -T -V -W -y -Z --immediate-mode -Y -e -z -d -o",
    opts: { "-w": "write", "-F": "read", "-z": { value: "needs", is: high(4, "runs a program on each file") } },
    modes: [
      { has: "-D --list-interfaces", use: { is: low() } },
      { has: "-r", use: { is: low(2), opts: { "-r": "read" } } },
    ],
  },
  ifconfig: {
    flags: "-a -s -v",
    is: low(),
    modes: [
      {
        operands: { min: 2 },
        use: {
          is: changes,
          judge: (call, say) => call.operands.some(({ text }) => text === "down") && say.risk(cutsOff),
        },
      },
    ],
  },
  "route arp brctl bridge tc iw iwconfig ethtool mii-tool rdma devlink dcb tipc vconfig ifenslave": {
    flags:
      "-a -n -e -v -i -s -d -j -p -br -4 -6 -S -k -g -c -m -l -x -T -A -N -H -t -P -u -ee -statistics -details -json -pretty -oneline -compressvlans",
    values: "--set-priv-flags",
    style: "long",
    args: "text",
    judge: ({ operands, name }, say) => {
      const words = operands.map(({ text }) => text);
      const verb = words.find((word) =>
        /^(add|del|delete|change|replace|set|flush|append|addbr|delbr|addif|delif|stp|connect|disconnect|scan|up|down|link)$/.test(
          word,
        ),
      );
      if (verb !== undefined && !(name === "bridge" && verb === "link") && verb !== "scan") say.risk(changes);
      if (verb === "del" && words.includes("default")) say.risk(cutsOff);
    },
    opts: {
      "-D -K -G -C -L -A -U -X -W --change -E -f -r --reset --flash --config-ntuple --identify --offline": changes,
    },
    unlisted: changes,
  },
  "ifup ifreload": { is: high(3, "changes the network of this machine"), flags: "-a -v --all --verbose --force -f" },
  ifdown: { is: cutsOff, flags: "-a -v --all --force" },
  "dhclient dhcpcd udhcpc": { is: changes, unlisted: changes, opts: { "-r -x -k --release": cutsOff } },
  nmcli: {
    reach: "daemon",
    flags: "-t -p -w -a -e -o --terse --pretty --overview --ask --complete-args --show-secrets",
    values: "-f -g -m -c --fields --get-values --mode --colors --wait",
    opts: { "-s --show-secrets": high(4, "shows passwords of the network") },
    abbreviated: true,
    sub: {
      "general networking radio monitor agent": {
        abbreviated: true,
        is: low(),
        sub: {
          "status hostname permissions logging connectivity check all wifi wwan": {
            is: low(),
            modes: [{ operands: { min: 2 }, use: { is: changes } }],
          },
          on: changes,
          off: cutsOff,
          "polkit secret": high(4, "answers for keys"),
        },
      },
      connection: {
        abbreviated: true,
        is: low(),
        sub: {
          show: { flags: "--active --order" },
          "up add modify clone edit load reload import export migrate": changes,
          "down delete": cutsOff,
          monitor: low(),
        },
      },
      device: {
        abbreviated: true,
        is: low(),
        sub: {
          "status show monitor lldp": low(),
          wifi: { is: low(), sub: { list: low(), "connect hotspot rescan show-password": changes } },
          "set connect reapply modify checkpoint": changes,
          "disconnect delete down": cutsOff,
        },
      },
    },
  },
  "networkctl resolvectl systemd-resolve": {
    reach: "daemon",
    flags: "-a --all --no-pager --no-legend -l --full -s --stats -4 -6 --statistics",
    values: "-n --lines -i --interface -t --type -c --class -p --protocol --json",
    sub: {
      "list status lldp label cat query service statistics openpgp tlsa show-server-state show-cache monitor": low(),
      "reload renew forcerenew reconfigure up flush-caches reset-statistics reset-server-features": medium(
        3,
        "makes the network service read or ask again",
      ),
      "dns domain default-route llmnr mdns dnssec dnsovertls nta": {
        is: low(),
        modes: [{ operands: { min: 2 }, use: { is: changes } }],
      },
      "down delete revert edit mask unmask log-level": cutsOff,
    },
    opts: { "--flush-caches --reset-statistics": medium(3, "forgets names"), "--status --statistics": low() },
  },
  netplan: {
    sub: {
      "get status ip info generate": { flags: "--all --diff --verbose -v --debug", modes: [] },
      set: high(3, "changes the network's configuration"),
      apply: cutsOff,
      try: high(3, "changes the network, and back unless confirmed"),
      "rebind migrate": changes,
    },
  },
  "wg wg-quick": {
    is: low(4),
    sub: {
      "show showconf": { is: low(4) },
      "genkey genpsk pubkey": low(2),
      "set setconf addconf syncconf": critical(4, "changes a tunnel"),
      up: high(4, "changes the network of this machine"),
      "down save strip": critical(4, "takes a tunnel down"),
    },
  },
  "tailscale zerotier-cli": {
    reach: "daemon",
    sub: {
      "status ip ping netcheck version whois info listnetworks listpeers peers": {
        flags: "--json --peers --self --active -4 -6 -j",
        values: "-c --timeout",
        unlisted: low(),
      },
      "up login set join": high(4, "changes a tunnel"),
      "down logout leave": critical(4, "takes a tunnel down"),
      "serve funnel file cert ssh": high(3, "opens this machine to others"),
    },
  },
  "hostname dnsdomainname domainname nisdomainname": {
    flags: "-a -A -d -f -i -I -s -y --all-fqdns --all-ip-addresses --alias --domain --fqdn --long --ip-address --short",
    is: low(),
    opts: { "-F --file -b --boot": high(3, "changes this machine's name") },
    modes: [{ operands: { min: 1 }, use: { is: high(3, "changes this machine's name") } }],
  },
};

/** `ip a`, `ip route get 1.1.1.1`, `ip link set eth0 down`: object, verb, words; both may be cut short. */
function ipJudge({ operands }: Call, say: Say): void {
  const [object, verb, ...rest] = operands;
  if (!object) return;
  const what = object.text;
  const does = verb?.text ?? "";
  if (!object.known || (verb && !verb.known)) return say.risk(cutsOff, object);
  if (what.startsWith("net") && does.startsWith("e")) return say.command(rest.slice(1));
  if (what.startsWith("vrf") && does.startsWith("e")) return say.command(rest.slice(1));
  if (does === "" || /^(s(h(o(w)?)?)?|l(i(s(t)?)?)?|g(e(t)?)?|lst|help|identify|pids|mon(itor)?|save)$/.test(does))
    return;
  if (what.startsWith("mon")) return;
  const words = rest.map(({ text }) => text);
  const isRoute = /^r(o|$)/.test(what);
  if (
    isRoute &&
    /^(d|f)/.test(does) &&
    (words[0] === "default" || words[0] === "0.0.0.0/0" || words[0] === "::/0" || does.startsWith("f"))
  )
    say.risk(critical(3, "drops the route by which this machine is reached"), verb);
  else if (isRoute && /^(c|rep)/.test(does) && words[0] === "default") say.risk(cutsOff, verb);
  else if (what.startsWith("l") && words.includes("down")) say.risk(critical(3, "takes a link down"), verb);
  else if (what.startsWith("l") && does.startsWith("d")) say.risk(cutsOff, verb);
  else if (what.startsWith("a") && /^(d|f)/.test(does)) say.risk(cutsOff, verb);
  else if (what.startsWith("x")) say.risk(critical(4, "changes what is encrypted"), verb);
  else say.risk(changes, verb);
}

/** netcat: looking whether a port answers is a read; everything else carries data, or a shell. */
function pipes(call: Call, say: Say): void {
  if (call.name === "socat") {
    for (const word of call.operands) {
      if (/^(exec|system|shell):/i.test(word.text)) say.risk(critical(4, "hands a shell to the network"), word);
      if (/^(open|create|gopen|file):/i.test(word.text))
        say.path("write", { ...word, text: word.text.replace(/^\w+:/, "").replace(/,.*/, "") });
    }
    return say.risk(high(2, "carries data between places"));
  }
  if (call.has("-l --listen -k --keep-open -e -c --exec --sh-exec --lua-exec")) return;
  if (call.stdin.kind !== "none" && !call.has("-z")) return say.risk(high(2, "sends data away"));
  if (!call.has("-z")) say.risk(medium(2, "opens a connection"));
}
