"""ThreadSanitizer: the one place that says how exercise code is built.

Everything that runs in a test binary is built with these flags: the chapter's test and the
student's file by the build action of judged.bzl, GoogleTest and the runtime through the transition
below. The checker's own programs are not.
"""

SANITIZER_FLAGS = ["-fsanitize=thread"]

EXERCISE_COPTS = SANITIZER_FLAGS + [
    "-std=c++20",
    "-O1",
    "-fno-color-diagnostics",
    # Lines and inlined functions are all that a report needs.
    "-gline-tables-only",
    # front() of an empty queue stops the program instead of passing by luck.
    "-D_GLIBCXX_ASSERTIONS",
    # std::counting_semaphore on sem_t. The other one of libstdc++ 12 loses a wake-up when two
    # releases meet two sleepers (GCC bug 98033), and its timed tries come late.
    "-D_GLIBCXX_USE_POSIX_SEMAPHORE=1",
    # A verdict must not depend on the mode: "-c opt" would take away assertions, and lead calls
    # like read() past the explorer and ThreadSanitizer, to __read_chk().
    "-UNDEBUG",
    "-U_FORTIFY_SOURCE",
]

EXERCISE_LINKOPTS = SANITIZER_FLAGS

def _sanitized_impl(settings, _attr):
    copts = [c for c in settings["//command_line_option:copt"] if c not in EXERCISE_COPTS]
    return {
        "//command_line_option:copt": copts + EXERCISE_COPTS,
        "//command_line_option:linkopt": EXERCISE_LINKOPTS,
        "//command_line_option:strip": "never",
    }

sanitized = transition(
    implementation = _sanitized_impl,
    inputs = ["//command_line_option:copt"],
    outputs = [
        "//command_line_option:copt",
        "//command_line_option:linkopt",
        "//command_line_option:strip",
    ],
)
