/** What is asked of settings, units, containers and processes beyond whether they run, each with its outcome. */

export const settingsAndUnits = `
show me the unit file of gitlab-runner | plan | shell.run | ci-1
cat the systemd unit of nginx on web-1 | plan | shell.run | web-1
where is the unit file for haproxy on lb-1 | plan | shell.run | lb-1
are there any overrides for nginx on web-2 | plan | shell.run | web-2
what does postgresql depend on on db-1 | plan | shell.run | db-1
which services depend on postgresql on db-1 | plan | shell.run | db-1
what user does nginx run as on web-1 | plan | shell.run | web-1
as which user is redis running | plan | shell.run | cache-1
does dovecot run as root? | plan | shell.run | mail-1
how often has gitlab-runner restarted | plan | shell.run | ci-1
how many times did haproxy crash on lb-1 | plan | shell.run | lb-1
restart count of nginx on web-2 | plan | shell.run | web-2
what was the exit code of nginx on web-2 | plan | shell.run | web-2
last exit status of postfix | plan | shell.run | mail-1
environment of gitlab-runner | plan | shell.run | ci-1
what env vars does nginx on web-1 have | plan | shell.run | web-1
open files limit of postgresql on db-1 | plan | shell.run | db-1
what is the memory limit of redis | plan | shell.run | cache-1
what's the restart policy of nginx on web-1 | plan | shell.run | web-1
will haproxy on lb-1 restart automatically after a crash | plan | shell.run | lb-1
how much memory does nginx use on web-1 | plan | shell.run | web-1
how much cpu is postgresql using on db-2 | plan | shell.run | db-2
main pid of haproxy on lb-2 | plan | service.status | lb-2
what ports is haproxy listening on on lb-1 | plan | network.ports | lb-1
is vsftpd masked | plan | shell.run | dl-1
which services start at boot on web-1 | plan | shell.run | web-1
what comes up automatically at boot on vpn-1 | plan | shell.run | vpn-1
list the enabled services on mail-1 | plan | shell.run | mail-1
which services are disabled on db-1 | plan | shell.run | db-1
list masked units on lb-1 | plan | shell.run | lb-1
show everything that failed on db-2 | plan | service.list | db-2
what failed on ci-1 | plan | service.list | ci-1
how long did the last boot of db-1 take | plan | shell.run | db-1
what slows down the boot on ci-1 | plan | shell.run | ci-1
what is the default target on web-1 | plan | shell.run | web-1
list sockets of systemd on db-1 | plan | shell.run | db-1
which services use the most memory on db-1 | plan | shell.run | db-1
mask vsftpd on dl-1 | plan | service.mask | dl-1
unmask vsftpd on dl-1 and start it | plan | service.unmask, service.start | dl-1
undo the mask on vsftpd | plan | service.unmask | dl-1
send a HUP to haproxy on lb-2 instead of restarting it | plan | service.reload | lb-2
send SIGUSR1 to nginx on web-1 | plan | shell.run | web-1
kill -HUP nginx on web-2 | plan | service.reload | web-2
get sshd on vpn-1 to re-read its configuration | plan | shell.run | vpn-1
make haproxy on lb-1 pick up the new certificates | plan | service.reload | lb-1
run daemon-reload on web-1 | plan | shell.run | web-1
reload systemd on db-1 | plan | shell.run | db-1
reset the failed state of nginx on web-2 | plan | shell.run | web-2
disable vsftpd on dl-1 so it doesn't come back after a reboot | plan | service.disable | dl-1
disable nginx on web-3 so that it never starts again | plan | service.disable | web-3
how many nginx workers are running on web-1 | plan | process.list | web-1
how many php-fpm processes are there on web-1 | plan | process.list | web-1
number of postgres processes on db-1 | plan | process.list | db-1
count the python processes on ci-1 | plan | process.list | ci-1
is there a java process running on ci-1 | plan | process.list | ci-1
is there an rsync process on db-2 and since when | plan | process.list | db-2
since when is the python process running on ci-1 | plan | process.list | ci-1
all processes of user deploy on app-1 | plan | shell.run | app-1
show me everything the deploy user runs on app-1 | plan | shell.run | app-1
what is tom running on ci-1 | plan | shell.run | ci-1
which process has /var/lib/dpkg/lock open on web-1 | plan | shell.run | web-1
who is using /mnt/data on db-1 | plan | shell.run | db-1
what keeps /srv busy on dl-1 | plan | shell.run | dl-1
processes in D state on db-1 | plan | shell.run | db-1
any processes stuck in io on ci-1 | plan | shell.run | ci-1
zombie processes on web-1 | plan | process.list | web-1
which processes are swapped out on cache-1 | plan | shell.run | cache-1
which process does the most disk io on db-1 | plan | shell.run | db-1
longest running processes on ci-1 | plan | shell.run | ci-1
which processes were started last on web-1 | plan | shell.run | web-1
how many open files are there on db-1 | plan | shell.run | db-1
which process has the most open files on web-1 | plan | shell.run | web-1
how many processes run on ci-1 | plan | process.list | ci-1
working directory of process 812 on web-1 | plan | shell.run | web-1
environment of pid 812 on web-1 | plan | shell.run | web-1
command line of pid 812 on web-1 | plan | shell.run | web-1
limits of process 812 on db-1 | plan | shell.run | db-1
which files does process 812 on db-1 have open | plan | shell.run | db-1
who started pid 812 on ci-1 | plan | process.tree | ci-1
what is pid 812 waiting for on ci-1 | plan | shell.run | ci-1
threads of pid 812 on db-1 | plan | shell.run | db-1
process tree of gitlab-runner | plan | process.tree | ci-1
top 5 processes by memory on db-1 | plan | process.list | db-1
top ten processes by cpu on ci-1 | plan | process.list | ci-1
renice pid 812 to 15 on ci-1 | plan | shell.run | ci-1
lower the priority of ffmpeg on ci-1 | plan | shell.run | ci-1
give the rsync process on db-2 a lower priority | plan | shell.run | db-2
set the nice value of pid 4711 on ci-1 to 10 | plan | shell.run | ci-1
give gitlab-runner an io priority of idle | plan | shell.run | ci-1
ionice the rsync on db-2 | plan | shell.run | db-2
pause process 9001 on ci-1 and don't kill it | plan | shell.run | ci-1
resume process 9001 on ci-1 | plan | shell.run | ci-1
suspend the ffmpeg process on ci-1 | plan | shell.run | ci-1
send SIGSTOP to pid 77 on web-1 | plan | shell.run | web-1
kill all processes of user tom on ci-1 | plan | shell.run | ci-1
terminate everything that belongs to tom on ci-1 | plan | shell.run | ci-1
kill -9 the hanging rsync on db-2 | plan | process.kill | db-2
what image is worker on app-1 running | plan | container.inspect | app-1
which version of registry-cache do we run | plan | container.inspect | app-2
which ports does worker publish | plan | container.inspect | app-1
restart policy of registry-cache | plan | container.inspect | app-2
environment variables of worker on app-1 | plan | shell.run | app-1
which volumes does worker use | plan | container.inspect | app-1
where does registry-cache store its data | plan | container.inspect | app-2
ip address of the worker container on app-1 | plan | container.inspect | app-1
which network is registry-cache in | plan | container.inspect | app-2
memory limit of the worker container | plan | container.inspect | app-1
how much memory does the worker container on app-1 use | plan | container.list | app-1
is registry-cache healthy | plan | container.list | app-2
when was registry-cache created | plan | container.inspect | app-2
why did worker exit, what was its exit code | plan | container.list, container.inspect, container.logs, network.ports, system.disk | app-1
which processes run in the worker container | plan | shell.run | app-1
is there a newer image for registry-cache | plan | container.inspect | app-2
inspect the worker container | plan | container.list | app-1
list docker images on app-1 with their age | plan | shell.run | app-1
images older than 30 days on app-2 | plan | shell.run | app-2
unused images on app-1 | plan | shell.run | app-1
dangling volumes on app-2 | plan | shell.run | app-2
how much disk does docker use on app-1 | plan | shell.run | app-1
which containers have been up longer than a week on app-1 | plan | shell.run | app-1
which ports do the containers on app-1 publish | plan | shell.run | app-1
which image does each container on app-2 run | plan | shell.run | app-2
any container in a restart loop on app-1 | plan | shell.run | app-1
docker events of the last hours on app-1 | plan | shell.run | app-1
what compose projects run on app-1 | plan | shell.run | app-1
containers on app-1, including stopped ones | plan | container.list | app-1
pull the newest registry-cache image | plan | shell.run | app-2
update registry-cache to the latest image | plan | container.update | app-2
pull the newest registry-cache image and recreate the container | plan | container.update | app-2
pull image nginx:1.27 on app-1 | plan | shell.run | app-1
docker pull ghcr.io/acme/tool:2 on app-1 | plan | shell.run | app-1
prune the build cache on app-1 | plan | shell.run | app-1
remove unused volumes on app-1 | plan | shell.run | app-1
limit the worker container to 512 MB | plan | shell.run | app-1
set the memory limit of worker on app-1 to 2 GB | plan | shell.run | app-1
set the restart policy of worker to unless-stopped | plan | shell.run | app-1
make registry-cache start again after a reboot | plan | shell.run | app-2
run "php -v" in the worker container | plan | shell.run | app-1
docker exec worker "ls -la /app" | plan | shell.run | app-1
copy /app/config.yml out of worker to /tmp | plan | shell.run | app-1
copy /tmp/new.yml into the worker container at /app/new.yml | plan | shell.run | app-1
delete the container registry-cache, keep its volume | plan | shell.run | app-2
pause the worker container | plan | shell.run | app-1
kill the registry-cache container | plan | shell.run | app-2
restart all containers on app-1 | plan | shell.run | app-1
set the timezone of db-1 to Europe/Berlin | plan | setting.timezone | db-1
db-1 should use the time zone America/New_York | plan | setting.timezone | db-1
what time zone is db-1 in | plan | shell.run | db-1
rename web-3 to web-03 | plan | setting.hostname | web-3
change the hostname of web-3 to web-staging | plan | setting.hostname | web-3
the hostname of ci-1 should be build-1 | plan | setting.hostname | ci-1
set vm.swappiness to 10 on db-1 | plan | setting.sysctl | db-1
set vm.swappiness to 10 on db-1 permanently | plan | setting.sysctl | db-1
set net.core.somaxconn=4096 on both load balancers | plan | setting.sysctl | lb-1, lb-2
enable ip forwarding on vpn-1 | plan | setting.sysctl | vpn-1
is ip forwarding on on vpn-1? | plan | shell.run | vpn-1
what is vm.swappiness on db-1 | plan | shell.run | db-1
swappiness on cache-1? | plan | shell.run | cache-1
turn on ip forwarding on vpn-1 so that it survives a reboot | plan | setting.sysctl | vpn-1
which sysctl values were changed on lb-1 | plan | shell.run | lb-1
set the locale on web-1 to de_DE.UTF-8 | plan | shell.run | web-1
what locale does web-1 use | plan | shell.run | web-1
add 10.0.0.9 registry.lan to the hosts file of ci-1 | plan | file.edit | ci-1
remove registry.lan from the hosts file on ci-1 | plan | file.edit | ci-1
show the hosts file of web-1 | plan | file.read | web-1
use time.cloudflare.com as ntp server on db-1 | plan | shell.run | db-1
which ntp server does db-1 use | plan | shell.run | db-1
enable time sync on web-1 | plan | shell.run | web-1
add 2 GB of swap on ci-1 | plan | shell.run | ci-1
turn off swap on db-1 | plan | shell.run | db-1
how much swap does cache-1 have | plan | system.memory | cache-1
raise the open files limit of postgresql on db-1 to 65536 | plan | shell.run | db-1
limit gitlab-runner to 4 GB of memory | plan | shell.run | ci-1
set the cpu quota of gitlab-runner to 50% | plan | shell.run | ci-1
what are the ulimits on db-1 | plan | shell.run | db-1
set max_connections to 300 on db-1 | plan | file.edit | db-1
what is max_connections on db-1 | plan | shell.run | db-1
set shared_buffers to 4GB in postgresql on db-2 | plan | file.edit | db-2
maxmemory of redis should be 6gb | plan | shell.run | cache-1
what's the maxmemory of redis | plan | shell.run | cache-1
set the eviction policy of redis to allkeys-lru | plan | shell.run | cache-1
what is memory_limit of php on web-1 | plan | shell.run | web-1
raise upload_max_filesize to 64M on web-1 and web-2 | plan | config.edit | web-1, web-2
set client_max_body_size to 20m in nginx on web-1 | plan | config.edit | web-1
what is client_max_body_size on web-2 | plan | shell.run | web-2
enable gzip in nginx on web-3 and reload | plan | config.edit, service.reload | web-3
set worker_processes to auto in nginx.conf on dl-1 | plan | config.edit | dl-1
which ssh port is configured on vpn-1 | plan | shell.run | vpn-1
is PermitRootLogin still on for mail-1? | plan | shell.run | mail-1
is password login allowed on web-1? | plan | shell.run | web-1
set maxconn to 4000 in haproxy on lb-2 | plan | file.edit | lb-2
raise the message size limit of postfix to 50 MB | plan | shell.run | mail-1
message size limit on mail-1 | plan | shell.run | mail-1
what is mynetworks in postfix | plan | shell.run | mail-1
kernel command line of db-1 | plan | shell.run | db-1
is apparmor enabled on web-1 | plan | shell.run | web-1
show fstab of db-1 | plan | file.read | db-1
show me nginx.conf on web-1 | plan | file.read | web-1
journald settings on db-1 | plan | shell.run | db-1
cpu governor on ci-1 | plan | shell.run | ci-1
restart the agent on db-1 | plan | shell.run | db-1
agent log of db-1, last 30 lines | plan | service.logs | db-1
`;
