// The parts of ncursesw that Swift cannot import: macros, variables that the library changes, signal handlers.
#pragma once
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <stdbool.h>
#include "input.h"
#include "signals.h"

// Starts ncurses on standard input and output; NULL where these are not a terminal that it knows. The tty does not
// interpret keys: Ctrl-C, Ctrl-Z and Ctrl-S arrive as characters.
WINDOW *slipway_terminal_start(void);
// Restores the terminal to its former state. It may be called twice; `exit` calls it too.
void slipway_terminal_stop(void);
// Takes the terminal over again after `slipway_terminal_stop`. The next refresh draws everything.
void slipway_terminal_resume(WINDOW *window);
void slipway_terminal_resized(int rows, int columns);
// The next refresh draws everything, whatever ncurses believes is shown.
void slipway_terminal_touch(WINDOW *window);

// Whether the locale's characters are Unicode's.
bool slipway_terminal_is_unicode(void);
// The number of colours that the terminal has: 0, 8, 16, 256, or 2^24 for red, green and blue values.
int slipway_terminal_colors(void);
// The number of colour pairs that can be shown at once, including pair 0.
int slipway_terminal_pairs(void);
// The pair of two colour numbers, -1 being the terminal's own; 0 where no pair is left.
int slipway_terminal_pair(int foreground, int background);
// At least 1 by 1.
void slipway_terminal_size(int *rows, int *columns);

enum slipway_attribute {
    SLIPWAY_BOLD = 1, SLIPWAY_DIM = 2, SLIPWAY_ITALIC = 4, SLIPWAY_UNDERLINE = 8, SLIPWAY_REVERSE = 16
};
// Puts one character, UTF-8, at a place of the window.
void slipway_terminal_put(WINDOW *window, int row, int column, const char *text, int attributes, int pair);
// Writes bytes to the terminal past ncurses, all of them.
void slipway_terminal_send(const char *bytes, size_t length);
