/** German of every day: times, conditions, disks, networks, accounts, containers and batches in further words. */
import { entries, type Shape } from "./glossary.ts";

const digits: Record<string, string> = {
  zwei: "2",
  drei: "3",
  vier: "4",
  fünf: "5",
  sechs: "6",
  sieben: "7",
  acht: "8",
  neun: "9",
  zehn: "10",
  zwölf: "12",
  fünfzehn: "15",
  zwanzig: "20",
  dreißig: "30",
  fünfzig: "50",
  hundert: "100",
};
const number = Object.keys(digits).join("|");
const digit = (said: string): string => digits[said.toLowerCase()] ?? said;

export const deEveryday: readonly Shape[] = [
  [
    /,\s*(?:er|sie|es|der|die|das|das ding)\s+(?:reagiert|antwortet|läuft|geht|funktioniert|tut)\s+(?:gerade |leider |schon wieder )?nicht(?: mehr)?(?=\s*[.!]?\s*$)/giu,
    ", it hangs",
  ],
  [
    /(?<!\p{L})gib(?: mal| bitte)*\s+(?:dem |der )?(?:benutzer |nutzer |user |kollegen )?([\p{L}\d._-]+) (?:die )?(?:sudo|admin|root)-?(?:rechte|zugriff)(?!\p{L})/giu,
    "give $1 sudo rights",
  ],
  [
    /(?<!\p{L})(?:mach|mache|führe?|starte?)(?: mal| bitte)* (auf (?:dem |der )?⁅\d+⁆)(?: mal| bitte)* (?:ein(?:en)? |den befehl )?(⁅\d+⁆ (?:system|image|container|volume|builder|network) prune)(?: aus)?/giu,
    "run $2 $1",
  ],
  [/(?<!\p{L})lass(?:e)?(?: mal| bitte)* (auf (?:dem |der )?⁅\d+⁆) (.+?) laufen(?!\p{L})/giu, "run $2 $1"],
  [/(genug (?:platz|speicherplatz))(?: frei)? für (?:ein(?:en?)?|das|den|die) \p{L}+/giu, "$1"],
  [
    /(?<!\p{L})wann läuft (?:das|unser) zertifikat (?:von|für|auf) (\S+) ab/giu,
    "when does the certificate of $1 expire",
  ],
  [
    /(?<!\p{L})(?:ändere?|setze?|stelle?)(?: mal| bitte)* (?:den )?(?:besitzer|eigentümer) (?:von|der datei|des ordners) (⁅\d+⁆) auf (⁅\d+⁆) auf ([\w.:-]+)/giu,
    "change the owner of $1 on $2 to $3",
  ],
  [
    /(?<!\p{L})wer (?:gerade |aktuell |im moment )?auf (⁅\d+⁆) (?:verbunden|angemeldet|eingeloggt) ist/giu,
    "who is logged in on $1",
  ],
  [
    /(?<!\p{L})(?:prüfe?|teste?|schau(?:e)?|check(?:e)?),? ob (⁅\d+⁆) von (⁅\d+⁆) (?:aus )?(?:noch )?erreichbar ist/giu,
    "can $2 reach $1",
  ],
  // “…, bevor ich Gitea aktualisiere”: what a snapshot is for.
  [
    /((?:snapshot|schnappschuss|backup|sicherung|sichere?)(?!\p{L})[^.;]*?),? (?:bevor|ehe) (?:ich|wir|jemand|mira|tom) [^,.;]+/giu,
    "$1",
  ],
  [/(?<!\p{L})(?:datenbank|den dienst|der dienst|dienst|rechner|maschine) (?=⁅\d+⁆)/giu, ""],
  [
    new RegExp(
      String.raw`(?<!\p{L})(${number})(?=\s+(?:größten|groessten|letzten|neuesten|meisten|ältesten|webserver\p{L}*|server\p{L}*|datenbank\p{L}*|knoten)(?!\p{L}))`,
      "giu",
    ),
    (_whole, said: string) => digit(said),
  ],
  [
    new RegExp(String.raw`(?<!\p{L})alle (\d+|${number}) (stunden|minuten|tage)(?!\p{L})`, "giu"),
    (_whole, said: string, unit: string) =>
      `every ${digit(said)} ${/^s/i.test(unit) ? "hours" : /^m/i.test(unit) ? "minutes" : "days"}`,
  ],
  [/(?<!\p{L})(?:jede |alle )?viertelstunde(?!\p{L})/giu, "every 15 minutes"],
  [/(?<!\p{L})(?:jede|alle) halbe stunde(?!\p{L})/giu, "every 30 minutes"],
  [/(?<!\p{L})in einer halben stunde(?!\p{L})/giu, "in 30 minutes"],
  [/(?<!\p{L})in (?:einer|ner) viertelstunde(?!\p{L})/giu, "in 15 minutes"],
  [/(?<!\p{L})um halb (\p{L}+|\d+)(?!\p{L})/giu, (_whole, hour: string) => `um ${(Number(digit(hour)) + 23) % 24}:30`],
  [/(?<!\p{L})(?:um )?mitternacht(?!\p{L})/giu, "at midnight"],
  [/(?<!\p{L})(?:mittags|um zwölf uhr mittags)(?!\p{L})/giu, "at noon"],
  [
    /(?<!\p{L})(?:jeden|immer am|am) (?:ersten|1\.) (?:tag )?(?:des|jedes|im) monats?(?!\p{L})/giu,
    "on the first of every month",
  ],
  [/(?<!\p{L})(?:am |jeden )?(\d{1,2})\. (?:des|jedes|jeden) monats?(?!\p{L})/giu, "on the $1th of every month"],
  [
    /(?<!\p{L})(?:am |kommenden |nächsten |diesen )+(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(?!\p{L})/giu,
    (_whole, day: string) => `on ${days[day.toLowerCase()] ?? day}`,
  ],
  [
    /(?<!\p{L})(?:prüfe?|schau(?:e)?(?: mal)?(?: nach)?|check(?:e)?|sag mir|weißt du),? ob (?:das|unser) zertifikat (?:auf|von|für) (⁅\d+⁆) (?:bald |demnächst |noch )*(?:abläuft|gültig ist)/giu,
    "when does the certificate on $1 expire",
  ],
  [
    /(?<!\p{L})(?:ist|bis wann ist|wie lange ist) (?:das|unser) zertifikat (?:auf|von|für) (⁅\d+⁆) (?:noch )?gültig/giu,
    "when does the certificate on $1 expire",
  ],
  [
    /(?<!\p{L})wer hat sich (?:zuletzt|als letzter|als letztes|gestern|heute)? ?(?:auf|an|bei) ((?:dem |der )?⁅\d+⁆) (?:angemeldet|eingeloggt)/giu,
    "login history on $1",
  ],
  [
    /(?<!\p{L})kann (⁅\d+⁆) (?:die |den |das )?(⁅\d+⁆) (?:noch |überhaupt )?(?:erreichen|anpingen|sehen)/giu,
    "can $1 reach $2",
  ],
  [
    /(?<!\p{L})(über|mehr als|unter|weniger als) (\d+\s*(?:%|percent)) (?:voll|belegt|ausgelastet) (?:ist|sind)/giu,
    (_whole, how: string, many: string) => `is ${/^(?:über|mehr)/i.test(how) ? "over" : "under"} ${many} full`,
  ],
  [
    /(?<!\p{L})(?:setze?|stelle?|stell|ändere?)(?: mal| bitte)* die zeitzone (?:auf|von|bei|für) (⁅\d+⁆) auf (\S+?)(?: ein| um)?(?=[.!]?$)/giu,
    "set the time zone on $1 to $2",
  ],
  [
    /(?<!\p{L})(?:setze?|stelle?|stell|ändere?)(?: mal| bitte)* die zeitzone auf (\S+) (?:auf|bei|für) (⁅\d+⁆)/giu,
    "set the time zone on $2 to $1",
  ],
  [/(?<!\p{L})docker-(?=logs?(?!\p{L}))/giu, ""],
  [/(?<!\p{L})proxmox[- ](?:knoten|nodes?|hosts?|servern?)(?!\p{L})/giu, "proxmox nodes"],
  [/(?<!\p{L})docker[- ](?:hosts?|servern?|rechnern?|maschinen)(?!\p{L})/giu, "docker hosts"],
  [/(?<!\p{L})staging[- ](?:systemen?|umgebung|servern?|rechnern?|maschinen)(?!\p{L})/giu, "staging servers"],
  [/(?<!\p{L})wie warm (?:ist|wird)/giu, "how hot is"],
  [
    /(?<!\p{L})(?:hol|hole|zieh|ziehe)(?: mal| bitte)* (?:die |den )?(?:neuesten |neuen |letzten )?(?:änderungen|commits|stand) (?=(?:nach |in )?\/|⁅)/giu,
    "git pull ",
  ],
  [
    /(?<!\p{L})(?:mach|mache)(?: mal| bitte)* (?:auf )?(⁅\d+⁆) (?:mal |bitte )*(?:platz|speicherplatz)(?: frei)?(?!\p{L})/giu,
    "free up disk space on $1",
  ],
  [
    /(?<!\p{L})(?:mach|mache|schaff|schaffe|gib)(?: mal| bitte)* (?:etwas |mehr )?(?:platz|speicherplatz)(?: frei)? (auf (?:dem |der )?⁅\d+⁆)(?: frei)?/giu,
    "free up disk space $1",
  ],
  [/(?<!\p{L})(?:lass|lasse)(?: mal| bitte)* (.+?) (?:laufen|durchlaufen)(?!\p{L})/giu, "run $1"],
  [/(?<!\p{L})(?:gehört|besitzt) wem(?!\p{L})|wem gehört(?!\p{L})/giu, "who owns"],
  [/(?<!\p{L})nimm(?: mal| bitte)* (⁅\d+⁆) (?:aus dem betrieb|vom netz|außer betrieb)(?!\p{L})/giu, "shut down $1"],
  [/^\s*nein\s*,\s*/giu, ""],
  [
    /(?<!\p{L})(?:den |die |das )?(⁅\d+⁆|\p{L}+server|mailserver)(?: bitte| auf keinen fall| jetzt)* nicht (?:neu ?starten|stoppen|anfassen|rebooten|ändern|aktualisieren),? (?:sondern )?(?:bitte )?(?:nur|lediglich) (?:noch )?(?:zeigen? )?(?:den |die |das |ihren |seinen |seine )?(.+)$/giu,
    "show the $2 of $1",
  ],
  [/(?<!\p{L})⁅\d+⁆[- ]logs? (?:von|vom|des|für) (?=⁅\d+⁆)/giu, "logs von "],
];
const days: Record<string, string> = {
  montag: "monday",
  dienstag: "tuesday",
  mittwoch: "wednesday",
  donnerstag: "thursday",
  freitag: "friday",
  samstag: "saturday",
  sonntag: "sunday",
};

export const deEverydayWords = entries(`
schick, schick mir, schicke mir, sende mir = show
verbunden = connected
swap-nutzung, swap-auslastung, swap-verbrauch = swap usage
bis auf weiteres, bis ich etwas anderes sage, bis ich was anderes sage, vorerst, erstmal, erst mal, fürs erste, zunächst, vorläufig = -
bis, solange bis = until
solange = as long as
bevor, ehe = before
nachdem, sobald = after
während = while
übermorgen = day after tomorrow
heute abend = tonight
heute mittag = today at noon
wöchentlich, jede woche, einmal pro woche = every week
monatlich, jeden monat, einmal im monat = every month
am wochenende, jedes wochenende = every weekend
ausführen, laufen lassen, durchführen, ausgeführt = run
lies, lese, lesen, auslesen, vorlesen = show
brauchen, benötigen, fressen, ziehen, belegen = using
veraltet, veraltete, veralteten, überholt = outdated
beiden, beide, beider = both
loadbalancern, loadbalancer, load-balancern, load-balancer, lastverteiler, lastverteilern = load balancers
balancer = balancer
aller, sämtlicher = of all
beim booten, beim start, beim systemstart, beim hochfahren, nach dem neustart, automatisch beim booten, im autostart, autostart = at boot
partitionen = partitions
partition = partition
einhängepunkte, mountpunkte = mounts
auslagerungsdatei, auslagerungsspeicher, swap-speicher = swap
temperatur, temperaturen = temperature
netzwerkkarten, netzwerkschnittstellen, netzwerkkarte = interfaces
netzwerkverbindungen, verbindungen, aktive verbindungen = connections
firewallregeln, firewall-regeln = firewall rules
nameserver, dns-server = name servers
passwort, kennwort = password
sudo-rechte, adminrechte, admin-rechte, root-rechte, administratorrechte = sudo rights
installierte, installierten = installed
abbilder, abbild, docker-images, docker-abbilder = docker images
ungenutzten, unbenutzten, nicht benutzte, nicht genutzte, nicht mehr benutzte = unused
zugriffslog, zugriffsprotokoll, access-log = access log
fehlerlog, fehlerprotokoll, error-log, fehler-log = error log
anmeldeversuche, loginversuche, login-versuche = login attempts
fehlgeschlagene anmeldeversuche, fehlgeschlagenen anmeldeversuche, gescheiterte anmeldungen, gescheiterte logins = failed logins
kernelmeldungen, kernel-meldungen = kernel messages
systemlog, syslog-datei = syslog
autorisierte schlüssel, ssh-schlüssel, ssh-keys = ssh keys
eingehängt, gemountet = mounted
tot, abgeschaltet = down
bald, demnächst = soon
größe = size
zwischenspeicher = cache
warteschlange, mailwarteschlange, mail-warteschlange = mail queue
webserverdienst = web server
testsysteme, testsystemen, testserver, testservern, staging = staging servers
netz = network
gerade eben, bitte bitte, mal bitte, bitte mal, bitte einmal, einfach, ruhig, schon mal, gern, gerne = -
verfügbar, frei verfügbar = available
lauten, lautet = is
womit, wodurch = with what
wieviel uhr = what time
plattenauslastung, plattennutzung, festplattenbelegung, festplattennutzung, speicherbelegung = disk usage
cpu-nutzung, prozessorauslastung, prozessorlast = cpu usage
arbeitsspeicherauslastung, arbeitsspeicherverbrauch, ram-verbrauch, ram-nutzung = memory usage
systemzeit = clock
rechnername, hostname = hostname
aufgaben, geplante aufgaben, zeitgesteuerte aufgaben, geplante jobs = cron jobs
dateisystem, dateisysteme = filesystems
ordnergröße = size of directory
sicherungen = backups
sicherung, datensicherung = backup
schnappschüsse, snapshots = snapshots
`);
