// Keys and reports that terminfo does not name.
#pragma once
#define NCURSES_WIDECHAR 1
#include <ncurses.h>

enum slipway_key {
    SLIPWAY_PASTE_BEGIN = KEY_MAX + 1,
    SLIPWAY_PASTE_END = KEY_MAX + 2,
    // `ESC [ <`: a report of the mouse follows as characters, ended by M or m.
    SLIPWAY_MOUSE = KEY_MAX + 3,
    // `ESC ] 11 ;`: what the terminal says of its background follows, ended by BEL or `ESC \`.
    SLIPWAY_BACKGROUND = KEY_MAX + 4,
    SLIPWAY_KEY_FIRST = KEY_MAX + 16
};

// Teaches ncurses the sequences of pastes, of the mouse and of the answer about the background.
void slipway_terminal_define_reports(void);

// Teaches ncurses a key: its code is SLIPWAY_KEY_FIRST + index, whatever the terminal's entry says of the sequence.
void slipway_terminal_define_key(const char *sequence, int index);

// The next input that is there: ERR for none, OK for a character in *value, KEY_CODE_YES for a key code.
int slipway_terminal_read(WINDOW *window, wint_t *value);
