// Starting processes that cannot outlive who started them.
#pragma once

#include <stddef.h>

/// Something of the host that a program's mounts show at a second place, with all that is mounted below it, and with
/// fewer rights: no devices, and where `is_read_only` no writing, in any of these mounts.
struct slipway_bind {
    const char *source;
    /// There already: a directory for a directory, an empty file for all else.
    const char *place;
    int is_read_only;
    /// For a source that is itself a harmless device, /dev/null for example.
    int keeps_devices;
};

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

/// A process that ends process groups with SIGKILL once this process is gone, however it ended; one that leads a session,
/// so that no key and no hang-up reaches it. Returns a descriptor to tell it by, or -1 and `errno`: a positive process
/// group, as an `int`, is to be ended, a negative one no longer.
int slipway_keeper_start(void);

/// Starts a program inside the user, PID and mount namespaces of process `target`, with a /proc of its own. For a
/// process with one thread.
int slipway_spawn_beside(int target, const struct slipway_command *command);

/// A file without a name that lives in memory only, as long as it is open; -1 and `errno`.
int slipway_memory_file(const char *name);

/// A descriptor that becomes readable when the process ends; -1 and `errno` where there is no such process.
int slipway_pidfd_open(int process);

/// Waits for a child: 0 to 255 its exit status, 128 + n where signal n ended it; -1 where it is no child, and -2 with
/// `is_polling` while it runs.
int slipway_wait(int process, int is_polling);

/// A descriptor that delivers the given signals, which are blocked from now on in this thread and those it makes.
int slipway_signal_descriptor(const int *signals, int count);

/// The next signal that arrived at the descriptor; 0 where there is none.
int slipway_next_signal(int descriptor);

/// Puts all the signals of `slipway_signal_descriptor` back to what they do by default.
void slipway_unblock_signals(void);

/// `pipe2` with O_CLOEXEC: the end to read from and the end to write to. Returns 0, or -1 and `errno`.
int slipway_pipe(int ends[2]);

/// A new pseudo-terminal: returns the descriptor to read and write, and puts the process's end into `slave`; -1 and
/// `errno` where there is none.
int slipway_open_terminal(int *slave);

/// Closes every descriptor but the standard three: for a process that stays while its starter waits for the end of what
/// it gave to it. Only before this process has opened any of its own.
void slipway_close_inherited(void);
