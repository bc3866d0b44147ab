#define _GNU_SOURCE
#include "descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int slipway_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int slipway_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int slipway_open_terminal(int *slave) {
    char name[64];
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0) return -1;
    *slave = -1;
    if (grantpt(master) == 0 && unlockpt(master) == 0 && ptsname_r(master, name, sizeof name) == 0)
        *slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*slave >= 0) return master;
    int error = errno;
    close(master);
    errno = error;
    return -1;
}

void slipway_close_inherited(void) { syscall(SYS_close_range, 3, ~0U, 0); }
