/** What people ask of machines, each with the outcome that is right: a change that breaks one shows here. */

export const sentences = `
restart nginx on web-2 | plan | service.restart | web-2
nginx on web-3 needs a restart | plan | service.restart | web-3
give haproxy on lb-2 a restart | plan | service.restart | lb-2
could you kick postfix on mail-1 | plan | service.restart | mail-1
please restart the postgresql service on db-2 | plan | service.restart | db-2
restart dovecot and postfix on mail-1 | plan | service.restart | mail-1
restart nginx on web-1 and web-2 | plan | service.restart | web-1, web-2
restart nginx on all web servers | plan | service.restart | web-1, web-2, web-3
restart nginx on all web servers except web-2 | plan | service.restart | web-1, web-3
restart nginx on every web server, one after another | plan | service.restart | web-1, web-2, web-3
bounce the redis box's redis-server | plan | service.restart | cache-1
reload nginx on web-1 | plan | service.reload | web-1
reload haproxy on both load balancers | plan | service.reload | lb-1, lb-2
have nginx on web-2 re-read its config | plan | service.reload | web-2
stop vsftpd on dl-1 | plan | service.stop | dl-1
shut down gitlab-runner on ci-1 | plan | service.stop | ci-1
please stop the nginx service on web-3 for now | plan | service.stop | web-3
start redis-server on cache-1 | plan | service.start | cache-1
fire up nginx on web-2 again | plan | service.start | web-2
bring postfix back up on mail-1 | plan | service.start | mail-1
disable vsftpd on dl-1 | plan | service.disable | dl-1
enable nginx on dl-1 at boot | plan | service.enable | dl-1
make sure keepalived starts at boot on lb-1 | plan | service.enable | lb-1
is nginx running on web-1? | plan | service.status | web-1
is postgresql up on db-1 | plan | service.status | db-1
is haproxy still alive on lb-2? | plan | service.status | lb-2
nginx status web-3 | plan | service.status | web-3
status of dovecot on mail-1 | plan | service.status | mail-1
how is redis-server doing on cache-1 | plan | service.status | cache-1
check on postfix on mail-1 | plan | service.status | mail-1
check whether docker is running on app-1 | plan | service.status | app-1
does gitlab-runner still run on ci-1? | plan | service.status | ci-1
can you see if keepalived is up on lb-1 | plan | service.status | lb-1
which services are running on mail-1 | plan | service.list | mail-1
list the services on web-1 | plan | service.list | web-1
which services have failed on db-1? | plan | service.list | db-1
any failed units on web-2? | plan | service.list | web-2
what is wrong with nginx on web-1? | plan | service.status, service.explain, service.logs ... | web-1
why is nginx down on web-2 | plan | service.status, service.explain, service.logs ... | web-2
why does haproxy not start on lb-1? | plan | service.status, service.explain, service.logs ... | lb-1
show the last 50 lines of the nginx log on web-1 | plan | service.logs | web-1
last 20 lines of the postfix log | plan | service.logs | mail-1
give me the postgresql logs on db-1 | plan | service.logs | db-1
tail the haproxy log on lb-2 | plan | service.logs | lb-2
show me the errors in the nginx log on web-2 | plan | service.logs | web-2
any errors in the postgresql log on db-1 since yesterday? | plan | service.logs | db-1
search the postfix log on mail-1 for "timeout" | plan | log.search | mail-1
grep "refused" in the nginx log on web-1 | plan | log.search | web-1
journal of vsftpd on dl-1 from the last hour | plan | service.logs | dl-1
what did dovecot log in the last 2 hours | plan | service.logs | mail-1
show the logs of the worker container | plan | container.logs | app-1
how full is the disk on ci-1 | plan | system.disk | ci-1
how much disk space is left on dl-1? | plan | system.disk | dl-1
disk usage of db-1 | plan | system.disk | db-1
show the disk usage of all web servers | plan | system.disk | web-1, web-2, web-3
is the disk on db-2 full? | plan | system.disk | db-2
which machines have more than 90 % disk usage? | answer |  | ci-1, dl-1
what takes up the most space under /var on ci-1 | plan | file.search | ci-1
biggest directories under /srv on dl-1 | plan | file.search | dl-1
how much memory is free on cache-1 | plan | system.memory | cache-1
memory usage of db-1 please | plan | system.memory | db-1
how much ram does app-1 use | plan | system.memory | app-1
is db-1 short of memory? | plan | system.memory | db-1
which machines use more than 80 % of their memory? | answer |  | db-1, cache-1
cpu usage of web-2 | plan | metrics.now | web-2
what is the load on ci-1? | plan | metrics.now | ci-1
what's eating the cpu on ci-1 | plan | process.list | ci-1
which process uses the most memory on cache-1? | plan | process.list | cache-1
top processes on web-2 | plan | process.list | web-2
list the processes on app-1 | plan | process.list | app-1
kill process 4242 on web-1 | plan | process.kill | web-1
end the process with the pid 311 on ci-1 | plan | process.kill | ci-1
how long has db-1 been up? | plan | system.info | db-1
uptime of lb-1 | plan | system.info | lb-1
which machines have been up the longest | answer |  | 10 machines
why is web-2 so slow? | plan | metrics.now, process.list, system.memory ... | web-2
ci-1 feels sluggish, what is going on? | plan | metrics.now, process.list, system.memory ... | ci-1
who is logged in on web-1 | plan | system.users | web-1
last logins on vpn-1 | plan | system.users | vpn-1
create a user anna on dl-1 | plan | user.add | dl-1
add the user tom to web-3 | plan | user.add | web-3
lock the account of max on dl-1 | plan | user.lock | dl-1
remove the user tom from web-3 | plan | user.remove | web-3
list the users of db-1 | plan | user.list | db-1
install htop on web-1 | plan | package.install | web-1
please install tmux and curl on dl-1 | plan | package.install | dl-1
can you put jq on ci-1 | plan | package.install | ci-1
install ncdu on all web servers | plan | package.install | web-1, web-2, web-3
remove vsftpd from dl-1 | plan | package.remove | dl-1
uninstall htop on web-2 | plan | package.remove | web-2
update all packages on web-3 | plan | package.update | web-3
upgrade nginx on web-1 | plan | package.update | web-1
are there updates for db-2? | plan | system.updates | db-2
which packages can be updated on lb-1 | plan | system.updates | lb-1
which version of nginx is on web-1? | plan | package.list | web-1
is htop installed on web-1 | plan | package.list | web-1
is curl installed on all web servers? | plan | package.list | web-1, web-2, web-3
refresh the package lists on mail-1 | plan | shell.run | mail-1
which ports are open on mail-1 | plan | network.ports | mail-1
what is listening on port 80 on web-1? | plan | network.ports | web-1
who listens on port 5432 on db-1 | plan | network.ports | db-1
is port 443 open on lb-1? | plan | network.ports | lb-1
can web-1 reach db-1? | plan | network.ping | web-1
ping db-1 from web-2 | plan | network.ping | web-2
resolve example.com on web-1 | plan | network.dns | web-1
which ip addresses does lb-1 have | plan | network.interfaces | lb-1
network interfaces of vpn-1 | plan | network.interfaces | vpn-1
when does the certificate on web-1 expire | plan | network.certificate, file.search, service.list | web-1
is the certificate of example.com still valid? | plan | network.certificate | 14 machines
curl http://localhost:8080/health on app-1 | plan | network.http | app-1
does https://example.com answer from web-1? | plan | network.http | web-1
show /etc/nginx/nginx.conf on web-1 | plan | file.read | web-1
what is in /etc/hosts on db-1? | plan | file.read | db-1
cat /etc/fstab on dl-1 | plan | file.read | dl-1
list the files in /var/log on web-2 | plan | file.list | web-2
which files are in /etc/nginx on web-3 | plan | file.list | web-3
delete /tmp/core.1234 on web-1 | plan | file.delete | web-1
remove the file /var/tmp/old.tar on ci-1 | plan | file.delete | ci-1
copy /etc/hosts to /etc/hosts.bak on web-1 | plan | file.copy | web-1
rename /srv/a.txt to /srv/b.txt on dl-1 | plan | file.move | dl-1
create the directory /srv/incoming on dl-1 | plan | shell.run | dl-1
back up /etc/nginx/nginx.conf on web-1 | plan | file.copy | web-1
how big is /var/log/syslog on db-1 | plan | shell.run | db-1
check the nginx config on web-1 | plan | shell.run | web-1
is the haproxy configuration valid on lb-1? | plan | shell.run | lb-1
test the postfix config | plan | shell.run | mail-1
show the config of nginx on web-2 | plan | config.show | web-2
which containers run on app-1? | plan | container.list | app-1
list all containers on app-2 | plan | container.list | app-2
are there stopped containers on app-1 | plan | container.list | app-1
restart the worker container | plan | container.restart | app-1
restart the api container on app-2 | plan | container.restart | app-2
stop the registry-cache container | plan | container.stop | app-2
start the worker container on app-1 | plan | container.start | app-1
is the api container running on app-1? | plan | container.list | app-1
clean up unused docker images on ci-1 | plan | shell.run | ci-1
reboot web-3 | plan | system.reboot | web-3
please reboot ci-1 | plan | system.reboot | ci-1
restart the machine web-3 | plan | system.reboot | web-3
shut down web-3 | plan | shell.run | web-3
power off edge-1 | decline
reboot all web servers one after another | plan | system.reboot | web-1, web-2, web-3
which machines are offline? | answer |  | edge-1
which machines are online | answer |  | 15 machines
is win-1 online | answer |  | win-1
is edge-1 reachable? | answer |  | edge-1
list all machines | answer |  | 16 machines
how many machines do we have? | answer |  | 16 machines
which machines are tagged prod | answer |  | 10 machines
which machines run debian? | answer |  | lb-1, lb-2, cache-1, dl-1, mail-1
what os does lb-1 run | answer |  | lb-1
which machines run docker? | answer |  | app-1, app-2, ci-1
where does postfix run | answer |  | mail-1
who needs a reboot? | answer
which machine has the least free disk space | answer |  | dl-1
which machine has the highest cpu usage | answer |  | ci-1
which agents are out of date? | answer |  | edge-1
tell me about db-1 | plan | system.info | db-1
how are all machines doing | plan | metrics.now, process.list, system.disk ... | 14 machines
give me an overview of the fleet | answer |  | 16 machines
is everything ok on web-1 | plan | metrics.now, process.list, system.disk ... | web-1
health check of db-1 | plan | metrics.now, process.list, system.disk ... | db-1
if nginx is down on web-1 start it | plan | service.status, service.start | web-1 | if
if postfix is not running on mail-1, restart it | plan | service.status, service.restart | mail-1 | if
start postgresql on db-2 if it is stopped | plan | service.status, service.start | db-2 | if
restart haproxy on lb-1 only if its configuration is valid | plan | shell.run, service.restart | lb-1 | if
reboot web-3 unless somebody is logged in | plan | system.users, system.reboot | web-3 | if
if the disk on ci-1 is over 90 % full, show the biggest directories under /var | plan | metrics.now, file.search | ci-1 | if
restart redis-server on cache-1 if memory is above 90 % | plan | metrics.now, service.restart | cache-1 | if
check if dovecot is running on mail-1 and restart it if not | plan | service.status, service.restart | mail-1 | if
when nginx is not active on web-2, start it | plan | service.status, service.start | web-2 | if
reload nginx on web-1 if the config is ok | plan | config.validate, service.reload | web-1 | if
if gitlab-runner is dead on ci-1 bring it back | plan | service.status, service.start | ci-1 | if
stop vsftpd on dl-1 if it is running | plan | service.status, service.stop | dl-1 | if
restart nginx on web-1 every night at 3 | plan | service.restart | web-1 | cron
every day at 6 show the disk usage of db-1 | plan | system.disk | db-1 | cron
reboot web-3 tomorrow at 5 | plan | system.reboot | web-3 | at
restart haproxy on lb-2 in two hours | plan | service.restart | lb-2 | at
on the first of every month at 4 update all packages on web-3 | plan | package.update | web-3 | cron
every monday at 7:30 list the failed services on web-1 | plan | service.list | web-1 | cron
in 30 minutes stop vsftpd on dl-1 | plan | service.stop | dl-1 | at
check the disk of ci-1 every hour | plan | system.disk | ci-1 | cron
restart nginx on web-1 and then show its status | plan | service.restart, service.status | web-1
stop nginx on web-3, then start it again | plan | service.stop, service.start | web-3
update the packages on web-3 and reboot it | plan | package.update, system.reboot | web-3
restart postfix on mail-1, then show the last 20 lines of its log | plan | service.restart, service.logs | mail-1
check the nginx config on web-1 and reload nginx | plan | shell.run, service.reload | web-1
install tmux on web-1 and web-2 and on lb-1 | plan | package.install | web-1, web-2, lb-1
what time is it on vpn-1 | plan | shell.run | vpn-1
set the timezone of web-1 to Europe/Berlin | plan | setting.timezone | web-1
show the crontab of db-1 | plan | cron.list | db-1
which cron jobs are there on db-1 | plan | cron.list | db-1
which timers are active on web-1 | plan | shell.run | web-1
kernel version of db-1 | plan | system.info | db-1
how many cores does ci-1 have | plan | system.info | ci-1
swap usage of db-1 | plan | system.memory | db-1
does ci-1 swap? | plan | system.memory | ci-1
show the mounts of dl-1 | plan | system.disk | dl-1
firewall rules of lb-1 | plan | firewall.show | lb-1
open port 8080 in the firewall of app-1 | plan | shell.run | app-1
change the hostname of web-3 to web-x | plan | setting.hostname | web-3
run "uname -a" on web-1 | plan | shell.run | web-1
execute "systemctl daemon-reload" on web-2 | plan | shell.run | web-2
restart nginx | clarify
restart the database | clarify
show the logs | clarify
restart it | clarify
delete everything | decline
restart postgresql | clarify
how is the weather | decline
write me a poem | decline
what is the meaning of life | decline
do not restart nginx on web-1 | decline
don't reboot web-3 | decline
never stop postgresql on db-1 | decline
please don't touch nginx on web-2 | decline
what happens if I restart nginx on web-1? | decline
who restarted nginx on web-1? | decline
how do I restart nginx on web-1 | decline
restart nginx on web-9 | decline
restart foobar on web-1 | decline
stop the frobnicator on ci-1 | decline
install htop on the moon | decline
format the disk of web-1 | decline
rm -rf / on all machines | decline
wipe ci-1 | decline
drop the database on db-1 | decline
stop ssh on all machines | clarify
kill all processes on web-1 | clarify
remove all users from web-1 | clarify
`;
