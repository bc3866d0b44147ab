// Signals: sent to one process or one group, and received as something to poll.
#pragma once

// Sends a signal to one process. 0, or -1 and errno; numbers that name no single process of ours, such as the -1 of a
// start that failed, which `kill` takes for all processes of the user, are ESRCH.
int slipway_signal_process(int process, int signal);

// The same for all processes of a group.
int slipway_signal_group(int group, int signal);

// Gives every signal its standard meaning and blocks none, as a program expects it that is started. Between fork and exec:
// system calls alone.
void slipway_signals_reset(void);

// Blocks these signals in the calling thread, and in those that it makes, and gives a descriptor, closed on exec, that is
// readable when one is there. -1 and errno.
int slipway_signals_open(const int *signals, int count);

// The next signal's number; 0 where none is there.
int slipway_signals_next(int descriptor);
