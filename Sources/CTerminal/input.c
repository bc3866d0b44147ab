#include "input.h"

#include <stdio.h>

void slipway_terminal_define_keys(void) {
    define_key("\033[200~", SLIPWAY_PASTE_BEGIN);
    define_key("\033[201~", SLIPWAY_PASTE_END);
    define_key("\033[<", SLIPWAY_MOUSE);
    // xterm's modified keys: ESC [ 1 ; MODIFIER LETTER and ESC [ NUMBER ; MODIFIER ~. The code is
    // SLIPWAY_KEY_FIRST + 16 * index + modifier.
    static const char letters[] = "ABCDHFPQRS";
    static const int numbers[] = {2, 3, 5, 6, 15, 17, 18, 19, 20, 21, 23, 24};
    // Terminals that share a name in terminfo differ in how they send these, and a vt100's entry has few of them.
    static const struct { const char *sequence; int code; } plain[] = {
        {"\033[H", KEY_HOME}, {"\033[F", KEY_END}, {"\033OH", KEY_HOME}, {"\033OF", KEY_END},
        {"\033[1~", KEY_HOME}, {"\033[4~", KEY_END}, {"\033[A", KEY_UP}, {"\033[B", KEY_DOWN},
        {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT}, {"\033[Z", KEY_BTAB}, {"\033[2~", KEY_IC}, {"\033[3~", KEY_DC},
        {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE}, {"\033[15~", KEY_F(5)}, {"\033[17~", KEY_F(6)},
        {"\033[18~", KEY_F(7)}, {"\033[19~", KEY_F(8)}, {"\033[20~", KEY_F(9)}, {"\033[21~", KEY_F(10)},
        {"\033[23~", KEY_F(11)}, {"\033[24~", KEY_F(12)},
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (key_defined(plain[i].sequence) == 0) define_key(plain[i].sequence, plain[i].code);
    char sequence[24];
    for (int modifier = 2; modifier <= 8; modifier++) {
        for (int i = 0; letters[i]; i++) {
            snprintf(sequence, sizeof sequence, "\033[1;%d%c", modifier, letters[i]);
            define_key(sequence, SLIPWAY_KEY_FIRST + 16 * i + modifier);
        }
        for (int i = 0; i < (int)(sizeof numbers / sizeof *numbers); i++) {
            snprintf(sequence, sizeof sequence, "\033[%d;%d~", numbers[i], modifier);
            define_key(sequence, SLIPWAY_KEY_FIRST + 16 * (10 + i) + modifier);
        }
    }
}

int slipway_terminal_read(WINDOW *window, wint_t *value) { return wget_wch(window, value); }
