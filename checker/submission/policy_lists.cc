#include "checker/submission/policy_lists.h"

#include <algorithm>
#include <iterator>

namespace checker {
namespace {

constexpr std::string_view kLibraryHeaders[] = {
    "algorithm",
    "any",
    "array",
    "atomic",
    "barrier",
    "bit",
    "bitset",
    "cassert",
    "cctype",
    "cerrno",
    "cfenv",
    "cfloat",
    "charconv",
    "chrono",
    "cinttypes",
    "climits",
    "clocale",
    "cmath",
    "codecvt",
    "compare",
    "complex",
    "concepts",
    "condition_variable",
    "coroutine",
    "csetjmp",
    "csignal",
    "cstdarg",
    "cstddef",
    "cstdint",
    "cstdio",
    "cstdlib",
    "cstring",
    "ctime",
    "cuchar",
    "cwchar",
    "cwctype",
    "deque",
    "exception",
    "execution",
    "expected",
    "filesystem",
    "format",
    "forward_list",
    "fstream",
    "functional",
    "future",
    "generator",
    "initializer_list",
    "iomanip",
    "ios",
    "iosfwd",
    "iostream",
    "istream",
    "iterator",
    "latch",
    "limits",
    "list",
    "locale",
    "map",
    "memory",
    "memory_resource",
    "mutex",
    "new",
    "numbers",
    "numeric",
    "optional",
    "ostream",
    "print",
    "queue",
    "random",
    "ranges",
    "ratio",
    "regex",
    "scoped_allocator",
    "semaphore",
    "set",
    "shared_mutex",
    "source_location",
    "span",
    "spanstream",
    "sstream",
    "stack",
    "stdexcept",
    "stop_token",
    "streambuf",
    "string",
    "string_view",
    "syncstream",
    "system_error",
    "thread",
    "tuple",
    "type_traits",
    "typeindex",
    "typeinfo",
    "unordered_map",
    "unordered_set",
    "utility",
    "valarray",
    "variant",
    "vector",
    "version",
    // C's and POSIX's
    "arpa/inet.h",
    "assert.h",
    "ctype.h",
    "errno.h",
    "fcntl.h",
    "float.h",
    "inttypes.h",
    "limits.h",
    "math.h",
    "netinet/in.h",
    "netinet/tcp.h",
    "poll.h",
    "pthread.h",
    "sched.h",
    "semaphore.h",
    "signal.h",
    "stdatomic.h",
    "stdbool.h",
    "stddef.h",
    "stdint.h",
    "stdio.h",
    "stdlib.h",
    "string.h",
    "sys/epoll.h",
    "sys/eventfd.h",
    "sys/mman.h",
    "sys/select.h",
    "sys/socket.h",
    "sys/stat.h",
    "sys/time.h",
    "sys/timerfd.h",
    "sys/types.h",
    "sys/uio.h",
    "sys/un.h",
    "sys/wait.h",
    "time.h",
    "unistd.h",
};

constexpr std::string_view kHarmlessAttributes[] = {
    // the standard's
    "assume",
    "carries_dependency",
    "deprecated",
    "fallthrough",
    "likely",
    "maybe_unused",
    "nodiscard",
    "noreturn",
    "no_unique_address",
    "unlikely",
    // compilers' old and new names for the like
    "always_inline",
    "aligned",
    "cold",
    "const",
    "flatten",
    "format",
    "gnu",
    "clang",
    "hot",
    "lifetimebound",
    "malloc",
    "musttail",
    "noinline",
    "nonnull",
    "nothrow",
    "packed",
    "pure",
    "returns_nonnull",
    "trivial_abi",
    "unused",
    "using",
    "warn_unused_result",
    // thread-safety analysis
    "acquire_capability",
    "acquire_shared_capability",
    "acquired_after",
    "acquired_before",
    "assert_capability",
    "assert_exclusive_lock",
    "assert_shared_capability",
    "assert_shared_lock",
    "capability",
    "exclusive_lock_function",
    "exclusive_locks_required",
    "exclusive_trylock_function",
    "guarded_by",
    "guarded_var",
    "lock_returned",
    "lockable",
    "locks_excluded",
    "no_thread_safety_analysis",
    "pt_guarded_by",
    "pt_guarded_var",
    "release_capability",
    "release_generic_capability",
    "release_shared_capability",
    "requires_capability",
    "requires_shared_capability",
    "scoped_lockable",
    "shared_lock_function",
    "shared_locks_required",
    "shared_trylock_function",
    "try_acquire_capability",
    "try_acquire_shared_capability",
    "unlock_function",
};

constexpr std::string_view kKeywords[] = {
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "defined",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "final",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "import",
    "inline",
    "int",
    "long",
    "module",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "override",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
};

struct Group {
  std::string_view why;
  std::initializer_list<std::string_view> names;
};

// Names that nobody uses for anything else: refused wherever they stand in the source.
constexpr std::initializer_list<std::string_view> kAssembler = {"asm", "__asm", "__asm__"};
constexpr std::initializer_list<std::string_view> kSystemCalls = {
    "syscall",          "__syscall",         "ptrace",
    "process_vm_readv", "process_vm_writev", "prctl",
    "clone3",           "prlimit",           "io_uring_setup",
    "io_uring_enter",   "io_uring_register", "userfaultfd"};
constexpr std::initializer_list<std::string_view> kProcesses = {
    "_Fork",  "vfork",   "posix_spawn", "posix_spawnp", "execl",   "execlp", "execle", "execv",
    "execvp", "execvpe", "execve",      "execveat",     "fexecve", "popen",  "wordexp"};
constexpr std::initializer_list<std::string_view> kMemory = {
    "mmap", "mmap64",   "mremap", "mprotect", "pkey_mprotect", "remap_file_pages",
    "sbrk", "shm_open", "shmget", "shmat",    "memfd_create"};
constexpr std::initializer_list<std::string_view> kLoader = {
    "dlsym",  "dlvsym",  "dlopen",   "dlmopen",  "dladdr",    "dladdr1",  "dl_iterate_phdr",
    "dlinfo", "_dl_sym", "_r_debug", "_DYNAMIC", "__environ", "getauxval"};
constexpr std::initializer_list<std::string_view> kContexts = {"_setjmp",
                                                               "sigsetjmp",
                                                               "__sigsetjmp",
                                                               "longjmp",
                                                               "_longjmp",
                                                               "siglongjmp",
                                                               "getcontext",
                                                               "setcontext",
                                                               "makecontext",
                                                               "swapcontext",
                                                               "__builtin_longjmp",
                                                               "__builtin_setjmp",
                                                               "__builtin_return_address",
                                                               "__builtin_frame_address",
                                                               "__builtin_extract_return_addr"};
constexpr std::initializer_list<std::string_view> kAsking = {
    "__has_include", "__has_include_next", "__has_embed", "__has_feature", "__SANITIZE_THREAD__"};

// Names that an honest variable or method may have (a philosopher's fork, a daemon thread): refused
// as what they are in C, functions that the compiled file calls.
constexpr std::initializer_list<std::string_view> kProcessesWhenCalled = {"fork", "system",
                                                                          "daemon"};
constexpr std::initializer_list<std::string_view> kSystemCallsWhenCalled = {
    "clone", "__clone", "unshare", "setns", "personality", "setrlimit", "setrlimit64"};
constexpr std::initializer_list<std::string_view> kMemoryWhenCalled = {"brk", "madvise"};
constexpr std::initializer_list<std::string_view> kLoaderWhenCalled = {"environ", "backtrace"};

constexpr std::string_view kWhyNotSystemCalls =
    "A raw system call reaches round the checker, which could then no longer tell what your "
    "threads "
    "wait for.";
constexpr std::string_view kWhyNotProcesses =
    "This exercise is to be solved without starting processes.";
constexpr std::string_view kWhyNotMemory =
    "Memory that is mapped by hand is invisible to the checker.";
constexpr std::string_view kWhyNotLoader =
    "Looking into the loaded program reaches round the checker.";

const Group kNames[] = {
    {"Assembler reaches round the checker; C++ has all that the exercises need.", kAssembler},
    {kWhyNotSystemCalls, kSystemCalls},
    {kWhyNotProcesses, kProcesses},
    {kWhyNotMemory, kMemory},
    {kWhyNotLoader, kLoader},
    {"Jumps between stacks reach round the checker.", kContexts},
    {"Your code must be the same whether it is being checked or not.", kAsking},
};
const Group kCalled[] = {
    {kWhyNotProcesses, kProcessesWhenCalled},
    {kWhyNotSystemCalls, kSystemCallsWhenCalled},
    {kWhyNotMemory, kMemoryWhenCalled},
    {kWhyNotLoader, kLoaderWhenCalled},
    {"It is the checker's, and runs the test.", {"main"}},
};

constexpr std::string_view kOwnPrefixes[] = {
    "__tsan",  "__interceptor_", "__sanitizer_",    "__wrap_",        "__real_",
    "__asan",  "__msan",         "__lsan",          "__ubsan",        "__xray",
    "__llvm_", "__gcov",         "GTEST_",          "gtest_",         "__cxa_",
    "__libc_", "AnnotateRWLock", "AnnotateHappens", "AnnotateIgnore", "AnnotateBenign",
};
constexpr std::string_view kWhyOwnPrefix =
    "Names that begin like this belong to the compiler's own machinery, which checks your code.";

// Not all of the library: those that would turn one meaning of the test or of a header into
// another. A macro that hits some other name is merely a compile error.
constexpr std::string_view kStandardNames[] = {
    "std",
    "chrono",
    "thread",
    "jthread",
    "mutex",
    "recursive_mutex",
    "timed_mutex",
    "recursive_timed_mutex",
    "shared_mutex",
    "shared_timed_mutex",
    "lock_guard",
    "unique_lock",
    "scoped_lock",
    "shared_lock",
    "condition_variable",
    "condition_variable_any",
    "atomic",
    "atomic_flag",
    "atomic_ref",
    "atomic_thread_fence",
    "future",
    "promise",
    "async",
    "packaged_task",
    "latch",
    "barrier",
    "counting_semaphore",
    "binary_semaphore",
    "stop_token",
    "stop_source",
    "stop_callback",
    "call_once",
    "once_flag",
    "this_thread",
    "get_id",
    "sleep_for",
    "sleep_until",
    "yield",
    "steady_clock",
    "system_clock",
    "memory_order",
    "vector",
    "string",
    "optional",
    "function",
    "array",
    "map",
    "set",
    "deque",
    "queue",
    "list",
    "pair",
    "tuple",
    "size_t",
    "assert",
    "errno",
    "exit",
    "_exit",
    "_Exit",
    "abort",
    "malloc",
    "free",
    "printf",
    "NULL",
    "EOF",
    "lock",
    "unlock",
    "try_lock",
    "wait",
    "notify_one",
    "notify_all",
    "load",
    "store",
    "exchange",
    "fetch_add",
    "fetch_sub",
    "compare_exchange_strong",
    "compare_exchange_weak",
};

template <class List>
bool Contains(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

}  // namespace

bool IsLibraryHeader(std::string_view name) { return Contains(kLibraryHeaders, name); }
bool IsHarmlessAttribute(std::string_view name) { return Contains(kHarmlessAttributes, name); }
bool IsKeyword(std::string_view name) { return Contains(kKeywords, name); }
bool IsStandardName(std::string_view name) { return Contains(kStandardNames, name); }

std::string_view WhyNameRefused(std::string_view name) {
  for (const Group& group : kNames) {
    if (Contains(group.names, name)) return group.why;
  }
  for (std::string_view prefix : kOwnPrefixes) {
    if (name.substr(0, prefix.size()) == prefix) return kWhyOwnPrefix;
  }
  return "";
}

std::string_view WhyCallRefused(std::string_view function) {
  for (const Group& group : kCalled) {
    if (Contains(group.names, function)) return group.why;
  }
  for (const Group& group : kNames) {
    if (Contains(group.names, function)) return group.why;
  }
  return "";
}

}  // namespace checker
