# Packages of Debian's backports, beside the system's own: fetched and unpacked into a folder, never installed.
# shellcheck shell=bash

# backports_sources DIR: the machine's own apt sources and, from those of its release, the backports, as files in DIR.
backports_sources() {
  local dir=$1 codename file
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mkdir -p "$dir"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -e "$file" ] || continue
    cp "$file" "$dir/system-${file##*/}"
    # "deb [options] URI SUITE COMPONENT..."
    sed -n -E "s#^(deb +(\[[^]]*\] +)?[^ ]+ +)$codename( .*)#\1$codename-backports\3#p" "$file" \
      >"$dir/backports-${file##*/}"
  done
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] || continue
    cp "$file" "$dir/system-${file##*/}"
    awk -v RS= -v release="$codename" '{
      taken = 0; text = ""
      for (count = split($0, lines, "\n"); ++at <= count;) {
        line = lines[at]
        if (tolower(line) ~ /^suites:/) {
          for (words = split(line, word, " "); words > 1; words--) if (word[words] == release) taken = 1
          line = "Suites: " release "-backports"
        }
        text = text line "\n"
      }
      at = 0
      if (taken) print text
    }' "$file" >"$dir/backports-${file##*/}"
  done
}

# backports_config CACHE: the path of a configuration for APT_CONFIG, with which apt prefers the backports' packages and
# keeps its lists and downloads in CACHE. The lists are up to date.
backports_config() {
  local cache
  cache=$(readlink -m "$1")
  mkdir -p "$cache"/{lists/partial,archives/partial,sources}
  rm -f "$cache"/sources/*
  backports_sources "$cache/sources"
  : >"$cache/none.list"
  cat >"$cache/apt.conf" <<EOF
APT::Default-Release "$(. /etc/os-release && echo "$VERSION_CODENAME")-backports";
APT::Sandbox::User "root";
Dir::State::lists "$cache/lists";
Dir::Cache "$cache";
Dir::Etc::sourcelist "$cache/none.list";
Dir::Etc::sourceparts "$cache/sources";
Dpkg::Use-Pty "0";
EOF
  # Lists that the machine has needn't come again.
  cp -n /var/lib/apt/lists/*_* "$cache/lists/" 2>/dev/null || :
  APT_CONFIG=$cache/apt.conf apt-get -qq update >&2
  echo "$cache/apt.conf"
}

# backports_unpack CACHE DIR PACKAGE...: PACKAGEs of the backports, and what they need that the machine hasn't
# installed, unpacked into DIR. Downloads stay in CACHE.
backports_unpack() {
  local cache dir config file
  cache=$(readlink -m "$1") dir=$(readlink -m "$2")
  shift 2
  config=$(backports_config "$cache")
  rm -f "$cache"/archives/*.deb
  APT_CONFIG=$config apt-get -qq -y --no-install-recommends --download-only --reinstall install "$@" >&2
  mkdir -p "$dir"
  for file in "$cache"/archives/*.deb; do dpkg-deb -x "$file" "$dir"; done
}
