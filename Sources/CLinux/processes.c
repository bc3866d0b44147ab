#define _GNU_SOURCE
#include "processes.h"
#include "signals.h"

#include "binds.h"
#include "network.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <linux/keyctl.h>
#include <linux/sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC 4
#endif

struct child {
    const struct slipway_command *command;
    /// The descriptor of the parent, to see whether it is still there.
    int parent;
    int error;
    /// Which bind the error is about; -1 for none.
    int failed_bind;
    /// The control group that it must still enter; -1 for none.
    int group;
};

/// Puts the three descriptors in their places, however they overlap, and has all others closed by `execve`.
static int place_descriptors(const struct slipway_command *command) {
    int wanted[4] = {command->input, command->output, command->error, command->passed};
    int count = command->passed < 0 ? 3 : 4;
    for (int i = 0; i < count; i++) {
        wanted[i] = fcntl(wanted[i], F_DUPFD_CLOEXEC, 4);
        if (wanted[i] < 0) return -1;
    }
    for (int i = 0; i < count; i++)
        if (dup2(wanted[i], i) < 0) return -1;
    syscall(SYS_close_range, count, ~0U, CLOSE_RANGE_CLOEXEC);
    return 0;
}

/// Gives the program a new session keyring, so that it has no access to the caller's keys. Where the kernel has no
/// keys, or an inherited filter refuses the call (EPERM), there is nothing to hide.
static int leave_keyring(void) {
    if (syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL) >= 0) return 0;
    return errno == ENOSYS || errno == EPERM ? 0 : -1;
}

static int lead(const struct slipway_command *command) {
    if (command->stays_in_group) return 0;
    if (!command->has_terminal) return setpgid(0, 0);
    return setsid() < 0 ? -1 : ioctl(0, TIOCSCTTY, 0);
}

/// Some tenths of a millisecond, because the kernel waits for all that it does with groups elsewhere. 0, or -1 and
/// `errno` where the group cannot be entered.
static int enter_group(int group) {
    int list = openat(group, "cgroup.procs", O_WRONLY | O_CLOEXEC);
    if (list < 0) return -1;
    ssize_t written;
    do written = write(list, "0", 1);
    while (written < 0 && errno == EINTR);
    int error = errno;
    close(list);
    errno = error;
    return written < 0 ? -1 : 0;
}

/// Runs in the parent's memory, with every signal blocked, until `execve`.
static int run_child(void *argument) {
    struct child *child = argument;
    const struct slipway_command *command = child->command;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct pollfd parent = {.fd = child->parent, .events = POLLIN};
    if (child->parent >= 0 && poll(&parent, 1, 0) > 0) _exit(1);
    // A kernel that hides parts of /proc refuses to mount a new one, which is not needed for a start.
    if (command->owns_processes) mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
    // A group that cannot be entered is done without here, as where there is none.
    if (child->group >= 0) enter_group(child->group);
    for (int i = 0; i < command->group_count; i++) enter_group(command->groups[i]);
    int is_ready = slipway_make_binds(command->binds, command->bind_count, &child->failed_bind) == 0 && leave_keyring() == 0;
    if (is_ready && command->folder != NULL) is_ready = chdir(command->folder) == 0;
    if (is_ready && place_descriptors(command) == 0 && lead(command) == 0) {
        slipway_restore_descriptor_limit();
        slipway_signals_reset();
        execve(command->path, command->arguments, command->environment);
    }
    child->error = errno;
    _exit(127);
}

/// `clone` that begins in the child's control group, at no cost; -1 and ENOSYS where that cannot be said here.
static pid_t clone_into_group(struct child *child, int flags, char *stack, size_t size) {
#if defined(__x86_64__)
    struct clone_args arguments = {
        .flags = (unsigned)flags | CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .stack = (uintptr_t)stack,
        .stack_size = size, .cgroup = child->group,
    };
    int group = child->group;
    child->group = -1;
    long result = SYS_clone3;
    // The C library has no clone3. On its new stack the child has no frame to return to: it calls, and never comes back.
    __asm__ volatile(
        "syscall\n\ttest %%rax, %%rax\n\tjnz 1f\n\tmov %[child], %%rdi\n\tcall *%[run]\n\tud2\n1:"
        : "+a"(result)
        : "D"(&arguments), "S"(sizeof arguments), [run] "b"(run_child), [child] "r"(child)
        : "rcx", "r11", "cc", "memory");
    if (result > 0) return (pid_t)result;
    child->group = group;
    errno = (int)-result;
#else
    (void)child, (void)flags, (void)stack, (void)size;
    errno = ENOSYS;
#endif
    return -1;
}

