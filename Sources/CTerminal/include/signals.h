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

struct termios;
// What a crash does before the program dies: these bytes are sent and these settings restored. NULL: nothing any more.
void slipway_terminal_restore_on_crash(const char *bytes, size_t length, const struct termios *settings);
