#!/bin/sh
# Installs the ailx agent on this machine and joins it to the hub that served this script. See --help.
# Everything is inside one function that the last line calls: a download that was cut off does nothing.

set -eu

main() {
  hub=@HUB@
  version=@VERSION@
  pin=@PIN@
  checksums=@CHECKSUMS@

  token='' level='' name='' tags='' proxy='' bin_dir=/usr/local/bin
  while [ $# -gt 0 ]; do
    case $1 in
      --token) need "$@"; token=$2; shift 2 ;;
      --max-level) need "$@"; level=$2; shift 2 ;;
      --name) need "$@"; name=$2; shift 2 ;;
      --tag) need "$@"; word tag "$2"; tags="$tags $2"; shift 2 ;;
      --proxy) need "$@"; proxy=$2; shift 2 ;;
      --bin-dir) need "$@"; bin_dir=$2; shift 2 ;;
      --help | -h) usage; return 0 ;;
      *) usage >&2; fail 2 "There is no option $1." ;;
    esac
  done
  [ -z "$token" ] || word token "$token"
  [ -z "$name" ] || word name "$name"
  case $proxy in
    '') ;;
    none) unset https_proxy HTTPS_PROXY http_proxy all_proxy ALL_PROXY ;;
    -* | *[!][A-Za-z0-9._:/@%~-]*) fail 2 "The proxy is not one." ;;
    *) export https_proxy="$proxy" http_proxy="$proxy"; unset no_proxy NO_PROXY ;;
  esac
  case $level in '' | 1 | 2 | 3 | 4) ;; *) fail 2 "--max-level is 1, 2, 3 or 4." ;; esac
  case $bin_dir in /*) ;; *) fail 2 "--bin-dir begins with /." ;; esac
  [ "$(id -u)" = 0 ] || fail 1 "This needs root: run the same line with sudo."

  file=$(file_name)
  wanted=$(checksum_of "$file")
  [ -n "$wanted" ] || fail 1 "The hub has no program for this machine: $file. Its admin can add it; $hub/download/$file says where."

  umask 022
  mkdir -p "$bin_dir"
  new=$(mktemp "$bin_dir/.ailx.XXXXXX")
  trap 'rm -f "$new"' EXIT
  trap 'exit 1' HUP INT TERM

  say "Getting $file $version from $hub"
  download "$hub/download/$file" "$new" || fail 1 "The download failed. Nothing was changed."
  found=$(sha256 "$new")
  [ "$found" = "$wanted" ] || fail 1 "The download is damaged: its SHA-256 is $found, not $wanted. Nothing was changed."
  chmod 0755 "$new"
  "$new" version >/dev/null || fail 1 "The program does not run here. On Alpine: apk add libstdc++. Nothing was changed."
  mv -f "$new" "$bin_dir/ailx"
  say "Installed $bin_dir/ailx"

  set -- agent install --hub "$hub"
  [ -z "$token" ] || set -- "$@" --token "$token"
  [ -z "$level" ] || set -- "$@" --max-level "$level"
  [ -z "$name" ] || set -- "$@" --name "$name"
  [ -z "$proxy" ] || set -- "$@" --proxy "$proxy"
  for tag in $tags; do set -- "$@" --tag "$tag"; done
  "$bin_dir/ailx" "$@" || fail 1 "The program is installed, but the agent did not start; see above. Run this again once that is solved."

  say "To undo: ailx agent uninstall && rm $bin_dir/ailx"
}

usage() {
  cat <<'END'
Usage: sh install.sh [--token TOKEN] [--max-level 1..4] [--name NAME] [--tag TAG]... [--proxy URL] [--bin-dir DIR]

Installs the ailx agent as a service and joins this machine to its hub.
  --token      join token of the hub; not needed where this machine has joined before
  --max-level  what the hub may do here at most: 1 read, 2 user files, 3 services and packages, 4 anything
  --name       name to ask for; else the host name
  --tag        tag to suggest; may be repeated
  --proxy      HTTP proxy that leads to the hub, or none; else what https_proxy says now
  --bin-dir    where the program goes; else /usr/local/bin
END
}

say() { printf '%s\n' "$*"; }
fail() {
  status=$1
  shift
  printf 'install.sh: %s\n' "$*" >&2
  exit "$status"
}
need() { [ $# -ge 2 ] || fail 2 "$1 needs a value."; }

# Words that go on to the program: nothing that a shell or an option parser would take for something else.
word() {
  case $2 in
    '' | -* | *[!A-Za-z0-9._-]*) fail 2 "The $1 is not one." ;;
  esac
}

# The name of this machine's program among those that the hub serves.
file_name() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    *) fail 1 "This script knows Linux and macOS, not $(uname -s)." ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) fail 1 "There is no program for the processor $(uname -m)." ;;
  esac
  libc=''
  if [ "$os" = linux ] && ldd --version 2>&1 | grep -qi musl; then libc=-musl; fi
  printf 'ailx-%s-%s%s' "$os" "$arch" "$libc"
}

# "name checksum" a line
checksum_of() {
  printf '%s\n' "$checksums" | while read -r known sum; do
    if [ "$known" = "$1" ]; then printf '%s' "$sum"; fi
  done
}

# Where the hub made its own certificate, its key is pinned. A wget that cannot pin may take any certificate, because the
# checksum, which came with this script, decides.
download() {
  if command -v curl >/dev/null 2>&1; then
    set -- "$1" "$2" --connect-timeout 20 --speed-limit 1 --speed-time 60
    if [ -n "$pin" ]; then set -- "$@" -k --pinnedpubkey "sha256//$pin"; fi
    url=$1 into=$2
    shift 2
    curl -fsSL "$@" -o "$into" "$url"
  elif command -v wget >/dev/null 2>&1; then
    if [ -z "$pin" ]; then
      wget -q -T 60 -O "$2" "$1"
    elif wget --help 2>&1 | grep -q pinnedpubkey; then
      wget -q -T 60 --no-check-certificate --pinnedpubkey="sha256//$pin" -O "$2" "$1"
    else
      wget -q -T 60 --no-check-certificate -O "$2" "$1"
    fi
  else
    fail 1 "This needs curl or wget."
  fi
}

sha256() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$1" | cut -d ' ' -f 1
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 "$1" | cut -d ' ' -f 1
  elif command -v openssl >/dev/null 2>&1; then
    openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1
  else
    fail 1 "This needs sha256sum, shasum or openssl."
  fi
}

{ main "$@"; }
