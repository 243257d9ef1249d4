/** What people ask of logs, files, disks, packages and accounts: sentence | tool and what its input holds | machines. */

export const lookups = `
how many 404s did web-1 serve today | shell.run awk '$9 ~ /^404/' | web-1
count the 502s in the access log of web-2 | shell.run awk '$9 ~ /^502/' | web-2
which ip addresses hit /admin on web-1 most often | shell.run grep -F -- /admin | web-1
top 5 client ips in the access log of web-2 | shell.run head -n 5 | web-2
most requested urls on web-3 | shell.run $7 | web-3
how many requests per hour did web-1 get yesterday | shell.run uniq -c | web-1
what did dovecot say between 02:00 and 03:30 on mail-1 | shell.run --since 02:00 --until 03:30 | mail-1
postfix logs since 6am | shell.run --since 06:00 | mail-1
logs of the worker container between 14:00 and 14:30 | shell.run docker logs --timestamps --since 1970-01-01T14:00 | app-1
which messages did haproxy write around 14:20 on lb-1 | shell.run --since 14:10 --until 14:30 | lb-1
everything of priority err or worse since the last boot on db-1 | shell.run journalctl -b -p err | db-1
what happened on db-2 right before the last reboot | shell.run --boot=-1 | db-2
list the boots of lb-1 | shell.run --list-boots | lb-1
kernel messages on db-1 that mention ata or I/O error | shell.run ata | db-1
was there any mention of "out of memory" in dmesg on ci-1 | shell.run out of memory | ci-1
show me the haproxy log on lb-2 without the lines that contain health | shell.run grep -v -i -F -e health | lb-2
which user ran sudo on db-1 today | shell.run _COMM=sudo | db-1
which mails to tom bounced | shell.run grep -i -F -e tom | mail-1
how large is the journal on db-1 and how far back does it go? | shell.run --disk-usage | db-1
when were the logs on web-1 last rotated | shell.run logrotate | web-1
count errors per hour in haproxy's journal on lb-1 | shell.run uniq -c | lb-1
what did postfix complain about at startup | shell.run ExecMainStartTimestamp | mail-1
which services wrote the most log lines on db-1 today | shell.run sort -rn | db-1
how much space do the logs take on mail-1 | file.search /var/log | mail-1
any authentication failures on db-1 today? | shell.run lastb | db-1
which files under /etc on lb-1 were changed in the last 2 days | shell.run find /etc -type f -mtime -2 | lb-1
get me the last modified file under /opt/shop-api on app-1 | shell.run head -n 1 | app-1
which is the oldest backup under /srv/backup on db-1 | shell.run sort | db-1
how many files are in /data/incoming on dl-1 | shell.run wc -l | dl-1
find all png files under /srv/photos on dl-1 | file.search *.png | dl-1
are there world writable files in /srv/shop on web-3 | shell.run -perm -0002 | web-3
find broken symlinks under /etc on web-2 | shell.run -xtype l | web-2
find the file called deploy.lock in /opt on app-1 | shell.run -iname deploy.lock | app-1
md5sum of /srv/shop/config.php on web-1 and web-2, are they the same? | shell.run md5sum | web-1, web-2
are /etc/hosts on db-1 and db-2 identical? | shell.run sha256sum | db-1, db-2
diff /etc/nginx/nginx.conf and /etc/nginx/nginx.conf.bak on web-1 | shell.run diff -u | web-1
where does /srv/shop/current point on web-3 | shell.run readlink | web-3
how old is /srv/latest.dump on db-1 | file.stat /srv/latest.dump | db-1
who has /srv/shop open on web-1 | shell.run fuser | web-1
download the nginx.conf from web-1 | file.read /etc/nginx/nginx.conf | web-1
which files mention 10.0.0.7 below /etc on lb-1 | file.search 10.0.0.7 | lb-1
are we running out of inodes on ci-1? | shell.run df -i | ci-1
list the block devices of db-1 | shell.run lsblk | db-1
uuids of the disks in db-1 | shell.run UUID | db-1
smart values of the drives in db-1 | shell.run smartctl | db-1
what's the disk throughput on db-1 at the moment | shell.run iostat | db-1
list zfs snapshots on db-1 that are older than three months | shell.run -90 days | db-1
is the zfs pool on db-1 healthy | shell.run zpool status | db-1
how much space do old kernels take on db-2 | shell.run linux-image | db-2
disk usage per user on ci-1 | shell.run /home/* | ci-1
is /srv on db-1 running out of room? | system.disk /srv | db-1
lvm overview of db-1 | shell.run lvs | db-1
Which package does /usr/sbin/haproxy belong to on lb-1? | shell.run dpkg -S | lb-1
list held packages on db-1 | shell.run showhold | db-1
simulate a full upgrade on db-1, don't apply anything | shell.run apt-get -s dist-upgrade | db-1
what would an upgrade on web-3 pull in? | shell.run apt-get -s upgrade | web-3
show the changelog of openssl on lb-1 | shell.run apt-get changelog openssl | lb-1
has openssl been patched on lb-1? | shell.run apt-cache policy openssl | lb-1
when was the last time db-1 got updates? | shell.run history.log | db-1
which php modules are installed on web-2 | shell.run php -m | web-2
which repositories are configured on ci-1 | shell.run sources.list | ci-1
which python packages are installed on ci-1 | shell.run pip | ci-1
biggest installed packages on ci-1 | shell.run Installed-Size | ci-1
are there broken packages on web-1 | shell.run dpkg --audit | web-1
when did tom last log in on web-1 | shell.run last -n 20 tom | web-1
last login of anna on dl-1 | shell.run last -n 20 anna | dl-1
when does the password of tom on db-1 expire? | shell.run chage -l tom | db-1
list every authorized ssh key for root on app-1 | shell.run /root/.ssh/authorized_keys | app-1
which accounts on dl-1 have a login shell | shell.run nologin | dl-1
is there a user called backup on db-2 | shell.run getent passwd backup | db-2
find accounts without a password on db-1 | shell.run NP | db-1
how many users with uid 0 are there on db-1 | shell.run $3 == 0 | db-1
is the account tom locked on mail-1 | shell.run passwd -S tom | mail-1
serial numbers of the disks in db-1 | shell.run SERIAL | db-1
which mounts on db-1 are above 70% | system.disk | db-1
how much would I gain by clearing the apt cache on web-1 | shell.run /var/cache/apt | web-1
how much space would docker prune free on app-1 | shell.run docker system df | app-1
is the ssd in db-1 wearing out? | shell.run smartctl | db-1
is there any swap in use on db-1 | shell.run swapon --show | db-1
which user uses the most disk space on ci-1 | shell.run /home/* | ci-1
is sudo vulnerable to CVE-2025-32463 on web-1 | shell.run CVE-2025-32463 | web-1
is openssl on db-1 patched for the latest usn? | shell.run apt-cache policy openssl | db-1
list everything upgradeable on web-3 | system.updates | web-3
can php8.4 be had on web-3 yet | shell.run apt-cache policy php8.4 | web-3
which debs on db-1 don't come from the ubuntu repos | shell.run origin | db-1
is unattended-upgrades switched on for web-1 | shell.run APT::Periodic | web-1
can tom use sudo without a password on web-1 | shell.run sudo -l -U tom | web-1
who logged in to db-1 over the weekend | shell.run last -n 100 | db-1
has anybody failed to log in on lb-1 today | shell.run lastb | lb-1
run mtr from web-1 to 10.20.0.10, 20 cycles | shell.run mtr -rwc 20 10.20.0.10 | web-1
how long is the tls cert on mail-1 port 993 still valid | network.certificate 993 | mail-1
How many days is the certificate of shop.example.com still good for? Ask from lb-1. | network.certificate shop.example.com | lb-1
which program is holding port 8090 open on dl-1? | network.ports 8090 | dl-1
how many bytes has eth0 on web-1 sent | shell.run ip -s -h link show dev eth0 | web-1
test if port 587 at mail-1 speaks starttls | shell.run -starttls smtp | mail-1
who is connected to postgres on db-1 | network.connections 5432 | db-1
from lb-1, does 10.20.0.140 answer on 8080? | shell.run nc -z -v -w 5 10.20.0.140 8080 | lb-1
how big is /var/log/mail.log on mail-1 and when was it last written to | file.stat /var/log/mail.log | mail-1
is there enough room on ci-1 for a 20 GB image? | system.disk | ci-1
the disk on db-1 is at 97 percent, find the 20 biggest directories | file.search "largest":true | db-1
did anyone log in as root on lb-1 today? | shell.run last -n 50 root | lb-1
which accounts on db-1 haven't logged in for 90 days | shell.run lastlog -b 90 | db-1
check that the website https://shop.example answers with 200 from web-1 | network.http https://shop.example | web-1
show me the agent's log on db-1 from the last hour | service.logs "since":"1h" | db-1
db-1 made weird noises last night, check the SMART values of its disks please | shell.run smartctl | db-1
we're running low on /data on dl-1, which folders are the biggest? | file.search "path":"/data" | dl-1
show dns settings of app-1 | file.read /etc/resolv.conf | app-1
`;

