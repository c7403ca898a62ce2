# Debian's kernel for the images: which package, from where, which modules of it.
# shellcheck shell=bash

# kernel_fetch CACHE [FLAVOUR]: the path of the newest kernel package of a flavour, cloud-amd64 unless it is named;
# downloaded unless it is in CACHE.
kernel_fetch() {
  local cache=$1 flavour=${2:-cloud-amd64} name version file
  name=$(apt-cache depends --no-recommends --no-suggests "linux-image-$flavour" 2>/dev/null |
    sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p' | head -n 1)
  if [ -n "$name" ]; then
    version=$(apt-cache show --no-all-versions "$name" | sed -n 's/^Version: //p')
    file=$cache/${name}_${version//:/%3a}_amd64.deb
    if [ ! -e "$file" ]; then
      (
        download=$(mktemp -d "$cache/.download.XXXXXX")
        trap 'rm -rf "$download"' EXIT
        # apt's own user may write here, or apt warns of it.
        chmod 777 "$download"
        cd "$download" && apt-get -q download "$name=$version" >&2 && mv ./*.deb "$file"
      ) || file=
    fi
  fi
  if [ -z "${file:-}" ] || [ ! -e "$file" ]; then
    # No package lists, or no network: what an earlier run has left will do.
    file=$(find "$cache" -maxdepth 1 -name "linux-image-*[0-9]-${flavour}_*.deb" | sort -V | tail -n 1)
    [ -n "$file" ] || die "no kernel for $flavour: apt knows none and $cache has none; run apt-get update"
    warn "the kernel cannot be downloaded, taking ${file##*/}"
  fi
  echo "$file"
}

# kernel_unpack PACKAGE DIR
kernel_unpack() {
  dpkg-deb -x "$1" "$2"
  depmod -b "$2" "$(ls "$2/lib/modules")"
}

# kernel_modules DIR RELEASE ROOT BOOTLIST MORELIST: copies the modules that the lists name, with
# all they need, into ROOT, and writes lib/modules/boot.list in loading order.
kernel_modules() {
  local dir=$1 release=$2 rootfs=$3 list f
  local to=$rootfs/lib/modules/$release
  mkdir -p "$to"
  needs() {
    local m
    while read -r m; do
      modprobe -d "$dir" -S "$release" --show-depends "$m" | sed -n 's#^insmod .*/lib/modules/\([^ ]*\).*#\1#p'
    done <"$1" | awk '!seen[$0]++'
  }
  needs "$4" >"$rootfs/lib/modules/boot.list"
  for list in "$4" "$5"; do
    for f in $(needs "$list"); do
      mkdir -p "$rootfs/lib/modules/${f%/*}"
      cp "$dir/lib/modules/$f" "$rootfs/lib/modules/$f"
    done
  done
  cp "$dir/lib/modules/$release"/modules.{order,builtin,builtin.modinfo} "$to/"
  depmod -b "$rootfs" "$release"
  # busybox' modprobe reads these three.
  find "$to" -maxdepth 1 -name 'modules.*' ! -name modules.dep ! -name modules.alias ! -name modules.builtin -delete
}
