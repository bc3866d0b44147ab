#include "CArchive.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

static void *library;

static void open_library(void) {
    // RTLD_DEEPBIND: the library's own calls of these functions must not come back to the forwarders here.
    library = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
}

static void *symbol(const char *name) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, open_library);
    return library ? dlsym(library, name) : NULL;
}

/// A function of the library under its own name; where the library is missing it gives `missing`.
#define FORWARD(result, missing, name, parameters, arguments)        \
    result name parameters {                                          \
        static result(*function) parameters;                          \
        if (!function) function = (result(*) parameters)symbol(#name); \
        return function ? function arguments : (missing);             \
    }

#define ENTRY struct archive_entry *
#define ARCHIVE struct archive *

FORWARD(ARCHIVE, NULL, archive_read_new, (void), ())
FORWARD(int, ARCHIVE_FATAL, archive_read_free, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_read_support_filter_bzip2, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_read_support_filter_gzip, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_read_support_filter_xz, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_read_support_filter_zstd, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_read_support_format_empty, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_read_support_format_raw, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_read_open,
        (ARCHIVE a, void *data, archive_open_callback *opener, archive_read_callback *reader,
         archive_close_callback *closer),
        (a, data, opener, reader, closer))
FORWARD(int, ARCHIVE_FATAL, archive_read_next_header, (ARCHIVE a, ENTRY *entry), (a, entry))
FORWARD(la_ssize_t, ARCHIVE_FATAL, archive_read_data, (ARCHIVE a, void *buffer, size_t size), (a, buffer, size))

FORWARD(ARCHIVE, NULL, archive_write_new, (void), ())
FORWARD(int, ARCHIVE_FATAL, archive_write_free, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_write_add_filter_zstd, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_write_set_format_raw, (ARCHIVE a), (a))
FORWARD(int, ARCHIVE_FATAL, archive_write_set_bytes_per_block, (ARCHIVE a, int bytes), (a, bytes))
FORWARD(int, ARCHIVE_FATAL, archive_write_set_bytes_in_last_block, (ARCHIVE a, int bytes), (a, bytes))
FORWARD(int, ARCHIVE_FATAL, archive_write_set_filter_option,
        (ARCHIVE a, const char *module, const char *option, const char *value), (a, module, option, value))
FORWARD(int, ARCHIVE_FATAL, archive_write_open,
        (ARCHIVE a, void *data, archive_open_callback *opener, archive_write_callback *writer,
         archive_close_callback *closer),
        (a, data, opener, writer, closer))
FORWARD(int, ARCHIVE_FATAL, archive_write_header, (ARCHIVE a, ENTRY entry), (a, entry))
FORWARD(la_ssize_t, ARCHIVE_FATAL, archive_write_data, (ARCHIVE a, const void *buffer, size_t size), (a, buffer, size))
FORWARD(int, ARCHIVE_FATAL, archive_write_close, (ARCHIVE a), (a))

FORWARD(int, 0, archive_errno, (ARCHIVE a), (a))
FORWARD(const char *, NULL, archive_error_string, (ARCHIVE a), (a))

FORWARD(ENTRY, NULL, archive_entry_new, (void), ())

void archive_entry_free(ENTRY entry) {
    void (*function)(ENTRY) = (void (*)(ENTRY))symbol("archive_entry_free");
    if (function) function(entry);
}

void archive_entry_set_pathname(ENTRY entry, const char *path) {
    void (*function)(ENTRY, const char *) = (void (*)(ENTRY, const char *))symbol("archive_entry_set_pathname");
    if (function) function(entry, path);
}

void archive_entry_set_filetype(ENTRY entry, unsigned int type) {
    void (*function)(ENTRY, unsigned int) = (void (*)(ENTRY, unsigned int))symbol("archive_entry_set_filetype");
    if (function) function(entry, type);
}
