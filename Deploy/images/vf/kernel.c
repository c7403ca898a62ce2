// A guest with one purpose: to show that a virtual function of an Intel 82576 works in it. It finds the function on PCI,
// resets it through its mailbox, learns its address from the physical function's driver, and sends one frame a second to
// everybody, with the EtherType for local experiments and its address as text. Register names as in Intel's datasheet.

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

volatile u32 ticks;
void on_tick(void);

static inline void out8(u16 port, u8 value) { __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port)); }
static inline u8 in8(u16 port) {
    u8 value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}
static inline void out32(u16 port, u32 value) { __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port)); }
static inline u32 in32(u16 port) {
    u32 value;
    __asm__ volatile("inl %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

// The serial port.

static void print(const char *text) {
    for (; *text; text++) {
        while (!(in8(0x3fd) & 0x20)) {}
        out8(0x3f8, *text);
    }
}

static char *hexadecimal(char *to, u32 value, int digits) {
    while (digits-- > 0) *to++ = "0123456789abcdef"[value >> digits * 4 & 15];
    *to = 0;
    return to;
}

static void stop(const char *reason) {
    print("MANIFOLD-FAILED instance=vf reason=");
    print(reason);
    print("\r\n");
    for (;;) __asm__ volatile("cli; hlt");
}

// The clock: 18.2 ticks a second, as the BIOS has set it, at the vector where the BIOS has put it.

static struct {
    u16 low, segment;
    u8 zero, kind;
    u16 high;
} gates[256];

static void start_clock(void) {
    static struct __attribute__((packed)) {
        u16 limit;
        u32 address;
    } table;
    u32 address = (u32)on_tick;
    for (int i = 0; i < 256; i++) {
        gates[i].low = address;
        gates[i].segment = 8;
        gates[i].kind = 0x8e;
        gates[i].high = address >> 16;
    }
    table.limit = sizeof gates - 1;
    table.address = (u32)gates;
    __asm__ volatile("lidt %0" : : "m"(table));
    out8(0x21, 0xfe);  // the clock alone
    out8(0xa1, 0xff);
    __asm__ volatile("sti");
}

static void wait(u32 count) {
    u32 end = ticks + count;
    while ((int)(end - ticks) > 0) __asm__ volatile("hlt");
}

// PCI.

static u32 configuration(u32 function, u32 offset) {
    out32(0xcf8, 0x80000000u | function << 8 | offset);
    return in32(0xcfc);
}

static void configure(u32 function, u32 offset, u32 value) {
    out32(0xcf8, 0x80000000u | function << 8 | offset);
    out32(0xcfc, value);
}

// The function's registers.

enum {
    VTCTRL = 0x0000, VTCTRL_RST = 1 << 26,
    VMBMEM = 0x0800,
    V2PMAILBOX = 0x0c40, REQ = 1, ACK = 2, VFU = 4, PFSTS = 16, PFACK = 32, RSTI = 64, RSTD = 128,
    TDBAL = 0x3800, TDBAH = 0x3804, TDLEN = 0x3808, TDH = 0x3810, TDT = 0x3818, TXDCTL = 0x3828,
    QUEUE_ENABLE = 1 << 25,
    RESET = 1, ANSWERED = 0x80000000u,
};

static volatile u8 *registers;
static u32 get(u32 offset) { return *(volatile u32 *)(registers + offset); }
static void set(u32 offset, u32 value) { *(volatile u32 *)(registers + offset) = value; }

// Some bits of the mailbox go when they are read: they are kept until somebody has waited for them.
static u32 seen;

static int await(u32 bit, u32 patience) {
    for (u32 end = ticks + patience; (int)(end - ticks) > 0; wait(1)) {
        seen |= get(V2PMAILBOX) & (PFSTS | PFACK | RSTD);
        if (seen & bit) {
            seen &= ~bit;
            return 1;
        }
    }
    return 0;
}

static void lock(void) {
    do {
        set(V2PMAILBOX, VFU);
        u32 now = get(V2PMAILBOX);
        seen |= now & (PFSTS | PFACK | RSTD);
        if (now & VFU) return;
        wait(1);
    } while (1);
}

static u8 address[6];

static void reset(void) {
    set(VTCTRL, get(VTCTRL) | VTCTRL_RST);
    // The end of a reset is told once, and may have been told to who had the function before: the answer counts.
    await(RSTD, 4);
    // Both sides write into one mailbox: a word of the other's, such as that the link has changed, may stand where the answer
    // was to be, or take the place of the question.
    for (int tries = 5;; tries--) {
        lock();
        set(VMBMEM, RESET);
        set(V2PMAILBOX, REQ);
        if (!await(PFSTS, 180)) stop("the physical function's driver doesn't answer");
        lock();
        u32 answer = get(VMBMEM);
        if (answer == (ANSWERED | RESET)) break;
        if (tries == 0 || ((answer & 0xffff) == RESET && answer != RESET))
            stop("the physical function's driver refuses the reset");
        set(V2PMAILBOX, ACK);
        wait(2);
    }
    u32 low = get(VMBMEM + 4), high = get(VMBMEM + 8);
    set(V2PMAILBOX, ACK);
    for (int i = 0; i < 4; i++) address[i] = low >> i * 8;
    address[4] = high;
    address[5] = high >> 8;
}

// One queue, and one frame.

static struct __attribute__((packed)) {
    u64 buffer;
    u32 command, status;
} ring[8] __attribute__((aligned(128)));
static u8 frame[64] __attribute__((aligned(16)));

static void start_queue(void) {
    set(TDBAL, (u32)ring);
    set(TDBAH, 0);
    set(TDLEN, sizeof ring);
    set(TDH, 0);
    set(TDT, 0);
    set(TXDCTL, QUEUE_ENABLE);
}

static void send(u32 number) {
    u32 slot = number % 8;
    ring[slot].buffer = (u32)frame;
    // End of packet, checksum inserted, status reported; an advanced descriptor of data.
    ring[slot].command = sizeof frame | 0x00300000 | 0x01000000 | 0x02000000 | 0x08000000 | 0x20000000;
    ring[slot].status = sizeof frame << 14;
    __asm__ volatile("" : : : "memory");
    set(TDT, (slot + 1) % 8);
}

void start(void) {
    u32 function;
    start_clock();
    for (function = 0; function < 0x10000; function++) {
        if (configuration(function, 0) == 0x10ca8086) break;
    }
    if (function == 0x10000) stop("there is no function 8086:10ca on PCI");
    registers = (volatile u8 *)(configuration(function, 0x10) & ~15u);
    if (!registers) stop("the function's registers have no address");
    configure(function, 4, (configuration(function, 4) & 0xffff) | 6);  // memory, bus master
    reset();
    start_queue();

    char text[18];
    char *to = text;
    for (int i = 0; i < 6; i++) {
        to = hexadecimal(to, address[i], 2);
        if (i < 5) *to++ = ':';
    }
    for (int i = 0; i < 6; i++) {
        frame[i] = 0xff;
        frame[6 + i] = address[i];
    }
    frame[12] = 0x88;
    frame[13] = 0xb5;
    for (int i = 0; i < 17; i++) frame[14 + i] = text[i];
    send(0);
    print("MANIFOLD-READY instance=vf host=");
    print(text);
    print("\r\n");
    for (u32 number = 1;; number++) {
        wait(18);
        send(number);
    }
}
