# Bootable disks without mounts or loop devices: a master boot record, syslinux on a FAT partition.
# shellcheck shell=bash

# disk_boot DISK MIB ARGUMENTS KERNEL INITRD: makes a FAT partition of MIB MiB, from 1 MiB on, that
# boots KERNEL with ARGUMENTS. DISK has its partition table already. Works in the folder of KERNEL.
disk_boot() {
  local disk=$1 mib=$2 arguments=$3 kernel=$4 initrd=$5 work fat=$1@@1M
  work=$(dirname "$kernel")
  cat >"$work/syslinux.cfg" <<CFG
DEFAULT linux
PROMPT 0
TIMEOUT 0
NOESCAPE 1
LABEL linux
 KERNEL /vmlinuz
 INITRD /initrd
 APPEND $arguments
CFG
  touch -d "@$SOURCE_DATE_EPOCH" "$kernel" "$initrd" "$work/syslinux.cfg"
  dd if=/usr/lib/syslinux/mbr/mbr.bin of="$disk" bs=440 count=1 conv=notrunc status=none
  mformat -i "$fat" -T $((mib * 2048)) -h 64 -s 32 -H 2048 -c 16 -N 4d464431 -v BOOT ::
  syslinux -t 1048576 -i "$disk"
  mcopy -m -i "$fat" "$work/syslinux.cfg" ::
  mcopy -m -i "$fat" "$kernel" ::/vmlinuz
  mcopy -m -i "$fat" "$initrd" ::/initrd
}
