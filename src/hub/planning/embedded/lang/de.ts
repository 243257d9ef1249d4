/** German. */
import { entries, type Glossary } from "./glossary.ts";

export const de: Glossary = {
  marks:
    /(?<!\p{L})(?:der|die|das|den|dem|des|und|auf|ist|sind|bitte|nicht|wie|welche[rsn]?|zeig\p{L}*|starte\p{L}*|läuft|laufen|fahr|fahre|schalt|schalte|halt|installiere|alle[nrs]?|warum|wieviel|prüf\p{L}*|schau|mir|mal|kannst|könntest|gibt|wenn|falls|jede[nrs]?|neu|vom|zum|zur|im|von|mit|für|ein|eine[nrms]?|noch|wer|wann|dienst|speicher|platte\p{L}*|rechner|lösch\p{L}*|stopp\p{L}*|bei|hat|haben|wir|ich|du|nach|über|unter|aus|an|ab|letzten?|fehler)(?!\p{L})/giu,
  shapes: [
    [/(?<!\p{L})starte?(?:n|t)?\s+(.+?)\s+neu(?!\p{L})/giu, "restart $1"],
    [/(?<!\p{L})(?:neu|durch)\s?(?:ge)?start(?:en|et)(?!\p{L})/giu, "restart"],
    [/(?<!\p{L})(?:lade?|laden)\s+(.+?)\s+neu(?!\p{L})/giu, "reload $1"],
    [/(?<!\p{L})neu\s?(?:zu )?laden(?!\p{L})/giu, "reload"],
    [/(?<!\p{L})(?:fahr|fahre)\s+(.+?)\s+(?:herunter|runter)(?!\p{L})/giu, "shut down $1"],
    [/(?<!\p{L})(?:fahr|fahre)\s+(.+?)\s+(?:hoch)(?!\p{L})/giu, "start $1"],
    [/(?<!\p{L})(?:schalt|schalte)\s+(.+?)\s+(?:aus|ab)(?!\p{L})/giu, "turn off $1"],
    [/(?<!\p{L})(?:schalt|schalte)\s+(.+?)\s+(?:ein|an)(?!\p{L})/giu, "turn on $1"],
    [/(?<!\p{L})(?:halt|halte)\s+(.+?)\s+an(?!\p{L})/giu, "stop $1"],
    [/(?<!\p{L})(?:leg|lege)\s+(.+?)\s+an(?!\p{L})/giu, "create $1"],
    [/(?<!\p{L})(?:schau|sieh|guck)(?:e)?\s+(?:dir |mal |bitte )*(.+?)\s+an(?!\p{L})/giu, "look at $1"],
    [/(?<!\p{L})(?:spiel|spiele)\s+(.+?)\s+ein(?!\p{L})/giu, "install $1"],
    [/(?<!\p{L})(?:räum|räume)\s+(.+?)\s+auf(?!\p{L})/giu, "clean up $1"],
    [/(?<!\p{L})(?:mach|mache)\s+(.+?)\s+(?:aus)(?!\p{L})/giu, "turn off $1"],
    [
      /-(?=(?:dienst|server|servern|container|containern|log|logs|konfiguration|datei|rechner|maschine|maschinen|host|hosts|prozess|prozesse|vm|vms|paket|datenbank|hosts)(?!\p{L}))/giu,
      " ",
    ],
    [/(\d+)\s*prozent/giu, "$1 percent"],
    [/(?<=\d)\s+uhr(?!\p{L})/giu, " o'clock"],
  ],
  words: entries(`
wie voll ist, wie voll sind = how full is
wie lange läuft, wie lange ist, wie lange laufen, seit wann läuft = how long has been up
wie viel, wieviel, wie viele, wieviele = how much
wie = how
was frisst, wer frisst, was belegt, was verbraucht, was braucht = what is eating
was, welcher, welche, welches, welchen, welchem = which
wer = who
wann = when
wo = where
warum, wieso, weshalb = why
zeig mir, zeige mir, zeig, zeige, zeigen sie mir, zeigen sie, anzeigen, liste, auflisten, gib mir, gib, ausgeben = show
prüfe, prüf, prüfen, überprüfe, überprüfen, checke, kontrolliere, schau nach, schau mal nach, schau, sieh nach, sieh dir, guck, guck mal = check
ob = whether
bitte, mal, doch, eben, kurz, schnell, gerade, nochmal, einmal, jetzt, aktuell, aktuelle, aktuellen, momentan, derzeit = please
könntest du, kannst du, könnten sie, können sie, würdest du, ich möchte, ich will, ich brauche, wir brauchen, ich hätte gern = please
der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines = the
auf, am, an, bei, beim = on
im, in = in
von, vom, für, zu, zum, zur = of
mit = with
nach = for
und = and
oder = or
nicht = not
kein, keine, keinen = no
niemals, nie = never
nur = only
außer = except
ohne = without
wenn, falls, sofern = if
sonst, andernfalls = otherwise
dann, danach, anschließend = then
vorher, zuerst = first
ist, sind, war = is
gibt es = are there any
hat, haben, gibt = has
läuft, laufen, aktiv, lebt = running
funktioniert, funktionieren, geht, gehen, tut = working
antwortet, reagiert = responding
alle, allen, aller, alles, sämtliche, sämtlichen = all
jede nacht, nächtlich, jede nacht um = every night
jeden tag, täglich = every day
jeden montag = every monday
jeden sonntag = every sunday
jeden freitag = every friday
jede stunde, stündlich = every hour
um = at
morgen = tomorrow
heute = today
gestern = yesterday
letzten, letzte, letzter, neueste, neuesten, neuste, neusten = last
stunde, stunden = hours
minute, minuten = minutes
tage, tagen, tag = days
zeilen, zeile = lines
seit = since
starte, start, starten, hochfahren, anschalten = start
stoppe, stopp, stoppen, beende, beenden, anhalten = stop
neustart, neustarten, neu starten, durchstarten = restart
reboote, rebooten = reboot
aktualisiere, aktualisieren, update, updaten = update
installiere, installieren, einspielen = install
deinstalliere, deinstallieren, entferne, entfernen = remove
lösche, lösch, löschen = delete
kopiere, kopieren = copy
verschiebe, verschieben, migriere = move
erstelle, erstellen, anlegen, mach, mache = create
sichere, sichern = back up
leere, leeren = empty
töte, killen, kille = kill
führe = run
suche, such, suchen, durchsuche = search
öffne, öffnen = open
schließe, schließen = close
sperre, sperren = lock
dienst, dienste, diensten, service = service
platten, platte, festplatten, festplatte, laufwerk, laufwerke, datenträger, plattenplatz, speicherplatz, festplattenplatz = disk space
speicher, arbeitsspeicher, hauptspeicher, speicherverbrauch, speicherauslastung, ram-auslastung = memory
auslastung, last, systemlast, cpu-auslastung, cpu-last = load
prozessor, prozessoren = cpu
belegung, verbrauch, nutzung, belegt, verfügbar, frei, freier, freien = usage
prozess, prozesse, prozessen = processes
meisten, meiste = most
verbraucht, verbrauchen, braucht, benutzt, nutzt, frisst = using
rechner, maschine, maschinen, server, servern, kisten, kiste = servers
hosts, host = host
webserver, webservern, web-server = web servers
datenbank, datenbanken, datenbankserver, datenbankservern = database servers
mailserver = mail server
protokoll, protokolle, logs, log, logdatei, logdateien, protokolldatei = log
fehler, fehlermeldungen, fehlern = errors
warnungen = warnings
datei, dateien = file
ordner, verzeichnis = directory
inhalt = contents
konfiguration, konfig, config, einstellungen = config
gültig, korrekt, in ordnung, ok = ok
container, containern, containers = containers
laufende, laufenden = running
gestoppte, gestoppten, beendete = stopped
paket, pakete, paketen = packages
updates, aktualisierungen = updates
ausstehende, ausstehenden, offene, offenen, verfügbare, anstehende = pending
sicherheitsupdates = security updates
benutzer, nutzer, anwender = users
konto, konten, benutzerkonto = account
angemeldet, eingeloggt = logged in
port, ports = port
offen, offene ports = open
zertifikat, zertifikate = certificate
abläuft, läuft ab, gültig bis = expires
erreichbar = reachable
netzwerk = network
schnittstellen = interfaces
laufzeit, betriebszeit, uptime = uptime
langsam, lahm = slow
kaputt, tot = broken
voll = full
status, zustand = status
so, sehr, ziemlich, viel, viele = so
unbenutzte, ungenutzte, alte = unused
können, kann, wird, werden, wurde, soll, sollen = will
los = wrong
stimmt, ist los = is wrong
fehlgeschlagen, fehlgeschlagene, fehlgeschlagenen = failed
version, versionen = version
zeitzone = time zone
uhr, uhrzeit = clock
mehr als, über, größer als = over
weniger als, unter, kleiner als = under
prozent = percent
es, ihn, sie = it
dort, da = there
nacheinander, der reihe nach, einen nach dem anderen, einer nach dem anderen, ein server nach dem anderen, eine nach der anderen = one after another
gleichzeitig = at once
schnappschuss, snapshot = snapshot
down, aus = down
herunter, runter = down
neu = new
auch = also
noch, schon, bereits, wieder, hier, mir, uns, dir, dich = please
`),
};
