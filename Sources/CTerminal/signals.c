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
/// The signal that asked the program to end; 0 while none has.
static volatile sig_atomic_t ended_by;

static void post(int number) {
    if (number == SIGTERM || number == SIGHUP || number == SIGINT) ended_by = number;
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

// Makes only calls that are safe in a handler, and then raises the signal again with its default action.
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

/// Whether the program dies of a signal that nobody catches.
static bool is_deadly(int number) {
    switch (number) {
    case SIGKILL: case SIGSTOP: return false;
    case SIGTSTP: case SIGTTIN: case SIGTTOU: case SIGCONT: case SIGCHLD: case SIGURG: case SIGWINCH: return false;
    // These are ignored, because the write that raised one then fails with an error of its own.
    case SIGPIPE: case SIGXFSZ: return false;
    default: return true;
    }
}

/// Has every signal that would end the program restore the terminal first. One that is ignored, as by `nohup`, is left.
static void catch_deadly(void) {
    slipway_terminal_guard_stack();
    struct sigaction action = {.sa_handler = restore_and_die, .sa_flags = SA_ONSTACK};
    for (int number = 1; number <= SIGRTMAX; number++) {
        struct sigaction before;
        if (!is_deadly(number) || sigaction(number, NULL, &before) != 0 || before.sa_handler == SIG_IGN) continue;
        sigaction(number, &action, NULL);
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

void slipway_terminal_restore_on_signals(const struct termios *settings) {
    slipway_terminal_restore_on_crash("", 0, settings);
    catch_deadly();
}

int slipway_terminal_signals(void) {
    if (signal_pipe[0] < 0 && pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    catch_deadly();
    const int forwarded[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
    for (size_t i = 0; i < sizeof forwarded / sizeof *forwarded; i++) forward(forwarded[i]);
    return signal_pipe[0];
}

void slipway_terminal_hung_up(void) {
    if (ended_by == 0) ended_by = SIGHUP;
}

void slipway_terminal_end_as_asked(void) {
    int number = ended_by;
    if (number == 0) return;
    signal(number, SIG_DFL);
    // Dispatch's threads block it.
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, number);
    pthread_sigmask(SIG_UNBLOCK, &wanted, NULL);
    raise(number);
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
