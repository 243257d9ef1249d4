/** German. */
import { words } from "./deWords.ts";
import { deEveryday, deEverydayWords } from "./everyday-de.ts";
import { deMore, deShapes } from "./more.ts";
import { type DayPart, type Glossary, oclock } from "./glossary.ts";

const numbers: Record<string, string> = {
  einer: "1",
  einem: "1",
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
  zwanzig: "20",
  dreißig: "30",
  fünfzig: "50",
  hundert: "100",
};
const counted = new RegExp(
  String.raw`(?<!\p{L})(${Object.keys(numbers).join("|")})(?=\s+(?:stunden?|minuten?|tagen?|uhr|zeilen|prozent)(?!\p{L}))`,
  "giu",
);
/** “um 15:30 Uhr”, “abends um 10”, “um 7 Uhr früh”. */
const time =
  /(?<!\p{L})(?:(nachmittags?|abends?|nachts?|früh|morgens|vormittags)\s+)?um\s+(\d{1,2})(?:(?:[:.]|\s+uhr\s+)(\d{2}))?(?:\s+uhr)?(?:\s+(nachmittags?|abends?|nachts?|früh|morgens|vormittags))?(?!\p{L}|\d)/giu;

function dayPart(said: string): DayPart {
  if (/^nachm/i.test(said)) return "afternoon";
  return /^abend/i.test(said) ? "evening" : /^nacht/i.test(said) ? "night" : undefined;
}

