// What Baton needs of ncursesw, in forms that Swift can call: ncurses' globals are variables, which
// Swift 6 cannot prove safe, so they are read through functions here.
#ifndef BATON_CNCURSES_SHIM_H
#define BATON_CNCURSES_SHIM_H

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static inline WINDOW *baton_stdscr(void) { return stdscr; }
static inline int baton_colors(void) { return COLORS; }
static inline int baton_color_pairs(void) { return COLOR_PAIRS; }
static inline int baton_lines(void) { return LINES; }
static inline int baton_cols(void) { return COLS; }
static inline SCREEN *baton_newterm(void) { return newterm(NULL, stdout, stdin); }
static inline int baton_wcwidth(wchar_t scalar) { return wcwidth(scalar); }
static inline int baton_set_locale(const char *name) { return setlocale(LC_ALL, name) != NULL; }
static inline int baton_locale_is_utf8(void) { return MB_CUR_MAX >= 3; }

/// Draws one glyph (a scalar and its marks) with attributes and a colour pair.
static inline int baton_put(WINDOW *window, int row, int column, const wchar_t *text, int pair,
                            int bold, int dim, int underline, int reverse) {
    cchar_t cell;
    attr_t attributes = A_NORMAL;
    if (bold) attributes |= A_BOLD;
    if (dim) attributes |= A_DIM;
    if (underline) attributes |= A_UNDERLINE;
    if (reverse) attributes |= A_REVERSE;
    if (setcchar(&cell, text, attributes, (short)0, &pair) == ERR) return ERR;
    return mvwadd_wch(window, row, column, &cell);
}

/// Reads a key: 0 none, 1 a character, 2 a key code.
static inline int baton_get(WINDOW *window, unsigned int *value) {
    wint_t read = 0;
    int kind = wget_wch(window, &read);
    *value = (unsigned int)read;
    if (kind == ERR) return 0;
    return kind == KEY_CODE_YES ? 2 : 1;
}

// The last resort: what a fatal signal's handler may do to leave the terminal usable.
// Statics of functions, not of the file: Swift emits only the former.
static inline struct termios *baton_saved_termios(void) {
    static struct termios saved;
    return &saved;
}
static inline volatile sig_atomic_t *baton_terminal_is_changed(void) {
    static volatile sig_atomic_t changed;
    return &changed;
}
static inline volatile sig_atomic_t *baton_signal_pipe(void) {
    static volatile sig_atomic_t pipe_end = -1;
    return &pipe_end;
}

static inline void baton_save_terminal(void) { tcgetattr(STDIN_FILENO, baton_saved_termios()); }
static inline void baton_mark_terminal(int changed) { *baton_terminal_is_changed() = changed; }

static inline void baton_restore_raw(void) {
    // Leave the alternate screen, bracketed paste, and attributes; show the cursor.
    static const char reset[] = "\033[?2004l\033[?1049l\033[0m\033[?25h\033[?1l\033>\r\n";
    if (!*baton_terminal_is_changed()) return;
    *baton_terminal_is_changed() = 0;
    ssize_t ignored = write(STDOUT_FILENO, reset, sizeof reset - 1);
    (void)ignored;
    tcsetattr(STDIN_FILENO, TCSANOW, baton_saved_termios());
}

static void baton_on_fatal_signal(int number) {
    baton_restore_raw();
    signal(number, SIG_DFL);
    raise(number);
}

static void baton_on_signal(int number) {
    unsigned char byte = (unsigned char)number;
    if (*baton_signal_pipe() >= 0) {
        ssize_t ignored = write(*baton_signal_pipe(), &byte, 1);
        (void)ignored;
    }
}

static inline void baton_install_signals(int pipe) {
    static const int fatal[] = {SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGTRAP, SIGFPE};
    static const int heard[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    *baton_signal_pipe() = pipe;
    sigemptyset(&action.sa_mask);
    action.sa_handler = baton_on_fatal_signal;
    for (unsigned i = 0; i < sizeof fatal / sizeof *fatal; i++) sigaction(fatal[i], &action, NULL);
    action.sa_handler = baton_on_signal;
    action.sa_flags = SA_RESTART;
    for (unsigned i = 0; i < sizeof heard / sizeof *heard; i++) sigaction(heard[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

#endif
