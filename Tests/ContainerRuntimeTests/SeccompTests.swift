import Foundation
import ImageFormat
import Testing

@testable import ContainerRuntime

/// The filter, run by an interpreter of the few instructions that it is made of, as the kernel runs it.
private struct FilterMachine {
    let program: [SeccompFilter.Instruction]

    enum Architecture: UInt32 {
        case x86_64 = 0xC000_003E
        case i386 = 0x4000_0003
        case other = 0xC000_00B7
    }

    /// What the kernel would do with a call: `allow`, `kill`, or an error number.
    func verdict(_ number: UInt32, _ arguments: [UInt64], on architecture: Architecture) throws -> String {
        let data = Self.data(number, arguments, architecture)
        var position = 0
        var register: UInt32 = 0
        for _ in 0..<program.count {
            let step = try #require(program.indices.contains(position) ? program[position] : nil)
            position += 1
            let isTrue: Bool
            switch step.code {
            case SeccompFilter.Code.load:
                register = try #require(data[Int(step.operand)])
                continue
            case SeccompFilter.Code.result: return Self.words(step.operand)
            case SeccompFilter.Code.jump:
                position += Int(step.operand)
                continue
            case SeccompFilter.Code.jumpIfEqual: isTrue = register == step.operand
            case SeccompFilter.Code.jumpIfNotBelow: isTrue = register >= step.operand
            case SeccompFilter.Code.jumpIfAnyBit: isTrue = register & step.operand != 0
            default: isTrue = try #require(nil as Bool?, "unknown code \(step.code)")
            }
            position += Int(isTrue ? step.ifTrue : step.ifFalse)
        }
        return try #require(nil as String?, "no end")
    }

    /// `struct seccomp_data`, by offsets.
    private static func data(
        _ number: UInt32, _ arguments: [UInt64], _ architecture: Architecture
    ) -> [Int: UInt32] {
        var data: [Int: UInt32] = [0: number, 4: architecture.rawValue]
        for index in 0..<6 {
            let value = index < arguments.count ? arguments[index] : 0
            data[16 + 8 * index] = UInt32(truncatingIfNeeded: value)
            data[20 + 8 * index] = UInt32(truncatingIfNeeded: value >> 32)
        }
        return data
    }

    private static func words(_ result: UInt32) -> String {
        switch result & 0xFFFF_0000 {
        case 0x7FFF_0000: "allow"
        case 0x0005_0000: "\(result & 0xFFFF)"
        case 0x8000_0000: "kill"
        default: "\(result)"
        }
    }
}

@Suite struct SeccompTests {
    private let machine = FilterMachine(
        program: SeccompFilter(SeccompProfile(capabilities: Capabilities.standard)).program)

    /// Numbers of 64-bit programs, and what Docker's default profile says; 1 is EPERM, 38 ENOSYS.
    @Test(
        arguments: [
            ("read", 0, [], "allow"), ("openat2", 437, [], "allow"), ("fchmodat2", 452, [], "allow"),
            ("cachestat", 451, [], "allow"), ("mseal", 462, [], "allow"), ("removexattrat", 466, [], "allow"),
            ("uretprobe", 335, [], "allow"), ("ptrace", 101, [], "allow"), ("chroot", 161, [], "allow"),
            ("mount", 165, [], "1"), ("bpf", 321, [], "1"), ("keyctl", 250, [], "1"), ("unshare", 272, [], "1"),
            ("io_uring_setup", 425, [], "1"), ("pidfd_getfd", 438, [], "1"), ("lsm_list_modules", 461, [], "1"),
            ("no call has this number", 400, [], "1"), ("clone3", 435, [], "38"), ("open_tree_attr", 467, [], "38"),
            ("far away", 0x3FFF_FFFF, [], "38"), ("read, of an x32 program", 0x4000_0000, [], "38"),
            ("the last number", 0xFFFF_FFFF, [], "38"),
            ("socket AF_INET", 41, [2], "allow"), ("socket AF_ALG", 41, [38], "1"),
            ("socket AF_NFC", 41, [39], "allow"),
            ("socket AF_VSOCK", 41, [40], "1"), ("the same with a high half", 41, [1 << 32 | 40], "1"),
            ("clone", 56, [0x11], "allow"), ("clone NEWUSER", 56, [0x1000_0011], "1"),
            ("clone NEWNS", 56, [0x2_0000], "1"),
            ("clone NEWCGROUP", 56, [0x200_0000], "1"), ("clone of a thread", 56, [0x3D_0F00], "allow"),
            ("personality 0", 135, [0], "allow"), ("personality 8", 135, [8], "allow"),
            ("personality 0x20000", 135, [0x20000], "allow"), ("personality 0x20008", 135, [0x20008], "allow"),
            ("personality asked", 135, [0xFFFF_FFFF], "allow"), ("personality 1", 135, [1], "1"),
            ("ADDR_NO_RANDOMIZE", 135, [0x40000], "1"),
            ("mknod, file", 133, [0, 0o100644], "allow"), ("mknod, no type", 133, [0, 0o644], "allow"),
            ("mknod, pipe", 133, [0, 0o010644], "allow"), ("mknod, socket", 133, [0, 0o140644], "allow"),
            ("mknod, character device", 133, [0, 0o020644], "1"), ("mknod, block device", 133, [0, 0o060644], "1"),
            ("mknod, high bits", 133, [0, 0xFFFF_0000_0000 | 0o060644], "1"),
            ("mknodat, pipe", 259, [0, 0, 0o010644], "allow"), ("mknodat, block device", 259, [0, 0, 0o060644], "1"),
            ("mknodat looks at its own mode", 259, [0, 0o060644, 0o010644], "allow"),
        ] as [(String, UInt32, [UInt64], String)])
    func judgesLongCalls(_ name: String, _ number: UInt32, _ arguments: [UInt64], _ verdict: String) throws {
        #expect(try machine.verdict(number, arguments, on: .x86_64) == verdict)
    }

