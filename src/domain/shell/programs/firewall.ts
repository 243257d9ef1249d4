/** Firewalls and what else keeps others out. */
import { critical, high, low, medium, type Call, type Programs, type Say } from "../rule.ts";

const opens = critical(4, "changes who is let in");
const narrow = high(4, "blocks one thing");

export const firewall: Programs = {
  "iptables ip6tables iptables-legacy iptables-nft ip6tables-legacy ip6tables-nft ebtables arptables": {
    flags:
      "-n -v -x -4 -6 --numeric --verbose --line-numbers --exact -w --wait --syn -f --fragment --set --rcheck --update --log-ip-options --log-tcp-options",
    values:
      "-t --table -p --protocol -s --source -d --destination -i --in-interface -o --out-interface -m --match -j --jump -g --goto --dport --sport --dports --sports --destination-port --source-port --state --ctstate --comment --to-destination --to-source --to-ports --limit --limit-burst --icmp-type --reject-with --log-prefix --log-level --mac-source --name --seconds --hitcount --uid-owner --set-mark --mark --src-range --dst-range --match-set --tcp-flags -W --wait-interval --probability --mode --string --algo -A --append -I --insert --connlimit-above --connlimit-mask --set-xmark --physdev-in --physdev-out",
    opts: { "-L --list -S --list-rules -C --check": { value: "may", is: low(3) } },
    judge: rules,
    args: "text",
    modes: [{ has: "-L --list -S --list-rules -C --check", use: { is: low(3) } }],
    unlisted: opens,
  },
  "iptables-save ip6tables-save": {
    is: low(3),
    flags: "-c --counters",
    values: "-t --table",
    opts: { "-f --file": "write" },
  },
  "iptables-restore ip6tables-restore": {
    is: opens,
    flags: "-t --test -c -n --noflush -v -w",
    modes: [{ has: "-t --test", use: { is: low(3) } }],
  },
  "ipset nft": {
    flags:
      "-a -j -n -nn -N -s -S -t -T -y -p -u -e -c -i --handle --json --numeric --stateless --terse --check --numeric-protocol --reversedns --service",
    values: "-I --includepath -D --define --output -o",
    opts: { "-f --file": "read" },
    dry: "-c --check",
    judge: nft,
    args: "text",
    modes: [
      { has: "-f --file", lacks: "-c --check", use: { is: opens } },
      { has: "-i --interactive", use: { is: opens } },
    ],
  },
  ufw: {
    flags: "--force --dry-run",
    dry: "--dry-run",
    sub: {
      "status show version app": {
        sub: {
          "verbose numbered raw listening added builtins before-rules user-rules list info": low(3),
          "update default": opens,
        },
        is: low(3),
      },
      "deny reject": { is: narrow, judge: ufwDeny },
      limit: high(4, "slows who asks too often"),
      "allow route default disable enable reset delete insert prepend": opens,
      logging: medium(4, "changes what is logged"),
      reload: high(4, "loads its rules again"),
    },
    unlisted: opens,
  },
  "firewall-cmd firewall-offline-cmd": {
    is: low(3),
    reach: "daemon",
    style: "long",
    args: "text",
    flags:
      "--permanent -q -v --verbose --state --check-config --list-all --list-all-zones --list-all-policies --list-ports --list-protocols --list-source-ports --list-services --list-sources --list-interfaces --list-forward-ports --list-rich-rules --list-icmp-blocks --list-ingress-zones --list-egress-zones --list-lockdown-whitelist-commands --get-zones --get-active-zones --get-default-zone --get-services --get-icmptypes --get-policies --get-active-policies --get-ipsets --get-ipset-types --get-helpers --get-log-denied --query-panic --query-lockdown --query-masquerade --get-description --get-short --get-target",
    values:
      "--zone --policy --ipset --service --timeout --family --get-zone-of-interface --get-zone-of-source --info-zone --info-service --info-ipset --info-icmptype --info-policy --info-helper --query-service --query-port --query-source --query-interface --query-rich-rule --query-protocol --query-entry --query-icmp-block --path-zone --path-service --get-entries",
    opts: { "--reload --runtime-to-permanent": high(4, "loads its rules again") },
    unlisted: opens,
  },
  "fail2ban-client": {
    reach: "daemon",
    flags: "-v -q",
    sub: {
      "status ping version get banned": { is: low(3), unlisted: low(3) },
      set: { is: high(4, "bans or lets in an address") },
      "reload restart": medium(3, "loads its rules again"),
      "stop unban start": critical(4, "changes who is let in"),
    },
    unlisted: opens,
    opts: { "-t -d --dump -V": low(3) },
  },
  conntrack: {
    is: high(4, "forgets connections"),
    modes: [
      {
        has: "-L --dump -E --event -C --count -S --stats -G --get",
        use: { is: low(3), flags: "-L --dump -E --event -C --count -S --stats -G --get", unlisted: low(3) },
      },
    ],
    unlisted: high(4, "forgets connections"),
  },
  "cscli crowdsec": {
    reach: "daemon",
    sub: {
      "metrics version": low(3),
      "decisions alerts hub machines bouncers collections": { sub: { "list inspect": low(3) }, unlisted: opens },
    },
    unlisted: opens,
  },
  getenforce: {},
  "sestatus getsebool matchpathcon aa-status apparmor_status aa-enabled secon seinfo sesearch": {
    flags: "-v -b -a --verbose --json --pretty-json --enabled --profiled --enforced --complaining",
    is: low(),
  },
  "setenforce setsebool semanage semodule fixfiles aa-disable aa-teardown aa-complain aa-enforce apparmor_parser aa-remove-unknown setfiles load_policy":
    {
      is: critical(4, "changes what confines programs"),
      unlisted: critical(4, "changes what confines programs"),
      modes: [
        { first: "boolean port fcontext login user", has: "-l --list", use: { is: low(3) } },
        { has: "-l", use: { is: low(3) } },
      ],
    },
  "auditctl augenrules": {
    is: critical(4, "changes what is watched"),
    modes: [{ has: "-l -s", use: { is: low(4) } }],
    flags: "-l -s",
    unlisted: critical(4, "changes what is watched"),
  },
  "ausearch aureport lynis rkhunter chkrootkit clamscan": {
    is: low(3),
    args: { names: { "update upload-only": medium(3, "updates what it knows, or sends what it found") } },
    unlisted: low(3),
    opts: {
      "--remove --delete": { value: "may", is: high(3, "deletes what it finds") },
      "--move --copy -l --log --log-file --logfile --report-file --checkpoint --tempdir": "write",
      "-d --database --configfile --profile -if -p": "read",
      "--update --propupd": medium(3, "updates what it knows"),
    },
  },
};

