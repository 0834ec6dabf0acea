"""Programs for the explorer's own tests, built as exercises are."""

load("@rules_cc//cc:defs.bzl", "cc_binary")
load("//checker/rules:sanitizer.bzl", "sanitized")

def _explored_impl(ctx):
    program = ctx.executable.program
    output = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.symlink(output = output, target_file = program, is_executable = True)
    return [DefaultInfo(
        executable = output,
        files = depset([output]),
        runfiles = ctx.runfiles([output]),
    )]

_explored = rule(
    implementation = _explored_impl,
    doc = "`program`, built under ThreadSanitizer.",
    attrs = {
        "program": attr.label(mandatory = True, cfg = sanitized, executable = True),
        "_allowlist_function_transition": attr.label(
            default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
        ),
    },
    executable = True,
)

def explored_program(name, src, ordinary = False):
    """A program that runs under the explorer.

    Args:
      name: of the program.
      src: its source: GoogleTest cases, or a file with a main of its own.
      ordinary: whether it has a main of its own.
    """
    wrap = "//checker/explore:wrap.ldflags"
    cc_binary(
        name = name + "_unsanitized",
        testonly = True,
        srcs = [src],
        additional_linker_inputs = [wrap],
        linkopts = ["@$(location %s)" % wrap] + (["-Wl,--wrap=main"] if ordinary else []),
        tags = ["manual"],
        deps = ["//checker/explore:explore_main" if ordinary else "//checker/testing:runtime"],
    )
    _explored(
        name = name,
        testonly = True,
        program = name + "_unsanitized",
    )