/** What changes something, of the same kinds. */
export const alterations = `
rename /etc/nginx/conf.d/old.conf to old.conf.disabled on web-2 | file.move "to":"/etc/nginx/conf.d/old.conf.disabled" | web-2
create /etc/motd on web-3 with the text "staging, may break" | file.write staging, may break | web-3
append "net.ipv4.ip_forward=1" to /etc/sysctl.d/99-vpn.conf on vpn-1 | file.edit net.ipv4.ip_forward=1 | vpn-1
symlink /srv/shop/current to /srv/shop/releases/42 on web-3 | shell.run ln -sfn -- /srv/shop/releases/42 /srv/shop/current | web-3
pack /srv/shop on web-1 into a tarball in /tmp | shell.run tar -czf /tmp/shop.tar.gz -C /srv shop | web-1
unpack /tmp/release.tar.gz to /opt/shop-api on app-1 | shell.run tar -xf /tmp/release.tar.gz -C /opt/shop-api | app-1
restore /etc/haproxy/haproxy.cfg from haproxy.cfg.bak on lb-1 | file.copy "from":"/etc/haproxy/haproxy.cfg.bak" | lb-1
move everything in /data/done older than a week to /data/archive on dl-1 | shell.run -mtime +7 -exec mv -n -t /data/archive | dl-1
delete *.tmp files older than 7 days under /data on dl-1 | shell.run -name '*.tmp' -mtime +7 -delete | dl-1
make tom the owner of /srv/shop/storage on web-3, including everything below it | shell.run chown -R tom | web-3
make /srv/shop/.env readable only by root on web-3 | shell.run chmod go-rwx | web-3
give tom write access to /srv/shop/uploads on web-1 | shell.run setfacl -m u:tom:rwX | web-1
remount /srv read-only on db-2 | shell.run mount -o remount,ro /srv | db-2
unmount /mnt/usb on db-1 | shell.run umount /mnt/usb | db-1
grow the root filesystem on web-3 to use the whole disk | shell.run growpart | web-3
trim the ssd on ci-1 | shell.run fstrim | ci-1
clear old journal entries on db-1, keep 7 days | shell.run --vacuum-time=7d | db-1
apply only the security updates on mail-1 | package.update "security":true | mail-1
release the hold on postgresql on db-1 | shell.run apt-mark unhold postgresql | db-1
downgrade haproxy on lb-2 to the version before | shell.run --allow-downgrades | lb-2
install wireguard-tools 1.0.20210914 on web-3 | shell.run 'wireguard-tools=1.0.20210914*' | web-3
reinstall nginx on web-2 | shell.run --reinstall nginx | web-2
autoremove on web-1 | shell.run apt-get autoremove | web-1
enable unattended upgrades on web-2 | shell.run unattended-upgrades | web-2
refresh the package lists on web-1, but don't upgrade anything | shell.run apt-get update | web-1
purge apache2 and its config on web-3 | shell.run apt-get purge -y apache2 | web-3
upgrade haproxy only, nothing else on lb-1 | package.update "packages":["haproxy"] | lb-1
create a user lena on ci-1 with sudo | user.add "groups":["sudo"] | ci-1
make a system user restic without a login shell on db-1 | user.add "system":true | db-1
change the shell of tom on ci-1 to /usr/sbin/nologin | shell.run usermod -s /usr/sbin/nologin tom | ci-1
reset the password of tom on web-1 | shell.run chage -d 0 tom | web-1
make tom's account on db-1 expire at the end of the year | shell.run chage -E 1970-12-31 tom | db-1
delete the user tom on dl-1 but leave the home directory | user.remove tom | dl-1
take the docker group away from tom on ci-1 | user.groups "remove":["docker"] | ci-1
remove lena's ssh key from ci-1 | shell.run lena | ci-1
log out all sessions of tom on web-1 | shell.run terminate-user tom | web-1
mount web-1:/srv/media on dl-1 at /media/nas | shell.run mount -t nfs | dl-1
extend the root lv on ci-1 to use all free space | shell.run lvextend -r | ci-1
resize the filesystem on ci-1 after I grew the disk | shell.run growpart | ci-1
full-upgrade on web-3 please | shell.run dist-upgrade | web-3
downgrade docker-ce on app-1 to 26.1.4 | shell.run 'docker-ce=26.1.4*' | app-1
security patches for all of lb-2, without a reboot | package.update "security":true | lb-2
install the updates on db-2 but don't reboot | package.update | db-2
remove the packages that nothing needs any more on web-1 | shell.run autoremove | web-1
the auditor complained about telnet on db-1, get rid of that package | package.remove telnet | db-1
I need tcpdump on web-1 | package.install tcpdump | web-1
clean up old journals and apt caches on db-1 | shell.run --vacuum-size | db-1
restrict port 9100 on app-1 to 10.20.0.31 | shell.run ufw allow from 10.20.0.31 to any port 9100 proto tcp && ufw deny 9100/tcp | app-1
allow 10.20.0.0/24 to 3306 on db-1, deny the rest | shell.run ufw deny 3306/tcp | db-1
revoke the ssh key ending in jonas@old-laptop from root on web-1 | shell.run jonas@old-laptop | web-1
give tom NOPASSWD for systemctl reload nginx on web-1 | shell.run visudo -cf - | web-1
set disk quota of 200G for tom on ci-1 | shell.run setquota -u tom 0 200G | ci-1
capture 50 packets on port 53 at web-1 | shell.run -c 50 port 53 | web-1
create an account for our new admin sara on web-1 | user.add sara | web-1
web-2 is missing the jq package, please install it | package.install jq | web-2
tom forgot his password on ci-1, please reset it | shell.run chage -d 0 tom | ci-1
`;
