/** The same kinds of requests in further wordings: hurried, wordy, with reasons, in lists and in two clauses. */

export const wordings = `
restart the server web-3 | plan | system.reboot | web-3
Morning! Could you be so kind and restart nginx on web-2 for me? Thanks! | plan | service.restart | web-2
hey, quick favour: bounce haproxy on lb-1 | plan | service.restart | lb-1
nginx web-1 restart pls | plan | service.restart | web-1
web-1: restart nginx | plan | service.restart | web-1
on web-1, restart nginx please | plan | service.restart | web-1
nginx crashed on web-2, start it | plan | service.start | web-2
vsftpd on dl-1 died again, bring it back up | plan | service.start | dl-1
customers cannot reach us, restart haproxy on lb-1 | plan | service.restart | lb-1
I need dovecot restarted on mail-1 | plan | service.restart | mail-1
we would like to have postfix reloaded on mail-1 | plan | service.reload | mail-1
time to restart gitlab-runner on ci-1 | plan | service.restart | ci-1
let's stop vsftpd on dl-1 | plan | service.stop | dl-1
turn nginx on web-3 off | plan | service.stop | web-3
turn nginx on web-3 back on | plan | service.start | web-3
kill off vsftpd on dl-1 | plan | service.stop | dl-1
nginx should be restarted on web-1 | plan | service.restart | web-1
restart nginx & php8.1-fpm on web-1 | plan | service.restart | web-1
restart php8.1-fpm on web-2 | plan | service.restart | web-2
restart keepalived on lb-1 and lb-2 | plan | service.restart | lb-1, lb-2
restart docker on app-1 | plan | service.restart | app-1
restart redis on cache-1 | plan | service.restart | cache-1
restart postgres on db-2 | plan | service.restart | db-2
stop the print spooler on win-1 | decline
restart wireguard on vpn-1 | plan | service.restart | vpn-1
restart sshd on vpn-1 | plan | service.restart | vpn-1
restart cron on db-1 | plan | service.restart | db-1
restart the ci box | plan | system.reboot | ci-1
restart postgresql on the main database | plan | service.restart | db-1
stop nginx on the downloader | plan | service.stop | dl-1
is the spooler running on win-1 | decline
nginx ok on web-1? | plan | service.status | web-1
db-1: postgresql alive? | plan | service.status | db-1
tell me whether redis-server is up on cache-1 | plan | service.status | cache-1
please verify that haproxy is active on lb-1 | plan | service.status | lb-1
do you know if dovecot is running on mail-1 | plan | service.status | mail-1
what is the state of keepalived on lb-2 | plan | service.status | lb-2
is nginx enabled at boot on web-1 | plan | service.status | web-1
show failed services on all web servers | plan | service.list | web-1, web-2, web-3
are any services down on web-3 | plan | service.list | web-3
what services does app-2 have | plan | service.list | app-2
print the nginx log of web-1 | plan | service.logs | web-1
I'd like to see the last 100 lines of postfix's log | plan | service.logs | mail-1
show the nginx error log on web-1 | plan | file.read | web-1
tail -n 50 /var/log/syslog on db-1 | plan | file.read | db-1
last 10 lines of /var/log/auth.log on web-1 | plan | file.read | web-1
head of /etc/passwd on web-1 | plan | file.read | web-1
errors in the journal of db-2 today | plan | log.errors | db-2
search /var/log/syslog on db-1 for "oom" | plan | shell.run | db-1
look for "connection refused" in the log of nginx on web-2 | plan | log.search | web-2
free space on web-1? | plan | system.disk | web-1
df on db-1 | plan | system.disk | db-1
du /var on ci-1 | plan | shell.run | ci-1
is there enough room on ci-1 | plan | system.disk | ci-1
how full are the disks of the databases | plan | system.disk | db-1, db-2
which web server has the least free space | answer |  | web-1, web-2, web-3
machines with less than 10 % free disk | answer |  | ci-1, dl-1
which servers have memory above 85 percent | answer |  | db-1, cache-1
which machines have cpu over 90% | answer |  | web-2, ci-1
free memory on db-1 | plan | system.memory | db-1
ram on app-2 | plan | system.memory | app-2
show cpu and memory of web-1 | plan | metrics.now | web-1
what's running on app-1 | plan | service.list | app-1
what hogs the memory on db-1 | plan | process.list | db-1
show me what uses the cpu on ci-1 | plan | process.list | ci-1
5 biggest processes by memory on db-1 | plan | process.list | db-1
kill -9 4242 on web-1 | plan | process.kill | web-1
how long is lb-2 already up | plan | system.uptime | lb-2
uptime on all web servers | plan | system.info | web-1, web-2, web-3
mail-1 is slow | plan | metrics.now, process.list, system.memory ... | mail-1
why is everything so slow on db-1 | plan | metrics.now, process.list, system.memory ... | db-1
something is wrong with mail-1 | plan | metrics.now, process.list, system.disk ... | mail-1
who is using web-1 at the moment | plan | system.users | web-1
is anyone logged in on db-1? | plan | system.users | db-1
create user bob on web-1 | plan | user.add | web-1
delete the user bob on web-1 | plan | user.remove | web-1
unlock the account of max on dl-1 | plan | user.unlock | dl-1
give bob sudo on web-1 | plan | user.groups | web-1
add bob to the docker group on app-1 | plan | user.groups | app-1
which groups does bob have on web-1 | plan | shell.run | web-1
apt update on web-1 | plan | shell.run | web-1
could you get tree installed on db-1 | plan | package.install | db-1
get rid of vsftpd on dl-1 | plan | package.remove | dl-1
purge vsftpd from dl-1 | plan | package.remove | dl-1
bring web-3 up to date | plan | package.update | web-3
patch lb-2 | plan | package.update | lb-2
any security updates for db-1 | plan | system.updates | db-1
what version is postgresql on db-1 | plan | package.list | db-1
search for the package ripgrep on web-1 | plan | package.search | web-1
clean the apt cache on ci-1 | plan | shell.run | ci-1
remove packages that are no longer needed on ci-1 | plan | shell.run | ci-1
hold nginx on web-1 | plan | shell.run | web-1
open ports on web-1 | plan | network.ports | web-1
is port 22 open on web-1 | plan | network.ports | web-1
can lb-1 talk to web-1 on port 80 | plan | shell.run | lb-1
is 8.8.8.8 reachable from web-1 | plan | network.ping | web-1
ping 1.1.1.1 from vpn-1 | plan | network.ping | vpn-1
traceroute to example.com from web-1 | plan | shell.run | web-1
dns lookup of example.com on lb-1 | plan | network.dns | lb-1
what ip does db-1 have | answer |  | db-1
routing table of vpn-1 | plan | shell.run | vpn-1
active connections on lb-1 | plan | network.connections | lb-1
days until the certificate on lb-1 expires | plan | network.certificate | lb-1
view /etc/ssh/sshd_config on web-1 | plan | file.read | web-1
print the contents of /etc/resolv.conf on web-2 | plan | file.read | web-2
size of /var/log on web-1 | plan | shell.run | web-1
when was /etc/nginx/nginx.conf on web-1 last changed | plan | file.stat | web-1
does /etc/nginx/nginx.conf exist on web-1 | plan | file.stat | web-1
who owns /var/www on web-1 | plan | file.stat | web-1
permissions of /etc/shadow on db-1 | plan | file.stat | db-1
chmod 640 /srv/x.conf on dl-1 | plan | shell.run | dl-1
chown www-data /srv/www on web-1 | plan | shell.run | web-1
mkdir /srv/new on dl-1 | plan | shell.run | dl-1
move /srv/a to /srv/b on dl-1 | plan | shell.run | dl-1
empty /var/log/big.log on ci-1 | plan | shell.run | ci-1
add the line "vm.swappiness=10" to /etc/sysctl.conf on db-1 | plan | file.edit | db-1
docker ps on app-1 | plan | container.list | app-1
show running containers on app-1 and app-2 | plan | container.list | app-1, app-2
restart worker | plan | container.restart | app-1
bounce the api container on app-1 | plan | container.restart | app-1
container logs of the api on app-1 | plan | container.logs | app-1
last 100 lines of the worker container | plan | container.logs | app-1
prune docker on ci-1 | plan | shell.run | ci-1
docker images on app-2 | plan | shell.run | app-2
docker stats on app-1 | plan | container.list | app-1
is worker healthy | plan | container.list | app-1
shutdown edge-1 | decline
power cycle web-3 | plan | system.reboot | web-3
reboot the staging web server | plan | system.reboot | web-3
reboot all load balancers one by one | plan | system.reboot | lb-1, lb-2
wake edge-1 | decline
is the berlin till online | answer |  | edge-1
which machines run ubuntu 24.04 | answer |  | web-3
ubuntu machines | answer |  | 9 machines
all alpine machines | answer |  | vpn-1
how many web servers are there | answer |  | web-1, web-2, web-3
which machines have nginx | answer |  | web-1, web-2, web-3, dl-1
which machines are in staging | answer |  | web-3
what's the ip of lb-1 | plan | network.interfaces | lb-1
only restart nginx on web-1 if it is dead | plan | service.status, service.restart | web-1 | if
restart nginx on web-1 if it's down | plan | service.status, service.restart | web-1 | if
nginx down on web-1? start it | plan | service.status, service.start | web-1 | if
if cpu on web-2 is above 80 % show the top processes | plan | metrics.now, process.list | web-2 | if
if there are updates for web-3 install them | plan | system.updates, package.update | web-3 | if
if web-3 needs a reboot, reboot it | plan | system.uptime, system.reboot | web-3 | if
if nobody is logged in reboot web-3 | plan | system.users, system.reboot | web-3 | if
unless postgresql is running on db-2 start it | plan | service.status, service.start | db-2 | if
start nginx on web-1 provided its config is valid | plan | config.validate, service.start | web-1 | if
restart nginx on the web servers where it is down | plan | service.status, service.restart | web-1, web-2, web-3 | if
if haproxy is running on lb-1 reload it, otherwise start it | plan | service.status, service.reload, service.start | lb-1 | if
at 22:00 stop vsftpd on dl-1 | plan | service.stop | dl-1 | at
tonight at 11 pm reboot web-3 | plan | system.reboot | web-3 | at
weekdays at 8 show the failed services of mail-1 | plan | service.list | mail-1 | cron
every sunday at 4 reboot ci-1 | plan | system.reboot | ci-1 | cron
every 15 minutes check nginx on web-1 | plan | service.status | web-1 | cron
next monday at 9 restart haproxy on lb-2 | plan | service.restart | lb-2 | at
stop nginx on web-3 in an hour | plan | service.stop | web-3 | at
first check the nginx config on web-1, then reload it | plan | shell.run, service.reload | web-1
stop vsftpd on dl-1 and disable it | plan | service.stop, service.disable | dl-1
list services on web-1; list processes on web-1 | plan | service.list, process.list | web-1
restart nginx on web-1 and postfix on mail-1 | plan | service.restart | web-1, mail-1
help | answer
thanks | decline
what can you do | answer
reboot the host web-3 please | plan | system.reboot | web-3
how full is the disk of the server db-1 | plan | system.disk | db-1
restart nginx on server web-1 | plan | service.restart | web-1
is the machine win-1 online | answer |  | win-1
`;
