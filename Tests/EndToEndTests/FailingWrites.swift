import Foundation

/// Lets one change of a file fail: a library for `LD_PRELOAD` that counts what slipway's own programs write, sync,
/// rename, link, make and remove, all processes of a command together, and has the n-th call fail.
final class FailingWrites {
    static let canBeMade = FileManager.default.isExecutableFile(atPath: "/usr/bin/cc")

    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "failing-\(UUID().uuidString)")
        let project = Project(folder: folder)
        try project.write("failing.c", Self.source)
        let made = try Program(folder: folder).run(["cc", "-shared", "-fPIC", "-O1", "-o", "failing.so", "failing.c"])
        guard made.status == 0 else { throw CocoaError(.executableLoad, userInfo: ["cc": made.errors]) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The words before a command line that let its n-th change fail with an error of errno(3).
    func words(failing number: Int, with error: Int32) throws -> [String] {
        try Data(count: 4096).write(to: counter)
        return [
            "LD_PRELOAD=\(folder.path)/failing.so", "FAIL_COUNT=\(counter.path)", "FAIL_AT=\(number)",
            "FAIL_ERRNO=\(error)",
        ]
    }

    /// How many changes the last command tried.
    var count: Int {
        get throws { try Data(contentsOf: counter).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) } }
    }

    private var counter: URL { folder.appending(path: "count") }

    private static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdarg.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/mman.h>
        #include <sys/stat.h>
        #include <unistd.h>

        static int now(void) {
          static unsigned *count, at;
          static int error, ready;
          if (!ready) {
            char name[4096];
            ssize_t length = readlink("/proc/self/exe", name, sizeof name - 1);
            name[length < 0 ? 0 : length] = 0;
            ready = 1;
            char *base = strrchr(name, '/'), *place = getenv("FAIL_COUNT");
            if (base && !strncmp(base, "/slipway", 8) && place) {
              int file = open(place, O_RDWR | O_CLOEXEC);
              void *page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
              if (page != MAP_FAILED) count = page;
              close(file);
              at = atoi(getenv("FAIL_AT"));
              error = atoi(getenv("FAIL_ERRNO"));
            }
          }
          if (!count || __sync_add_and_fetch(count, 1) != at) return 0;
          errno = error;
          return 1;
        }

        static int is_file(int file) {
          struct stat status;
          return file > 2 && !fstat(file, &status) && S_ISREG(status.st_mode);
        }

        #define CALL(result, name, parameters, arguments, condition) \
          result name parameters { \
            static result (*next) parameters; \
            if (!next) next = (result(*) parameters)dlsym(RTLD_NEXT, #name); \
            return (condition) && now() ? -1 : next arguments; \
          }
        CALL(ssize_t, write, (int f, const void *b, size_t n), (f, b, n), is_file(f))
        CALL(ssize_t, pwrite, (int f, const void *b, size_t n, off_t o), (f, b, n, o), is_file(f))
        CALL(ssize_t, pwrite64, (int f, const void *b, size_t n, off_t o), (f, b, n, o), is_file(f))
        CALL(ssize_t, copy_file_range, (int f, off_t *x, int g, off_t *y, size_t n, unsigned k), (f, x, g, y, n, k), 1)
        CALL(int, fsync, (int f), (f), 1)
        CALL(int, ftruncate, (int f, off_t n), (f, n), 1)
        CALL(int, rename, (const char *a, const char *b), (a, b), 1)
        CALL(int, renameat, (int x, const char *a, int y, const char *b), (x, a, y, b), 1)
        CALL(int, linkat, (int x, const char *a, int y, const char *b, int k), (x, a, y, b, k), 1)
        CALL(int, symlinkat, (const char *a, int y, const char *b), (a, y, b), 1)
        CALL(int, mkdir, (const char *a, mode_t m), (a, m), 1)
        CALL(int, mkdirat, (int x, const char *a, mode_t m), (x, a, m), 1)
        CALL(int, unlinkat, (int x, const char *a, int k), (x, a, k), 1)
        int openat(int x, const char *a, int k, ...) {
          static int (*next)(int, const char *, int, ...);
          if (!next) next = (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, "openat");
          if (!(k & O_CREAT)) return next(x, a, k);
          va_list list;
          va_start(list, k);
          mode_t mode = va_arg(list, mode_t);
          va_end(list);
          return now() ? -1 : next(x, a, k, mode);
        }
        """#
}
