# The same as a disk: one boot sector, so that it comes up the way that any VNF's image does.
        .code16
        .globl  _start
_start: cli
        xorw    %ax, %ax
        movw    %ax, %ds
        cld
        movw    $ready, %si
1:      lodsb
        testb   %al, %al
        jz      3f
        movb    %al, %ah
2:      movw    $0x3fd, %dx             # line status: wait for the transmitter
        inb     %dx, %al
        testb   $0x20, %al
        jz      2b
        movw    $0x3f8, %dx
        movb    %ah, %al
        outb    %al, %dx
        jmp     1b
3:      hlt
        jmp     3b
ready:  .asciz  "MANIFOLD-READY instance=tiny host=tiny\r\n"
        .org    510
        .word   0xaa55
