// A program on a terminal of its own: the shell pane.
#pragma once
#include <stddef.h>

// Starts a program as the leader of a session whose controlling terminal is a new pty of that many rows and columns.
// `argv[0]` is looked for on the PATH of this process. `cwd` may be NULL. All signals have
// their standard actions, and nothing but the terminal is open in the program.
//
// Returns the pty's other end, which is closed on exec and does not block, and the program's ID in *pid: it must be
// waited for. -1 and errno where the program did not start, a missing program or folder included.
int slipway_pty_spawn(char *const argv[], char *const envp[], const char *cwd, int rows, int columns, int *pid);

// Changes the size of the terminal and notifies the program. Returns 0, or -1 and errno.
int slipway_pty_resize(int pty, int rows, int columns);
