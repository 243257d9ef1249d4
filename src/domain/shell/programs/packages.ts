/** Packages of the system, of languages, and of shops of applications. */
import { critical, high, low, medium, type Call, type Programs, type Rule, type Say } from "../rule.ts";

const install = medium(3, "installs packages");
const upgrade = high(3, "changes the versions of what is installed");
const remove = high(3, "removes packages");
const foreign = high(3, "installs what does not come from the configured sources");

const aptLook: Rule = {
  flags:
    "-a -i -n -v -f -q -qq --installed --upgradable --upgradeable --all-versions --names-only --full --recurse --no-recommends --no-suggests --no-pre-depends --no-depends --important --verbose --only-source --show-manual --no-pager --generate --print-uris",
  mays: "-q --color",
  values: "-t --target-release -c",
};
const apt: Rule = {
  flags:
    "-y -q -qq -V -f -m -d -u -b --yes --assume-yes --quiet --no-install-recommends --no-install-suggests --install-recommends --install-suggests --only-upgrade --fix-broken --fix-missing --show-progress --no-remove --no-upgrade --verbose-versions --show-upgraded --download-only --ignore-missing --autoremove --auto-remove --ignore-hold --no-download --reinstall -s --simulate --dry-run --just-print --no-act --recon --print-uris --with-new-pkgs --update --no-strict-pinning --indep-only --arch-only --no-list-cleanup --list-cleanup -U --snapshot --assume-no",
  values: "-t --target-release --default-release -a --host-architecture -P --build-profiles --solver",
  mays: "-q --color",
  dry: "-s --simulate --dry-run --just-print --no-act --recon --print-uris --assume-no",
  opts: {
    "-o --option": {
      names: {
        "APT::Color=* Debug::*=* quiet=* APT::Get::Show-Versions=* Dpkg::Options::=--force-conf* Dpkg::Options::=--force-confold Acquire::*Timeout=* DPkg::Lock::Timeout=* APT::Sandbox*":
          medium(3, "changes a setting for this command"),
      },
      else: critical(4, "may run a program as root by an option"),
    },
    "-c --config-file": { value: "needs", is: critical(4, "may run a program as root by an option") },
    "--allow-unauthenticated --allow-insecure-repositories --force-yes": critical(
      4,
      "installs without looking at signatures",
    ),
    "--allow-downgrades --allow-remove-essential --allow-change-held-packages": high(
      3,
      "removes or downgrades what it otherwise would not",
    ),
    "--purge": remove,
  },
  sub: {
    "list search show policy depends rdepends showsrc madison showpkg dump stats dumpavail unmet pkgnames dotty xvcg showhold showmanual showauto changelog check indextargets moo history-list history-info why why-not":
      aptLook,
    update: medium(3, "fetches the lists of packages"),
    "install reinstall build-dep satisfy": { is: install, judge: packages },
    "upgrade full-upgrade dist-upgrade dselect-upgrade safe-upgrade": upgrade,
    "remove purge autoremove autopurge": remove,
    "clean autoclean auto-clean distclean": medium(3, "deletes fetched packages"),
    "hold unhold auto manual markauto unmarkauto minimize-manual keep": medium(3, "marks packages"),
    "download source": { is: medium(2, "writes files"), flags: "--diff-only --dsc-only --tar-only" },
    "edit-sources add-repository": high(3, "changes where packages come from"),
    forbid: medium(3, "marks packages"),
  },
  unlisted: medium(3, "works on packages"),
};

/** A file, a URL, an option for apt's own programs; `name-` removes. */
function packages(call: Call, say: Say): void {
  for (const option of call.valuesOf("-o --option"))
    if (/invoke|hook|dpkg::pre|dpkg::post|options|bin::methods|dir::bin/i.test(option.text))
      say.risk(critical(4, "runs a program as root by an option"), option);
  for (const word of call.operands) {
    if (/^(\.{0,2}\/|~)|\.(deb|rpm|apk|pkg\.tar\.\w+)$|^https?:/.test(word.text)) say.risk(foreign, word);
    if (/[\w.+]-$/.test(word.text) && !/^lib.*-dev-$/.test(word.text)) say.risk(remove, word);
  }
}

