# Shared by the scripts of Deploy/: messages, and starting the two daemons.
# shellcheck shell=bash

say() { printf '%s: %s\n' "${0##*/}" "$*"; }
warn() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() {
  warn "$*"
  exit 1
}

# await SECONDS COMMAND...: runs COMMAND until it succeeds; fails when SECONDS have passed.
await() {
  local tries=$(($1 * 20))
  shift
  while ! "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.05
  done
}

# pid_runs FILE NAME: whether FILE holds the pid of a live process whose command is NAME.
# A pid alone is not proof: after a crash another process may have got it.
pid_runs() {
  local pid comm
  [ -r "$1" ] && read -r pid <"$1" && [ -n "$pid" ] || return 1
  read -r comm 2>/dev/null <"/proc/$pid/comm" || return 1
  [ "$comm" = "${2:0:15}" ]
}

# dpdk_configure RUN MIB: has the switch of RUN start with DPDK, on 1,024 of MIB MiB in huge pages, or on normal memory. No
# cards. The PMD has the machine's last CPU.
#
# Either holds the 262,144 packets that the switch begins with, which have a page of 4 KiB each in normal memory. With less
# it tries, takes all memory there is, and goes down by halves: a guest that connects at that moment is turned away for good.
dpdk_configure() {
  local run=$1 mib=$2 last memory
  ovs_database "$run"
  last=$(awk '/^processor/ { n = $3 } END { print n }' /proc/cpuinfo)
  memory=(other_config:dpdk-extra="--no-pci --no-huge --legacy-mem -m 1536")
  [ "$mib" = 0 ] || memory=(other_config:dpdk-extra="--no-pci --in-memory" other_config:dpdk-socket-mem=1024
    other_config:dpdk-socket-limit=1024)
  ovs-vsctl --timeout=5 --db="unix:$run/db.sock" --no-wait set Open_vSwitch . other_config:dpdk-init=true "${memory[@]}" \
    other_config:pmd-cpu-mask="$(printf '0x%x' $((1 << last)))" other_config:pmd-maxsleep=500
}

# ovs_database RUN [DATABASE LOG]: ovsdb-server, as ovs_start has it.
ovs_database() {
  local run=$1 db=${2:-$1}/conf.db log=${3:-$1}
  mkdir -p "$run" "${db%/*}" "$log"
  export OVS_RUNDIR=$run OVS_LOGDIR=$log OVS_DBDIR=${db%/*}
  if ! pid_runs "$run/ovsdb-server.pid" ovsdb-server; then
    [ -e "$db" ] || ovsdb-tool create "$db" /usr/share/openvswitch/vswitch.ovsschema
    ovsdb-server "$db" --remote="punix:$run/db.sock" \
      --remote=db:Open_vSwitch,Open_vSwitch,manager_options \
      --verbose=console:err --pidfile --log-file --detach --no-chdir
  fi
  ovs-vsctl --timeout=5 --db="unix:$run/db.sock" --no-wait init
}

# ovs_start RUN [DATABASE LOG]: ovsdb-server and ovs-vswitchd with sockets and pid files in RUN; the
# database and the logs too, where no other folders are named. What runs already stays as it is.
ovs_start() {
  local run=$1
  ovs_database "$@"
  if ! pid_runs "$run/ovs-vswitchd.pid" ovs-vswitchd; then
    ovs-vswitchd "unix:$run/db.sock" --verbose=console:err --pidfile --log-file --detach --no-chdir
  fi
}

# libvirt_config ETC LOG DEPLOY: a libvirt configuration folder for a private libvirtd:
# the distribution's files, with our qemu.conf and a libvirtd.conf of our own.
libvirt_config() {
  local etc=$1 log=$2 deploy=$3
  mkdir -p "$etc"
  cp -rT /etc/libvirt "$etc"
  # The machine's own networks, guests and filters are not ours to start a second time.
  rm -rf "$etc"/qemu "$etc"/storage "$etc"/secrets "$etc"/nwfilter "$etc"/hooks
  cp "$deploy/libvirt/qemu.conf" "$etc/qemu.conf"
  cat >"$etc/libvirtd.conf" <<CONF
auth_unix_rw = "none"
auth_unix_ro = "none"
listen_tls = 0
listen_tcp = 0
host_uuid = "$(cat /proc/sys/kernel/random/uuid)"
log_outputs = "2:file:$log"
CONF
}
