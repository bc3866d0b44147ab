// Signals: those that the program hears of, and those that it dies of with the terminal restored.
#pragma once
#include <stdbool.h>
#include <stddef.h>

// A descriptor that becomes readable when the window size changes or SIGTERM, SIGHUP, SIGINT, SIGTSTP or SIGCONT
// arrives; each byte is the signal's number. -1 where there is none.
int slipway_terminal_signals(void);

// Gives the thread a stack for the handlers of crashes: one that overflowed cannot run them. Costs nothing when called
// again. The main actor's work moves between threads, so what it does often calls this.
void slipway_terminal_guard_stack(void);

// Stops the program as Ctrl-Z does, if a shell is there to go on with it, and returns when it goes on. The descriptor
// then says SIGCONT.
void slipway_terminal_wait_for_continue(void);

// Says that the terminal is gone: as if SIGHUP had asked the program to end.
void slipway_terminal_hung_up(void);

// Dies of the signal that asked the program to end, once its terminal is restored and its work is done, so that the
// process that waits for it learns why. Returns where no signal asked.
void slipway_terminal_end_as_asked(void);

struct termios;
// For a program that changes the terminal's settings without ncurses: whatever signal ends it, these settings are
// restored first. SIGPIPE and SIGXFSZ are ignored: the write that failed says why.
void slipway_terminal_restore_on_signals(const struct termios *settings);
// What a crash does before the program dies: these bytes are sent and these settings restored. NULL: nothing any more.
void slipway_terminal_restore_on_crash(const char *bytes, size_t length, const struct termios *settings);