const dnf: Rule = {
  reach: "network",
  flags:
    "-y -q -v -C -e --assumeyes --quiet --verbose --cacheonly --refresh --best --nobest --allowerasing --skip-broken --installed --available --upgrades --updates --extras --obsoletes --all --recent --showduplicates --security --bugfix --enhancement --assumeno --downloadonly --list --info --summary --latest-limit --requires --provides --whatrequires --recursive --resolve --nvr --nevra --envra --source --changelogs --enabled --disabled --userinstalled --unneeded --leaves --duplicates --autoremove --non-interactive -n --no-refresh --details --installed-only -i -u -s -a --match-exact --uninstalled --type --search-descriptions -f --file-list --recommends --no-recommends --dry-run -D --no-confirm -l --auto-agree-with-licenses --rollback --tree --deplist --conflicts --description --location --nosignature",
  values:
    "-x --exclude --excludepkgs --enablerepo --disablerepo --repo --repoid --releasever --setopt --qf --queryformat --whatprovides --arch --forcearch -d --advisory --cve --sec-severity --color -c --config -t --from -r --installroot --whatdepends --whatrecommends --file --disableexcludes --comment --destdir --downloaddir --what --latest-limit",
  opts: {
    "--nogpgcheck --no-gpg-checks --no-gpgchecks --allow-unsigned-rpm": critical(
      4,
      "installs without looking at signatures",
    ),
  },
  dry: "--assumeno --dry-run -D",
  sub: {
    "list info search provides whatprovides repoquery rq check-update check-upgrade updateinfo repolist repoinfo deplist changelog check leaves needs-restarting se if lu list-updates lr repos patches packages patterns products what-provides wp services ls locks ll pa pch patch-check patch-info licenses ps needs-rebooting dependencies resolve":
      { unlisted: low() },
    history: { sub: { "list info userinstalled": low(), "undo redo rollback replay": upgrade }, is: low() },
    module: {
      sub: { "list info provides": low(), "enable install switch-to": upgrade, "reset disable remove": remove },
      is: low(),
    },
    group: { sub: { "list info summary": low(), "install upgrade mark": install, remove }, is: low() },
    "install in reinstall groupinstall localinstall install-new-recommends inr builddep source-install si": {
      is: install,
      judge: packages,
    },
    "update upgrade up dup dist-upgrade distro-sync dsync downgrade update-minimal upgrade-minimal patch swap system-upgrade offline-upgrade offline":
      upgrade,
    "remove erase rm autoremove groupremove": remove,
    "makecache clean refresh ref": medium(3, "fetches or forgets the lists of packages"),
    "mark versionlock addlock al removelock rl cleanlocks cl": {
      is: medium(3, "marks packages"),
      sub: { list: low() },
    },
    download: { is: medium(2, "writes files"), opts: { "--destdir --downloaddir": "write" } },
    "config-manager copr addrepo ar removerepo rr modifyrepo mr renamerepo": high(
      3,
      "changes where packages come from",
    ),
    "shell repository-packages": high(3, "changes packages"),
  },
  unlisted: medium(3, "works on packages"),
};

