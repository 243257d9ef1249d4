/** Services, processes, containers, settings, logs and files as people speak of them: the command that comes of it, and where. */
import { describe, expect, test } from "bun:test";
import { ask, machinesOf } from "./testing.ts";

const rows = `
anything hogging more than 2 GB of RAM on web-1? | process.list | web-1
find out who spawned all those python processes on ci-1 | "match":"python" | ci-1
kill the stuck ffmpeg transcode on ci-1 | process.kill {"name":"ffmpeg"} | ci-1
is there a stray rsync still running on db-2 | "match":"rsync" | db-2
end pid 48213 on ci-1, politely first | process.kill {"pid":48213} | ci-1
what command line was java started with on ci-1? if there's any java | "match":"java" | ci-1
pause (SIGSTOP) the nginx process on web-1 | systemctl kill -s STOP nginx | web-1
stop the runaway find on db-1 | process.kill {"name":"find"} | db-1
which user owns most processes on web-1 | ps -eo user= | web-1
kill -9 all chrome processes in mira's session on ci-1 | pkill -KILL -u mira -x chrome | ci-1
open files of pid 2210 on web-1 | lsof -n -P -p 2210 | web-1
show the threads of redis | ps -eLo pid,tid | cache-1
is haproxy on lb-1 actually answering or did it die again | service.status {"service":"haproxy"} | lb-1
disable vsftpd on dl-1 so it stays gone after a reboot | service.disable {"service":"vsftpd"} | dl-1
turn off autostart for docker on ci-1 | service.disable {"service":"docker"} | ci-1
what does postfix need on mail-1 | list-dependencies | mail-1
how often did systemd restart dovecot today | NRestarts | mail-1
put 'Restart=always' into an override for vsftpd | Restart=always | dl-1
how many times has the worker container restarted? | container.inspect | app-1
clean out dangling images on ci-1 | docker image prune -f | ci-1
scale worker to three replicas | --scale worker=3 | app-1
bring down the whole compose project in /opt/shop-api on app-1, keep the volumes | cd /opt/shop-api && docker compose down | app-1
follow the worker container's output for 30 seconds | container.logs | app-1
set the dns server of app-1 to 10.20.0.53 | DNS=10.20.0.53 | app-1
point app-1 at 10.20.0.53 for dns | DNS=10.20.0.53 | app-1
change the nameservers on web-1 to 10.20.0.36 and 10.20.0.37 | DNS=10.20.0.36 10.20.0.37 | web-1
let chrony on db-1 sync from 10.20.0.1 | server 10.20.0.1 iburst | db-1
validate the haproxy config on lb-2 before I reload it | haproxy -c -f | lb-2
edit /etc/hosts on ci-1, registry.lab should be 10.20.0.61 | 10.20.0.61 registry.lab | ci-1
check /etc/fstab on db-1 for typos before I reboot | findmnt --verify | db-1
put net.ipv4.ip_forward=1 into sysctl on db-1 permanently | setting.sysctl {"key":"net.ipv4.ip_forward","value":"1"} | db-1
make journald persistent on db-2 | Storage=persistent | db-2
set the ftp passive port range to 40000-40100 in vsftpd.conf | pasv_min_port=40000 | dl-1
add server web-3 10.20.0.33:80 check to the shop backend in haproxy.cfg on lb-1 | "after":"^backend\\\\s+shop\\\\s*$" | lb-1
last hour of dovecot auth failures on mail-1 | journalctl -u dovecot --since -1h | mail-1
has haproxy on lb-1 logged any backend DOWN events in the past 24h | log.search {"text":"DOWN","service":"haproxy","since":"24h"} | lb-1
print all lines with 'ERROR' from the worker container, app-1, past 30 min | docker logs --timestamps --since 30m worker | app-1
blocked packets on app-1, latest 20, in the firewall log | tail -n 20 | app-1
what did dovecot say when it crashed | service.logs {"service":"dovecot","lines":50} | mail-1
show sudo usage on db-1 in the last two days | --since -2d | db-1
make a tarball of /etc/haproxy on lb-2 and leave it in /root | tar -czf /root/haproxy.tar.gz -C /etc haproxy | lb-2
delete /tmp/core.* on app-1 | rm -- /tmp/core.* | app-1
recursively chown /srv/shop on web-2 to deploy:www-data | chown -R deploy:www-data /srv/shop | web-2
tree of /srv/shop on web-1, two levels | find /srv/shop -maxdepth 2 | web-1
what services failed to start on web-3 after the last boot | service.list {"state":"failed"} | web-3
kill dovecot and start it again | service.restart {"service":"dovecot"} | mail-1
which unit does port 8006 on db-1 belong to | network.ports {"port":8006} | db-1
have postfix started automatically on boot | service.enable {"service":"postfix"} | mail-1
show the five oldest processes on db-1 | head -n 6 | db-1
terminate the rsync on db-2 | process.kill {"name":"rsync"} | db-2
which process has deleted files open on mail-1 | lsof -n -P +L1 | mail-1
show open file handles of nginx on web-1 | lsof -n -P -p | web-1
shell into worker and run 'ls /app' | docker exec worker ls /app | app-1
clean up docker on ci-1, everything unused | docker system prune -f | ci-1
connect worker to the network backend | docker network connect backend worker | app-1
which container publishes port 8080 on app-2 | docker ps --filter publish=8080 | app-2
set worker_processes auto in nginx.conf on web-3 | worker_processes auto; | web-3
show me the postfix config without comments | config.show {"path":"/etc/postfix/main.cf","active":true} | mail-1
remove the line 'PermitRootLogin yes' from sshd_config on web-1 | PermitRootLogin yes | web-1
what did nginx on web-1 log around 14:30 | --since 14:20 --until 14:40 | web-1
how many 500s did web-2 serve in the last hour | -1 hours | web-2
was anything logged at crit level on db-1 this week | journalctl --since -7d -p crit | db-1
count warnings from postfix in the past 24 hours | journalctl -u postfix -p warning --since -24h | mail-1
show access log entries for /checkout on web-1 | grep -F -e /checkout | web-1
dump the last 500 journal lines of db-2 | journalctl -n 500 | db-2
give www-data ownership of /srv/shop on web-3 | chown www-data -- /srv/shop | web-3
find all .sql files on db-1 | -iname '*.sql' | db-1
download https://example.com/x.tar.gz to /tmp on web-1 | curl -fSL --retry 2 -o /tmp/x.tar.gz | web-1
delete the folder /opt/old-app on app-1 | rm -r -- '/opt/old-app' | app-1
remove the directory /srv/old on web-1 and everything in it | rm -r -- '/srv/old' | web-1
how often did nginx on web-2 return 502 today | /^502/ | web-2
put vsftpd back into service | service.start {"service":"vsftpd"} | dl-1
flush the mail queue on mail-1 | postqueue -f | mail-1
postfix queue is stuck, flush it | postqueue -f | mail-1
delete all deferred mails in the postfix queue | postsuper -d ALL deferred | mail-1
remind me what ports registry-cache exposes | container.inspect | app-2
put a 2 GB memory cap on worker | docker update --memory 2g | app-1
could you nuke the old worker container, we're done with it | docker rm -f worker | app-1
anything heavy running on db-1? | process.list | db-1
give me the nginx error log of web-1, last 20 | file.read {"path":"/var/log/nginx/error.log","lines":20,"from":"end"} | web-1
replace foo with bar in /etc/app.conf on app-1 | {"find":"foo","replace":"bar"} | app-1
`;

