#define _GNU_SOURCE
#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Whether a number means a single process or group. 0 is the caller's own group, 1 belongs to the system, and -1 means
/// every process that the caller may signal.
static int is_one(int number) {
    if (number > 1) return 1;
    errno = ESRCH;
    return 0;
}

int slipway_signal_process(int process, int signal) { return is_one(process) ? kill(process, signal) : -1; }

int slipway_signal_group(int group, int signal) { return is_one(group) ? kill(-group, signal) : -1; }

void slipway_signals_reset(void) {
    // The kernel's own form, all zero: glibc refuses the two signals that it keeps for itself, which the process that
    // started this one may have had ignored all the same.
    const unsigned long standard[4] = {0};
    for (int number = 1; number < NSIG; number++) syscall(SYS_rt_sigaction, number, standard, NULL, NSIG / 8);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

int slipway_signals_open(const int *signals, int count) {
    sigset_t set;
    sigemptyset(&set);
    for (int index = 0; index < count; index++) sigaddset(&set, signals[index]);
    if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0) return -1;
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int slipway_signals_next(int descriptor) {
    struct signalfd_siginfo information;
    if (read(descriptor, &information, sizeof information) != sizeof information) return 0;
    return (int)information.ssi_signo;
}