static pid_t clone_child(struct child *child, int flags, char *stack, size_t size) {
    pid_t process = -1;
    if (child->group >= 0) process = clone_into_group(child, flags, stack, size);
    return process > 0 ? process : clone(run_child, stack + size, flags | SIGCHLD, child);
}

pid_t slipway_spawn(const struct slipway_command *command, int *failed_bind) {
    struct child child = {command, slipway_pidfd_open(getpid()), 0, -1, command->group};
    int flags = CLONE_VM | CLONE_VFORK;
    if (command->owns_processes) flags |= CLONE_NEWPID | CLONE_NEWNS;
    _Alignas(16) char stack[65536];
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t process = clone_child(&child, flags, stack, sizeof stack);
    int error = errno;
    if (process > 0 && child.error != 0) {
        while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
        process = -1;
        error = child.error;
    }
    if (failed_bind) *failed_bind = child.failed_bind;
    if (child.parent >= 0) close(child.parent);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return process;
}

/// Why a process did not become one of a container: a group's index, and `errno`.
struct refusal {
    int group;
    int error;
};

/// Enters all groups of the command. What they are to bound must not run without them: where one cannot be entered, the
/// process says so in the pipe, and ends.
static void enter_groups_or_end(const struct slipway_command *command, int report) {
    if (command->group >= 0) enter_group(command->group);
    for (int i = 0; i < command->group_count; i++) {
        if (enter_group(command->groups[i]) == 0) continue;
        struct refusal refusal = {i, errno};
        while (write(report, &refusal, sizeof refusal) < 0 && errno == EINTR) {}
        _exit(127);
    }
    close(report);
}

/// Waits until a child is in its groups: the child, or -1 and `errno` where it has ended because of one.
static pid_t child_in_groups(pid_t child, int report, int *refused_group) {
    struct refusal refusal;
    ssize_t count;
    do count = read(report, &refusal, sizeof refusal);
    while (count < 0 && errno == EINTR);
    close(report);
    if (count != sizeof refusal) return child;
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    *refused_group = refusal.group;
    errno = refusal.error;
    return -1;
}

pid_t slipway_spawn_beside(pid_t target, const struct slipway_command *command, int *refused_group) {
    *refused_group = -1;
    int process = slipway_pidfd_open(target);
    if (process < 0) return -1;
    // The user namespace is joined first, because that gives the rights to join the others. Root is already in it.
    int joined = setns(process, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID);
    if (joined != 0 && errno == EINVAL) joined = setns(process, CLONE_NEWNS | CLONE_NEWPID);
    int error = errno;
    close(process);
    errno = error;
    if (joined != 0) return -1;
    if (unshare(CLONE_NEWNS) != 0) return -1;
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return -1;
    pid_t child = fork();
    if (child < 0) close(report[0]);
    if (child != 0) close(report[1]);
    if (child < 0) return -1;
    if (child > 0) return child_in_groups(child, report[0], refused_group);
    close(report[0]);
    enter_groups_or_end(command, report[1]);
    struct slipway_command inside = *command;
    inside.owns_processes = 0;
    inside.group_count = 0;
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
    struct child here = {&inside, -1, 0, -1, -1};
    run_child(&here);
    _exit(127);
}

int slipway_pidfd_open(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int slipway_wait(pid_t process, int is_polling) {
    int status;
    pid_t ended;
    do ended = waitpid(process, &status, is_polling ? WNOHANG : 0);
    while (ended < 0 && errno == EINTR);
    if (ended < 0) return -1;
    if (ended == 0) return -2;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
