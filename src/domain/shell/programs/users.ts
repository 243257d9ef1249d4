/** People, their groups, passwords and rights. */
import { critical, high, low, type Programs, type Rule } from "../rule.ts";

const changes: Rule = {
  is: critical(4, "changes users or what they may do"),
  unlisted: critical(4, "changes users or what they may do"),
};
const looks = (flags: string): Rule => ({ is: low(), flags });

export const users: Programs = {
  "loginctl-list faillog ac getent members": {
    flags:
      "-a -A -b -B -c -C -d -D -E -f -F -G -g -h -H -i -J -l -L -m -n -N -o -p -P -q -r -R -s -S -t -T -u -U -v -w -x -y -z -Z -0 --all --group --groups --name --real --user --zero --context --boot --count --dead --heading --login --lookup --mesg --runlevel --short --users --system --noheadings --fulltimes --hostlast --dns --ip --fullnames --nohostname --present --no-header --from --no-current --ip-addr --old-style --last --acc-expiration --failed --groups-info --shell --system-accs --user-accs --supp-groups --output-all --json --pwd",
    mays: "-n -f -s -t -u -b -p -o -g -l --since --until --present --limit --file --time-format --output --time --before --user --service --groups --logins",
    args: "text",
    opts: { "-C --clear -S --set -r --reset -m --maximum": critical(4, "changes the record of sign-ins") },
    judge: ({ name, operands: [database, key] }, say) => {
      if (name === "getent" && /^g?shadow$/.test(database?.text ?? ""))
        say.risk(high(4, "shows the hashes of passwords"), key ?? database);
    },
  },
  "useradd adduser": { ...changes, modes: [{ has: "-D --defaults", operands: 0, use: looks("-D --defaults") }] },
  "usermod userdel deluser groupadd groupmod groupdel addgroup delgroup gpasswd newusers chpasswd chgpasswd vipw vigr pwconv pwunconv grpconv grpunconv newgidmap newuidmap chsh chfn grpck pwck authselect authconfig pam-auth-update realm adcli smbpasswd faillock saslpasswd2 kadmin kadmin.local ktutil google-authenticator":
    changes,
  pdbedit: { ...changes, modes: [{ has: "-L --list", use: { is: low(3), flags: "-L --list -v -w" } }] },
  passwd: { ...changes, modes: [{ has: "-S --status", use: { is: low(4), flags: "-S --status -a --all" } }] },
  chage: { ...changes, modes: [{ has: "-l --list", use: looks("-l --list -i --iso8601") }] },
  visudo: {
    ...changes,
    modes: [
      {
        has: "-c --check",
        use: { is: low(4), flags: "-c --check -q --quiet -s --strict", opts: { "-f --file": "list" } },
      },
    ],
  },
  "htpasswd htdigest": {
    is: critical(4, "changes who may sign in"),
    unlisted: critical(4, "changes who may sign in"),
    modes: [{ has: "-v", use: { is: low(4), flags: "-v -b -i" } }],
  },
  login: { is: high(2, "opens a shell") },
  "kinit kdestroy ksu": { is: high(4, "changes who one is") },
  klist: { is: low(2), flags: "-a -A -c -e -f -k -K -l -n -s -t -V", values: "" },
  "wall write": {
    is: high(2, "writes onto the terminals of others"),
    unlisted: high(2, "writes onto the terminals of others"),
  },
  setcap: { is: critical(4, "gives a program rights"), unlisted: critical(4, "gives a program rights") },
  "getpcaps capsh-print pscap netcap filecap captest": { flags: "-r -v -n -a -l -p", args: "list" },
};