    @Test(
        arguments: [
            ("restart_syscall", 0, [], "allow"), ("_llseek", 140, [], "allow"), ("socketcall", 102, [], "allow"),
            ("clock_gettime64", 403, [], "allow"), ("mount", 21, [], "1"), ("umount", 22, [], "1"),
            ("stime", 25, [], "1"),
            ("mknod, block device", 14, [0, 0o060644], "1"), ("mknod, pipe", 14, [0, 0o010644], "allow"),
            ("mknodat, character device", 297, [0, 0, 0o020644], "1"), ("clone NEWUSER", 120, [0x1000_0011], "1"),
            ("socket AF_VSOCK", 359, [40], "1"), ("clone3", 435, [], "38"), ("open_tree_attr", 467, [], "38"),
        ] as [(String, UInt32, [UInt64], String)])
    func judgesShortCalls(_ name: String, _ number: UInt32, _ arguments: [UInt64], _ verdict: String) throws {
        #expect(try machine.verdict(number, arguments, on: .i386) == verdict)
    }

    @Test func killsWhatIsOfAnotherMachine() throws {
        #expect(try machine.verdict(0, [], on: .other) == "kill")
    }

    /// The calls that Docker allows to its default capabilities whatever their arguments are, of all architectures.
    private static let allowedByDocker = Set(
        """
        _llseek _newselect accept accept4 access adjtimex alarm arch_prctl bind brk cachestat capget capset chdir \
        chmod chown chown32 clock_adjtime clock_adjtime64 clock_getres clock_getres_time64 clock_gettime \
        clock_gettime64 clock_nanosleep clock_nanosleep_time64 close close_range connect copy_file_range creat dup \
        dup2 dup3 epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait \
        epoll_wait_old eventfd eventfd2 execve execveat exit exit_group faccessat faccessat2 fadvise64 fadvise64_64 \
        fallocate fanotify_mark fchdir fchmod fchmodat fchmodat2 fchown fchown32 fchownat fcntl fcntl64 fdatasync \
        fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat fstat64 fstatat64 fstatfs fstatfs64 fsync \
        ftruncate ftruncate64 futex futex_requeue futex_time64 futex_wait futex_waitv futex_wake futimesat \
        get_robust_list get_thread_area getcpu getcwd getdents getdents64 getegid getegid32 geteuid geteuid32 getgid \
        getgid32 getgroups getgroups32 getitimer getpeername getpgid getpgrp getpid getppid getpriority getrandom \
        getresgid getresgid32 getresuid getresuid32 getrlimit getrusage getsid getsockname getsockopt gettid \
        gettimeofday getuid getuid32 getxattr getxattrat inotify_add_watch inotify_init inotify_init1 inotify_rm_watch \
        io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64 io_setup io_submit ioctl ioprio_get \
        ioprio_set ipc kill landlock_add_rule landlock_create_ruleset landlock_restrict_self lchown lchown32 lgetxattr \
        link linkat listen listmount listxattr listxattrat llistxattr lremovexattr lseek lsetxattr lstat lstat64 \
        madvise map_shadow_stack membarrier memfd_create memfd_secret mincore mkdir mkdirat mlock mlock2 mlockall mmap \
        mmap2 modify_ldt mprotect mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedreceive_time64 mq_timedsend \
        mq_timedsend_time64 mq_unlink mremap mseal msgctl msgget msgrcv msgsnd msync munlock munlockall munmap \
        name_to_handle_at nanosleep newfstatat open openat openat2 pause pidfd_open pidfd_send_signal pipe pipe2 \
        pkey_alloc pkey_free pkey_mprotect poll ppoll ppoll_time64 prctl pread64 preadv preadv2 prlimit64 \
        process_mrelease process_vm_readv process_vm_writev pselect6 pselect6_time64 ptrace pwrite64 pwritev pwritev2 \
        read readahead readlink readlinkat readv recv recvfrom recvmmsg recvmmsg_time64 recvmsg remap_file_pages \
        removexattr removexattrat rename renameat renameat2 restart_syscall rmdir rseq rt_sigaction rt_sigpending \
        rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_sigtimedwait_time64 \
        rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr sched_getparam \
        sched_getscheduler sched_rr_get_interval sched_rr_get_interval_time64 sched_setaffinity sched_setattr \
        sched_setparam sched_setscheduler sched_yield seccomp select semctl semget semop semtimedop semtimedop_time64 \
        send sendfile sendfile64 sendmmsg sendmsg sendto set_robust_list set_thread_area set_tid_address setfsgid \
        setfsgid32 setfsuid setfsuid32 setgid setgid32 setgroups setgroups32 setitimer setpgid setpriority setregid \
        setregid32 setresgid setresgid32 setresuid setresuid32 setreuid setreuid32 setrlimit setsid setsockopt setuid \
        setuid32 setxattr setxattrat shmat shmctl shmdt shmget shutdown sigaltstack signalfd signalfd4 sigprocmask \
        sigreturn socketcall socketpair splice stat stat64 statfs statfs64 statmount statx symlink symlinkat sync \
        sync_file_range syncfs sysinfo tee tgkill time timer_create timer_delete timer_getoverrun timer_gettime \
        timer_gettime64 timer_settime timer_settime64 timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime \
        timerfd_settime64 times tkill truncate truncate64 ugetrlimit umask uname unlink unlinkat uretprobe utime \
        utimensat utimensat_time64 utimes vfork vmsplice wait4 waitid waitpid write writev chroot
        """.split(separator: " ").map(String.init))

