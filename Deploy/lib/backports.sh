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

# backports_unpack CACHE DIR PACKAGE...: PACKAGEs of the backports, and what they need that the machine hasn't
# installed, unpacked into DIR. Downloads stay in CACHE.
backports_unpack() {
  local cache dir codename file
  cache=$(readlink -m "$1") dir=$(readlink -m "$2")
  shift 2
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mkdir -p "$cache"/{lists/partial,archives/partial,sources}
  rm -f "$cache"/sources/*
  backports_sources "$cache/sources"
  : >"$cache/none.list"
  local apt=(apt-get -qq -y -o Dpkg::Use-Pty=0 -o APT::Sandbox::User=root -o "Dir::State::lists=$cache/lists"
    -o "Dir::Cache=$cache" -o "Dir::Etc::sourcelist=$cache/none.list" -o "Dir::Etc::sourceparts=$cache/sources")
  # Lists that the machine has needn't come again.
  cp -n /var/lib/apt/lists/*_* "$cache/lists/" 2>/dev/null || :
  "${apt[@]}" update >&2
  rm -f "$cache"/archives/*.deb
  "${apt[@]}" --no-install-recommends --download-only -t "$codename-backports" --reinstall install "$@" >&2
  mkdir -p "$dir"
  for file in "$cache"/archives/*.deb; do dpkg-deb -x "$file" "$dir"; done
}
