// Signals: sent to one process or one group, and received as something to poll.
#pragma once

// Sends a signal to one process. Returns 0, or -1 and errno. Process IDs below 2 give ESRCH: `kill` would take the -1
// of a failed start for all processes of the user.
int slipway_signal_process(int process, int signal);

// The same for all processes of a group.
int slipway_signal_group(int group, int signal);

// Resets every signal to its default action and blocks none, as a new program expects. It makes only system calls, so
// that it can run between fork and exec.
void slipway_signals_reset(void);

// Blocks these signals in the calling thread and the threads that it makes. Returns a descriptor with close-on-exec
// that is readable when a signal has arrived, or -1 and errno.
int slipway_signals_open(const int *signals, int count);

// The number of the next signal that has arrived; 0 where there is none.
int slipway_signals_next(int descriptor);
