#define _GNU_SOURCE
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int signal_pipe[2] = {-1, -1};

static char crash_bytes[256];
static struct termios crash_settings;
static volatile sig_atomic_t crash_length = -1;

static void post(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    if (write(signal_pipe[1], &byte, 1) < 0) { /* a full pipe already says enough */ }
    errno = saved;
}

void slipway_terminal_restore_on_crash(const char *bytes, size_t length, const struct termios *settings) {
    crash_length = -1;
    if (!bytes || length > sizeof crash_bytes) return;
    memcpy(crash_bytes, bytes, length);
    crash_settings = *settings;
    crash_length = (sig_atomic_t)length;
}

// Only calls that are safe in a handler, then the signal again, as if nobody had caught it.
static void restore_and_die(int number) {
    if (crash_length >= 0) {
        if (write(STDOUT_FILENO, crash_bytes, (size_t)crash_length) < 0) { /* nothing is left to do about it */ }
        tcsetattr(STDIN_FILENO, TCSANOW, &crash_settings);
        crash_length = -1;
    }
    signal(number, SIG_DFL);
    raise(number);
}

static void forward(int number) {
    struct sigaction action = {.sa_handler = post, .sa_flags = SA_RESTART};
    sigaction(number, &action, NULL);
}

void slipway_terminal_guard_stack(void) {
    static __thread bool is_guarded;
    if (is_guarded) return;
    is_guarded = true;
    // Kept as long as the thread lives; there are only a few.
    stack_t alternate = {.ss_sp = malloc(SIGSTKSZ), .ss_size = SIGSTKSZ};
    if (alternate.ss_sp) sigaltstack(&alternate, NULL);
}

static void catch_crashes(void) {
    slipway_terminal_guard_stack();
    struct sigaction action = {.sa_handler = restore_and_die, .sa_flags = SA_ONSTACK};
    const int deadly[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT, SIGSYS};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) sigaction(deadly[i], &action, NULL);
}

int slipway_terminal_signals(void) {
    if (signal_pipe[0] < 0 && pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    const int forwarded[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
    for (size_t i = 0; i < sizeof forwarded / sizeof *forwarded; i++) forward(forwarded[i]);
    catch_crashes();
    signal(SIGPIPE, SIG_IGN);
    return signal_pipe[0];
}

void slipway_terminal_wait_for_continue(void) {
    // Dispatch's threads block it.
    sigset_t stop, before;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    // The kernel drops SIGTSTP where no shell would ever continue the program.
    signal(SIGTSTP, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &stop, &before);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    forward(SIGTSTP);
    post(SIGCONT);
}