/** `-A INPUT -s 203.0.113.9 -j DROP` blocks one address; everything that lets in, deletes or sets a policy is more. */
function rules(call: Call, say: Say): void {
  if (call.has("-L --list -S --list-rules -C --check") && !call.has("-A -I -D -F -P -X -Z -N -R -E")) return;
  const words = call.operands.map(({ text }) => text);
  const target = call.valuesOf("-j --jump").map(({ text }) => text.toUpperCase())[0];
  const where = call.valuesOf("-s --source -d --destination --dport --dports --sport").length > 0;
  const adds = call.options.some(({ names }) => names.some((name) => /^(-A|-I|--append|--insert)$/.test(name)));
  if (
    adds &&
    where &&
    (target === "DROP" || target === "REJECT") &&
    !call.valuesOf("-s --source").some(({ text, known }) => !known || /^0\.0\.0\.0|^::\/0/.test(text)) &&
    !call.valuesOf("--dport --dports").some(({ text }) => /(^|[,:])22($|[,:])|ssh/.test(text))
  )
    return say.risk(narrow);
  if (adds || call.options.length + words.length > 0) say.risk(opens);
}

function nft(call: Call, say: Say): void {
  const verb = call.operands.map(({ text }) => text.trim().split(/\s+/)[0] ?? "")[0] ?? "";
  if (call.has("-c --check")) return;
  if (/^(list|test|describe|monitor|export|save|--version)$/.test(verb)) return say.risk(low(3));
  if (verb === "" && call.options.length > 0) return;
  const text = call.operands.map((word) => word.text).join(" ");
  if (
    /^(add|insert) rule\b/.test(text) &&
    /\b(ip6?|inet) s?addr\b|\bsaddr\b/.test(text) &&
    /\b(drop|reject)\b/.test(text) &&
    !/\bssh\b|\bdport 22\b/.test(text)
  )
    return say.risk(narrow);
  say.risk(opens);
}

function ufwDeny({ operands }: Call, say: Say): void {
  const words = operands.map(({ text }) => text);
  if (words.some((word) => /^(22(\/tcp)?|ssh|openssh|any)$/i.test(word)) && !words.includes("from")) say.risk(opens);
}
