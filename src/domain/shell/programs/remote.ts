/** Shells on other machines, and the keys for them. */
import { critical, high, low, medium, type Call, type Programs, type Say } from "../rule.ts";

export const remote: Programs = {
  "ssh autossh slogin": {
    flags: "-4 -6 -A -a -C -f -g -K -k -M -N -n -q -s -T -t -tt -v -vv -vvv -X -x -Y -y",
    values: "-B -b -c -e -i -J -l -m -O -p -P -Q -S -W",
    opts: {
      "-L -R -D -w": { value: "needs", is: high(3, "opens a way between networks") },
      "-o": { role: "text", value: "needs" },
      "-F": "exec",
      "-I": high(2, "loads code"),
      "-E": "write",
      "-V": low(),
    },
    is: high(3, "acts on another machine"),
    reach: "network",
    stopAtOperand: false,
    inner: { from: 1, as: "remote", joined: true },
    modes: [{ has: "-V -Q -G", use: { is: low(), flags: "-G", inner: { from: 99 } } }],
    judge: judgeSsh,
  },
  "mosh telnet rsh rlogin et": {
    is: high(3, "opens a shell on another machine"),
    reach: "network",
    flags: "-4 -6 -a -n",
    values: "-p -l --ssh --predict",
  },
  sshpass: {
    is: high(4, "hands over a password"),
    opts: { "-f": "read", "-p -d -P": { value: "needs" }, "-e -v": { value: "none" } },
    inner: { from: 0 },
  },
  "ssh-keygen": {
    is: critical(4, "makes or changes keys"),
    flags: "-A -B -c -e -h -H -i -l -L -p -q -U -v -y -k -K -o -x",
    values: "-a -b -C -E -F -G -I -J -j -M -m -N -n -O -P -r -R -S -s -T -t -V -W -Y -Z -z -Q",
    opts: { "-f": "list", "-D -w": { value: "needs", is: high(2, "loads code") } },
    modes: [
      { has: "-R", use: { is: high(4, "forgets the key of a host") } },
      { has: "-y", use: { is: high(4, "reads credential material") } },
      {
        has: "-l -F -L -Q -B -r",
        lacks: "-A -p -c -K -I -s -U -k -u -M -Y -e -i -o -t",
        use: { is: low(), args: "list" },
      },
    ],
  },
  "ssh-copy-id": {
    is: critical(4, "lets a key in on another machine"),
    reach: "network",
    flags: "-f -n -s",
    values: "-i -p -o -F -t",
  },
  "ssh-add": {
    is: high(4, "hands a key to the agent"),
    modes: [{ has: "-l -L", lacks: "-d -D -x -X -s -e -K -c", use: { is: low() } }],
    flags: "-l -L -K -k -q -v -c -x -X -D -d",
    values: "-t -s -e -E -h",
  },
  "ssh-agent": {
    is: medium(2, "starts a program that holds keys"),
    flags: "-c -s -k -D -d",
    values: "-a -t -E -P -O",
    inner: { from: 0 },
  },
  "ssh-keyscan": {
    reach: "network",
    args: "host",
    flags: "-4 -6 -c -D -H -v -q",
    values: "-O -p -T -t",
    opts: { "-f": "read" },
  },
};

function judgeSsh({ valuesOf, has, operands, stdin }: Call, say: Say): void {
  for (const option of valuesOf("-o")) {
    const [, name = "", value = ""] = /^\s*(\w+)\s*[=\s]\s*(.*)$/s.exec(option.text) ?? [];
    if (
      /^(ProxyCommand|LocalCommand|KnownHostsCommand|PKCS11Provider|SecurityKeyProvider|RemoteCommand|XAuthLocation)$/i.test(
        name,
      ) &&
      value !== "none"
    )
      say.word("shell", { ...option, text: value });
    if (/^(LocalForward|RemoteForward|DynamicForward|Tunnel)$/i.test(name))
      say.risk(high(3, "opens a way between networks"), option);
  }
  if (has("-V -Q -G") || operands.length > 1) return;
  if (stdin.kind === "text") say.command([stdin.arg], { as: "remote", joined: true });
  else if (stdin.kind === "pipe" && stdin.from !== "program")
    say.risk(critical(3, "runs text on another machine that is not seen"));
}