    private static func numbers(_ table: StaticString) -> [String: UInt32] {
        var numbers: [String: UInt32] = [:]
        SystemCallNumbers.each(in: table) { numbers[$0] = $1 }
        return numbers
    }

    /// Every call that is allowed without a condition, and none besides, on both tables.
    @Test func agreesWithDockerAboutEveryNumber() throws {
        let tables: [(FilterMachine.Architecture, StaticString)] = [
            (.x86_64, SystemCallNumbers.x86_64), (.i386, SystemCallNumbers.i386),
        ]
        for (architecture, table) in tables {
            let numbers = Self.numbers(table)
            #expect(numbers.count > 300)
            #expect(Set(numbers.values).count == numbers.count, "no number twice")
            let conditional: Set<String> = ["socket", "clone", "clone3", "personality", "mknod", "mknodat"]
            let asked = Set(numbers.filter { conditional.contains($0.key) }.values)
            let allowed = Set(numbers.filter { Self.allowedByDocker.contains($0.key) }.values)
            for number in UInt32(0)...600 where !asked.contains(number) {
                let expected = allowed.contains(number) ? "allow" : number > 466 ? "38" : "1"
                #expect(try machine.verdict(number, [], on: architecture) == expected, "\(number)")
            }
        }
        let profile = SeccompProfile(capabilities: Capabilities.standard)
        #expect(Self.allowedByDocker.subtracting(profile.allowed) == [])
        #expect(Set(profile.allowed).subtracting(Self.allowedByDocker).subtracting(SystemCallNumbers.elsewhere) == [])
    }

    /// The search by halving needs them in order.
    @Test func hasItsNumbersInOrder() {
        for table in [SystemCallNumbers.x86_64, SystemCallNumbers.i386] {
            var last: UInt32?
            SystemCallNumbers.each(in: table) { name, number in
                #expect(last.map { $0 < number } ?? true, "\(name)")
                last = number
            }
        }
    }

