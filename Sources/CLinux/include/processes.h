// Starting processes that cannot outlive the one that started them.
#pragma once

#include <stddef.h>

#include "binds.h"

/// A program to start. All its other descriptors are closed.
struct slipway_command {
    const char *path;
    char *const *arguments;
    char *const *environment;
    /// The working directory; NULL for that of this process.
    const char *folder;
    /// The descriptors that become 0, 1 and 2.
    int input, output, error;
    /// Whether it leads a session whose terminal is `input`; otherwise it leads a process group.
    int has_terminal;
    /// Whether it stays in this process's group instead.
    int stays_in_group;
    /// The descriptor that becomes 3; -1 for none.
    int passed;
    /// Whether it is process 1 of a PID namespace with its own /proc and mounts. Then all its descendants end with it.
    int owns_processes;
    /// The control group (version 2) in which it runs, an open directory; -1 for the caller's.
    int group;
    /// Additional control groups that it enters: those of version 1, one for each controller. NULL for none.
    const int *groups;
    int group_count;
    /// The bind mounts that are made in its mount namespace; NULL for none.
    const struct slipway_bind *binds;
    int bind_count;
};

/// Starts a program that is killed when the calling thread ends. It has no access to the caller's session keyring, and
/// gets the caller's original limit of descriptors. Returns its process ID, or -1 and `errno`, also where the program
/// cannot be executed. `failed_bind`, unless it is NULL, becomes the index of a bind that could not be made, or -1.
int slipway_spawn(const struct slipway_command *command, int *failed_bind);

/// The same, but the program is killed when this process ends, whichever of its threads calls.
int slipway_spawn_for_process(const struct slipway_command *command);

/// Starts a program inside the user, PID and mount namespaces of process `target`, with a /proc of its own. For a
/// process with one thread. Where one of the additional control groups cannot be entered, nothing is started, and
/// `refused_group` becomes its index; otherwise -1.
int slipway_spawn_beside(int target, const struct slipway_command *command, int *refused_group);

/// A descriptor that becomes readable when the process ends; -1 and `errno` where there is no such process.
int slipway_pidfd_open(int process);

/// Waits for a child. Returns its exit status, 0 to 255, or 128 + n where signal n ended it; -1 where it is not a
/// child. With `is_polling` it does not wait, and returns -2 while the child runs.
int slipway_wait(int process, int is_polling);
