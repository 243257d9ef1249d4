/** Spanish of every day: times, conditions, disks, networks, accounts, containers and batches in further words. */
import { entries, type Shape } from "./glossary.ts";

const esDigits: Record<string, string> = {
  una: "1",
  un: "1",
  dos: "2",
  tres: "3",
  cuatro: "4",
  cinco: "5",
  seis: "6",
  diez: "10",
  quince: "15",
  veinte: "20",
  treinta: "30",
};
const esNumber = Object.keys(esDigits).join("|");
const esDigit = (said: string): string => esDigits[said.toLowerCase()] ?? said;
const machineEs = "(?:(?:el |la |los |las )?(?:servidor|máquina|maquina|equipo|host) )?";
const hoursEs: Record<string, string> = { once: "11", ...esDigits, siete: "7", ocho: "8", nueve: "9", doce: "12" };

/** Spanish of every day. */
export const esEveryday: readonly Shape[] = [
  [
    /,\s*(?:que )?(?:ya )?no (?:responde|funciona|arranca|contesta|anda|va)(?: más| ya)?(?=\s*[.!]?\s*$)/giu,
    ", it hangs",
  ],
  [
    /(?<!\p{L})(?:da|dale|dar|otorga|concede) (?:permisos|derechos|acceso) (?:de )?(?:sudo|administrador|root) a (?:l usuario |la usuaria )?([\p{L}\d._-]+)/giu,
    "give __$1 sudo rights",
  ],
  [
    /(?<!\p{L})(?:cambia|cambiar|pon) (?:el )?(?:dueño|propietario) de (⁅\d+⁆) en (⁅\d+⁆) (?:a|por) ([\w.:-]+)/giu,
    "change the owner of $1 on $2 to $3",
  ],
  [
    /(?<!\p{L})(?:comprueba|verifica|revisa|mira) si (⁅\d+⁆) (?:responde|está accesible|es accesible|es alcanzable|contesta) desde (⁅\d+⁆)/giu,
    "can $2 reach $1",
  ],
  [
    /(?<!\p{L})(?:haz|saca|crea|hacer) un (?:volcado|dump) de (?:la base de datos|las bases de datos) (?:de|en) (⁅\d+⁆)/giu,
    "make a database dump on $1",
  ],
  [/(?<!\p{L})(?:mueve|migra|pasa) (?:la )?(?:máquina|maquina|vm) (\d+) a (⁅\d+⁆)/giu, "migrate vm $1 to $2"],
  // Names of people that are words of the language, too.
  [
    /(?<!\p{L})(?:añade|agrega|agregue|añadir|agregar|mete|pon) (?:a |al usuario |el usuario )?([\p{L}\d._-]+) al grupo ([\p{L}\d._-]+|⁅\d+⁆)/giu,
    "add __$1 to the group __$2",
  ],
  [
    /(?<!\p{L})(?:quita|elimina|saca) (?:a |al usuario |el usuario )?([\p{L}\d._-]+) del grupo ([\p{L}\d._-]+|⁅\d+⁆)/giu,
    "remove __$1 from the group __$2",
  ],
  [
    /(?<!\p{L})(usuari[oa]|cuenta de|cuenta del usuario|contraseña de|clave de|grupos de|sesión de) (mira|ver|para|sal|lista|copia)(?!\p{L})/giu,
    "$1 __$2",
  ],
  [
    new RegExp(String.raw`(?<!\p{L})a las? (once)(?!\p{L})`, "giu"),
    (_whole, hour: string) => `a las ${hoursEs[hour.toLowerCase()] ?? hour}`,
  ],
  [/(?<!\p{L})(?:a |al )?mediodía(?!\p{L})/giu, "at noon"],
  [/(?<!\p{L})(?:a )?medianoche(?!\p{L})/giu, "at midnight"],
  [
    new RegExp(String.raw`(?<!\p{L})cada (\d+|${esNumber}) (horas|minutos|días)(?!\p{L})`, "giu"),
    (_whole, many: string, unit: string) =>
      `every ${esDigit(many)} ${/^h/i.test(unit) ? "hours" : /^m/i.test(unit) ? "minutes" : "days"}`,
  ],
  [/(?<!\p{L})cada media hora(?!\p{L})/giu, "every 30 minutes"],
  [/(?<!\p{L})cada cuarto de hora(?!\p{L})/giu, "every 15 minutes"],
  [/(?<!\p{L})(?:en|dentro de) media hora(?!\p{L})/giu, "in 30 minutes"],
  [/(?<!\p{L})(?:el )?(?:primer día|día uno|día 1|1) de cada mes(?!\p{L})/giu, "on the first of every month"],
  [/(?<!\p{L})el (?:día )?(\d{1,2}) de cada mes(?!\p{L})/giu, "on the $1th of every month"],
  [
    /(?<!\p{L})(?:el )?(?:próximo |este )(lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?!\p{L})/giu,
    (_whole, day: string) => `on ${esDays[day.toLowerCase()] ?? day}`,
  ],
  [/(?<!\p{L})pasado mañana(?!\p{L})/giu, "day after tomorrow"],
  [
    new RegExp(
      String.raw`(?<!\p{L})(?:haz|hacer|crea|saca|haga) (?:una )?(?:copia de seguridad|copia|respaldo|backup) (?:de|del) (?:la |el )?(?:máquina|maquina|vm) (?=\d)`,
      "giu",
    ),
    "back up vm ",
  ],
  [
    /(?<!\p{L})(?:hace|hacen) falta ([\w.+-]+) (?:en|para) (⁅\d+⁆)\s*,?\s*(?:instálal[oa]s?|instalal[oa]s?|ponl[oa])(?: por favor)?/giu,
    "install $1 on $2",
  ],
  [
    /(?<!\p{L})(?:falta|necesito|necesitamos|nos falta) ([\w.+-]+) en (⁅\d+⁆)\s*,?\s*(?:instálal[oa]s?|instalal[oa]s?|ponl[oa])(?: por favor)?/giu,
    "install $1 on $2",
  ],
  [
    /(?<!\p{L})(?:el |la )?balanceador(?:es)? (?:de (?:carga )?)?(?:de )?(?:reserva|respaldo|secundario|standby)(?!\p{L})/giu,
    "standby load balancer",
  ],
  [
    /(?<!\p{L})(?:el |la )?balanceador (?:de carga )?(?:principal|primario|maestro)(?!\p{L})/giu,
    "primary load balancer",
  ],
  [/(?<!\p{L})los (?:dos )?balanceadores(?: de carga)?(?!\p{L})/giu, "both load balancers"],
  [/(?<!\p{L})balanceador(?: de carga)?(?!\p{L})/giu, "load balancer"],
  [/(?<!\p{L})(?:los|las) dos (?=servidores|máquinas|nodos)/giu, "both "],
  [/(?<!\p{L})(?:está|esté|están|estén) por encima (?:del?|de un) (\d+\s*(?:%|percent))/giu, "is over $1"],
  [/(?<!\p{L})(?:supera|pasa|sobrepasa|rebasa) (?:el |del )?(\d+\s*(?:%|percent))/giu, "is over $1"],
  [
    /(?<!\p{L})hay (actualizaciones de seguridad|parches de seguridad)(?: pendientes| disponibles)?/giu,
    "are there security updates",
  ],
  [
    /(?<!\p{L})qui[ée]n (?:entró|inició sesión|se conectó|accedió|ha entrado) (?:por última vez|últimamente|el último|ayer|hoy)? ?(?:en|a) (⁅\d+⁆)/giu,
    "login history on $1",
  ],
  [
    /(?<!\p{L})(?:trae|tráete|baja|descarga|jala|obtén) (?:los )?(?:últimos |nuevos )?(?:cambios|commits) (?:de|del|en) /giu,
    "git pull ",
  ],
  [
    /(?<!\p{L})(?:pon|cambia|ajusta|establece|configura) (?:la )?zona horaria (?:de|en|del) (⁅\d+⁆) (?:en|a|como) (\S+)/giu,
    "set the time zone on $1 to $2",
  ],
  [
    /(?<!\p{L})(?:libera|liberar|haz|recupera) (?:algo de |más )?(?:espacio|sitio)(?: en disco)? en /giu,
    "free up disk space on ",
  ],
  [/(?<!\p{L})(?:que|los que) (?:han fallado|fallaron|están caídos)(?!\p{L})/giu, "that have failed"],
  [/(?<!\p{L})(?:desactualizad[oa]s|obsolet[oa]s|anticuad[oa]s|viej[oa]s)(?!\p{L})/giu, "outdated"],
  [
    /^\s*no (?:reinicies|reinicie|pares|detengas|toques|apagues|cambies|actualices) (⁅\d+⁆)\s*,\s*(?:pero )?(?:solo|sólo|solamente|únicamente) (?:muéstrame|muestra|dime|dame|quiero ver|enséñame) (?:el |la |los |las |su |sus )?(.+)$/giu,
    "show the $2 of $1",
  ],
  [
    /(?<!\p{L})(?:intentos de (?:acceso|inicio de sesión|login)|accesos|inicios de sesión|logins) fallidos(?!\p{L})/giu,
    "failed logins",
  ],
  [/(?<!\p{L})(?:al (?:arrancar|iniciar|encender|inicio)|en el arranque|con el sistema)(?!\p{L})/giu, "at boot"],
  [new RegExp(String.raw`(?<!\p{L})${machineEs}nodos (?:de )?proxmox(?!\p{L})`, "giu"), "proxmox nodes"],
  [/(?<!\p{L})(?:servidores|máquinas|hosts) (?:de |con )?docker(?!\p{L})/giu, "docker hosts"],
  [
    /(?<!\p{L})im[áa]genes (?:de )?(?:docker|⁅\d+⁆)(?: sin usar| sin uso| no usadas| antiguas| viejas)?(?!\p{L})/giu,
    "unused docker images",
  ],
];
const esDays: Record<string, string> = {
  lunes: "monday",
  martes: "tuesday",
  miércoles: "wednesday",
  jueves: "thursday",
  viernes: "friday",
  sábado: "saturday",
  domingo: "sunday",
};

