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
is the docker service enabled on ci-1? | plan | service.status | ci-1
nginx on web-3 refuses connections, give it a kick | plan | service.restart | web-3
what systemd timers run on db-1 | plan | shell.run | db-1
when was postgresql last restarted on db-1 | plan | service.status | db-1
how long has nginx been running on web-2 | plan | service.status | web-2
show me the status of every service on mail-1 | plan | service.list | mail-1
recycle the php workers on web-1 | plan | service.restart | web-1
which version of nginx runs on web-2 | plan | package.list | web-2
only restart haproxy on lb-2 if the config is valid | plan | shell.run, service.restart | lb-2 | if
what processes are hogging the CPU on ci-1 | plan | process.list | ci-1
is there any zombie on web-2 | plan | process.list | web-2
terminate the process with pid 1337 on app-1 | plan | process.kill | app-1
kill pid 999 on web-1 with SIGKILL | plan | process.kill | web-1
find the process listening on 8080 on app-1 | plan | network.ports | app-1
what's PID 1 on vpn-1 | plan | process.tree | vpn-1
which process is writing to /var/log/syslog on db-1 | plan | shell.run | db-1
how many processes does www-data have on web-1 | plan | shell.run | web-1
list java processes on app-1 | plan | process.list | app-1
what's the oldest process on db-2 | plan | shell.run | db-2
which docker images are on ci-1 | plan | shell.run | ci-1
remove unused docker images on ci-1 | plan | shell.run | ci-1
which containers run on app-1 | plan | container.list | app-1
which containers use the most memory on app-1 | plan | shell.run | app-1
docker stats on app-2 | plan | container.list | app-2
show docker networks on app-1 | plan | shell.run | app-1
delete stopped containers on ci-1 | plan | shell.run | ci-1
prune docker on ci-1 | plan | shell.run | ci-1
how many containers are running on app-1 | plan | container.list | app-1
is docker running on ci-1 | plan | service.status | ci-1
show the haproxy config of lb-1 | plan | config.show | lb-1
is the nginx config on web-2 ok | plan | shell.run | web-2
set the hostname of web-3 to web-stage | plan | setting.hostname | web-3
increase php memory_limit to 512M on web-1 | plan | config.edit | web-1
set upload_max_filesize to 100M in php on web-2 | plan | config.edit | web-2
change the nginx worker_connections to 2048 on web-1 | plan | config.edit | web-1
set worker_connections = 4096 in nginx.conf on web-2 and reload nginx | plan | config.edit, service.reload | web-2
set keepalive_timeout 30 in nginx on dl-1 | plan | config.edit | dl-1
turn off swap on cache-1 | plan | shell.run | cache-1
what is the swappiness on cache-1 | plan | shell.run | cache-1
set fs.file-max to 200000 on app-1 | plan | setting.sysctl | app-1
enable ip forwarding on vpn-1 permanently | plan | setting.sysctl | vpn-1
set LANG to en_US.UTF-8 on web-1 | plan | shell.run | web-1
how many open files are allowed for postgres on db-1 | plan | shell.run | db-1
raise the nofile limit of nginx on web-1 to 65535 | plan | shell.run | web-1
set maxmemory-policy to allkeys-lru on cache-1 | plan | shell.run | cache-1
set log_min_duration_statement to 500ms on db-1 | plan | file.edit | db-1
how many connections does postgres allow on db-1 | plan | shell.run | db-1
which sites does nginx serve on web-1 | plan | shell.run | web-1
backends of haproxy on lb-1 | plan | shell.run | lb-1
show me /etc/hosts on app-1 | plan | file.read | app-1
add 10.20.0.99 cache.lan to /etc/hosts on app-1 | plan | file.edit | app-1
remove cache.lan from /etc/hosts on app-1 | plan | file.edit | app-1
is ntp enabled on web-1 | plan | shell.run | web-1
is unattended-upgrades turned on on web-1 | plan | shell.run | web-1
show kernel parameters of db-1 | plan | shell.run | db-1
haproxy restart on lb-2 pls | plan | service.restart | lb-2
start nginx and php-fpm on web-3 | plan | service.start | web-3
what's the state of ssh on vpn-1 | plan | service.status | vpn-1
enable nginx at startup on dl-1 | plan | service.enable | dl-1
please verify that both nginx and php8.1-fpm are running on web-1 | plan | service.status | web-1
list active services on vpn-1 | plan | service.list | vpn-1
show me nginx's unit file on web-1 | plan | shell.run | web-1
how much RAM is postgresql eating on db-1 | plan | shell.run | db-1
stop process 5555 on ci-1 | plan | process.kill | ci-1
send SIGTERM to pid 2210 on app-1 | plan | process.kill | app-1
kill -HUP 771 on lb-2 | plan | shell.run | lb-2
are there runaway processes on ci-1 | plan | process.tree | ci-1
what is consuming all the memory on cache-1 | plan | process.list | cache-1
show the 10 most memory hungry processes on db-1 | plan | process.list | db-1
which user runs pid 3301 on web-1 | plan | process.tree | web-1
what's process 1 on app-1 | plan | process.tree | app-1
give me a process tree on app-2 | plan | process.tree | app-2
why does the worker keep restarting on app-1 | plan | container.list, container.inspect, container.logs, network.ports, system.disk | app-1
delete image shop/api:3.12 on app-1 | plan | shell.run | app-1
show image sizes on app-2 | plan | shell.run | app-2
how many images are on ci-1 | plan | shell.run | ci-1
show health of all containers on app-1 | plan | container.list | app-1
did any container restart in the last hour on app-2 | plan | shell.run | app-2
disable password authentication on vpn-1 | plan | config.edit | vpn-1
set MaxAuthTries to 3 on web-1 | plan | config.edit | web-1
set the max upload size of nginx on web-1 to 50 MB | plan | config.edit | web-1
turn on gzip on dl-1 | plan | config.edit | dl-1
increase nginx worker processes to 8 on web-3 | plan | config.edit | web-3
set php max_execution_time to 120 on web-3 | plan | config.edit | web-3
set post_max_size to 128M on web-1 | plan | config.edit | web-1
what's the php upload limit on web-2 | plan | shell.run | web-2
set work_mem to 64MB on db-2 | plan | file.edit | db-2
raise shared_buffers on db-1 to 2GB and restart postgres | plan | file.edit, service.restart | db-1
set the haproxy client timeout to 60s on lb-1 | plan | file.edit | lb-1
set maxconn 5000 on lb-2 | plan | file.edit | lb-2
sync the clock on web-2 | plan | shell.run | web-2
disable IPv6 on web-1 | plan | setting.sysctl | web-1
disable transparent hugepages on cache-1 | plan | shell.run | cache-1
set vm.overcommit_memory=1 on cache-1 | plan | setting.sysctl | cache-1
what's the value of net.ipv4.ip_forward on vpn-1 | plan | shell.run | vpn-1
apply sysctl settings on db-1 | plan | shell.run | db-1
change the message of the day on web-1 to "Maintenance tonight" | plan | file.write | web-1
set hostname of vpn-1 to wg-1 | plan | setting.hostname | vpn-1
is the hostname of dl-1 correct | plan | shell.run | dl-1
enable automatic security updates on web-3 | plan | shell.run | web-3
`;
