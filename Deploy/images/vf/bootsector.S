# The first sector of the VF guest's disk: loads the kernel that follows it (SECTORS of 512 bytes) to 64 KiB, and
# enters it in protected mode with flat segments.
        .code16
        .globl  _start
_start: cli
        xorw    %ax, %ax
        movw    %ax, %ds
        movw    %ax, %ss
        movw    $0x7c00, %sp
        cld
        movw    $packet, %si            # read by logical block address; %dl is the disk, as the BIOS left it
        movb    $0x42, %ah
        int     $0x13
        jc      failed
        lgdtl   table
        movl    %cr0, %eax
        orb     $1, %al
        movl    %eax, %cr0
        ljmpl   $8, $protected
failed: movb    $'!', %al
        movw    $0x3f8, %dx
        outb    %al, %dx
1:      hlt
        jmp     1b

        .code32
protected:
        movw    $16, %ax
        movw    %ax, %ds
        movw    %ax, %es
        movw    %ax, %ss
        movl    $0x80000, %esp
        movl    $0x10000, %eax
        jmp     *%eax

        .balign 8
packet: .byte   16, 0
        .word   SECTORS
        .word   0, 0x1000               # 1000:0000
        .quad   1
        .balign 8
gdt:    .quad   0
        .quad   0x00cf9a000000ffff      # code
        .quad   0x00cf92000000ffff      # data
table:  .word   23
        .long   gdt
        .org    510
        .word   0xaa55
