#include "input.h"

void slipway_terminal_define_reports(void) {
    define_key("\033[200~", SLIPWAY_PASTE_BEGIN);
    define_key("\033[201~", SLIPWAY_PASTE_END);
    define_key("\033[<", SLIPWAY_MOUSE);
    define_key("\033]11;", SLIPWAY_BACKGROUND);
}

void slipway_terminal_define_key(const char *sequence, int index) { define_key(sequence, SLIPWAY_KEY_FIRST + index); }

int slipway_terminal_read(WINDOW *window, wint_t *value) { return wget_wch(window, value); }
