/** Further words and turns of German, Spanish and Chinese: repositories, guests of nodes, accounts, rights, limits. */
import { entries, type Shape } from "./glossary.ts";

const digits: Record<string, string> = {
  zwei: "2",
  drei: "3",
  vier: "4",
  fünf: "5",
  sechs: "6",
  acht: "8",
  zehn: "10",
  zwanzig: "20",
  dos: "2",
  tres: "3",
  cuatro: "4",
  cinco: "5",
  diez: "10",
  veinte: "20",
};
const digit = (_whole: string, said: string): string => digits[said.toLowerCase()] ?? said;

export const deShapes: readonly Shape[] = [
  [
    /(?<!\p{L})(zwei|drei|vier|fünf|sechs|acht|zehn|zwanzig)(?=\s+(?:commits?|einträge|kerne\p{L}*|gb|prozesse|dateien|container|fehler)(?!\p{L}))/giu,
    digit,
  ],
  [
    /(?<!\p{L})(?:richte?(?: bitte| mal| doch)*(?: es)?(?: so)? ein|sorge?(?: bitte| mal)* dafür|plane?(?: bitte)*),? dass ((?:der |die |das )?⁅\d+⁆(?: auf ⁅\d+⁆)?) (.+?) (?:neu ?startet|rebootet|neu gestartet wird)/giu,
    "restart $1 $2",
  ],
  [
    /(?<!\p{L})gib(?: mal| bitte)* (⁅\d+⁆|(?:der |dem )?(?:vm|ct|lxc|container|gast) \d+) (?=\d|noch |mehr )/giu,
    "give $1 ",
  ],
  [/(?<!\p{L})füge?(?: mal| bitte)* (.+?) hinzu(?!\p{L})/giu, "add $1"],
  [
    /(?<!\p{L})(?:nimm|nehme?|entferne?)(?: mal| bitte)* (\S+) aus der gruppe (\S+)(?: heraus| raus)?/giu,
    "remove $1 from the group $2",
  ],
  [
    /(?<!\p{L})wann (?:wurde|ist) (⁅\d+⁆) (?:zuletzt|das letzte mal|letztmals) (?:neu ?gestartet|gebootet|rebootet|hochgefahren)(?: worden)?/giu,
    "how long has $1 been up",
  ],
  [
    /(?<!\p{L})ist (?:der |die |das )?(⁅\d+⁆)[ -](?:dienst|service|server) (?:an|aktiv|oben|gestartet|da)(?=\s*\?*$)/giu,
    "is $1 running",
  ],
  [/(?<!\p{L})(?:mach|mache|schalte?) (?:den |die |das )?(⁅\d+⁆) (?:an|ein)(?!\p{L})/giu, "start $1"],
  [/(?<!\p{L})wie viele kerne hat (⁅\d+⁆)/giu, "how many cores does $1 have"],
  [/(?<!\p{L})(?:blockiere?|sperre?|banne?)(?: mal| bitte)* (?:die )?(?:ip|ip-adresse|adresse) (?=\d)/giu, "block ip "],
  [
    /(?<!\p{L})(?:entsperre?|entbanne?|gib .* frei)(?: mal| bitte)* (?:die )?(?:ip|ip-adresse|adresse) (?=\d)/giu,
    "unban ",
  ],
  [
    /(?<!\p{L})(?:hol|hole|zieh|ziehe)(?: mal| bitte)* (?:die )?(?:neuesten |neuen |letzten )?(?:änderungen|commits|stand|den neuesten stand) (?:von|für|aus|in)(?!\p{L})/giu,
    "git pull ",
  ],
  [/(?<!\p{L})wechs(?:le|el|ele)(?: mal| bitte)* (.+?) auf (?:den )?(?:branch|zweig) /giu, "switch $1 to branch "],
  [/(?<!\p{L})verwirf (?:die |alle )?(?:lokalen )?änderungen/giu, "discard local changes"],
  [
    /(?<!\p{L})(?:mach|erstelle?|zieh)(?: mal| bitte)* (?:ein |eine )?(?:backup|sicherung|datensicherung) (?:von|der|des) /giu,
    "back up ",
  ],
  [
    /(?<!\p{L})setze?(?: mal| bitte)* (.+?) zurück auf (?:den )?(?:snapshot|schnappschuss) /giu,
    "roll $1 back to the snapshot ",
  ],
  [/(?<!\p{L})(?:rufe?|frage?) (https?:\S+|⁅\d+⁆) (?:von|auf) (⁅\d+⁆)(?: aus)? (?:ab|auf)/giu, "curl $1 on $2"],
];

