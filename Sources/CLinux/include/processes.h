// Starting processes that cannot outlive who started them.
#pragma once

#include <stddef.h>

#include "binds.h"

/// A program to start. All its other descriptors are closed.
struct slipway_command {
    const char *path;
    char *const *arguments;
    char *const *environment;
    /// Where it starts; NULL for this process's own folder.
    const char *folder;
    /// Become descriptors 0, 1 and 2.
    int input, output, error;
    /// Whether it leads a session whose terminal is `input`; otherwise it leads a process group.
    int has_terminal;
    /// Whether it stays in this process's group instead.
    int stays_in_group;
    /// Becomes descriptor 3; -1 for none.
    int passed;
    /// Whether it is process 1 of a PID namespace with its own /proc: then all that it starts ends with it, and it has
    /// mounts of its own.
    int owns_processes;
    /// The control group (version 2) in which it runs, an open directory; -1 for the caller's.
    int group;
    /// Further groups that it enters: those of version 1, a controller each. NULL for none.
    const int *groups;
    int group_count;
    /// Made among these mounts; NULL for none.
    const struct slipway_bind *binds;
    int bind_count;
};

/// Starts a program that is killed when the calling thread ends, with no key of the caller's session keyring and the
/// limit of descriptors that the caller itself was given. Returns its process ID, or -1 and `errno`, also where the
/// program could not be executed; where a bind could not be made, `failed_bind` (may be NULL) becomes its number, else -1.
int slipway_spawn(const struct slipway_command *command, int *failed_bind);

/// The same, but the program is killed when this process ends, whichever of its threads calls.
int slipway_spawn_for_process(const struct slipway_command *command);

/// Starts a program inside the user, PID and mount namespaces of process `target`, with a /proc of its own. For a
/// process with one thread.
int slipway_spawn_beside(int target, const struct slipway_command *command);

/// A descriptor that becomes readable when the process ends; -1 and `errno` where there is no such process.
int slipway_pidfd_open(int process);

/// Waits for a child: 0 to 255 its exit status, 128 + n where signal n ended it; -1 where it is no child, and -2 with
/// `is_polling` while it runs.
int slipway_wait(int process, int is_polling);
