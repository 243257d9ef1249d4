# Sourced by scripts/start and scripts/test: finds or installs the one version of Bun, then the packages.
# Needs Node with npm only where that Bun is not there yet; installs nothing outside this folder.

bun_version=1.4.5
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root" || exit 1

say() { printf '%s\n' "$*" >&2; }

bun_works() { [ "$("$1" --version 2>/dev/null)" = "$bun_version" ]; }

install_bun() {
  command -v npm >/dev/null 2>&1 || {
    say "Bun $bun_version is not here, and neither is npm to install it. Install Node with npm, or Bun $bun_version."
    exit 1
  }
  say "Installing Bun $bun_version into .cache/bun"
  mkdir -p .cache/bun
  [ -f .cache/bun/package.json ] || printf '{"private":true}\n' >.cache/bun/package.json
  npm install --prefix .cache/bun --no-audit --no-fund --no-save --loglevel=error "bun@$bun_version" >&2 || exit 1
  # npm may skip the package's install script; without it the program refuses to start.
  bun_works .cache/bun/node_modules/.bin/bun || (cd .cache/bun/node_modules/bun && node install.js) >&2
  bun_works .cache/bun/node_modules/.bin/bun || {
    say "Bun $bun_version was installed into .cache/bun but does not start."
    exit 1
  }
}

if ! bun_works bun; then
  bun_works .cache/bun/node_modules/.bin/bun || install_bun
  PATH="$root/.cache/bun/node_modules/.bin:$PATH"
  export PATH
fi

install_packages() {
  bun install --frozen-lockfile --silent >&2 || {
    say "The packages could not be installed; the lines above say why."
    exit 1
  }
}
install_packages