describe("what is said", () => {
  test.each(
    rows
      .trim()
      .split("\n")
      .map((row) => row.split(" | ")),
  )("%s", async (text, held = "", machines = "") => {
    const outcome = await ask(text ?? "");
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    const { steps } = outcome.plan;
    expect(steps.map(({ tool, input }) => `${tool} ${JSON.stringify(input)}`).join("\n")).toContain(held);
    expect(machinesOf(steps.flatMap(({ machineIds }) => machineIds)).join(", ")).toBe(machines);
    expect(steps.every(({ condition }) => condition === undefined)).toBe(true);
  });

  test("of a folder on one machine and another on a second has no tool, and that is the answer", async () => {
    const outcome = await ask("copy the folder /opt/models from app-1 to /srv/models on db-1");
    expect(outcome).toMatchObject({ kind: "decline" });
    expect(JSON.stringify(outcome)).toContain("from one machine to another");
  });

  test.each([
    "delete the folder /etc on web-1",
    "remove the directory /var on web-1",
    "rm -r / on web-1",
    "do not delete the folder /opt/old-app on web-1",
  ])("of a folder that a system is made of, or forbidden, is not carried out: %s", async (text) => {
    const outcome = await ask(text);
    expect(outcome.kind).not.toBe("plan");
  });

  test.each(["delete /etc/* on web-1", "delete /var/* on web-1", "delete /srv/shop/* on web-1"])(
    "of everything in a folder is not taken for a few files: %s",
    async (text) => {
      const outcome = await ask(text);
      expect(JSON.stringify(outcome)).not.toContain("-delete");
    },
  );
});
