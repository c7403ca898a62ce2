#ifndef CLINUX_SHIM_H
#define CLINUX_SHIM_H
// What glibc declares under _GNU_SOURCE only, and system calls without a wrapper: Swift's Glibc module has neither.
#include <malloc.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <unistd.h>

extern int pipe2(int pipefd[2], int flags);
extern long syscall(long number, ...);
extern int pthread_setname_np(pthread_t thread, const char *name);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

static inline int clinux_pipe(int *ends, int flags) { return pipe2(ends, flags); }
static inline int clinux_set_thread_name(const char *name) { return pthread_setname_np(pthread_self(), name); }
static inline int clinux_spawn_close_from(posix_spawn_file_actions_t *actions, int from) {
    return posix_spawn_file_actions_addclosefrom_np(actions, from);
}
// A descriptor that becomes readable when the process ends, or -1.
static inline int clinux_pidfd_open(pid_t pid) { return (int)syscall(434, pid, 0); }
// Lets the kernel begin to write a part of a file to the disk, and waits for nothing (SYNC_FILE_RANGE_WRITE).
static inline int clinux_start_writing(int file, long long offset, long long count) {
    return (int)syscall(SYS_sync_file_range, file, offset, count, 2);
}
#endif
