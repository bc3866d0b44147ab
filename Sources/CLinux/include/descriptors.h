// Descriptors that Swift cannot make, or not closed on exec.
#pragma once

/// A file without a name that lives in memory only, as long as it is open; -1 and `errno`.
int slipway_memory_file(const char *name);

/// `pipe2` with O_CLOEXEC: the end to read from and the end to write to. Returns 0, or -1 and `errno`.
int slipway_pipe(int ends[2]);

/// A new pseudo-terminal: returns the descriptor to read and write, and puts the process's end into `slave`; -1 and
/// `errno` where there is none.
int slipway_open_terminal(int *slave);

/// Closes every descriptor but the standard three: for a process that stays while its starter waits for the end of what
/// it gave to it. Only before this process has opened any of its own.
void slipway_close_inherited(void);