export const packageManagers: Programs = {
  "apt apt-get aptitude apt-cache apt-mark nala": apt,
  "apt-file apt-show-versions apt-listchanges apt-rdepends debsums deborphan aptitude-curses checkrestart needrestart debsecan apt-config":
    {
      is: low(),
      flags: "-l -F -x -u -a -c -s -b -v -r -n -k -q --list --fixed-string --regexp",
      unlisted: low(),
      sub: { "search list find show dump shell": low(), update: medium(3, "fetches the lists of packages") },
    },
  "apt-key add-apt-repository apt-add-repository": {
    is: critical(4, "changes whose packages are trusted"),
    unlisted: critical(4, "changes whose packages are trusted"),
    modes: [
      { first: "list finger export exportall", use: { is: low() } },
      { has: "-L --list", use: { is: low(), flags: "-L --list" } },
    ],
  },
  "unattended-upgrade unattended-upgrades": {
    is: upgrade,
    flags: "-d -v --debug",
    modes: [{ has: "--dry-run", use: { is: low(3), flags: "--dry-run -d -v --debug" } }],
  },
  dpkg: {
    is: medium(3, "works on packages"),
    flags:
      "--force-confdef --force-confold --force-confnew --no-act --dry-run --simulate -E -G -B --skip-same-version --auto-deconfigure --no-debsig --refuse-downgrade --pending",
    mays: "-D",
    opts: {
      "--force-all --force-depends --force-remove-essential --force-overwrite --force-bad-verify --force-remove-reinstreq --force-downgrade --force-not-root":
        high(3, "does what the package manager would refuse"),
      "-i --install --unpack -A --record-avail": foreign,
      "-r --remove": remove,
      "-P --purge": remove,
      "--configure --triggers-only": { value: "may", is: medium(3, "configures packages") },
      "--pre-invoke --post-invoke --status-logger": {
        value: "needs",
        is: critical(4, "runs a program as root by an option"),
      },
      "--set-selections --clear-selections --update-avail --merge-avail --clear-avail --add-architecture --remove-architecture":
        high(3, "changes what is known of packages"),
      "--root --instdir --admindir": "list",
    },
    dry: "--no-act --dry-run --simulate",
    modes: [
      {
        has: "-l --list -L --listfiles -S --search -s --status -p --print-avail -I --info -c --contents -C --audit --get-selections -V --verify --compare-versions --print-architecture --print-foreign-architectures -W --show -f --field --assert-support-predepends --validate-pkgname --validate-version --yet-to-unpack --predep-package",
        use: {
          is: low(),
          flags:
            "-l --list -L --listfiles -S --search -s --status -p --print-avail -I --info -c --contents -C --audit --get-selections -V --verify --compare-versions --print-architecture --print-foreign-architectures -W --show -f --field --assert-support-predepends --no-pager --validate-pkgname --validate-version",
        },
      },
    ],
  },
  "dpkg-query dpkg-deb dpkg-architecture": {
    flags:
      "-l -L -S -s -W -p -I -c -f -W --list --listfiles --search --status --show --control-list --load-avail --info --contents --field --no-pager -q -L",
    values: "-f --showformat -a -t",
    mays: "-f",
    opts: {
      "-b --build": medium(2, "builds a package"),
      "-x -X -e -R --extract --vextract --control --raw-extract": medium(2, "unpacks files"),
    },
    args: "text",
  },
  "dpkg-reconfigure debconf-set-selections dpkg-divert dpkg-statoverride dpkg-trigger": {
    is: high(3, "changes the configuration of packages"),
    unlisted: high(3, "changes the configuration of packages"),
    modes: [{ has: "--list --listpackage", use: { is: low() } }],
  },
  "update-alternatives alternatives": {
    is: medium(3, "changes which program a name means"),
    modes: [
      {
        has: "--display --list --query --get-selections",
        use: { is: low(), values: "--display --list --query", flags: "--get-selections" },
      },
    ],
    flags: "--all --auto --config --set --install --remove --force --skip-auto",
    args: "text",
  },
  "dnf yum microdnf dnf5 zypper tdnf": dnf,
  rpm: {
    is: medium(3, "works on packages"),
    flags:
      "-v -vv -h -a -i -l -c -d -s -p -f -R --quiet --last --scripts --requires --provides --changelog --conflicts --obsoletes --state --hash --percent --test --all --file --list --info --package --configfiles --docfiles --filetriggers --triggers --whatrequires --whatprovides --queryformat",
    values: "--qf --queryformat --root --dbpath --group --prefix",
    opts: {
      "-i --install -U --upgrade -F --freshen --reinstall": foreign,
      "-e --erase": remove,
      "--import": critical(4, "changes whose packages are trusted"),
      "--eval -E --define -D --pipe --load": { value: "needs", is: high(3, "runs macros, which can run programs") },
      "--nodeps --force --noscripts --nosignature --nodigest --replacepkgs --oldpackage": high(
        3,
        "does what the package manager would refuse",
      ),
      "--rebuilddb --initdb --setperms --setugids --restore": high(3, "rewrites what is known of packages"),
    },
    dry: "--test",
    modes: [
      {
        has: "-q --query -V --verify -K --checksig -qa -qi",
        use: {
          is: low(),
          flags:
            "-q --query -V --verify -K --checksig -a -i -l -c -d -s -p -f -R -v -L -A -g --nosignature --nodigest --nofiles --noscripts --nodeps --whatrecommends --whatsuggests --recommends --suggests --supplements --enhances --triggerscripts --dump --filesbypkg --install --hash --xml --old --nomd5 --nomtime",
          values: "--qf --queryformat --whatrequires --whatprovides --whatconflicts --root",
          opts: { "--pipe --eval --define": { value: "needs", is: high(3, "runs macros, which can run programs") } },
        },
      },
    ],
  },
  "repoquery yumdownloader package-cleanup needs-restarting yum-config-manager dnf-automatic": {
    is: low(),
    unlisted: medium(3, "works on packages"),
    flags: "-r -s -u --installed --all --list --duplicates --leaves --problems",
    values: "--qf",
  },
  apk: {
    reach: "network",
    flags:
      "-q -v -vv -U -a -e -d -u -L -R -r -w -s -x -i -P -W -t -F -l --quiet --verbose --no-cache --update-cache --no-progress --installed --available --upgradable --update --orphaned --simulate --progress --description --exact --all --no-interactive --purge --latest --cached-only --wait --manifest --contents --depends --rdepends --size --webpage --license --provides --triggers --install-if --who-owns",
    values: "-X --repository -p --root --arch --repositories-file --wait -t --virtual",
    opts: {
      "--allow-untrusted": critical(4, "installs without looking at signatures"),
      "--force --force-overwrite --force-broken-world --force-old-apk --force-refresh --force-non-repository": high(
        3,
        "does what the package manager would refuse",
      ),
    },
    dry: "-s --simulate",
    sub: {
      "info search list policy version stats dot audit verify manifest": low(),
      add: { is: install, judge: packages },
      update: medium(3, "fetches the lists of packages"),
      fetch: medium(2, "writes files"),
      "upgrade fix": upgrade,
      del: remove,
      cache: { sub: { "clean purge sync download": medium(3, "deletes or fetches packages") } },
    },
    unlisted: medium(3, "works on packages"),
  },
  "pacman yay paru": {
    reach: "network",
    is: medium(3, "works on packages"),
    flags:
      "-Q -q -i -l -o -s -t -u -e -m -n -k -d -c -g -p -y -w -v -F -x --query --noconfirm --needed --info --list --owns --search --unrequired --upgrades --explicit --foreign --native --check --deps --changelog --groups --print --quiet --verbose --asdeps --asexplicit --downloadonly --files --regex --machinereadable --debug",
    values: "--ignore --color --dbpath --cachedir --print-format --arch --ignoregroup",
    opts: {
      "-R --remove": remove,
      "-U --upgrade": foreign,
      "-D --database": medium(3, "marks packages"),
      "--overwrite": { value: "needs", is: high(3, "overwrites files of others") },
      "--root --sysroot": "list",
      "--hookdir --config --gpgdir": { value: "needs", is: high(4, "gives settings that may run programs") },
    },
    modes: [
      { has: "-Q --query -T --deptest -V", use: { is: low(), flags: "-Q --query -T --deptest -V --version" } },
      {
        has: "-F --files",
        lacks: "-S -R -U",
        use: { is: low(), opts: { "-y --refresh": medium(3, "fetches the lists of packages") } },
      },
      {
        has: "-s --search -i --info -l --list -g --groups -p --print",
        lacks: "-R --remove -U --upgrade -D -y --refresh -u --sysupgrade -c --clean",
        use: { is: low(), flags: "-S --sync" },
      },
      { has: "-u --sysupgrade", use: { is: upgrade, flags: "-S --sync" } },
      { has: "-R --remove", use: { is: remove, flags: "-s --recursive -n --nosave -c --cascade -u --unneeded -d" } },
      {
        has: "-S --sync",
        use: {
          flags: "-S --sync --refresh --search --info --list --groups --print --downloadonly",
          is: install,
          judge: packages,
        },
      },
    ],
  },
  "snap flatpak brew": {
    reach: "daemon",
    flags:
      "-y --user --system --all --classic --dangerous --channel --edge --beta --stable -q --quiet -v --verbose --app --runtime --columns --installed --json --cask --formula --versions --assumeyes --noninteractive",
    values: "--channel --revision --columns --arch --branch",
    sub: {
      "list info find search version changes warnings services connections interfaces known history remotes remote-ls remote-info ps permissions permission-show documents config leaves deps uses outdated doctor desc home casks formulae tap-info":
        { unlisted: low(), opts: { "--dangerous": foreign } },
      "install tap": {
        is: install,
        opts: { "--dangerous --devmode --classic": { value: "none", is: foreign } },
        judge: packages,
      },
      "refresh update upgrade switch revert": upgrade,
      "remove uninstall purge disable stop autoremove untap": remove,
      "start restart enable hold pin unpin": medium(3, "starts or marks packages"),
      "connect disconnect set unset alias prefer override permission-set mask": high(
        3,
        "changes what a package may do",
      ),
      "run enter": high(2, "runs a program"),
      "remote-add remote-delete remote-modify": high(3, "changes where packages come from"),
      cleanup: medium(3, "deletes old versions"),
    },
  },
  "nix nix-env nix-shell nixos-rebuild guix": {
    reach: "network",
    is: medium(2, "works on packages"),
    sub: {
      "search show-config path-info why-depends store-ls list info": low(),
      "build develop shell run": medium(2, "builds or runs packages"),
      "switch boot test rollback": high(3, "changes the whole system"),
      "collect-garbage gc": high(3, "deletes packages"),
    },
    modes: [{ has: "-q --query", use: { is: low(), flags: "-q --query -a --available --installed" } }],
  },
  "emerge xbps-install xbps-remove opkg pkg portsnap swupd eopkg slackpkg": {
    is: medium(3, "works on packages"),
    flags: "-p --pretend -s --search -S",
    modes: [{ has: "-p --pretend -s --search -S --searchdesc", use: { is: low() } }],
    sub: {
      "list search info status files list-installed list-upgradable query": low(),
      "remove upgrade delete autoremove": remove,
    },
  },
  "xbps-query equery qlist eix": { flags: "-l -R -S -s -f -x -X -m -L -I", values: "-p", unlisted: low() },
};
