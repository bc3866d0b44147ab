// A library for LD_PRELOAD that lets one call fail. It counts what slipway's own programs change in files (FAIL_KIND
// change) or open (FAIL_KIND open), all processes of a command together, and the call with the number FAIL_AT fails
// with FAIL_ERRNO. FAIL_COUNT names a file of one page, which holds the count.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <unistd.h>

static unsigned *count, at;
static int error, opens;

#define NEXT(result, name, parameters)                                \
  static result(*next) parameters;                                    \
  if (!next) next = (result(*) parameters)dlsym(RTLD_NEXT, #name)

// Only slipway's programs: what they start, compilers and containers, has faults of its own.
__attribute__((constructor)) static void begin(void) {
  char name[4096];
  ssize_t length = readlink("/proc/self/exe", name, sizeof name - 1);
  name[length < 0 ? 0 : length] = 0;
  char *base = strrchr(name, '/'), *place = getenv("FAIL_COUNT"), *kind = getenv("FAIL_KIND");
  if (!base || strncmp(base, "/slipway", 8) || !place || !kind) return;
  NEXT(int, open, (const char *, int, ...));
  int file = next(place, O_RDWR | O_CLOEXEC);
  void *page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  at = atoi(getenv("FAIL_AT"));
  error = atoi(getenv("FAIL_ERRNO"));
  opens = !strcmp(kind, "open");
  if (page != MAP_FAILED) count = page;
}

static int counts(int opening) {
  if (!count || opens != opening || __sync_add_and_fetch(count, 1) != at) return 0;
  errno = error;
  return 1;
}

static int is_written(int file) {
  struct stat status;
  int saved = errno, flags = fcntl(file, F_GETFL);
  int result = file > 2 && flags >= 0 && (flags & O_ACCMODE) != O_RDONLY && !fstat(file, &status) && S_ISREG(status.st_mode);
  errno = saved;
  return result;
}

#define CALL(result, name, parameters, arguments, condition) \
  result name parameters {                                   \
    NEXT(result, name, parameters);                          \
    return (condition) && counts(0) ? -1 : next arguments;   \
  }
CALL(ssize_t, write, (int f, const void *b, size_t n), (f, b, n), is_written(f))
CALL(ssize_t, writev, (int f, const struct iovec *v, int n), (f, v, n), is_written(f))
CALL(ssize_t, pwrite, (int f, const void *b, size_t n, off_t o), (f, b, n, o), is_written(f))
CALL(ssize_t, pwrite64, (int f, const void *b, size_t n, off_t o), (f, b, n, o), is_written(f))
CALL(ssize_t, copy_file_range, (int f, off_t *x, int g, off_t *y, size_t n, unsigned k), (f, x, g, y, n, k), 1)
CALL(ssize_t, sendfile, (int f, int g, off_t *x, size_t n), (f, g, x, n), is_written(f))
CALL(ssize_t, sendfile64, (int f, int g, off_t *x, size_t n), (f, g, x, n), is_written(f))
CALL(int, fsync, (int f), (f), 1)
CALL(int, fdatasync, (int f), (f), 1)
CALL(int, syncfs, (int f), (f), 1)
CALL(int, ftruncate, (int f, off_t n), (f, n), 1)
CALL(int, ftruncate64, (int f, off_t n), (f, n), 1)
CALL(int, rename, (const char *a, const char *b), (a, b), 1)
CALL(int, renameat, (int x, const char *a, int y, const char *b), (x, a, y, b), 1)
CALL(int, renameat2, (int x, const char *a, int y, const char *b, unsigned k), (x, a, y, b, k), 1)
CALL(int, link, (const char *a, const char *b), (a, b), 1)
CALL(int, linkat, (int x, const char *a, int y, const char *b, int k), (x, a, y, b, k), 1)
CALL(int, symlink, (const char *a, const char *b), (a, b), 1)
CALL(int, symlinkat, (const char *a, int y, const char *b), (a, y, b), 1)
CALL(int, mkdir, (const char *a, mode_t m), (a, m), 1)
CALL(int, mkdirat, (int x, const char *a, mode_t m), (x, a, m), 1)
CALL(int, mknodat, (int x, const char *a, mode_t m, dev_t d), (x, a, m, d), 1)
CALL(int, unlink, (const char *a), (a), 1)
CALL(int, unlinkat, (int x, const char *a, int k), (x, a, k), 1)
CALL(int, rmdir, (const char *a), (a), 1)
CALL(int, fchmod, (int f, mode_t m), (f, m), 1)
CALL(int, fchmodat, (int x, const char *a, mode_t m, int k), (x, a, m, k), 1)
CALL(int, fchown, (int f, uid_t u, gid_t g), (f, u, g), 1)
CALL(int, fchownat, (int x, const char *a, uid_t u, gid_t g, int k), (x, a, u, g, k), 1)
CALL(int, fsetxattr, (int f, const char *a, const void *b, size_t n, int k), (f, a, b, n, k), 1)

// The file is closed all the same, as Linux does it.
int close(int file) {
  NEXT(int, close, (int));
  int written = count && !opens && is_written(file);
  int result = next(file);
  return written && counts(0) ? -1 : result;
}

#define OPEN(name, parameters, arguments)                       \
  int name parameters {                                         \
    NEXT(int, name, parameters);                                \
    mode_t mode = 0;                                            \
    if (flags & (O_CREAT | __O_TMPFILE)) {                      \
      va_list list;                                             \
      va_start(list, flags);                                    \
      mode = va_arg(list, mode_t);                              \
      va_end(list);                                             \
    }                                                           \
    if (counts(1) || (flags & O_CREAT && counts(0))) return -1; \
    return next arguments;                                      \
  }
OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))
OPEN(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode))

int pipe(int ends[2]) {
  NEXT(int, pipe, (int *));
  return counts(1) ? -1 : next(ends);
}

int pipe2(int ends[2], int flags) {
  NEXT(int, pipe2, (int *, int));
  return counts(1) ? -1 : next(ends, flags);
}

int dup(int file) {
  NEXT(int, dup, (int));
  return counts(1) ? -1 : next(file);
}
