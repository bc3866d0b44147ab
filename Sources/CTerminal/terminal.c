#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#undef columns
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static bool is_running;
static bool is_modern;
static struct termios original;

// Bracketed paste; the mouse's buttons and drags, reported as SGR does.
static const char enter_modes[] = "\033[?2004h\033[?1002h\033[?1006h";
static const char leave_modes[] = "\033[?2004l\033[?1006l\033[?1002l";

void slipway_terminal_send(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(STDOUT_FILENO, bytes, length);
        if (count < 0 && errno != EINTR) return;
        if (count > 0) { bytes += count; length -= (size_t)count; }
    }
}

// Appends a capability of the terminal without its padding.
static size_t append(char *bytes, size_t length, size_t size, const char *name) {
    const char *text = tigetstr((char *)name);
    if (!text || text == (char *)-1) return length;
    while (*text) {
        if (text[0] == '$' && text[1] == '<') {
            const char *end = strchr(text, '>');
            if (end) { text = end + 1; continue; }
        }
        if (length < size) bytes[length++] = *text;
        text++;
    }
    return length;
}

// The bytes that restore the terminal are composed now, because after a crash only `write` is safe.
static void prepare_for_crash(void) {
    char bytes[200];
    size_t length = 0;
    if (is_modern) {
        memcpy(bytes, leave_modes, sizeof leave_modes - 1);
        length = sizeof leave_modes - 1;
    }
    static const char *names[] = {"sgr0", "op", "rmkx", "cnorm", "rmcup"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) length = append(bytes, length, sizeof bytes - 2, names[i]);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
    slipway_terminal_restore_on_crash(bytes, length, &original);
}

static void enter(void) {
    is_running = true;
    prepare_for_crash();
    if (is_modern) slipway_terminal_send(enter_modes, sizeof enter_modes - 1);
}

WINDOW *slipway_terminal_start(void) {
    setlocale(LC_ALL, "");
    if (!isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &original) != 0) return NULL;
    // A terminal without cursor addressing, such as TERM=dumb, cannot show a screen.
    int known;
    if (setupterm(NULL, STDOUT_FILENO, &known) != OK) return NULL;
    const char *address = tigetstr("cup");
    if (!address || address == (char *)-1) return NULL;
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (!screen) return NULL;
    set_term(screen);
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    meta(stdscr, TRUE);
    set_escdelay(25);
    if (has_colors()) { start_color(); use_default_colors(); }
    // A terminal whose entry names a mouse understands the other modes of xterm as well.
    const char *mouse = tigetstr("kmous");
    is_modern = mouse && mouse != (char *)-1;
    slipway_terminal_define_reports();
    enter();
    atexit(slipway_terminal_stop);
    return stdscr;
}

void slipway_terminal_stop(void) {
    if (!is_running) return;
    is_running = false;
    if (is_modern) slipway_terminal_send(leave_modes, sizeof leave_modes - 1);
    curs_set(1);
    endwin();
    slipway_terminal_restore_on_crash(NULL, 0, NULL);
}

void slipway_terminal_resume(WINDOW *window) {
    if (is_running) return;
    enter();
    slipway_terminal_touch(window);
    wrefresh(window);
}

void slipway_terminal_resized(int rows, int columns) { resizeterm(rows, columns); }

void slipway_terminal_touch(WINDOW *window) { clearok(window, TRUE); }

bool slipway_terminal_is_unicode(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

int slipway_terminal_colors(void) { return has_colors() ? COLORS : 0; }

int slipway_terminal_pairs(void) { return has_colors() ? COLOR_PAIRS : 0; }

int slipway_terminal_pair(int foreground, int background) {
    int pair = alloc_pair(foreground, background);
    return pair < 0 ? 0 : pair;
}

void slipway_terminal_put(WINDOW *window, int row, int column, const char *text, int attributes, int pair) {
    wchar_t wide[CCHARW_MAX + 1] = {0};
    mbstate_t state = {0};
    const char *rest = text;
    size_t count = mbsrtowcs(wide, &rest, CCHARW_MAX, &state);
    if (count == (size_t)-1 || count == 0) { wide[0] = L'?'; wide[1] = 0; }
    attr_t flags = A_NORMAL;
    if (attributes & SLIPWAY_BOLD) flags |= A_BOLD;
    if (attributes & SLIPWAY_DIM) flags |= A_DIM;
    if (attributes & SLIPWAY_ITALIC) flags |= A_ITALIC;
    if (attributes & SLIPWAY_UNDERLINE) flags |= A_UNDERLINE;
    if (attributes & SLIPWAY_REVERSE) flags |= A_REVERSE;
    cchar_t cell;
    if (setcchar(&cell, wide, flags, (short)(pair & 0x7fff), &pair) == OK) mvwadd_wch(window, row, column, &cell);
}

void slipway_terminal_size(int *rows, int *columns) {
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_row || !size.ws_col) {
        size.ws_row = (unsigned short)LINES;
        size.ws_col = (unsigned short)COLS;
    }
    // The size is limited, so that a terminal that reports an absurd size does not cost that much memory.
    *rows = size.ws_row < 1 ? 1 : size.ws_row > 1000 ? 1000 : size.ws_row;
    *columns = size.ws_col < 1 ? 1 : size.ws_col > 1000 ? 1000 : size.ws_col;
}