    @Test(
        arguments: [
            ("CAP_SYS_ADMIN", 165, "allow"), ("CAP_SYS_ADMIN", 435, "allow"), ("CAP_SYS_ADMIN", 272, "allow"),
            ("CAP_SYS_PTRACE", 438, "allow"), ("CAP_SYS_TIME", 227, "allow"), ("CAP_SYS_BOOT", 169, "allow"),
            ("CAP_DAC_READ_SEARCH", 304, "allow"), ("CAP_SYS_PTRACE", 165, "1"), ("CAP_SYS_ADMIN", 246, "1"),
            ("CAP_SYS_ADMIN", 467, "38"),
        ] as [(String, UInt32, String)])
    func givesWhatACapabilityNeeds(_ capability: String, _ number: UInt32, _ verdict: String) throws {
        let profile = SeccompProfile(capabilities: Capabilities.standard + [capability])
        let machine = FilterMachine(program: SeccompFilter(profile).program)
        #expect(try machine.verdict(number, [], on: .x86_64) == verdict)
        // Clone may make namespaces then, too; device nodes are for nobody.
        if capability == "CAP_SYS_ADMIN" { #expect(try machine.verdict(56, [0x1000_0011], on: .x86_64) == "allow") }
        #expect(try machine.verdict(133, [0, 0o060644], on: .x86_64) == "1")
    }

    @Test func withoutChrootThereIsNoChroot() throws {
        let machine = FilterMachine(program: SeccompFilter(SeccompProfile(capabilities: [])).program)
        #expect(try machine.verdict(161, [], on: .x86_64) == "1")
    }

    /// The newest call of each table is the one after which ENOSYS begins, as runc has it.
    @Test func knowsTheNewestCalls() {
        #expect(Self.numbers(SystemCallNumbers.x86_64).values.max() == 466)
        #expect(Self.numbers(SystemCallNumbers.i386).values.max() == 466)
    }

    @Test func fitsIntoTheKernel() {
        #expect(machine.program.count <= 4096, "BPF_MAXINSNS")
    }

    @Test func isWrittenInBase64() throws {
        for count in 0..<10 {
            let bytes = (0..<count).map { UInt8(($0 * 97 + 251) & 255) }
            #expect(Base64.text(of: bytes) == Data(bytes).base64EncodedString())
        }
        let profile = SeccompProfile(capabilities: Capabilities.standard)
        let data = try #require(Data(base64Encoded: SeccompFilter.text(for: Capabilities.standard)))
        #expect(data.count == 8 * SeccompFilter(profile).program.count)
        #expect(SeccompFilter.text(for: []) == SeccompFilter(SeccompProfile(capabilities: [])).base64)
    }

    /// For runc, and for a crun that takes no filter.
    @Test func isWrittenForARuntimeToCompile() throws {
        let json = SeccompProfile(capabilities: Capabilities.standard).json
        #expect(json["defaultAction"] == .string("SCMP_ACT_ERRNO"))
        #expect(json["defaultErrnoRet"] == .integer(1))
        let rules = json["syscalls"]?.elements ?? []
        func actions(of name: String) -> [String] {
            rules.filter { $0["names"]?.elements?.contains(.string(name)) == true }.map { rule in
                let test = rule["args"]?.elements?.first
                let number = { (key: String) in test?[key].map { " \(key)=\($0.encodedText)" } ?? "" }
                return (rule["action"]?.string ?? "") + (test?["op"]?.string.map { " \($0)" } ?? "") + number("index")
                    + number("value") + (rule["errnoRet"].map { " errno=\($0.encodedText)" } ?? "")
            }
        }
        #expect(actions(of: "read") == ["SCMP_ACT_ALLOW"])
        #expect(actions(of: "mount") == [])
        #expect(actions(of: "clone3") == ["SCMP_ACT_ERRNO errno=38"])
        #expect(actions(of: "mknod") == ["SCMP_ACT_ALLOW SCMP_CMP_MASKED_EQ index=1 value=8192"])
        #expect(
            actions(of: "socket") == [
                "SCMP_ACT_ALLOW SCMP_CMP_LT index=0 value=38", "SCMP_ACT_ALLOW SCMP_CMP_GT index=0 value=40",
                "SCMP_ACT_ALLOW SCMP_CMP_EQ index=0 value=39",
            ])
        #expect(actions(of: "personality").count == 5)
    }
}

extension JSON {
    fileprivate var encodedText: String { String(decoding: encoded(), as: UTF8.self) }
}
