/** What people say every day in German, Spanish and Chinese: each with the outcome that is right. */
import { describe, expect, test } from "bun:test";
import { ask } from "../testing.ts";
import { lineOf } from "../testing/outcomes.ts";

const rows = `
Jeden Sonntag um 4 Uhr lb-2 neu starten | plan | system.reboot | lb-2 | cron
Prüfe, ob das Zertifikat auf lb-1 bald abläuft | plan | network.certificate, file.search, service.list | lb-1
Welche Pakete sind auf db-1 veraltet? | plan | system.updates | db-1
Nein, den Mailserver bitte nicht neu starten, nur den Status | plan | metrics.now, process.list, system.disk ... | mail-1
Zeig mir die zehn größten Ordner unter /var auf mail-1 | plan | file.search | mail-1
Zeig mir die letzten 30 Zeilen vom Syslog auf lb-1 | plan | file.read | lb-1
Welche Container laufen auf app-1? | plan | container.list | app-1
Starte den Container worker auf app-1 neu | plan | container.restart | app-1
Wie groß ist /var/log auf web-1? | plan | shell.run | web-1
Welche Prozesse brauchen auf cache-1 am meisten Speicher? | plan | process.list | cache-1
Lösche die Datei /tmp/test.txt auf ci-1 | plan | file.delete | ci-1
Erstelle den Ordner /opt/skripte auf db-2 | plan | shell.run | db-2
Installiere htop und ncdu auf allen Webservern | plan | package.install | web-1, web-2, web-3
Aktualisiere alle Pakete auf web-3 | plan | package.update | web-3
Sind Sicherheitsupdates für db-1 verfügbar? | plan | system.updates | db-1
Lege einen Benutzer lena auf ci-1 an | plan | user.add | ci-1
Sperre das Konto von tom auf mail-1 | plan | user.lock | mail-1
Füge mira zur Gruppe docker auf ci-1 hinzu | plan | user.groups | ci-1
Wer hat sich zuletzt auf mail-1 angemeldet? | plan | system.users | mail-1
Ist Port 443 auf lb-1 offen? | plan | network.ports | lb-1
Was lauscht auf Port 8080 auf app-1? | plan | network.ports | app-1
Kann web-1 die Datenbank db-1 erreichen? | plan | network.ping | web-1
Pinge db-1 von app-1 aus | plan | network.ping | app-1
Jede Nacht um 3 Uhr docker image prune auf ci-1 ausführen | plan | shell.run | ci-1 | cron
Starte cache-1 heute Abend um 22 Uhr neu | plan | system.reboot | cache-1 | at
In zwei Stunden vsftpd auf dl-1 stoppen | plan | service.stop | dl-1 | at
Starte nginx auf web-2, falls es nicht läuft | plan | service.status, service.start | web-2 | if
Falls die Platte auf ci-1 über 90 % voll ist, räum Docker auf | plan | metrics.now, shell.run | ci-1 | if
Wenn redis auf cache-1 nicht läuft, starte es | plan | service.status, service.start | cache-1 | if
Starte haproxy auf beiden Loadbalancern nacheinander neu | plan | service.restart | lb-1, lb-2
Auf allen Docker-Hosts alte Images löschen | plan | shell.run | app-1, app-2, ci-1
Gibt es Fehler im Log von postfix seit gestern? | plan | service.logs | mail-1
Warum ist mail-1 so langsam? | plan | metrics.now, process.list, system.memory ... | mail-1
Lade die Konfiguration von haproxy auf lb-1 neu | plan | service.reload | lb-1
Prüfe die nginx-Konfiguration auf web-1 | plan | shell.run | web-1
Was steht in /etc/hosts auf lb-2? | plan | file.read | lb-2
Welche Ports sind auf dl-1 offen? | plan | network.ports | dl-1
Welcher Branch ist in /srv/www auf web-3 ausgecheckt? | plan | git.status | web-3
Hol die neuesten Änderungen in /srv/www auf web-3 | plan | git.pull | web-3
Deaktiviere vsftpd auf dl-1 beim Booten | plan | service.disable | dl-1
Zeig mir alle fehlgeschlagenen Dienste | plan | service.list | 14 machines
Setze die Zeitzone auf ci-1 auf Europe/Berlin | plan | setting.timezone | ci-1
Starte den Server web-3 in 10 Minuten neu | plan | system.reboot | web-3 | at
Welche Rechner sind offline? | answer |  | edge-1
Welche Server müssen neu gestartet werden? | answer
Auf welchen Servern läuft docker? | answer |  | app-1, app-2, ci-1
Zeig mir die Cronjobs auf db-2 | plan | cron.list | db-2
Wann wurde db-1 zuletzt neu gestartet? | plan | system.info | db-1
Bitte einmal alle Webserver aktualisieren, einen nach dem anderen | plan | package.update | web-1, web-2, web-3
Zeig mir die Docker-Logs von api auf app-1 | plan | container.logs | app-1
Lies die letzten 100 Zeilen von /var/log/mail.log auf mail-1 | plan | file.read | mail-1
Welche Benutzer gibt es auf ci-1? | answer
Beende den Prozess 4711 auf ci-1 | plan | process.kill | ci-1
Was verbraucht auf cache-1 so viel CPU? | plan | process.list | cache-1
¿qué servidores tienen el disco lleno? | plan | system.disk | 14 machines
para el contenedor worker | plan | container.stop | app-1
reinicia el contenedor api en app-1 | plan | container.restart | app-1
¿qué contenedores hay en app-1? | plan | container.list | app-1
muéstrame las últimas 50 líneas de /var/log/syslog en lb-1 | plan | file.read | lb-1
¿cuánto ocupa /var/log en web-1? | plan | shell.run | web-1
crea la carpeta /opt/scripts en db-2 | plan | shell.run | db-2
borra el archivo /tmp/prueba.txt en ci-1 | plan | file.delete | ci-1
instala htop y ncdu en todos los servidores web | plan | package.install | web-1, web-2, web-3
¿hay actualizaciones de seguridad pendientes en db-1? | plan | system.updates | db-1
actualiza todos los paquetes de web-3 | plan | package.update | web-3
crea el usuario lucia en ci-1 | plan | user.add | ci-1
bloquea la cuenta de tom en mail-1 | plan | user.lock | mail-1
añade a mira al grupo docker en ci-1 | plan | user.groups | ci-1
¿quién está conectado a mail-1? | plan | system.users | mail-1
¿quién entró por última vez en mail-1? | plan | system.users | mail-1
¿está abierto el puerto 443 en lb-1? | plan | network.ports | lb-1
¿qué está escuchando en el puerto 8080 de app-1? | plan | network.ports | app-1
haz ping a db-1 desde app-1 | plan | network.ping | app-1
reinicia cache-1 esta noche a las 22 | plan | system.reboot | cache-1 | at
en dos horas detén vsftpd en dl-1 | plan | service.stop | dl-1 | at
todos los domingos a las 4 reinicia lb-2 | plan | system.reboot | lb-2 | cron
si nginx no está corriendo en web-2, arráncalo | plan | service.status, service.start | web-2 | if
si el disco de ci-1 está por encima del 90 %, limpia docker | plan | metrics.now, shell.run | ci-1 | if
reinicia haproxy en los dos balanceadores, uno por uno | plan | service.restart | lb-1, lb-2
¿por qué está tan lento mail-1? | plan | metrics.now, process.list, system.memory ... | mail-1
recarga nginx en web-1 | plan | service.reload | web-1
comprueba la configuración de nginx en web-1 | plan | shell.run | web-1
¿qué hay en /etc/hosts en lb-2? | plan | file.read | lb-2
¿qué rama está activa en /srv/www en web-3? | plan | git.status | web-3
trae los últimos cambios de /srv/www en web-3 | plan | git.pull | web-3
deshabilita vsftpd en dl-1 al arrancar | plan | service.disable | dl-1
muestra los servicios que han fallado | plan | service.list | 14 machines
pon la zona horaria de ci-1 en Europe/Madrid | plan | setting.timezone | ci-1
reinicia web-3 dentro de 10 minutos | plan | system.reboot | web-3 | at
¿qué servidores están caídos? | answer |  | edge-1
¿qué servidores hay que reiniciar? | answer
¿en qué servidores corre docker? | answer |  | app-1, app-2, ci-1
muéstrame las tareas de cron de db-2 | plan | cron.list | db-2
¿cuándo se reinició db-1 por última vez? | plan | system.info | db-1
muestra los logs del contenedor api en app-1 | plan | container.logs | app-1
¿qué usuarios hay en ci-1? | plan | user.list | ci-1
mata el proceso 4711 en ci-1 | plan | process.kill | ci-1
¿qué proceso consume más memoria en cache-1? | plan | process.list | cache-1
libera espacio en ci-1 | plan | system.disk, file.search, service.explain | ci-1
¿cuándo caduca el certificado de lb-1? | plan | network.certificate, file.search, service.list | lb-1
¿qué paquetes están desactualizados en db-1? | plan | system.updates | db-1
los 10 directorios más grandes de /var en mail-1 | plan | file.search | mail-1
no reinicies db-1, solo muéstrame su carga | plan | metrics.now | db-1
¿cuántos servidores tenemos? | answer |  | 16 machines
desinstala telnet de db-2 | plan | package.remove | db-2
muestra los intentos de acceso fallidos en mail-1 | plan | service.logs | mail-1
每天凌晨两点清理 ci-1 的 docker 镜像 | plan | shell.run | ci-1 | cron
不要重启 db-1,只看一下它的负载 | plan | metrics.now | db-1
查看 mail-1 最近一小时的登录失败记录 | plan | system.users | mail-1
app-1 的 8080 端口是谁在监听 | plan | network.ports | app-1
重启 app-1 上的 api 容器 | plan | container.restart | app-1
逐个重启 app-1 上的所有容器 | plan | container.restart | app-1
app-1 上有哪些容器 | plan | container.list | app-1
看一下 lb-1 上 /var/log/syslog 的最后 50 行 | plan | file.read | lb-1
web-1 上 /var/log 有多大 | plan | shell.run | web-1
在 db-2 上创建目录 /opt/scripts | plan | shell.run | db-2
删除 ci-1 上的 /tmp/test.txt | plan | file.delete | ci-1
在所有网页服务器上安装 htop | plan | package.install | web-1, web-2, web-3
db-1 有没有安全更新 | plan | system.updates | db-1
更新 web-3 的所有软件包 | plan | package.update | web-3
在 ci-1 上创建用户 lina | plan | user.add | ci-1
锁定 mail-1 上 tom 的账号 | plan | user.lock | mail-1
把 mira 加入 ci-1 的 docker 组 | plan | user.groups | ci-1
谁登录了 mail-1 | plan | system.users | mail-1
lb-1 的 443 端口开着吗 | plan | network.ports | lb-1
从 app-1 ping db-1 | plan | network.ping | app-1
今晚10点重启 cache-1 | plan | system.reboot | cache-1 | at
两小时后停止 dl-1 上的 vsftpd | plan | service.stop | dl-1 | at
每周日凌晨四点重启 lb-2 | plan | system.reboot | lb-2 | cron
如果 web-2 上的 nginx 没有运行就启动它 | plan | service.status, service.start | web-2 | if
如果 ci-1 的磁盘使用超过 90% 就清理 docker | plan | metrics.now, shell.run | ci-1 | if
依次重启两台负载均衡器上的 haproxy | plan | service.restart | lb-1, lb-2
为什么 mail-1 这么慢 | plan | metrics.now, process.list, system.memory ... | mail-1
重新加载 web-1 的 nginx 配置 | plan | service.reload | web-1
检查 web-1 的 nginx 配置 | plan | shell.run | web-1
lb-2 上的 /etc/hosts 写了什么 | plan | file.read | lb-2
web-3 上 /srv/www 在哪个分支 | plan | git.status | web-3
拉取 web-3 上 /srv/www 的最新代码 | plan | git.pull | web-3
禁止 dl-1 上的 vsftpd 开机启动 | plan | service.disable | dl-1
显示所有失败的服务 | plan | service.list | 14 machines
把 ci-1 的时区设置为 Asia/Shanghai | plan | setting.timezone | ci-1
10分钟后重启 web-3 | plan | system.reboot | web-3 | at
哪些机器离线了 | answer |  | edge-1
哪些服务器上运行着 docker | answer |  | app-1, app-2, ci-1
查看 db-2 的定时任务 | plan | cron.list | db-2
db-1 上次重启是什么时候 | plan | system.info | db-1
查看 app-1 上 api 容器的日志 | plan | container.logs | app-1
ci-1 上有哪些用户 | plan | user.list | ci-1
结束 ci-1 上的进程 4711 | plan | process.kill | ci-1
cache-1 上哪个进程占用内存最多 | plan | process.list | cache-1
lb-1 的证书什么时候过期 | plan | network.certificate, file.search, service.list | lb-1
db-1 上哪些软件包过期了 | plan | system.updates | db-1
mail-1 上 /var 下最大的十个目录 | plan | file.search | mail-1
卸载 db-2 上的 telnet | plan | package.remove | db-2
哪些机器的 CPU 使用率超过 80%? | answer |  | web-2, ci-1
看一下 mail-1 最近一小时的错误日志 | plan | log.errors | mail-1
每天凌晨三点重启 web-3 上的 nginx | plan | service.restart | web-3 | cron
把所有测试环境的机器更新一下 | plan | package.update | web-3
ci-1 上 docker 占了多少空间 | plan | shell.run | ci-1
启动 app-1 的 worker 容器 | plan | container.start | app-1
nginx 在 web-2 上挂了,帮我重启一下 | plan | service.restart | web-2
Stopp vsftpd auf dl-1, bis wieder Platz auf /data ist | decline
detén vsftpd en dl-1 hasta que haya espacio en /data | decline
停止 dl-1 上的 vsftpd,直到 /data 有空间 | decline
¿hace falta curl en vpn-1? | decline
alle Container auf app-1 nacheinander neu starten | plan | container.restart | app-1
reinicia todos los contenedores de app-1 uno por uno | plan | container.restart | app-1
逐个重启 app-1 上的所有容器 | plan | container.restart | app-1
alle zehn Minuten nginx auf web-1 prüfen | plan | service.status | web-1 | cron
um halb drei nachts web-3 neu starten | plan | system.reboot | web-3 | at
am Ersten des Monats web-3 aktualisieren | plan | package.update | web-3 | cron
übermorgen um 7 Uhr web-3 neu starten | decline
nächsten Montag um 6 Uhr cron auf db-1 neu starten | plan | service.restart | db-1 | at
cada 15 minutos comprueba nginx en web-1 | plan | service.status | web-1 | cron
pasado mañana a las 7 reinicia web-3 | plan | system.reboot | web-3 | at
el próximo lunes a las 6 reinicia cron en db-1 | plan | service.restart | db-1 | at
el 1 de cada mes a las 5 actualiza web-3 | plan | package.update | web-3 | cron
每15分钟检查一下 web-1 的 nginx | plan | service.status | web-1 | cron
后天早上7点重启 web-3 | plan | system.reboot | web-3 | at
每月1号凌晨5点更新 web-3 | plan | package.update | web-3 | cron
Hace falta curl en vpn-1, instálalo por favor | plan | shell.run | vpn-1
cada noche a las 3 borra las imágenes de docker sin usar en ci-1 | plan | shell.run | ci-1 | cron
sin reiniciar nginx en web-1 | decline
Bitte starte den Container worker auf app-1 neu, er reagiert nicht | plan | container.restart | app-1
Wie viele Updates stehen auf db-1 an? | plan | system.updates | db-1
Mach auf ci-1 mal ein docker system prune | plan | shell.run | ci-1
Schick mir die letzten Fehler von postfix | plan | service.logs | mail-1
Ist auf db-2 noch genug Platz für ein Backup? | plan | system.disk | db-2
Alle Webserver der Reihe nach neu starten | clarify
Leg auf ci-1 einen Ordner /srv/test an | plan | shell.run | ci-1
Gib dem Benutzer anna sudo-Rechte auf ci-1 | plan | user.groups | ci-1
Ändere den Besitzer von /srv/www auf web-1 auf www-data | plan | shell.run | web-1
Blockiere die IP 203.0.113.9 auf web-1 | plan | shell.run | web-1
Zeig mir, wer gerade auf vpn-1 verbunden ist | plan | system.users | vpn-1
Prüfe, ob web-2 von lb-1 aus erreichbar ist | plan | network.ping | lb-1
Sichere die Datenbank auf db-1 nach /var/backups | plan | shell.run | db-1
Aktualisiere restic auf allen Servern | plan | package.update, shell.run | 14 machines
Zeig die Swap-Nutzung auf db-1 | plan | system.memory | db-1
Wer hat auf ci-1 sudo-Rechte? | plan | shell.run | ci-1
Lass auf web-1 nginx -t laufen | plan | shell.run | web-1
Deinstalliere telnet auf db-2 | plan | package.remove | db-2
reinicia el contenedor worker en app-1, no responde | plan | container.restart | app-1
¿cuántas actualizaciones hay pendientes en db-1? | plan | system.updates | db-1
ejecuta docker system prune en ci-1 | plan | shell.run | ci-1
reinicia todos los servidores web uno por uno | clarify
da permisos de sudo a anna en ci-1 | plan | user.groups | ci-1
cambia el dueño de /srv/www en web-1 a www-data | plan | shell.run | web-1
bloquea la ip 203.0.113.9 en web-1 | plan | shell.run | web-1
comprueba si web-2 responde desde lb-1 | plan | network.ping | lb-1
haz un volcado de la base de datos de db-1 | plan | shell.run | db-1
apaga el servidor cache-1 a medianoche | plan | shell.run | cache-1 | at
¿quién tiene sudo en ci-1? | plan | shell.run | ci-1
¿qué versión de nginx hay en web-1? | plan | package.list | web-1
muestra el uso de swap de db-1 | plan | system.memory | db-1
desactiva el servicio vsftpd en dl-1 y deténlo | plan | service.disable, service.stop | dl-1
busca "timeout" en el log de nginx en web-1 | plan | log.search | web-1
重启 app-1 上的 worker 容器,它没响应了 | plan | container.restart | app-1
db-1 有多少个待更新的包 | plan | system.updates | db-1
在 ci-1 上执行 docker system prune | plan | shell.run | ci-1
依次重启所有网页服务器 | clarify
给 ci-1 上的 anna 加 sudo 权限 | plan | user.groups | ci-1
在 web-1 上封禁 IP 203.0.113.9 | plan | shell.run | web-1
从 lb-1 检查 web-2 是否可达 | plan | network.ping | lb-1
备份 db-1 的数据库到 /var/backups | plan | shell.run | db-1
半夜12点关闭 cache-1 | plan | shell.run | cache-1 | at
ci-1 上谁有 sudo 权限 | plan | shell.run | ci-1
web-1 上的 nginx 是什么版本 | plan | package.list | web-1
db-1 的交换分区用了多少 | plan | system.memory | db-1
在 web-1 的 nginx 日志里搜索 "timeout" | plan | log.search | web-1
停止并禁用 dl-1 上的 vsftpd | plan | service.stop, service.disable | dl-1
查看所有服务器的磁盘使用情况 | plan | system.disk | 14 machines
哪台服务器负载最高 | answer |  | ci-1
`;

describe("a request of every day in another language", () => {
  test.each(rows.trim().split("\n"))("%s", async (line) => {
    const sentence = line.split(" | ")[0] ?? "";
    expect(lineOf(sentence, await ask(sentence))).toBe(line);
  });
});
