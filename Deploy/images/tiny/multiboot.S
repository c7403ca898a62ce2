# A guest of one page, for tests and benchmarks of everything around a guest. QEMU loads it as a
# multiboot kernel; it writes "MANIFOLD-READY" and its command line to COM1, and halts.
        .code32
        .section .multiboot, "a"
        .align  4
        .long   0x1BADB002              # magic
        .long   0
        .long   -0x1BADB002             # checksum: the three add up to zero

        .section .text, "ax"
        .globl  _start
_start: movl    16(%ebx), %edi          # multiboot information: the command line's address
        testl   $4, (%ebx)              # ... which is there when bit 2 of the flags is set
        jnz     1f
        movl    $end, %edi
1:      movl    $ready, %esi
        call    print
        # QEMU puts the kernel's path in front of the command line.
2:      movb    (%edi), %al
        testb   %al, %al
        jz      3f
        cmpb    $' ', %al
        je      3f
        incl    %edi
        jmp     2b
3:      movl    %edi, %esi
        call    print
        movl    $end, %esi
        call    print
4:      cli
        hlt
        jmp     4b

print:  movb    (%esi), %al
        testb   %al, %al
        jz      7f
        movb    %al, %ah
5:      movw    $0x3fd, %dx             # line status: wait for the transmitter
        inb     %dx, %al
        testb   $0x20, %al
        jz      5b
        movw    $0x3f8, %dx
        movb    %ah, %al
        outb    %al, %dx
        incl    %esi
        jmp     print
7:      ret

ready:  .asciz  "MANIFOLD-READY"
end:    .asciz  "\r\n"
