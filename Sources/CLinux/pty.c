#define _GNU_SOURCE
#include "pty.h"
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC 4
#endif

static struct winsize size_of(int rows, int columns) {
    struct winsize size = {0};
    size.ws_row = (unsigned short)(rows < 1 ? 1 : rows > 0x7fff ? 0x7fff : rows);
    size.ws_col = (unsigned short)(columns < 1 ? 1 : columns > 0x7fff ? 0x7fff : columns);
    return size;
}

int slipway_pty_resize(int pty, int rows, int columns) {
    struct winsize size = size_of(rows, columns);
    return ioctl(pty, TIOCSWINSZ, &size);
}

// Both ends, with the name of the second never looked up in a mount namespace that may not be the pty's.
static int open_pair(int *master, int *slave, int rows, int columns) {
    *master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*master < 0) return -1;
    if (grantpt(*master) == 0 && unlockpt(*master) == 0) {
        *slave = ioctl(*master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (*slave >= 0) {
            struct termios settings;
            if (tcgetattr(*slave, &settings) == 0) {
                // So that erasing in a plain `read` takes whole characters.
                settings.c_iflag |= IUTF8;
                // Ctrl-S would freeze the terminal for people who have never heard of Ctrl-Q.
                settings.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
                tcsetattr(*slave, TCSANOW, &settings);
            }
            slipway_pty_resize(*master, rows, columns);
            return fcntl(*master, F_SETFL, fcntl(*master, F_GETFL) | O_NONBLOCK);
        }
    }
    int saved = errno;
    close(*master);
    errno = saved;
    return -1;
}

// Between fork and exec: only calls that are safe in a handler. The error goes to the parent, who sees the pipe close
// without one when the program has started.
static void become(char *const argv[], char *const envp[], const char *cwd, int slave, int failure) {
    slipway_signals_reset();
    bool is_ready = setsid() >= 0 && ioctl(slave, TIOCSCTTY, 0) == 0 && dup2(slave, 0) >= 0 && dup2(slave, 1) >= 0
        && dup2(slave, 2) >= 0 && (!cwd || chdir(cwd) == 0);
    if (is_ready) {
        syscall(SYS_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC);
        execvpe(argv[0], argv, envp);
    }
    int error = errno;
    if (write(failure, &error, sizeof error) < 0) { /* the parent is gone */ }
    _exit(127);
}

static pid_t fork_on(char *const argv[], char *const envp[], const char *cwd, int slave) {
    int failure[2];
    if (pipe2(failure, O_CLOEXEC) != 0) return -1;
    // No handler of this program runs in the child.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    if (child == 0) become(argv, envp, cwd, slave, failure[1]);
    int error = child < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(failure[1]);
    if (child > 0) {
        ssize_t count;
        while ((count = read(failure[0], &error, sizeof error)) < 0 && errno == EINTR) {}
        if (count != sizeof error) error = 0;
        if (error) while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    }
    close(failure[0]);
    errno = error;
    return error ? -1 : child;
}

int slipway_pty_spawn(char *const argv[], char *const envp[], const char *cwd, int rows, int columns, pid_t *pid) {
    int master, slave;
    if (open_pair(&master, &slave, rows, columns) != 0) return -1;
    *pid = fork_on(argv, envp, cwd, slave);
    int error = *pid < 0 ? errno : 0;
    close(slave);
    if (!error) return master;
    close(master);
    errno = error;
    return -1;
}
