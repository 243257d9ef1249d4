/** Editors, pagers with a shell, file managers, and programs that only tell something. */
import { high, low, medium, type Call, type Programs, type Say } from "../rule.ts";

const opens = high(2, "opens an editor from which anything can be run");

export const editors: Programs = {
  "vi vim nvim view vimdiff nano pico emacs ed ex joe mcedit micro helix hx kak ne red rvim rview gvim code subl gedit kate":
    {
      is: opens,
      opts: {
        "-c --cmd -S -s --eval -l --load": { value: "needs", is: high(2, "runs commands of an editor") },
        "-R -n -p -O -o -d -b -M -m -N -es -E -e -u -i": low(),
      },
      args: "write",
      unlisted: opens,
    },
  "mc ranger nnn lf vifm tig lazygit lazydocker k9s ctop glances": {
    is: high(2, "opens a program from which anything can be run"),
    flags: "-x -q -1 -w -b",
    modes: [
      {
        has: "-o --stdout --stdout-csv --stdout-json",
        use: { is: low(), values: "-o --stdout --stdout-csv --stdout-json" },
      },
    ],
  },
  "ftp tftp lftp irssi weechat links lynx w3m elinks": {
    reach: "network",
    is: high(2, "opens a program from which anything can be run"),
    modes: [{ has: "-dump --dump", use: { is: low(), flags: "-dump --dump", args: "url", style: "long" } }],
  },
  cheat: {
    flags:
      "-a -f -k -w -W -K -d -D -i -u -7 --all --where --path --apropos --whatis --names-only --regex --wildcard --exact --and --long --list -l --local-file",
    values: "-s -S -L -M -m -e -p --sections --manpath --locale --systems --platform --language",
    opts: {
      "-P --pager -H --html -C --config-file": { value: "needs", is: high(2, "runs a program by an option") },
      "-u --update": medium(2, "fetches pages"),
    },
    args: "text",
  },
  "fortune figlet lsb_release mcookie uuidgen dircolors getopt units lsfd taskset-x filefrag mountpoint": {
    flags:
      "-a -A -b -B -c -C -d -D -e -E -f -F -g -G -h -H -i -I -j -k -l -L -m -M -n -N -o -O -p -P -q -r -R -s -S -t -T -u -U -v -V -w -W -x -X -y -Y -z -Z -0 -1 -3 --all --skip-alias --read-alias --count --basename --wholename --existing --ignore-case --limit --null --quiet --statistics --regex --dirsfirst --noreport --human --inodes --device --nolinks --id --description --release --codename --short --kernel-name --nodename --kernel-release --kernel-version --machine --processor --hardware-platform --operating-system --monday --sunday --week --year --three --random --time --dump --absolute-names --omit-header --numeric --tabular --physical --logical --recursive --mathlib --noheadings --json --output-all --raw --notruncate --fs-devno --nofollow --modes --owners --long --mountpoints --vertical --charmap --category-name --keyword-name --all-locales",
    values:
      "-L-x -I -P -n -d -l -r --regexp --filelimit --charset --timefmt --sort --limit --database -e -m --output --encoding --absolute",
    mays: "-n -I -P -L -o --filesfrom --sort --color --output",
    args: "list",
    opts: { "-o": { role: "write", value: "may" }, "--hyperlink --fromfile": { value: "may" } },
  },
  "mandb catman texhash fc-cache gtk-update-icon-cache update-mime-database update-desktop-database": {
    is: medium(3, "makes an index anew"),
    unlisted: medium(3, "makes an index anew"),
  },
  "fc-list xdg-mime xrandr xdpyinfo xset glxinfo vulkaninfo pactl amixer v4l2-ctl bluetoothctl rfkill": {
    reach: "daemon",
    flags: "-q -v -r --query --verbose --listmonitors --list-devices --all",
    sub: {
      "list info query stat sget scontrols contents show devices get-volume": { unlisted: low(), sub: {} },
      default: medium(2, "changes what opens a kind of file"),
      "set sset block unblock set-volume set-sink-volume connect pair remove": medium(
        2,
        "changes settings of a device",
      ),
    },
  },
  "ffmpeg convert magick mogrify imagemagick sox pandoc gs wkhtmltopdf yt-dlp youtube-dl handbrakecli": {
    is: medium(2, "converts or fetches files"),
    unlisted: medium(2, "converts or fetches files"),
    modes: [
      {
        has: "-F --list-formats -formats -codecs -encoders -decoders -filters -version",
        use: { is: low(), style: "long", flags: "-formats -codecs -encoders -decoders -filters -version -hide_banner" },
      },
    ],
  },
  "ffprobe mediainfo identify pdfinfo pdffonts soxi": {
    args: "read",
    style: "long",
    flags: "-hide_banner -show_format -show_streams -show_frames -v -verbose -i -a -G -s -json -j -S -n",
    values: "-v -loglevel -of -print_format -show_entries -select_streams -format -f -l",
    opts: { "-i": "text", "-o": "write" },
    unlisted: low(),
    judge: media,
  },
  exiftool: {
    style: "long",
    args: "read",
    flags: "-a -G -s -j -json -S -n -r -g -u -U -m -q -b -X -csv -list -ver -ee -gps -common -time",
    values: "-x -i -ext -d -c -dateFormat -charset",
    opts: {
      "-if -p -execute -config -api -@ -userParam -stay_open -use -fileOrder": {
        value: "needs",
        is: high(2, "runs code written in the command"),
      },
      "-o -out -w -textOut -tagsFromFile": "write",
    },
    unlisted: medium(2, "may rewrite files"),
  },
  "neofetch fastfetch screenfetch cowsay cowthink": { unlisted: medium(2, "may read or run a file by an option") },
  bc: { flags: "-l -q -s -w -i --mathlib --quiet --standard --warn", args: "read" },
  dc: {
    opts: { "-e --expression": "text", "-f --file": "read" },
    args: "read",
    judge: (call, say) => {
      const given = [...call.valuesOf("-e --expression"), ...(call.stdin.kind === "text" ? [call.stdin.arg] : [])];
      for (const value of given)
        if (!value.known || value.text.includes("!")) say.risk(high(2, "runs a command from within"), value);
    },
  },
  "xdg-open open start xclip xsel pbcopy notify-send": {
    is: medium(2, "opens or tells something"),
    flags: "-o -selection -b -p",
    unlisted: medium(2, "opens or tells something"),
  },
  "ssh-audit sslscan testssl.sh nikto": {
    reach: "network",
    is: medium(2, "tests a server"),
    unlisted: medium(2, "tests a server"),
  },
};

/** `msl:x`, `ephemeral:x`, `https://x`: what stands before the colon says what is done with the rest. */
function media({ operands, valuesOf }: Call, say: Say): void {
  for (const arg of [...operands, ...valuesOf("-i")])
    if (/^(https?|ftps?|rtsp|rtmp):/.test(arg.text)) say.word("url", arg);
    else if (!operands.includes(arg)) say.path("read", arg);
    else if (/^(@|\w{2,}:)/.test(arg.text)) say.risk(high(2, "hands a file to a program of its own choice"), arg);
}
