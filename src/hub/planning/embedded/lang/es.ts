/** Spanish, as it is said on both sides of the ocean. */
import { esEveryday, esEverydayWords } from "./everyday-es.ts";
import { esMore, esShapes } from "./more.ts";
import { entries, type DayPart, type Glossary, oclock } from "./glossary.ts";

const numbers: Record<string, string> = {
  una: "1",
  un: "1",
  dos: "2",
  tres: "3",
  cuatro: "4",
  cinco: "5",
  seis: "6",
  siete: "7",
  ocho: "8",
  nueve: "9",
  diez: "10",
  doce: "12",
  quince: "15",
  veinte: "20",
  treinta: "30",
  cincuenta: "50",
  cien: "100",
};
const groups: Record<string, string> = {
  producción: "production",
  pruebas: "test",
  desarrollo: "development",
  correo: "mail",
};
const written = Object.keys(numbers).join("|");
const counted = new RegExp(
  String.raw`(?<!\p{L})(${written})(?=\s+(?:horas?|minutos?|días?|líneas?|lineas?|por ciento)(?!\p{L}))`,
  "giu",
);
/** “a las 10 de la noche”, “a las tres y media”. */
const time = new RegExp(
  String.raw`(?<!\p{L})a las? (\d{1,2}|${written})(?:[:.](\d{2})|\s+(y media|en punto))?(?:\s*(?:h|hs|horas))?(?:\s+(?:de|por) la (mañana|madrugada|tarde|noche)|\s*(am|pm))?(?!\p{L}|\d)`,
  "giu",
);

function dayPart(said: string): DayPart {
  if (/tarde|pm/i.test(said)) return "afternoon";
  return /noche/i.test(said) ? "night" : undefined;
}

