# Shared by the tests on the nested machine: its daemons, the manager, and how a result is judged.
# shellcheck shell=bash disable=SC2154 # what who takes this in has set

checks=0 manager=''
ok() {
  checks=$((checks + 1))
  printf 'ok %d (%s s): %s\n' "$checks" "$SECONDS" "$*"
}

# same EXPECTED SEEN WHAT
same() {
  [ "$1" = "$2" ] || die "FAILED: $3: expected '$1', seen '$2'"
  ok "$3: $2"
}

# refused TEXT WHAT COMMAND...: COMMAND has to fail, and to say TEXT.
refused() {
  local text=$1 what=$2 answer
  shift 2
  if answer=$("$@" 2>&1); then die "FAILED: $what: it wasn't refused: $answer"; fi
  answer=$(tr '\n' ' ' <<<"$answer" | tr -s ' ')
  [[ $answer == *"$text"* ]] || die "FAILED: $what: the reason has no '$text': $answer"
  ok "$what: $answer"
}

# chosen_program [PROGRAM]: the path of PROGRAM; without one the newer of the release and the debug build, which is
# made where there is neither.
chosen_program() {
  local path=${1:-}
  # shellcheck disable=SC2012 # names of our own
  [ -n "$path" ] || path=$(ls -t "$root"/.build/{release,debug}/manifold 2>/dev/null | head -n 1)
  if [ -z "$path" ]; then
    swift build --package-path "$root" --product manifold >&2
    path=$root/.build/debug/manifold
  fi
  [ -x "$path" ] || die "$path is no program"
  readlink -f "$path"
}

# machine_up: the drivers, libvirtd and Open vSwitch of the nested machine.
machine_up() {
  modprobe -a nvme igb igbvf vfio-pci tun veth e1000e nf_tables
  mkdir -p /dev/hugepages /run/libvirt
  mount -t hugetlbfs hugetlbfs /dev/hugepages
  rm -rf /var/lib/libvirt/qemu /var/lib/manifold
  libvirt_config "$work/libvirt" "$work/libvirtd.log" "$deploy"
  mount --bind "$work/libvirt" /etc/libvirt
  libvirtd -d -p /run/libvirtd.pid
  ovs_start /run/openvswitch
  await 60 virsh -q -c qemu:///system uri || die "libvirtd doesn't answer"
  # Asked for the first time libvirt starts the emulator to see what it can, which is slow where that is emulated itself.
  timeout 240 virsh -q -c qemu:///system domcapabilities --virttype qemu >/dev/null || die "libvirtd has no emulator"
  ok "the machine's libvirtd and Open vSwitch answer"
}

# An interface's name by its MAC address.
interface_of() {
  local path
  for path in /sys/class/net/*; do
    if [ "$(cat "$path/address")" = "$1" ] && [ -e "$path/device" ]; then
      echo "${path##*/}"
      return
    fi
  done
  die "there is no interface $1"
}

# link_up INTERFACE...: a card's link comes some seconds after it was asked for.
link_up() {
  local name
  for name in "$@"; do ip link set "$name" up; done
  for name in "$@"; do await 30 grep -q up "/sys/class/net/$name/operstate" || die "$name has no link"; done
}

m() { timeout -k 5 240 "$program" "$@"; }

# manager_start [FAILPOINT]
manager_start() {
  rm -f "$MANIFOLD_DATA/server.url"
  MANIFOLD_FAILPOINT=${1:-} "$program" serve --port 0 --templates "$root/Templates" >>"$work/manager.log" 2>&1 </dev/null &
  manager=$!
  disown "$manager"
  await 120 test -s "$MANIFOLD_DATA/server.url" || die "the manager doesn't answer"
}
manager_is_gone() { ! kill -0 "$manager"; }
manager_kill() {
  kill -KILL "$manager" 2>/dev/null || :
  await 10 manager_is_gone
}

# host_add OPTION...: where the machine around this one is busy, libvirt may need longer than the manager waits.
host_add() {
  local tries=6
  until m host add lab --storage "$work/volumes" "$@" >"$work/host-add.log" 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" = 0 ] || ! grep -q 'no answer within' "$work/host-add.log"; then die "$(cat "$work/host-add.log")"; fi
  done
}

# api PATH: what the manager tells, without the time that the command line takes to start.
api() {
  curl -sS --fail --max-time 60 -H "Authorization: Bearer $(cat "$MANIFOLD_DATA/admin.token")" \
    "$(cat "$MANIFOLD_DATA/server.url")/manifold/v1$1"
}

host() { api /hosts/lab; }
claims() { host | jq -c '[.used.claims[]? | select(.kind != "segment")] | length'; }
claimed_function() { host | jq -r '[.used.claims[]? | select(.kind == "device") | .key] | join(" ")'; }
guest_name() { virsh -q list --all --name | grep . || :; }
driver_of() { basename "$(readlink -f "/sys/bus/pci/devices/$1/driver")"; }

# function_state PF NUMBER: what the PF's driver enforces on a VF.
function_state() {
  ip -json link show dev "$1" | jq -c --argjson n "$2" \
    '.[0].vfinfo_list[] | select(.vf == $n) | {mac: .address, vlan: .vlan_list[0].vlan, spoofchk, trust, max_tx: .rate.max_tx}'
}
# The same without the address: libvirt leaves the one that the host's own driver gave the VF.
function_settings() { function_state "$1" "$2" | jq -c 'del(.mac)'; }
has_driver() { [ "$(driver_of "$1")" = "$2" ]; }

# What a test leaves for whoever looks for the reason.
at_end() {
  local status=$?
  if [ "$status" != 0 ]; then
    echo "the end of the manager's log:"
    tail -n 30 "$work/manager.log" 2>/dev/null || :
    tail -n 10 "$work/libvirtd.log" /var/log/libvirt/qemu/*.log 2>/dev/null || :
  fi
  cp "$work"/*.log "$NESTED_OUT/" 2>/dev/null || :
  [ -z "$manager" ] || kill -KILL "$manager" 2>/dev/null || :
}
