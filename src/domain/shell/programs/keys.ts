/** openssl, gpg and other keepers of keys and secrets. */
import { critical, high, low, medium, type Programs, type Rule } from "../rule.ts";

const shows = high(4, "shows or uses a private key");
const out = {
  "-out": "write",
  "-engine -provider -provider-path -config": { value: "needs", is: high(4, "loads code by an option") },
} as const;
const common =
  "-noout -text -dates -startdate -enddate -subject -issuer -serial -fingerprint -modulus -pubkey -pubout -pubin -email -ocsp_uri -purpose -hash -subject_hash -issuer_hash -verify -x509 -sha256 -sha1 -md5 -sha512 -sha384 -brief -quiet -showcerts -status -tls1 -tls1_1 -tls1_2 -tls1_3 -no_tls1 -no_tls1_2 -no_tls1_3 -ign_eof -prexit -msg -debug -state -crlf -no_ign_eof -verify_return_error -alias -noenc -info -check -hex -base64 -r -c -v -V -s -a -d -e -p -f -o -b -m -n -i -cipher-algorithms -digest-algorithms -public-key-algorithms -stdname -psk -srp -ssl3 -C -crl -x509_strict -partial_chain -no-CAfile -show_chain -print_certs -nocerts -legacy -list -1 -6 -apr1 -reverse -asn1parse -multi -elapsed -6 -4 -no_alt_chains -trusted_first -issuer_checks -policy_check -nosigs -req -list_curves";
const values =
  "-inform -outform -form -nameopt -certopt -ext -checkend -checkhost -checkip -checkemail -connect -servername -host -port -starttls -alpn -proto -cipher -ciphersuites -sigalgs -curves -groups -verify_depth -verify_hostname -purpose -CApath -days -keyform -certform -offset -length -seconds -bytes -evp -proxy -name -macopt -digest -hmac -signature -attime -timeout -maxfraglen -nextprotoneg -verify_ip -xmpphost -bind -cap -rand -num -bits";
const inputs = { "-in -CAfile -untrusted -CRLfile -trusted -cert -certfile -signature -issuer": "read" } as const;

const openssl: Rule = {
  style: "long",
  sub: {
    "x509 req crl crl2pkcs7 pkcs7 verify version ciphers list errstr asn1parse sess_id dgst md5 sha1 sha256 sha512 sha384 speed prime s_client s_time ocsp nseq help info storeutl ecparam":
      {
        flags: `${common} -new -nodes -newkey-x`,
        values,
        opts: {
          ...inputs,
          ...out,
          "-key -signkey -CA -CAkey -force_pubkey -prverify -sign": "read",
          "-new -newkey -set_serial -x509toreq -addext -subj -CAcreateserial -keyout": {
            value: "needs",
            is: medium(4, "makes a certificate"),
          },
        },
        args: "read",
        reach: "network",
      },
    rand: { flags: "-hex -base64", values: "-num", opts: out },
    "enc base64 smime cms aes-256-cbc zlib": {
      is: medium(2, "encrypts or decrypts"),
      flags: `${common} -salt -nosalt -pbkdf2 -A -z -aes-256-cbc -aes-128-cbc -base64 -encrypt -decrypt -nopad`,
      values: `${values} -iter -md -S -iv`,
      opts: { ...inputs, ...out, "-k -K -pass -kfile": { value: "needs", is: high(4, "holds a key in its words") } },
      args: "read",
    },
    passwd: { is: low(2), flags: common, values: "-salt -in" },
    "rsa dsa ec pkey pkcs8 pkcs12 pkeyparam pkeyutl rsautl": {
      is: shows,
      flags: `${common} -export -clcerts -cacerts -nokeys -topk8 -nocrypt -traditional -text_pub -noout -nomac`,
      values: `${values} -passin -passout -passwd -inkey`,
      opts: { ...inputs, ...out, "-inkey -passin": "list" },
      modes: [{ has: "-pubin", use: { is: low() } }],
    },
    "genrsa gendsa genpkey ecparam-gen dhparam gendh": {
      is: medium(4, "makes a key"),
      flags: `${common} -genkey -2 -5 -dsaparam -aes256`,
      values: `${values} -algorithm -pkeyopt -paramfile -pass`,
      opts: out,
      args: "text",
    },
    "ca spkac ts": critical(4, "issues or takes back certificates"),
    "s_server engine provider fipsinstall": high(4, "loads code or opens a port"),
  },
  unlisted: high(4, "works on keys"),
};