export const deMore = entries(`
zweig, git-branch = branch
zweige = branches
ausgecheckt = checked out
änderungen = changes
uncommittete, nicht committete, uncommittet, nicht eingecheckte = uncommitted
kerne, kernen, cpu-kerne, cpu-kernen = cores
blockiere, blockieren, blockier = block
deaktiviere, deaktivieren, deaktivier = disable
aktiviere, aktivieren, aktivier = enable
zur gruppe, der gruppe = to the group
gruppe = group
gruppen = groups
wie groß ist, wie groß sind, wie gross ist = how big is
vergleiche, vergleichen, vergleich = compare
temporäre, temporären = temporary
aufräumen, bereinige, bereinigen = clean up
rechte, berechtigungen = permissions
besitzer, eigentümer = owner
umbenennen, benenne = rename
standardgateway = gateway
routen, routingtabelle = routes
ip-adressen, adressen = ip addresses
ip-adresse, adresse = ip address
schwellwert = threshold
fehlgeschlagene anmeldungen, fehlgeschlagene logins, fehlgeschlagene login-versuche, fehlgeschlagenen anmeldungen = failed logins
anmeldungen = logins
vor, vorm = before
zeitplan = schedule
knoten = node
virtuelle maschinen, virtuellen maschinen = vms
speicherplätze = storages
`);

export const esShapes: readonly Shape[] = [
  [
    /(?<!\p{L})(dos|tres|cuatro|cinco|diez|veinte)(?=\s+(?:commits?|entradas|núcleos|gb|procesos|archivos|errores)(?!\p{L}))/giu,
    digit,
  ],
  [
    /(?<!\p{L})(?:los )?procesos que m[áa]s (memoria|cpu|ram|disco) (?:usan|consumen|gastan|ocupan|utilizan)/giu,
    (_whole, what: string) =>
      `processes using the most ${/cpu/i.test(what) ? "cpu" : /disco/i.test(what) ? "disk" : "memory"}`,
  ],
  [
    /(?<!\p{L})(?:haz|hacer|crea|saca|haga) (?:una )?(?:copia de seguridad|copia|respaldo|backup) (?:de|del) (?:la |el )?/giu,
    "back up ",
  ],
  [/(?<!\p{L})(?:respalda|respaldar) (?:la |el )?/giu, "back up "],
  [/(?<!\p{L})bloque[ae] (?:la |el )?(?:ip|dirección) (?=\d)/giu, "block ip "],
  [/(?<!\p{L})desbloque[ae] (?:la |el )?(?:ip|dirección) (?=\d)/giu, "unban "],
  [
    /(?<!\p{L})(?:añade|agrega|agregue|añadir|agregar|mete|pon) (?:a )?(\S+) al grupo (\S+)/giu,
    "add $1 to the group $2",
  ],
  [/(?<!\p{L})(?:quita|elimina|saca) (?:a )?(\S+) del grupo (\S+)/giu, "remove $1 from the group $2"],
  [/(?<!\p{L})(?:dame|dale) (\d+ ?gb) (?:de )?(?:ram|memoria) a (?:la )?/giu, "give $1 memory to "],
  [/(?<!\p{L})qu[ée] rama (?:está|hay|tiene|usa)(?: activa| en uso)?/giu, "which branch is checked out"],
  [/(?<!\p{L})cambia (.+?) a la rama /giu, "switch $1 to branch "],
  [/^(?:por favor,? )?activa (?=(?:el servicio )?⁅)/giu, "enable "],
  [/(?<!\p{L})cu[áa]nto (?:ocupa|pesa) /giu, "how big is "],
  [/(?<!\p{L})cu[áa]ndo (?:se reinició|fue reiniciado) (⁅\d+⁆)(?: por última vez)?/giu, "when was $1 last rebooted"],
  [
    /(?<!\p{L})(?:está|sigue) (?:funcionando|corriendo|activo|levantado) el (dns|correo|servidor web) (secundario|primario|principal)/giu,
    (_whole, what: string, which: string) => `is the ${/secundario/i.test(which) ? "secondary" : "primary"} ${what} up`,
  ],
  [
    /(?<!\p{L})servidor (?:de )?(correo|descargas|archivos|ficheros|copias de seguridad|copias|respaldo|compilación|monitorización|monitoreo)(?!\p{L})/giu,
    (_whole, what: string) => `${servers[what.toLowerCase()] ?? ""} server`,
  ],
];
const servers: Record<string, string> = {
  correo: "mail",
  descargas: "download",
  archivos: "file",
  ficheros: "file",
  "copias de seguridad": "backup",
  copias: "backup",
  respaldo: "backup",
  compilación: "build",
  monitorización: "monitoring",
  monitoreo: "monitoring",
};

