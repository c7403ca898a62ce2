# Where the boot sector enters the kernel, and the clock's interrupt.
        .code32
        .section .text.entry, "ax"
        .globl  _start
_start: movl    $__bss_start, %edi
        movl    $__bss_end, %ecx
        subl    %edi, %ecx
        xorl    %eax, %eax
        cld
        rep stosb
        call    start
1:      hlt
        jmp     1b

        .globl  on_tick
on_tick:
        pushl   %eax
        incl    ticks
        movb    $0x20, %al              # end of interrupt
        outb    %al, $0x20
        popl    %eax
        iret