export const de: Glossary = {
  shapes: [
    ...deEveryday,
    ...deShapes,
    [/(?<=⁅\d+⁆)-(?=\p{L})/gu, " "],
    [
      /(?<!\p{L})(?:ob |ist |haben wir )?(auf (?:dem |der )?⁅\d+⁆) (?:noch )?genug (?:platz|speicherplatz)(?: frei)?(?: ist)?/giu,
      "is there enough room $1",
    ],
    [
      /(?<!\p{L})seit wann (?:ist|läuft) (⁅\d+⁆)(?: online| an| hochgefahren| wieder da)?/giu,
      "how long has $1 been up",
    ],
    [/(?<!\p{L})(zeige?|prüfe?|schaue?|sag) (danach|dann|anschließend)(?!\p{L})/giu, "$2 $1"],
    [
      /(?<!\p{L})(falls|wenn) ((?:auf )?⁅\d+⁆(?: auf)? ⁅\d+⁆) (tot|kaputt|down|aus|abgestürzt|ausgefallen|gestoppt) ist/giu,
      "$1 $2 is down",
    ],
    [
      /(?<=\p{L})-(?=(?:dienst|server|servern|container|containern|log|logs|konfiguration|config|datei|rechner|maschine|maschinen|host|hosts|prozess|prozesse|vm|vms|paket|paketen|datenbank|cache|auslastung|verbrauch|zertifikat)(?!\p{L}))/giu,
      " ",
    ],
    [/(?<!\p{L})jede nacht(?!\p{L})/giu, "nächtlich"],
    [counted, (_whole, said: string) => numbers[said.toLowerCase()] ?? said],
    [
      time,
      (_whole, before: string, hour: string, minutes: string, after: string) =>
        `at ${oclock(hour, minutes, dayPart(before ?? after ?? ""))}`,
    ],
    [/(?<=\d)\s+uhr(?!\p{L})/giu, " o'clock"],
    [/(\d+)\s*prozent/giu, "$1 percent"],
    [
      /(?<!\p{L})(alle[nr]?|welchen?|viele|die|beide[n]?|unsere[nr]?|laufende[n]?|sämtliche[nr]?)\s+(server|rechner|container|webserver|datenbankserver)(?!\p{L})/giu,
      "$1 $2n",
    ],
    [/(?<!\p{L})starte?(?:n|t|st du|st)?\s+((?:(?!\bund\b|,).)+?)\s+(?:neu|durch)(?!\p{L})/giu, "restart $1"],
    [/(?<!\p{L})neu\s+zu\s+starten(?!\p{L})/giu, "restart"],
    [
      /(?<!\p{L})(?:müssen|muss|müssten|brauchen)\s+(?:mal )?(?:(?:neu ?gestartet|rebootet|gebootet) werden|(?:einen )?(?:neustart|reboot))/giu,
      "need a reboot",
    ],
    [
      /(?<!\p{L})wann läuft (?:das|ein|unser) zertifikat (?:auf|von|für) (⁅\d+⁆) ab/giu,
      "when does the certificate on $1 expire",
    ],
    [/(?<!\p{L})(?:auf|an) port (\d+)/giu, "port $1"],
    [/(?<!\p{L})welche[sn]? (?:betriebssystem|os) (?:läuft auf|hat|nutzt|ist auf) (⁅\d+⁆)/giu, "what os is $1"],
    [
      /^((?:kannst|könntest|würdest) du|(?:können|könnten|würden) sie)((?:\s+(?:mal|bitte|eben|kurz))*)\s+(⁅\d+⁆)((?:\s+(?:mal|bitte|eben|kurz))*)\s+neu\s?starten/giu,
      "restart $3",
    ],
    [/(?<!\p{L})(?:neu|durch)[\s-]?(?:ge)?start(?:en|et|e|est|bar)?(?!\p{L})/giu, "restart"],
    [/(?<!\p{L})(?:lade?|laden)\s+(.+?)\s+neu(?!\p{L})/giu, "reload $1"],
    [/(?<!\p{L})neu\s?(?:zu |ge)?laden(?!\p{L})/giu, "reload"],
    [/(?<!\p{L})fahre?\s+(.+?)\s+(?:herunter|runter)(?!\p{L})/giu, "shut down $1"],
    [/(?<!\p{L})(.+?)\s+(?:herunter|runter)fahren(?!\p{L})/giu, "shut down $1"],
    [/(?<!\p{L})fahre?\s+(.+?)\s+(?:wieder )?hoch(?!\p{L})/giu, "start $1"],
    [/(?<!\p{L})schalte?\s+(.+?)\s+(?:aus|ab)(?!\p{L})/giu, "turn off $1"],
    [/(?<!\p{L})schalte?\s+(.+?)\s+(?:ein|an)(?!\p{L})/giu, "turn on $1"],
    [/(?<!\p{L})halte?\s+(.+?)\s+an(?!\p{L})/giu, "stop $1"],
    [/(?<!\p{L})lege?\s+(.+?)\s+an(?!\p{L})/giu, "create $1"],
    [/(?<!\p{L})(?:schau|sieh|guck|schaue)\s+(?:dir |mal |bitte )*(.+?)\s+an(?!\p{L})/giu, "look at $1"],
    [/(?<!\p{L})(?:spiele?|spielen)\s+(.+?)\s+ein(?!\p{L})/giu, "install $1"],
    [/(?<!\p{L})räume?\s+(.+?)\s+auf(?!\p{L})/giu, "clean up $1"],
    [/(?<!\p{L})mache?\s+(.+?)\s+aus(?!\p{L})/giu, "stop $1"],
    [/(?<!\p{L})(?:ruf|rufe|hol|hole)\s+(.+?)\s+(?:ab|auf)(?!\p{L})/giu, "get $1"],
    [/(?<!\p{L})läuft\s+(.+?)\s+ab(?!\p{L})/giu, "$1 expires"],
    [/(?<!\p{L})(?:stehen|steht)\s+(.+?)\s+(?:aus|an)(?!\p{L})/giu, "pending $1"],
    [/(?<!\p{L})(?:was|wer) (?:hört|lauscht)(?!\p{L})/giu, "what is listening"],
    [/(?<!\p{L})(?:hört|hören|lauscht|lauschen)(?!\p{L})/giu, "is listening"],
    [/(?<!\p{L})(?:gibt|gab|gäbe) es(?!\p{L})/giu, "are there"],
    [/(?<!\p{L})(?:ist|sind)?\s*(?:noch\s+)?am laufen(?!\p{L})/giu, " running"],
    [/(?<!\p{L})(?:kann|erreicht)\s+(⁅\d+⁆)\s+(⁅\d+⁆)(?:\s+(?:noch\s+)?(?:erreichen|anpingen))?/giu, "can $1 reach $2"],
    [/(?<!\p{L})von\s+(⁅\d+⁆)\s+aus(?!\p{L})/giu, "from $1"],
    [/(?<!\p{L})ist\s+(⁅\d+⁆)\s+(?:gerade |noch |überhaupt )?(?:erreichbar|da)(?!\p{L})/giu, "is $1 reachable"],
    [/(?<!\p{L})(welche \p{L}+|wer) (?:sind|ist) (?:gerade |momentan |derzeit )?nicht erreichbar/giu, "$1 are offline"],
    [/(?<!\p{L})welche version von (⁅\d+⁆) (?:läuft|ist|hat)/giu, "which version of $1 is running"],
    [/(?<!\p{L})wie hoch (?:ist|sind)/giu, "what is"],
    [/(?<!\p{L})was ist (?:denn |da )?(?:mit|bei) (.+?) los(?!\p{L})/giu, "what is wrong with $1"],
    [/(?<!\p{L})was steht in(?!\p{L})/giu, "what is in"],
    [/(?<!\p{L})welche dateien (?:liegen|sind|gibt es) in(?!\p{L})/giu, "which files are in"],
    [/(?<!\p{L})ist (auf (?:dem |der )?⁅\d+⁆) ([\p{L}\d.-]+) (?:schon |bereits )?installiert/giu, "is $2 installed $1"],
    [/(?<!\p{L})(?:auf|in) welche[nm]? (\p{L}+) (?:läuft|laufen|ist|gibt es) ([^\s?]+)/giu, "which $1 run $2"],
    [
      /(?<!\p{L})(?:auf|bei) ((?:dem |der )?⁅\d+⁆|dem \p{L}+) (klemmt|hängt|spinnt|zickt|streikt) (⁅\d+⁆)/giu,
      "$3 on $1 hangs",
    ],
    [
      /(?<!\p{L})(?:klemmt|hängt|spinnt|zickt|streikt|hat sich aufgehängt|(?:antwortet|reagiert|läuft|geht|tut|funktioniert) (?:gerade |leider |schon wieder )?nicht(?: mehr| richtig)?)(?=\s*(?:,|\.|und))/giu,
      "hangs",
    ],
    [
      /(?<!\p{L})(?:antwortet|reagiert) (.+?) (?:gerade |leider |schon wieder )?nicht(?: mehr)?(?!\p{L})/giu,
      "is $1 not responding",
    ],
    [/(?<!\p{L})(?:das ding|den dienst|den service|die kiste)(?=\s+(?:mal |bitte )?(?:restart|neu|durch))/giu, "it"],
    [/(?<!\p{L})was (?:läuft|passiert) (?:da )?(?:gerade |so |alles )*auf (?=⁅)/giu, "what is running on "],
    [
      /(?<!\p{L})was (?:belegt|braucht|frisst) (?:da |dort )?(?:so )?(?:viel|den ganzen)?(?: platz| speicherplatz)?(?=\s*\?*$)/giu,
      "what is taking up space",
    ],
    [/(?<!\p{L})wer war (?:zuletzt|als letztes) (auf .+?) (?:angemeldet|eingeloggt|drauf)/giu, "login history $1"],
    [
      /(?<!\p{L})(?:mach|mache|erstelle|erstell|zieh)(?: mal| bitte)* (?:einen|nen|ein) (?:snapshot|schnappschuss) (?:von|der|des) /giu,
      "take a snapshot of ",
    ],
    [/(?<!\p{L})vor dem (?:upgrade|update)(?!\p{L})/giu, "before upgrade"],
    [/(?<!\p{L})(?:an|auf) (fehlern?)(?: steht| war| gab)?(?!\p{L})/giu, "$1"],
    [/(?<=kopiere? .+ )nach (?=⁅)/giu, "to "],
    [/(?<!\p{L})sonst (?:bitte )?(?:gar )?nichts(?: machen| tun| weiter)?(?!\p{L})/giu, "otherwise do nothing"],
    [/(?<!\p{L})ohne (?:ausfall|unterbrechung|downtime)(?!\p{L})/giu, "gracefully"],
    [/(?<!\p{L})welche containern? (?:sind|ist) (.+?) gestoppt/giu, "which containers are stopped $1"],
    [
      /(?<!\p{L})(?:prüfe?|teste?|check\p{L}*)(?: mal| bitte)* (?:die )?erreichbarkeit von (⁅\d+⁆)/giu,
      "is $1 reachable",
    ],
    [/(?<!\p{L})(?:ist|läuft) (⁅\d+⁆) (?:an|eingeschaltet|online|hochgefahren)(?=\s*\?*$)/giu, "is $1 reachable"],
    [/(?<!\p{L})am wenigsten freien?(?!\p{L})/giu, "least free"],
    [/(?<!\p{L})am meisten freien?(?!\p{L})/giu, "most free"],
    [/(?<!\p{L})(?:docker|⁅\d+⁆)[\s-]container(?=\s+⁅)/giu, "container"],
    [
      /(?<!\p{L})(?:produktiv|produktions|prod)[\s-]?(?:server|systeme?|rechner|maschinen|umgebung)n?(?!\p{L})/giu,
      "production servers",
    ],
    [/(?<!\p{L})wie heiß (?:ist|wird)/giu, "how hot is"],
    [/(?<!\p{L})wie spät ist es/giu, "what time is it"],
    [/(?<!\p{L})aber (?:bitte )?nicht (?:auf|bei|an)(?!\p{L})/giu, "except"],
  ],
  words: { ...words, ...deEverydayWords, ...deMore },
  held: /(?<!\p{L})(?:nicht|nichts|kein\p{L}*|nie|niemals|niemand\p{L}*|vermeide\p{L}*|finger weg|hör\p{L}* auf|lass\p{L}* (?:es|das)|gestern|vorhin|sollte ich|soll ich|darf ich|muss ich)(?!\p{L})|^(?:(?:moin|hallo|hi|hey|servus|guten \p{L}+|bitte|sag mal)[\s,!.]+)*(?:warum|wieso|weshalb|wer|wann|wie|was|soll\p{L}*|darf\p{L}*|muss|müssen|hat|haben|hast|habt|wurde\p{L}*|ist|sind|welche\p{L}*)(?!\p{L})[^.!,;?]*[.?!\s]*$|(?<!\p{L})(?:wurde\p{L}*|worden|habe|hast|hat|haben)(?!\p{L})[^.!?;,]*(?<!\p{L})(?:\p{L}*ge(?:start|stopp|boot|lad|lösch)\p{L}*|installiert|aktualisiert)(?!\p{L})|was (?:passiert|wäre)/u,
  harmless:
    /(?<!\p{L})(?:keine eile|(?:läuft|antwortet|reagiert|geht|funktioniert|startet|tut) (?:gerade |leider |schon wieder |da )?nicht(?: mehr| richtig)?|sonst (?:bitte )?(?:gar )?nichts(?: machen| tun| weiter)?|kein stress|nicht (?:dringend|eilig|so eilig)|aber (?:bitte )?nicht (?:auf|bei|an)|wenn (?:es|du|sie) (?:dir |ihnen )?nichts ausmacht)(?!\p{L})/gu,
};
