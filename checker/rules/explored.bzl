"""Programs under the schedule explorer that are no exercises: the explorer's own tests, and ordinary
programs with a main() of their own."""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_test")
load("//checker/rules:sanitizer.bzl", "EXERCISE_COPTS", "EXERCISE_LINKOPTS")

# With "@": programs may lie in another repository (checker/cli/explore.cc).
_WRAP = "@//checker/explore:wrap.ldflags"

_LIBRARY = "checker/explore/libstdcxx/standard_library.h"

# C programs don't know the C++ standard's flag; .bazelrc sets it for C++.
_COPTS = [flag for flag in EXERCISE_COPTS if not flag.startswith("-std=")] + ["-include", _LIBRARY]

# What older C allowed: a program that was not written for us is taken as it is.
_LENIENT = [
    "-w",
    "-Wno-error=implicit-function-declaration",
    "-Wno-error=implicit-int",
    "-Wno-error=incompatible-function-pointer-types",
    "-Wno-error=int-conversion",
]

def explored_test(name, srcs, schedules):
    """GoogleTest cases, each of them clean in `schedules` schedules."""
    cc_test(
        name = name,
        size = "medium",
        srcs = srcs,
        additional_linker_inputs = [_WRAP],
        args = ["--schedules=%d" % schedules],
        copts = _COPTS,
        linkopts = EXERCISE_LINKOPTS + ["@$(location %s)" % _WRAP],
        linkstatic = True,
        deps = ["//checker/testing:runtime"],
    )

def explored_cases(name, srcs):
    """GoogleTest cases that are not all meant to pass: the program `name`, for a test to run."""
    cc_binary(
        name = name,
        testonly = True,
        srcs = srcs,
        additional_linker_inputs = [_WRAP],
        copts = _COPTS,
        linkopts = EXERCISE_LINKOPTS + ["@$(location %s)" % _WRAP],
        linkstatic = True,
        visibility = ["//checker:__subpackages__"],
        deps = ["//checker/testing:runtime"],
    )

def explored_program(name, srcs, copts = [], **kwargs):
    """An ordinary program, explored: `bazel run` of it tells its first failure and a replay token.

    A name that the program shares with a function of the runtime (`send`, `poll`) is the program's.

    Args:
      name: the name of the program.
      srcs: its sources, main() among them.
      copts: more flags for the compiler.
      **kwargs: for cc_binary.
    """
    cc_binary(
        name = name,
        srcs = srcs,
        additional_linker_inputs = [_WRAP],
        copts = _COPTS + _LENIENT + copts,
        linkopts = EXERCISE_LINKOPTS + [
            "@$(location %s)" % _WRAP,
            "-Wl,--wrap=main",
            "-Wl,-z,muldefs",
            "-fuse-ld=bfd",  # Debian's gold breaks down where it should name an undefined symbol
        ],
        features = ["-supports_start_end_lib"],  # which only gold has
        linkstatic = True,
        deps = ["@//checker/explore/main:program_main"],
        **kwargs
    )