export const es: Glossary = {
  shapes: [
    ...esEveryday,
    ...esShapes,
    [/[¿¡]/g, ""],
    [
      time,
      (_whole, hour: string, minutes: string, half: string, part: string, half12: string) =>
        `at ${oclock(numbers[hour.toLowerCase()] ?? hour, /media/i.test(half ?? "") ? "30" : minutes, dayPart(part ?? half12 ?? ""))}`,
    ],
    [counted, (_whole, said: string) => numbers[said.toLowerCase()] ?? said],
    [/(?<!\p{L})(?:dentro de|en) (\d+) (horas?|minutos?)/giu, "in $1 $2"],
    [/(\d+)\s*por ciento/giu, "$1 percent"],
    [
      /(?<!\p{L})(?:vuelv[ea]|volver) a (?:iniciar|arrancar|levantar|prender|encender)(?:lo|la)?(?!\p{L})/giu,
      "restart",
    ],
    [/(?<!\p{L})(?:si no|de lo contrario),? no hagas nada/giu, ", otherwise do nothing"],
    // “no está corriendo” is “is not running”.
    [/(?<!\p{L})no (?:está|están|esta|se está|sigue)(?!\p{L})/giu, "is not"],
    [/(?<!\p{L})no (?:corre|funciona|responde)(?!\p{L})/giu, "is not running"],
    [/(?<!\p{L})(?:y )?si no(?: lo está| es así)?\s*,?\s+(?!está|corre)/giu, ", if not "],
    [
      /(?<!\p{L})(?:que|si) (?:esté|está|siga|sigue) (activo|activa|corriendo|funcionando|arriba|vivo|en marcha|bien)(?!\p{L})/giu,
      "whether it is running",
    ],
    [
      /(?<!\p{L})(?:apaga|apagar|apague|apagues?)\s+(?:el servidor |la máquina |la maquina |el equipo )(⁅\d+⁆)/giu,
      "shut down $1",
    ],
    [/(?<!\p{L})(⁅\d+⁆) (está|esta) (?:instalado|instalada)/giu, "is $1 installed"],
    [/(?<!\p{L})(?:está|esta|tiene[ns]?|tenemos) instalad[oa] ([\w.-]+)/giu, "is $1 installed"],
    [
      /(?<!\p{L})qu[ée] versión de (⁅\d+⁆) (?:tiene|hay en|corre en|usa)\s+(?=⁅)/giu,
      "which version of $1 is running on ",
    ],
    [/(?<!\p{L})qu[ée] hay en (?=⁅\d+⁆ en)/giu, "what is in "],
    [/(?<!\p{L})(?:haz(?:le)?|hace|hacer|lanza)\s+(?:un )?ping a (⁅\d+⁆) desde (⁅\d+⁆)/giu, "ping $1 from $2"],
    [
      /(?<!\p{L})(?:se puede |puede )?(⁅\d+⁆) (?:puede )?(?:llega|alcanza|llegar|alcanzar) a (⁅\d+⁆)/giu,
      "can $1 reach $2",
    ],
    [/^\s*responde (⁅\d+⁆)/giu, "is $1 reachable"],
    [/(?<!\p{L})está (?:disponible|accesible|en línea|online) (⁅\d+⁆)/giu, "is $1 reachable"],
    [
      /(?<!\p{L})en qu[ée] (?:servidores|máquinas|equipos) (?:corre|está corriendo|hay|se ejecuta|está) (⁅\d+⁆|[\w.-]+)/giu,
      "which machines run $1",
    ],
    [
      /(?<!\p{L})(?:qu[ée]|cu[áa]les) (servidores|máquinas|maquinas|equipos) (?:están|estan) (?:apagad[oa]s|desconectad[oa]s|caíd[oa]s|fuera de línea|offline)/giu,
      "which machines are offline",
    ],
    [
      /(?<!\p{L})(?:necesitan?|requieren?|hay que|les hace falta)\s+(?:un reinicio|reiniciar(?:se)?|ser reiniciad[oa]s)/giu,
      "need reboot",
    ],
    [
      /(?<!\p{L})cu[áa]nt[oa]s (servidores|máquinas|maquinas|equipos) (?:tenemos|hay|tengo)/giu,
      "how many servers are there",
    ],
    [/(?<!\p{L})qu[ée] (?:le |les )?(?:pasa|ocurre|sucede) (?:a|con) (?:el |la )?/giu, "what is wrong with "],
    [
      /(?<!\p{L})qu[ée] (?:est[áa] )?(?:consum(?:e|iendo)|com(?:e|iendo)|gasta(?:ndo)?) (?:toda )?(?:la |el )?(?=cpu|memoria|ram|disco)/giu,
      "what is eating the ",
    ],
    [
      /(?<!\p{L})qu[ée] (?:servicios|unidades) (?:están|estan|han) (?:caíd[oa]s|fallad[oa]s?|fallido?s?|muertos)/giu,
      "which services have failed",
    ],
    [
      /(?<!\p{L})(?:cu[áa]nto tiempo lleva|desde cu[áa]ndo (?:está|lleva))(?: encendid[oa]| prendid[oa]| corriendo| activ[oa]| levantad[oa])?/giu,
      "how long has been up",
    ],
    [/(?<!\p{L})por qu[ée] (?:va|está|anda|es) tan (?:lent[oa]) (⁅\d+⁆)/giu, "why is $1 so slow"],
    [/(?<!\p{L})(?:se (?:me )?(?:ha )?(?:cayó|caído|murió|colgó)) (⁅\d+⁆)((?: en ⁅\d+⁆)?)/giu, "$1$2 crashed"],
    [/(?<!\p{L})(?:hubo|ha habido|hay) errores/giu, "were there errors"],
    [/(?<!\p{L})hay (actualizaciones|parches)/giu, "are there updates"],
    [
      /(?<!\p{L})(?:qu[ée]|quién) (?:está|esta|hay) escuchando (?:en )?(?:el puerto (\d+))?/giu,
      "what is listening port $1 ",
    ],
    [/(?<!\p{L})tareas (?:del? )?(⁅\d+⁆)/giu, "$1 jobs"],
    [/(?<!\p{L})cu[áa]nta (?:ram|memoria) (?:está usando|usa|ocupa|consume) (?=⁅)/giu, "how much memory is used on "],
    [
      /(?:^|(?<=, ?|(?<!\p{L})y ))(?:para|parar|pare)(?=\s+(?:el |la |los |las )?(?:servicio |contenedor |proceso )?⁅)/giu,
      "stop",
    ],
    [/(?<!\p{L})parar(?!\p{L})/giu, "stop"],
    [/(?<!\p{L})(?:ha|han) (?:iniciado sesión|entrado)/giu, "is logged in"],
    [
      /(?<!\p{L})cuándo (?:caduca|vence|expira) el certificado (?:de|en) (⁅\d+⁆)/giu,
      "when does the certificate on $1 expire",
    ],
    [/(?<!\p{L})qu[ée] ip tiene (⁅\d+⁆)/giu, "which ip does $1 have"],
    [/(?<!\p{L})qu[ée] (?:sistema operativo|so) (?:tiene|usa|corre en|corre) (⁅\d+⁆)/giu, "what os is $1"],
    [/(?<!\p{L})máquinas virtuales/giu, "vms"],
    [
      /(?<!\p{L})(?:servidores|máquinas|maquinas|equipos) (?:de )?(producción|prod|staging|pruebas|desarrollo|debian|ubuntu|alpine|windows|linux|web|mail|correo|proxmox|dns)(?!\p{L})/giu,
      (_whole, group: string) => `${groups[group.toLowerCase()] ?? group} servers`,
    ],
    [
      /(?<!\p{L})(?:me |nos )?(?:puede|pueden|podrían|podría|podrías|puedes) (?:usted )?(?:decir|instalar|mostrar|reiniciar|revisar)?(?:me|nos)?(?=\s)/giu,
      (whole) => /instalar|reiniciar|revisar|mostrar/i.exec(whole)?.[0] ?? "",
    ],
    [/(?<!\p{L})(?:anda|andan|corre|corren|camina) (?:el |la |los )?(⁅\d+⁆)/giu, "$1 running"],
    [
      /(?<!\p{L})(⁅\d+⁆)((?: en (?:el |la )?⁅\d+⁆)?) (?:esté|este|siga) (?:corriendo|activo|funcionando|arriba)/giu,
      "$1$2 running",
    ],
    [
      /(?<!\p{L})(?:verifique|verifica|comprueba|revisa|compruebe|revise)( por favor| porfa)? que (?=⁅)/giu,
      "check whether ",
    ],
    [
      /(?<!\p{L})(⁅\d+⁆)((?: en ⁅\d+⁆)?) no (?:responde|funciona|anda|arranca|contesta|carga)(?=\s*,|\s+en)/giu,
      "$1$2 hangs",
    ],
    [/hangs en (⁅\d+⁆)/giu, "on $1 hangs"],
    [/(?<!\p{L})no responde (?:la web|el sitio|la página) (?:en|de)/giu, "is not responding website on"],
    [/(?<!\p{L})(?:se puede saber )?qu[ée] está (?:pasando|corriendo) en/giu, "what is running on"],
    [/(?<!\p{L})quedan muchos gigas(?: libres)?/giu, "how much disk space is left"],
    [/(?<!\p{L})está (?:prendid[oa]|encendid[oa]) (⁅\d+⁆)/giu, "is $1 reachable"],
    [
      /(?<!\p{L})(?:comprueba|revisa|verifica|mira) si (⁅\d+⁆) está (?:en línea|online|disponible|encendid[oa])/giu,
      "is $1 reachable",
    ],
    [/(?<!\p{L})(?:haz|hace|hacé|saca|toma|crea) (?:un |una )?(?:snapshot|instantánea) (?:de|del) /giu, "snapshot "],
    [/(?<=copia.? ⁅\d+⁆ )a (?=⁅)/giu, "to "],
    [/(?<!\p{L})bloqu[ée]ale la cuenta a /giu, "lock the account of "],
    [/(?<!\p{L})(?:un )?resumen(?!\p{L})/giu, "overview"],
    [/(?<!\p{L})no corre (en ⁅\d+⁆)/giu, "is not running $1"],
    [/(?<!\p{L})hay alg[úu]n servicio (?:caído|fallido|parado)/giu, "which services have failed"],
    [
      /(?<!\p{L})(?:con|tienen|tiene|usan) más (?:del?|de un) (\d+\s*(?:%|percent)) (?:de )?(cpu|memoria|disco|ram)/giu,
      "with more than $1 $2",
    ],
    [/(?<!\p{L})(?:están|estan) (?:parad|detenid|apagad)os(?!\p{L})/giu, "stopped"],
    [/(?<!\p{L})echarle un ojo a(?!\p{L})/giu, "check"],
    [
      /(?<!\p{L})(?:qué|que|cuáles) (?:servidores|máquinas|maquinas|equipos) (?:usan|tienen|corren) (?=\p{L}+\s*\?*$|⁅\d+⁆\s*\?*$)/giu,
      "which machines run ",
    ],
    [
      /(?<!\p{L})(?:con |tiene )?(menos|más) (espacio|memoria)(?: libre| disponible)/giu,
      (_whole, how: string, what: string) => `has ${/menos/i.test(how) ? "least" : "most"} free ${what}`,
    ],
    [/(⁅\d+⁆) se (?:ha )?(?:cayó|caído|murió|colgó)((?: en ⁅\d+⁆)?)/giu, "$1$2 is down"],
    [/(?<!\p{L})pero no en(?!\p{L})/giu, "except"],
    [/(?<!\p{L})para (?=⁅\d+⁆\s*\??$)/giu, "on "],
  ],
  words: {
    ...entries(`
por favor, porfa, porfavor, gracias, muchas gracias, ahora, ahora mismo, ya, hola, buenas, buenos días, buenas tardes, buenas noches, oye, oiga, che, disculpa, perdona, saludos, de antemano, cuando puedas, rápido, usted, ustedes, tú, vos, un momento = -
puedes, podrías, puede, podría, me puedes, me podrías, podés, quiero, quisiera, necesito, necesitamos, me gustaría, nos gustaría, quiero saber, necesito saber, necesito que, quiero que, hay que, sabes, me dices, me puedes decir = -
muéstrame, muestra, muestrame, mostrar, mostrame, muéstreme, enséñame, enseña, dame, deme, dime, dígame, lista, listar, ver, lístame, saca, quiero ver, pásame, pasame = show
comprueba, comprobar, compruebe, compruebes, revisa, revisar, revise, revísame, verifica, verificar, verifique, mira, mirar, chequea, chequear, fíjate, fijate = check
si está, si están, si = if
cuánto espacio en disco, cuánto espacio de disco, cuánto espacio libre, cuánto espacio, cuanto espacio, cuánto disco, cuánto disco libre = how much disk space
qué tan lleno está, qué tan llena está, cómo de lleno está, qué tan llenos están = how full is
cuánta memoria, cuanta memoria, cuánta ram, cuanta ram = how much memory
cuántos, cuántas, cuantos, cuantas = how many
cuánto, cuánta, cuanto, cuanta = how much
cuál es, cuáles son, cual es, cuales son = what is
qué, que, cuál, cuáles, cual, cuales = which
quién, quien, quiénes = who
cuándo, cuando = when
dónde, donde = where
por qué, porque no = why
cómo está, cómo anda, cómo va = how is
cómo, como = how
el, la, los, las, un, una, unos, unas, lo = the
en, sobre, al = on
de, del, a = of
para = for
con = with
desde = since
y, e = and
o, u = or
no = not
nunca, jamás = never
sólo, solo, solamente = only
excepto, menos, salvo, menos en, excepto en = except
sin = without
entonces, luego, después = then
primero, antes = first
tan, tanto, muy = so
queda, quedan, sobra, le queda, libre, libres, disponible = left
es, está, están, son, sigue, siguen, hay, esta = is
tiene, tienen = has
corriendo, corre, corren, ejecutándose, funcionando, funciona, activo, activos, activa, en marcha, en ejecución, vivo, levantado, arriba, encendido = running
caído, caída, muerto, parado, parada, detenido, parados, apagado = down
caídos, caídas, detenidos = failed
responde, contesta = responding
todos, todas, todo, toda = all
cada noche, todas las noches = every night
cada día, todos los días, diariamente = every day
cada hora = every hour
entre semana, de lunes a viernes = weekdays
cada lunes, todos los lunes, los lunes = every monday
cada martes, todos los martes, los martes = every tuesday
cada miércoles, todos los miércoles = every wednesday
cada jueves, todos los jueves = every thursday
cada viernes, todos los viernes, los viernes = every friday
cada sábado, todos los sábados = every saturday
cada domingo, todos los domingos, los domingos = every sunday
mañana = tomorrow
hoy = today
esta noche = tonight
ayer = yesterday
últimas, últimos, última, último, ultimas, ultimos = last
horas, hora = hours
minutos, minuto = minutes
días, día = days
líneas, lineas, línea, renglones = lines
reinicia, reiniciar, reinicie, reinicias, reinicien, reinicies, reiniciame, reiníciame, reinicio, reiniciá, reinicialo = restart
reinícialo, reiniciarlo, reinicíalo, reiníciala = restart it
arranca, arrancar, inicia, iniciar, levanta, levantar, enciende, encender, prende, prender, inicie, arranque = start
levántala, arráncala, préndela, enciéndela, arráncalo, arrancalo, inícialo, levántalo, levantalo, enciéndelo, préndelo, iniciarlo, arrancarlo = start it
apaga, apagar, apague = turn off
detén, detener, detenga, pare, frena, deten = stop
deténlo, detenlo, páralo, apágalo = stop it
recarga, recargar, recargue, recarga la configuración de = reload
actualiza, actualizar, actualice = update
instala, instalar, instale, instálame = install
instalado, instalada = installed
desinstala, desinstalar, quita, quitar, elimina el paquete = uninstall
borra, borrar, elimina, eliminar, borre = delete
copia, copiar = copy
mueve, mover, migra = move
crea, crear, cree = create
mata, matar = kill
busca, buscar = search
bloquea, bloquear = lock
desbloquea, desbloquear = unlock
abre, abrir = open
servicio = service
servicios = services
disco, discos, espacio en disco, espacio de disco, espacio, almacenamiento = disk space
memoria, ram = memory
uso de memoria, consumo de memoria, uso de ram = memory usage
uso de cpu, consumo de cpu = cpu usage
carga, carga del sistema = load
uso, usado, consumo = usage
utiliza, usa, usando, consume, consumen, consumiendo = using
proceso = process
procesos = processes
más = most
más grandes, más pesados = biggest
servidor, máquina, maquina, equipo = server
servidores, máquinas, maquinas, equipos = servers
servidores web = web servers
servidor web = web server
base de datos = database server
bases de datos = database servers
registro, registros, logs, log, bitácora = log
errores, error = errors
archivo, fichero = file
archivos, ficheros = files
carpeta, directorio = directory
carpetas, directorios = directories
contenido = contents
configuración, config = config
válida, válido, correcta, correcto, bien, ok = ok
contenedor = container
contenedores = containers
paquete = package
paquetes = packages
actualizaciones = updates
actualizaciones de seguridad, parches de seguridad = security updates
pendientes, pendiente, disponibles = pending
usuario = user
usuarios = users
cuenta, cuentas = account
conectado, conectados, conectada = logged in
puerto = port
puertos = ports
abiertos, abierto = open
certificado, certificados = certificate
caduca, vence, expira = expires
red = network
versión, versiones = version
sistema operativo = os
tareas de cron, tareas cron, tareas programadas = cron jobs
lento, lenta = slow
lleno, llenos, llena = full
estado = status
pasa, pasa con, mal = wrong
fallado, fallidos, fallidas, fallan = failed
más de, mayor que, supera, por encima de = over
menos de, menor que, por debajo de = under
uno por uno, uno a uno, uno tras otro, de uno en uno = one after another
tiempo activo = uptime
mi, mis, nuestro, nuestros, me, te, nos, se, su, este, eso = the
`),
    ...esEverydayWords,
    ...esMore,
  },
  held: /(?<!\p{L})(?:no|nunca|jamás|tampoco|ni|evita\p{L}*|dej[ae]n? de|sin|prohibido|nadie|ayer|anoche|debería\p{L}*|se puede|puedo|hace falta|es necesario|conviene|alguien|quién|por qué|cómo|qué pasa|qué pasaría|es seguro|\p{L}+(?:ó|aron|ieron|iste|aste))(?!\p{L})|(?<!\p{L})(?:ya|he|ha|has|han|hemos) \p{L}+(?:ado|ido)(?!\p{L})/u,
  harmless:
    /(?<!\p{L})(?:(?<!¿\s*)hacen? falta [\w.+-]+ (?:en|para) [^,]*,\s*(?:por favor )?(?:instál|instal)\p{L}*|sin (?:usar|uso|utilizar)|no (?:responde|funciona|anda|arranca|contesta|carga)|(?:si no|de lo contrario),? no hagas nada|sin prisa|no hay prisa|no (?:es|corre) (?:prisa|urgente)|pero no en|si no te importa|se (?:cayó|murió|colgó))(?!\p{L})/gu,
};
