"""The C++ toolchain's command lines for exercise code."""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")
load("//checker/rules:sanitizer.bzl", "EXERCISE_COPTS")

TOOLCHAIN_ATTRS = {
    "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    "_allowlist_function_transition": attr.label(
        default = "@bazel_tools//tools/allowlists/function_transition_allowlist",
    ),
}

# A test and a submission are compiled far more often than they are run: what the compiler inlines it
# optimises again in every caller. Nearly nothing inlined, and templates of the test's headers
# instantiated when those are precompiled: a quarter less to wait for, and no schedule slower.
_QUICKLY_COMPILED = [
    "-fpch-instantiate-templates",
    "-mllvm",
    "-inline-threshold=5",
]

def toolchain_of(ctx):
    """The toolchain and its features."""
    toolchain = find_cpp_toolchain(ctx)
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    return toolchain, features

def compile_flags_of(ctx, runtime):
    """The flags that compile exercise code against the runtime's headers."""
    toolchain, features = toolchain_of(ctx)
    context = runtime.compilation_context
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        user_compile_flags = EXERCISE_COPTS + _QUICKLY_COMPILED,
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        preprocessor_defines = context.defines,
    )
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = "c++-compile",
        variables = variables,
    )
