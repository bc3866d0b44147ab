// What Swift cannot import of ncursesw: macros, variables that the library changes, signal handlers.
#pragma once
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <stdbool.h>

// Starts ncurses on standard input and output; NULL where there is no terminal that it knows. Keys come undecoded by
// the tty: Ctrl-C, Ctrl-Z and Ctrl-S are characters.
WINDOW *slipway_terminal_start(void);
// Gives the terminal back as it was. May be called twice.
void slipway_terminal_stop(void);
// After a stop by Ctrl-Z, or a change of size.
void slipway_terminal_resume(void);
void slipway_terminal_resized(int rows, int columns);

// Colours that the terminal has: 0, 8, 16, 256 or more.
int slipway_terminal_colors(void);
// The pair of two palette numbers, -1 being the terminal's own; 0 where no pair is left.
int slipway_terminal_pair(int foreground, int background);

enum slipway_attribute {
    SLIPWAY_BOLD = 1, SLIPWAY_DIM = 2, SLIPWAY_ITALIC = 4, SLIPWAY_UNDERLINE = 8, SLIPWAY_REVERSE = 16
};
// Puts one character, UTF-8, at a place of the window.
void slipway_terminal_put(WINDOW *window, int row, int column, const char *text, int attributes, int pair);

// The next input that is there: ERR for none, OK for a character in *value, KEY_CODE_YES for a key code.
int slipway_terminal_read(WINDOW *window, wint_t *value);

// Codes for sequences that terminfo does not name.
enum slipway_key { SLIPWAY_PASTE_BEGIN = KEY_MAX + 1, SLIPWAY_PASTE_END = KEY_MAX + 2, SLIPWAY_KEY_FIRST = KEY_MAX + 16 };
// The event behind KEY_MOUSE: kind 0 press, 1 release, 2 drag, 3 wheel up, 4 wheel down; false for none of them.
bool slipway_terminal_mouse(int *kind, int *x, int *y);

// A descriptor that becomes readable when the window size changes or SIGTERM, SIGHUP, SIGTSTP or SIGCONT arrives; each
// byte is the signal's number.
int slipway_terminal_signals(void);
void slipway_terminal_size(int *rows, int *columns);
