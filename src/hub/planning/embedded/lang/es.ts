/** Spanish. */
import { entries, type Glossary } from "./glossary.ts";

export const es: Glossary = {
  marks:
    /(?<!\p{L})(?:el|la|los|las|del|por|favor|en|qué|que|cuál\p{L}*|cuánt\p{L}*|cómo|está|están|muestra\p{L}*|reinicia\p{L}*|todos|todas|lista\p{L}*|servidor(?:es)?|servicio|si|cada|noche|hay|quién|comprueba|revisa|detén|para|arranca|inicia|disco|memoria|registros?|últim\p{L}*|un|una|con|dime|puedes|podrías|necesito|instala|borra|ver|mira|y|de)(?!\p{L})/giu,
  shapes: [
    [/[¿¡]/g, ""],
    [/(?<!\p{L})vuelv[ea] a (?:iniciar|arrancar|levantar)(?!\p{L})/giu, "restart"],
    [/(\d+)\s*por ciento/giu, "$1 percent"],
  ],
  words: entries(`
por favor, porfa, porfavor, gracias, ahora, ahora mismo, ya = please
puedes, podrías, puede, podría, me puedes, quiero, quisiera, necesito, necesitamos, me gustaría = please
muéstrame, muestra, muestrame, mostrar, enséñame, enseña, dame, dime, lista, listar, ver, lístame, saca = show
comprueba, comprobar, revisa, revisar, verifica, verificar, mira, mirar, chequea = check
si está, si están, si = if
cuánto espacio en disco, cuánto espacio de disco, cuánto espacio libre, cuánto espacio, cuanto espacio = how much disk space
cuánta memoria, cuanta memoria = how much memory
cuánto, cuánta, cuántos, cuántas, cuanto, cuanta = how much
cuánto tiempo lleva, desde cuándo = how long has been up
qué, que, cuál, cuáles, cual, cuales = which
quién, quien, quiénes = who
cuándo, cuando = when
dónde, donde = where
por qué, porque no = why
cómo, como = how
el, la, los, las, un, una, unos, unas, lo = the
en, sobre, al = on
de, del, para, a = of
con = with
desde = since
y, e = and
o, u = or
no = not
nunca = never
sólo, solo, solamente = only
excepto, menos, salvo = except
sin = without
entonces, luego, después = then
primero, antes = first
tan, tanto, muy = so
queda, quedan, sobra = left
es, está, están, son, sigue, siguen, hay = is
tiene, tienen = has
corriendo, ejecutándose, funcionando, activo, activos, activa, en marcha, en ejecución, vivo, levantado, arriba = running
caído, caída, muerto, parado, parada, detenido, detenidos, parados = down
responde, contesta = responding
todos, todas, todo, toda = all
cada noche, todas las noches = every night
cada día, todos los días, diariamente = every day
cada hora = every hour
cada lunes, todos los lunes = every monday
cada domingo, todos los domingos = every sunday
a las, a la = at
mañana = tomorrow
hoy = today
ayer = yesterday
últimas, últimos, última, último, ultimas, ultimos = last
horas, hora = hours
minutos, minuto = minutes
días, día = days
líneas, lineas, línea = lines
reinicia, reiniciar, reinícialo, reinicie = restart
arranca, arrancar, inicia, iniciar, levanta, enciende, inicie = start
para, parar, detén, detener, apaga, detenga = stop
recarga, recargar = reload
actualiza, actualizar = update
instala, instalar = install
desinstala, desinstalar, quita, elimina el paquete = uninstall
borra, borrar, elimina, eliminar = delete
copia, copiar = copy
mueve, mover, migra = move
crea, crear = create
mata, matar = kill
busca, buscar = search
bloquea, bloquear = lock
abre, abrir = open
servicio, servicios = service
disco, discos, espacio en disco, espacio de disco, espacio, almacenamiento = disk space
memoria, ram, uso de memoria = memory
carga, uso de cpu, carga del sistema = load
uso, usado, libre, disponible, utiliza, usa, usando, consume, consumen, consumiendo = usage
procesos, proceso = processes
más = most
servidor, servidores, máquina, máquinas, maquina, maquinas, equipo, equipos = servers
servidores web, servidor web = web servers
base de datos, bases de datos = database
registro, registros, logs, log, bitácora = log
errores, error = errors
archivo, archivos, fichero, ficheros = file
carpeta, directorio = directory
contenido = contents
configuración, config = config
válida, válido, correcta, correcto, bien, ok = ok
contenedor, contenedores = containers
paquete, paquetes = packages
actualizaciones = updates
pendientes, pendiente, disponibles = pending
de seguridad = security
usuario, usuarios = users
cuenta, cuentas = account
conectado, conectados = logged in
puerto, puertos = ports
abiertos, abierto = open
certificado, certificados = certificate
caduca, vence, expira = expires
red = network
versión, versiones = version
lento, lenta = slow
lleno, llenos, llena = full
estado = status
pasa, pasa con, mal = wrong
fallado, fallidos, fallidas, fallan = failed
más de, mayor que, supera, por encima de = over
menos de, menor que, por debajo de = under
uno por uno, uno a uno, uno tras otro = one after another
tiempo activo = uptime
mi, mis, nuestro, nuestros, me, te, nos, se, su, este, esta, eso = the
`),
};
