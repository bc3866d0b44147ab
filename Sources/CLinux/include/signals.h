// Signals as something to poll: signalfd has no Swift spelling.
#pragma once

// Blocks these signals in the calling thread and gives a descriptor, closed on exec, that is readable when one is
// there. -1 and errno.
int slipway_signals_open(const int *signals, int count);

// The next signal's number; 0 where none is there.
int slipway_signals_next(int descriptor);
