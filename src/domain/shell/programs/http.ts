/** Fetching and sending over the network: curl, wget, rsync, scp and what belongs to ssh. */
import { critical, high, low, medium, type Call, type Programs, type Say } from "../rule.ts";

const sends = medium(2, "sends data to a server");

export const http: Programs = {
  curl: {
    reach: "network",
    flags:
      "-s -S -f -L -I -k -v -i -g -G -N -4 -6 -0 -1 -2 -3 -a -l -M -n -q -Z -j --silent --show-error --fail --fail-with-body --fail-early --location --head --insecure --verbose --include --globoff --get --no-buffer --ipv4 --ipv6 --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3 --compressed --no-progress-meter -# --progress-bar --tlsv1 --tlsv1.2 --tlsv1.3 --ssl --ssl-reqd --tcp-nodelay --no-keepalive --path-as-is --raw --no-alpn --no-sessionid --proxytunnel --no-location --parallel --cert-status --anyauth --basic --digest --negotiate --ntlm --crlf --disable --location-trusted --retry-all-errors --retry-connrefused --http0.9 --netrc --netrc-optional --tr-encoding --styled-output --no-styled-output --ca-native --haproxy-protocol --remote-time -R --list-only --append --ftp-pasv --xattr --create-dirs --no-clobber --metalink --post301 --post302 --post303",
    values:
      "-m --max-time --connect-timeout -A --user-agent -e --referer -H --header -r --range -w --write-out --retry --retry-delay --retry-max-time --resolve --connect-to --interface --max-redirs --limit-rate --dns-servers -U --proxy-user -x --proxy --socks5 --socks5-hostname --noproxy -u --user --ciphers --tls-max --tls13-ciphers -y -Y --speed-time --speed-limit --keepalive-time --local-port --proto --proto-redir --proto-default --parallel-max --curves -z --time-cond --max-filesize --oauth2-bearer --aws-sigv4 --request-target --happy-eyeballs-timeout-ms --pinnedpubkey --variable --expand-url --output-dir --rate --doh-url --cert-type --key-type --cacert --capath --crlfile --ca --alt-svc --hsts -C --continue-at --url-query",
    opts: {
      "-o --output --trace --trace-ascii -D --dump-header -c --cookie-jar --stderr --libcurl --etag-save --egd-file":
        "write",
      "-O --remote-name -J --remote-header-name --remote-name-all": medium(2, "writes a file"),
      "--url": "url",
      "-T --upload-file": { role: "read", value: "needs", is: sends },
      "-d --data --data-ascii --data-binary --data-raw --data-urlencode --json -F --form --form-string": "text",
      "-X --request": {
        names: { "GET HEAD OPTIONS PROPFIND": low(), DELETE: high(2, "deletes something on a server") },
        else: sends,
      },
      "-K --config": "exec",
      "-b --cookie -E --cert --key --cacert --netrc-file --proxy-cert --proxy-key": "list",
      "--unix-socket --abstract-unix-socket": { value: "needs", is: high(4, "speaks to a daemon by its socket") },
      "-Q --quote": { value: "needs", is: high(2, "gives orders to a server") },
      "--engine --proxy-header --preproxy --delegation": { value: "needs", is: medium(2, "uses it in an unusual way") },
    },
    args: "url",
    judge: sendsData,
  },
  "http https xh httpie": {
    reach: "network",
    is: medium(2, "asks or tells a server"),
    flags:
      "-v -h -b -f -j -F -d --headers --body --verbose --json --form --follow --ignore-stdin --check-status --print --pretty",
    args: "text",
  },
  wget: {
    reach: "network",
    is: medium(2, "writes a file"),
    flags:
      "-q -v -nv -S -c -N -nc -nd -nH -x -p -k -K -r -l -np -m -4 -6 -b -E -L --quiet --verbose --no-verbose --server-response --continue --timestamping --no-clobber --no-directories --page-requisites --convert-links --recursive --no-parent --mirror --no-check-certificate --content-disposition --show-progress --no-proxy --no-cache --no-cookies --inet4-only --inet6-only --https-only --spider --background --no-hsts --trust-server-names --retry-connrefused --no-iri --adjust-extension --span-hosts -H --delete-after --no-host-directories --ignore-length --auth-no-challenge --no-use-server-timestamps",
    values:
      "-t -T -w -U -Q -A -R -D -I -X -l -e --tries --timeout --wait --user-agent --header --user --password --referer --limit-rate --level --accept --reject --domains --dns-timeout --connect-timeout --read-timeout --max-redirect --progress --http-user --http-password --secure-protocol --ca-certificate --waitretry --prefer-family --bind-address --cut-dirs --quota --restrict-file-names --compression --regex-type --accept-regex --reject-regex --method --start-pos --local-encoding --random-wait --retry-on-http-error",
    style: "gnu",
    opts: {
      "-O --output-document -o --output-file -a --append-output -P --directory-prefix --save-cookies --warc-file --rejected-log":
        "write",
      "-i --input-file --load-cookies --certificate --private-key": "read",
      "--post-data --body-data": { value: "needs", is: sends },
      "--post-file --body-file": "read",
      "-e --execute --use-askpass --config": { value: "needs", is: high(2, "gives settings that may run programs") },
      "--method": {
        names: { "GET HEAD OPTIONS": low(), DELETE: high(2, "deletes something on a server") },
        else: sends,
      },
    },
    args: "url",
    modes: [
      { has: "--spider", use: { is: low(), args: "url" } },
      { has: "-O --output-document", use: { is: low(), judge: sendsData } },
    ],
    judge: sendsData,
  },
  rsync: {
    is: medium(2, "copies files"),
    flags:
      "-a -v -vv -vvv -q -c -r -R -b -u -l -L -k -K -H -p -E -A -X -o -g -t -O -J -S -n -W -x -y -z -P -h -i -I -m -s -8 -4 -6 -C -F -D -U -N -d --archive --verbose --quiet --checksum --recursive --relative --no-implied-dirs --backup --update --inplace --append --append-verify --dirs --links --copy-links --copy-unsafe-links --safe-links --copy-dirlinks --keep-dirlinks --hard-links --perms --executability --acls --xattrs --owner --group --devices --specials --times --atimes --omit-dir-times --omit-link-times --super --fake-super --sparse --preallocate --dry-run --whole-file --one-file-system --existing --ignore-existing --ignore-errors --force --partial --delay-updates --prune-empty-dirs --numeric-ids --compress --cvs-exclude --from0 --protect-args --secluded-args --stats --progress --human-readable --itemize-changes --list-only --fsync --mkpath --no-owner --no-group --no-perms --no-o --no-g --no-p --no-times --size-only --ignore-times --fuzzy --8-bit-output --no-motd --munge-links --open-noatime --crtimes --blocking-io",
    values:
      "--exclude --include -f --filter --bwlimit --max-size --min-size --max-delete --timeout --contimeout --port --suffix -B --block-size --modify-window --compress-level --chmod --chown --usermap --groupmap --out-format --log-file-format --info --debug --address --sockopts --outbuf -M --remote-option --iconv --checksum-seed --skip-compress --zc --zl --cc --protocol --stop-after --stop-at",
    opts: {
      "--delete --delete-before --delete-during --del --delete-delay --delete-after --delete-excluded --delete-missing-args":
        high(2, "deletes what is not at its source"),
      "--remove-source-files --remove-sent-files": high(2, "deletes what it copied"),
      "-e --rsh --rsync-path": "shell",
      "--exclude-from --include-from --files-from --password-file": "read",
      "--log-file --write-batch --only-write-batch --backup-dir --partial-dir -T --temp-dir": "write",
      "--read-batch --compare-dest --copy-dest --link-dest": "list",
      "--daemon --config": { value: "may", is: high(3, "opens files of this machine to others") },
    },
    dry: "-n --dry-run --list-only",
    args: "text",
    modes: [{ has: "--list-only", use: { is: low(), args: "text" } }],
    judge: remotes,
  },
  scp: {
    is: medium(2, "copies files"),
    flags: "-r -p -q -v -C -3 -4 -6 -B -O -s -A -T -R",
    values: "-c -i -J -l -P -X -D",
    opts: { "-S": "exec", "-o -F": { value: "needs", is: medium(2, "gives settings of the connection") } },
    judge: remotes,
  },
  sftp: {
    is: high(3, "works on another machine"),
    flags: "-r -p -q -v -C -a -f",
    values: "-c -i -J -l -P -B -R -s -D",
    opts: { "-b": "exec", "-S": "exec" },
  },
};

