"""GoogleTest cases under the explorer that are not all meant to pass: a program for a test to run."""

load("@rules_cc//cc:defs.bzl", "cc_binary")
load("//checker/rules:sanitizer.bzl", "EXERCISE_COPTS", "EXERCISE_LINKOPTS")

_WRAP = "//checker/explore:wrap.ldflags"

def explored_cases(name, src):
    """The program `name` with the cases in `src`, built as exercises are."""
    cc_binary(
        name = name,
        testonly = True,
        srcs = [src],
        additional_linker_inputs = [_WRAP],
        copts = EXERCISE_COPTS + ["-include", "checker/explore/weak_compare_exchange.h"],
        linkopts = EXERCISE_LINKOPTS + ["@$(location %s)" % _WRAP],
        linkstatic = True,
        deps = ["//checker/testing:runtime"],
    )
