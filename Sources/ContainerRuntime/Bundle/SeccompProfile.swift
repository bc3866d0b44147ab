internal import ImageFormat

/// The system calls that Docker lets a container with its default capabilities make; all others fail with EPERM.
///
/// Only the machine's own architecture is allowed, which halves the time that a start takes; 32-bit programs do not run.
enum SeccompProfile {
    static func json(architecture: String) -> JSON {
        .object([
            "defaultAction": .string("SCMP_ACT_ERRNO"),
            "defaultErrnoRet": .integer(1),
            "architectures": .strings([architecture]),
            "syscalls": .array([
                allow(allowed),
                allow(["personality"], argument: 0, "SCMP_CMP_EQ", 0x0),
                allow(["personality"], argument: 0, "SCMP_CMP_EQ", 0x0008),
                allow(["personality"], argument: 0, "SCMP_CMP_EQ", 0x20000),
                allow(["personality"], argument: 0, "SCMP_CMP_EQ", 0x20008),
                allow(["personality"], argument: 0, "SCMP_CMP_EQ", 0xFFFF_FFFF),
                // AF_VSOCK would reach the host of a virtual machine.
                allow(["socket"], argument: 0, "SCMP_CMP_NE", 40),
                // No flag of clone may ask for a namespace.
                allow(["clone"], argument: 0, "SCMP_CMP_MASKED_EQ", 0x7E02_0000, 0),
                // A filter cannot see clone3's flags: told that it is missing, the C library uses clone.
                .object(["names": .strings(["clone3"]), "action": .string("SCMP_ACT_ERRNO"), "errnoRet": .integer(38)]),
            ]),
        ])
    }

    private static func allow(_ names: [String]) -> JSON {
        .object(["names": .strings(names), "action": .string("SCMP_ACT_ALLOW")])
    }

    private static func allow(
        _ names: [String], argument: Int64, _ comparison: String, _ value: Int64, _ second: Int64? = nil
    ) -> JSON {
        .object([
            "names": .strings(names),
            "action": .string("SCMP_ACT_ALLOW"),
            "args": .array([
                .object([
                    "index": .integer(argument), "value": .integer(value), "valueTwo": second.map(JSON.integer),
                    "op": .string(comparison),
                ])
            ]),
        ])
    }

    #if arch(arm64)
        static let nativeArchitecture = "SCMP_ARCH_AARCH64"
    #else
        static let nativeArchitecture = "SCMP_ARCH_X86_64"
    #endif

    /// By first letter.
    static let allowed: [String] = """
        accept accept4 access adjtimex alarm arch_prctl bind brk cachestat capget capset chdir chmod chown chroot \
        clock_adjtime clock_getres clock_gettime clock_nanosleep close close_range connect copy_file_range creat \
        dup dup2 dup3 epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait \
        epoll_wait_old eventfd eventfd2 execve execveat exit exit_group faccessat faccessat2 fadvise64 fallocate \
        fanotify_mark fchdir fchmod fchmodat fchmodat2 fchown fchownat fcntl fdatasync fgetxattr flistxattr flock \
        fork fremovexattr fsetxattr fstat fstatfs fsync ftruncate futex futex_requeue futex_wait futex_waitv \
        futex_wake futimesat get_robust_list get_thread_area getcpu getcwd getdents getdents64 getegid geteuid \
        getgid getgroups getitimer getpeername getpgid getpgrp getpid getppid getpriority getrandom getresgid \
        getresuid getrlimit getrusage getsid getsockname getsockopt gettid gettimeofday getuid getxattr \
        inotify_add_watch inotify_init inotify_init1 inotify_rm_watch io_cancel io_destroy io_getevents \
        io_pgetevents io_setup io_submit ioctl ioprio_get ioprio_set kill landlock_add_rule \
        landlock_create_ruleset landlock_restrict_self lchown lgetxattr link linkat listen listxattr llistxattr \
        lremovexattr lseek lsetxattr lstat madvise map_shadow_stack membarrier memfd_create memfd_secret mincore \
        mkdir mkdirat mknod mknodat mlock mlock2 mlockall mmap modify_ldt mprotect mq_getsetattr mq_notify mq_open \
        mq_timedreceive mq_timedsend mq_unlink mremap msgctl msgget msgrcv msgsnd msync munlock munlockall munmap \
        name_to_handle_at nanosleep newfstatat open openat openat2 pause pidfd_getfd pidfd_open pidfd_send_signal \
        pipe pipe2 pkey_alloc pkey_free pkey_mprotect poll ppoll prctl pread64 preadv preadv2 prlimit64 \
        process_mrelease process_vm_readv process_vm_writev pselect6 ptrace pwrite64 pwritev pwritev2 read \
        readahead readlink readlinkat readv recvfrom recvmmsg recvmsg remap_file_pages removexattr rename renameat \
        renameat2 restart_syscall rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo \
        rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min \
        sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval sched_setaffinity \
        sched_setattr sched_setparam sched_setscheduler sched_yield seccomp select semctl semget semop semtimedop \
        sendfile sendmmsg sendmsg sendto set_robust_list set_thread_area set_tid_address setfsgid setfsuid setgid \
        setgroups setitimer setpgid setpriority setregid setresgid setresuid setreuid setrlimit setsid setsockopt \
        setuid setxattr shmat shmctl shmdt shmget shutdown sigaltstack signalfd signalfd4 socketpair splice stat \
        statfs statx symlink symlinkat sync sync_file_range syncfs sysinfo tee tgkill time timer_create \
        timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime timerfd_settime \
        times tkill truncate umask uname unlink unlinkat utime utimensat utimes vfork vmsplice wait4 waitid write \
        writev
        """.split(separator: " ").map(String.init)
}