export const esMore = entries(`
llamado, llamada, con nombre = called
archivos temporales, ficheros temporales = temporary files
dime cuánto espacio queda = how much disk space is left
rama = branch
ramas = branches
añade, agrega, agregue = add
grupo = group
grupos = groups
deshabilita, desactiva, deshabilitar, desactivar = disable
habilita, habilitar, activar = enable
núcleos, nucleos = cores
secundario, secundaria = secondary
primario, primaria, principal = primary
copia de seguridad, copias de seguridad, respaldos = backups
compara, comparar = compare
permisos = permissions
dueño, propietario = owner
rutas = routes
dirección ip, ip = ip address
confirmaciones = commits
repositorio = repo
limpia, limpiar = clean up
nodo, nodos = node
vacía, vaciar = empty
`);

export const zhShapes: readonly Shape[] = [
  [/[，,]\s*(?:请)?(?:不要|别)(?:动|碰|影响|管)(?:其他|其它|别的)(?:的)?(?:服务|容器|机器|东西|服务器)?/gu, ""],
  [
    /列出\s*(⁅\d+⁆)\s*上?(?:正在)?运行的(服务|容器|进程)/gu,
    (_whole, on: string, what: string) =>
      `show the running ${what === "服务" ? "services" : what === "容器" ? "containers" : "processes"} on ${on}`,
  ],
  [/[给为]?\s*⁅\d+⁆\s*上的\s*(⁅\d+⁆)\s*(?:做|打|创建|拍)(?:一)?(?:个)?快照/gu, "take a snapshot of $1"],
  [/[把将]\s*(⁅\d+⁆)\s*(?:迁移|移动|搬|挪)到\s*(⁅\d+⁆)/gu, "migrate $1 to $2"],
  [/(⁅\d+⁆)\s*(?:现在|目前|当前)?(?:在|是)(?:哪个|什么)分支/gu, "which branch is checked out on $1"],
  [/拉取\s*(⁅\d+⁆)\s*上(?:的)?\s*(⁅\d+⁆|[\w-]+)\s*(?:的)?(?:最新)?(?:代码|更新|提交)?/gu, "git pull $2 on $1"],
  [
    /(?:查看|看看|显示|列出)\s*([\w-]+|⁅\d+⁆)\s*在\s*(⁅\d+⁆)\s*上的?(?:最近|最新|最后)(?:的)?\s*(\d+)\s*(?:次|个|条)?提交/gu,
    "show the last $3 commits of $1 on $2",
  ],
  [
    /(?:查看|看看|显示|列出)\s*(⁅\d+⁆)\s*上(?:的)?\s*([\w-]+|⁅\d+⁆)\s*(?:的)?(?:最近|最新|最后)(?:的)?\s*(\d+)\s*(?:次|个|条)?提交/gu,
    "show the last $3 commits of $2 on $1",
  ],
  [
    /[把将]\s*([\w-]+)\s*(?:添加|加入|加)到\s*(⁅\d+⁆)\s*(?:上)?的\s*([\w-]+|⁅\d+⁆)\s*组/gu,
    "add $1 to the group $3 on $2",
  ],
  [/(?:封禁|屏蔽|拉黑|封)\s*(?:ip|IP)?\s*(\d+\.\d+\.\d+\.\d+)/gu, "block ip $1"],
  [/[给为]\s*(⁅\d+⁆)\s*(?:分配|加|增加到|设置)\s*(\d+)\s*(?:g|gb|G|GB)\s*内存/gu, "give $1 $2 GB memory"],
  [/备份\s*(?:虚拟机|容器)\s*(\d+)/gu, "back up vm $1"],
  [/(?:禁用)\s*/gu, "disable "],
  [/(?:开机启动|开机自启|开机自启动)/gu, "start at boot"],
];
export const zhMore = entries(`
分支 = branch
待安装的, 待安装, 待更新的, 待处理的 = pending
提交 = commits
仓库 = repo
禁用 = disable
启用 = enable
核心, 核 = cores
比较, 对比 = compare
临时文件 = temporary files
`);