export const esEverydayWords = entries(`
hasta nuevo aviso, hasta que diga lo contrario, de momento, por el momento, por ahora = -
hasta que, hasta = until
mientras = while
antes de que = before
semanalmente, cada semana, una vez por semana, todas las semanas = every week
mensualmente, cada mes, todos los meses = every month
cada mañana, todas las mañanas = every morning
ejecuta, ejecutar, corre el comando, lanza, lanzar = run
lee, leer = show
imágenes, imagenes = images
imagen = image
volúmenes = volumes
particiones = partitions
temperatura, temperaturas = temperature
conexiones = connections
interfaces de red = interfaces
reglas del cortafuegos, reglas del firewall, cortafuegos = firewall rules
contraseña, clave = password
sin usar, sin uso, no usados, no usadas, no utilizadas = unused
tamaño = size
cola de correo = mail queue
permisos de sudo, derechos de sudo = sudo rights
última hora, la última hora = last hour
registro de errores, log de errores = error log
registro de accesos, log de accesos = access log
zona horaria = time zone
seguridad = security
cambios = changes
servicios caídos, servicios fallidos = failed services
ambos, ambas = both
directorios más grandes = biggest directories
temporales = temporary
vacía, vaciar = empty
de prueba, de pruebas = test
uno a uno, uno tras otro, uno por uno, una por una, de uno en uno = one after another
a la vez, al mismo tiempo = at once
carpetas más grandes = biggest directories
nombre del equipo, nombre de host = hostname
hay que reiniciar = need reboot
tarjetas de red = interfaces
sistema de archivos, sistemas de archivos = filesystems
memoria de intercambio = swap
`);
