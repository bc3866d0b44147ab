// Descriptors that Swift cannot make, or cannot make with close-on-exec.
#pragma once

/// A file without a name that lives in memory only, as long as it is open; -1 and `errno`.
int slipway_memory_file(const char *name);

/// `pipe2` with O_CLOEXEC: the end to read from and the end to write to. Returns 0, or -1 and `errno`.
int slipway_pipe(int ends[2]);

/// Opens a pseudo-terminal. Returns the descriptor of the controlling side, and stores that of the program's side in
/// `slave`. Returns -1 and `errno` on failure.
int slipway_open_terminal(int *slave);

/// Closes every descriptor but the standard three. It is for a process that lives on while its parent waits for the
/// end of the pipes that it inherited. It must be called before the process has opened descriptors of its own.
void slipway_close_inherited(void);
