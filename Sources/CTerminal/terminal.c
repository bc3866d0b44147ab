#define _GNU_SOURCE
#include "CTerminal.h"
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static bool is_running;
static struct termios original;
static int signal_pipe[2] = {-1, -1};

static const char enter_modes[] = "\033[?2004h\033[?1002h\033[?1006h";
static const char leave_modes[] = "\033[?2004l\033[?1006l\033[?1002l\033[?1000l";

static void send(const char *text, size_t length) {
    while (length > 0) {
        ssize_t count = write(STDOUT_FILENO, text, length);
        if (count < 0 && errno != EINTR) return;
        if (count > 0) { text += count; length -= (size_t)count; }
    }
}

static bool speaks_xterm(void) {
    const char *name = getenv("TERM");
    return name && (!strncmp(name, "xterm", 5) || !strncmp(name, "screen", 6) || !strncmp(name, "tmux", 4));
}

static void forward_signal(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    if (write(signal_pipe[1], &byte, 1) < 0) { /* a full pipe already says enough */ }
    errno = saved;
}

// A crash: only calls that are safe in a handler, then the signal again, as if nobody had caught it.
static void restore_and_die(int number) {
    if (is_running) {
        static const char leave[] = "\033[?1049l\033[?25h\033[0m\r\n";
        if (speaks_xterm()) send(leave_modes, sizeof leave_modes - 1);
        send(leave, sizeof leave - 1);
        tcsetattr(STDIN_FILENO, TCSANOW, &original);
    }
    signal(number, SIG_DFL);
    raise(number);
}

int slipway_terminal_signals(void) {
    if (signal_pipe[0] < 0 && pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    struct sigaction action = {.sa_handler = forward_signal, .sa_flags = SA_RESTART};
    const int forwarded[] = {SIGWINCH, SIGTERM, SIGHUP, SIGCONT};
    for (size_t i = 0; i < sizeof forwarded / sizeof *forwarded; i++) sigaction(forwarded[i], &action, NULL);
    action.sa_handler = restore_and_die;
    const int deadly[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) sigaction(deadly[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signal_pipe[0];
}

static void define_keys(void) {
    define_key("\033[200~", SLIPWAY_PASTE_BEGIN);
    define_key("\033[201~", SLIPWAY_PASTE_END);
    // xterm's modified keys: ESC [ 1 ; MODIFIER LETTER and ESC [ NUMBER ; MODIFIER ~. The code is
    // SLIPWAY_KEY_FIRST + 16 * index + modifier.
    static const char letters[] = "ABCDHFPQRS";
    static const int numbers[] = {2, 3, 5, 6, 15, 17, 18, 19, 20, 21, 23, 24};
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

WINDOW *slipway_terminal_start(void) {
    setlocale(LC_ALL, "");
    tcgetattr(STDIN_FILENO, &original);
    screen = newterm(NULL, stdout, stdin);
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
    mouseinterval(0);
    mousemask(ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION, NULL);
    define_keys();
    if (speaks_xterm()) send(enter_modes, sizeof enter_modes - 1);
    is_running = true;
    return stdscr;
}

void slipway_terminal_stop(void) {
    if (!is_running) return;
    is_running = false;
    if (speaks_xterm()) send(leave_modes, sizeof leave_modes - 1);
    curs_set(1);
    endwin();
}

void slipway_terminal_resume(void) {
    is_running = true;
    if (speaks_xterm()) send(enter_modes, sizeof enter_modes - 1);
    refresh();
}

void slipway_terminal_resized(int rows, int columns) { resizeterm(rows, columns); }

int slipway_terminal_colors(void) { return has_colors() ? COLORS : 0; }

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

int slipway_terminal_read(WINDOW *window, wint_t *value) { return wget_wch(window, value); }

bool slipway_terminal_mouse(int *kind, int *x, int *y) {
    static bool is_down;
    MEVENT event;
    if (getmouse(&event) != OK) return false;
    *x = event.x;
    *y = event.y;
    if (event.bstate & BUTTON4_PRESSED) *kind = 3;
    else if (event.bstate & BUTTON5_PRESSED) *kind = 4;
    else if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)) { *kind = 0; is_down = true; }
    else if (event.bstate & BUTTON1_RELEASED) { *kind = 1; is_down = false; }
    else if ((event.bstate & REPORT_MOUSE_POSITION) && is_down) *kind = 2;
    else return false;
    return true;
}

void slipway_terminal_size(int *rows, int *columns) {
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return;
    *rows = size.ws_row;
    *columns = size.ws_col;
}