/** `-d @file` sends a file; the body makes it a POST. */
function sendsData(call: Call, say: Say): void {
  const bodies = call.valuesOf(
    "-d --data --data-ascii --data-binary --data-urlencode --json -F --form --post-file --body-file -T --upload-file",
  );
  const sent = call.valuesOf(
    "-d --data --data-ascii --data-binary --data-raw --data-urlencode --json -F --form --form-string",
  );
  if (sent.length > 0 && !call.has("-G --get")) say.risk(sends, sent[0]);
  for (const body of bodies) {
    const file =
      /^(?:[\w.-]+=)?[@<](.+)$/.exec(body.text)?.[1] ??
      (call.has("-T --upload-file --post-file --body-file") ? body.text : undefined);
    if (file === undefined || file === "-") continue;
    say.path("read", { ...body, text: file.replace(/;.*/, "") });
    if (secretName.test(file)) say.risk(critical(4, "sends a secret away"), body);
  }
}
const secretName =
  /\/etc\/(shadow|gshadow|ssl\/private|sudoers)|\.ssh\/|id_(rsa|ed25519|ecdsa|dsa)\b|\.env\b|\.aws\/|\.kube\/|\.pgpass|\.netrc|\.gnupg|\/proc\/\d*\w*\/environ|_history\b|\.pem$|\.key$|docker\/config\.json/;

/** `host:path` is another machine; the last operand is written. */
function remotes({ operands, has }: Call, say: Say): void {
  const isRemote = (text: string): boolean =>
    /^(\[?[\w.@-]+\]?:|rsync:\/\/|\w+@[\w.-]+:|scp:\/\/)/.test(text) && !/^[./]/.test(text);
  const last = operands.at(-1);
  for (const word of operands) {
    const writes = word === last && operands.length > 1;
    if (isRemote(word.text)) {
      if (has("--list-only")) continue;
      if (writes) say.risk(high(3, "writes to another machine"), word);
      for (const from of writes ? operands : [])
        if (secretName.test(from.text)) say.risk(critical(4, "sends a secret away"), from);
    } else if (writes) say.path("write", word);
    else say.path("read", word);
  }
  if (
    last &&
    has("--delete --delete-before --delete-during --del --delete-delay --delete-after --delete-excluded") &&
    !isRemote(last.text)
  )
    say.path("delete", last);
}
