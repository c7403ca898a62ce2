# A guest for the checks, by virsh alone: config drive, overlay, domain.
# shellcheck shell=bash

# guest_define DIR NAME IMAGE MAC...: defines domain NAME with one tap for each address, named
# NAME's first 13 characters and a number; DIR has meta-data, user-data and network-config.
guest_define() {
  local dir=$1 name=$2 image=$3 nics='' n=0 mac
  shift 3
  genisoimage -quiet -V cidata -J -r -o "$dir/$name.iso" "$dir"/{meta-data,user-data,network-config}
  qemu-img create -q -f qcow2 -F qcow2 -b "$image" "$dir/$name.qcow2"
  for mac; do
    nics+="<interface type='ethernet'><mac address='$mac'/><target dev='${name:0:13}$n'/><script path=''/><model type='virtio'/>
      <driver><host csum='off' gso='off' tso4='off' tso6='off' ecn='off' ufo='off'/>
      <guest csum='off' tso4='off' tso6='off' ecn='off' ufo='off'/></driver><rom enabled='no'/></interface>"
    n=$((n + 1))
  done
  cat >"$dir/$name.xml" <<XML
<domain type='qemu'><name>$name</name><memory unit='MiB'>128</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type><boot dev='hd'/></os>
<features><acpi/><tcg><tb-cache unit='MiB'>32</tb-cache></tcg></features><cpu mode='custom'><model>qemu64</model></cpu>
<devices><controller type='usb' model='none'/><memballoon model='none'/>
<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='unsafe'/><source file='$dir/$name.qcow2'/><target dev='vda' bus='virtio'/></disk>
<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='$dir/$name.iso'/><target dev='vdb' bus='virtio'/><readonly/></disk>
$nics
<channel type='unix'><source mode='bind' path='$dir/$name.agent'/><target type='virtio' name='org.manifold.agent.0'/></channel>
<serial type='file'><source path='$dir/$name.log'/><target port='0'/></serial></devices></domain>
XML
  virsh -q define "$dir/$name.xml" >/dev/null
}