export const keys: Programs = {
  openssl,
  "gpg gpg2": {
    is: high(4, "works on keys"),
    flags:
      "-v -q -a --batch --verbose --quiet --armor --with-colons --with-fingerprint --no-tty --no-default-keyring --with-subkey-fingerprint --no-auto-check-trustdb --yes --with-keygrip",
    values:
      "--keyid-format --status-fd --logger-fd --homedir --keyring --list-options --verify-options --export-options -u -r --recipient --local-user --trust-model --keyserver --compress-algo --cipher-algo --digest-algo",
    opts: {
      "-o --output": "write",
      "--photo-viewer --agent-program --dirmngr-program --pinentry-program": {
        value: "needs",
        is: high(4, "runs a program by an option"),
      },
      "--import --recv-keys --receive-keys --refresh-keys --locate-keys --search-keys --fetch-keys --edit-key --sign-key --lsign-key --quick-gen-key --gen-key --full-gen-key --generate-key --import-ownertrust --passwd --export-secret-keys --export-secret-subkeys --export-secret-key -d --decrypt":
        high(4, "changes keys, or shows secrets"),
      "--delete-keys --delete-key --delete-secret-keys --delete-secret-and-public-key --gen-revoke": critical(
        4,
        "deletes keys",
      ),
    },
    modes: [
      {
        has: "-k -K --list-keys --list-public-keys --list-secret-keys --list-sigs --check-sigs --fingerprint --verify --list-packets --show-keys --list-config --print-md --version",
        lacks: "--import --edit-key --delete-keys --decrypt -d",
        use: {
          is: low(),
          flags:
            "-k -K --list-keys --list-public-keys --list-secret-keys --list-sigs --check-sigs --fingerprint --verify --list-packets --show-keys --list-config",
          values: "--print-md",
          args: "read",
        },
      },
      { has: "--dearmor --enarmor", use: { is: low(2), flags: "--dearmor --enarmor", args: "read" } },
      { has: "--export", use: { is: low(2), flags: "--export" } },
      {
        has: "-e --encrypt -s --sign -b --detach-sign --clearsign --clear-sign -c --symmetric",
        use: {
          is: medium(2, "encrypts or signs a file"),
          flags: "-e --encrypt -s --sign -b --detach-sign --clearsign --clear-sign -c --symmetric",
          args: "read",
        },
      },
    ],
  },
  "gpgv minisign signify cosign": {
    is: low(),
    flags: "-q -v -V",
    values: "-p -m -x -P --keyring",
    args: "read",
    modes: [{ has: "-G -S", use: { is: high(4, "makes or uses a key") } }],
    sub: {
      "verify verify-blob tree triangulate": low(),
      "sign generate-key-pair attest sign-blob": high(4, "makes or uses a key"),
    },
  },
  "gpgconf gpg-agent gpg-connect-agent": {
    is: medium(2, "works on the keeper of keys"),
    flags: "--list-components --list-dirs --check-programs",
    modes: [{ has: "--list-components --list-dirs --check-programs", use: { is: low() } }],
  },
  "age rage sops": {
    is: medium(2, "encrypts or decrypts"),
    flags: "-e -a --encrypt --armor",
    values: "-r -R --recipient",
    opts: { "-d --decrypt": high(4, "shows secrets"), "-o --output": "write", "-i --identity": "list" },
    args: "read",
  },
  "age-keygen": { is: high(4, "makes a key"), opts: { "-o --output": "write" } },
  "pass vault bw op gopass secret-tool keyring keepassxc-cli": {
    reach: "network",
    is: high(4, "shows secrets"),
    flags: "-address -format",
    values: "-address -format -namespace --format",
    sub: {
      "status ls list find version policy auth secrets operator token": {
        is: low(4),
        sub: {
          "status lookup list": low(4),
          "enable disable revoke create write delete seal unseal init rekey": critical(
            4,
            "changes who may see secrets",
          ),
        },
      },
    },
    unlisted: high(4, "shows or changes secrets"),
  },
  "keytool jarsigner certutil": {
    is: high(4, "works on keys"),
    style: "long",
    flags: "-v -rfc -L -d -n -a",
    values: "-keystore -storepass -alias -file -storetype -d -n",
    modes: [{ has: "-list -printcert -L -verify", use: { is: low(2), flags: "-list -printcert -L -verify" } }],
    opts: { "-delete -D": critical(4, "deletes keys") },
  },
  "cloud-init": {
    sub: {
      "status query analyze schema": { flags: "--long --wait -l -w --format", is: low() },
      clean: critical(4, "makes the machine set itself up anew"),
      "init modules single": high(4, "sets the machine up"),
    },
  },
};
