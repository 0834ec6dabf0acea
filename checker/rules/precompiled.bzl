"""The headers that every exercise's test includes, compiled once instead of once per submission."""

load("//checker/rules:sanitizer.bzl", "sanitized")
load("//checker/rules:toolchain.bzl", "TOOLCHAIN_ATTRS", "compile_flags_of", "toolchain_of")

# A precompiled header remembers its headers by their full paths, so it has to be made where the
# sandbox of checker/compile/build.cc will look for them: under /workspace.
_PRECOMPILE = """
set -eu
output=$1 compiler=$2 headers=$3
shift 3
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
xargs -a "$headers" -d '\\n' cp -L --parents -t "$root"
bwrap --unshare-all --die-with-parent --ro-bind /usr /usr \\
  --symlink usr/bin /bin --symlink usr/lib /lib --symlink usr/lib64 /lib64 \\
  --proc /proc --dev /dev --tmpfs /tmp --bind "$root" /workspace --chdir /workspace \\
  "$compiler" "$@" -o /workspace/precompiled
cp "$root/precompiled" "$output"
"""

def _precompiled_header_impl(ctx):
    toolchain, features = toolchain_of(ctx)
    runtime = ctx.attr._runtime[0][CcInfo]
    output = ctx.actions.declare_file(ctx.label.name + ".pch")
    compiler = cc_common.get_tool_for_action(
        feature_configuration = features,
        action_name = "c++-compile",
    )
    headers = depset([ctx.file.header], transitive = [runtime.compilation_context.headers])
    copied = ctx.actions.args()
    copied.add_all(headers)
    copied.set_param_file_format("multiline")
    copied.use_param_file("%s", use_always = True)
    flags = ctx.actions.args()
    flags.add_all(compile_flags_of(ctx, runtime))

    # Copies of the headers have other times than the originals; their sizes are still compared.
    flags.add_all(["-Xclang", "-fno-pch-timestamp", "-x", "c++-header", ctx.file.header])
    ctx.actions.run_shell(
        command = _PRECOMPILE,
        arguments = [output.path, compiler, copied, flags],
        inputs = depset(transitive = [headers, toolchain.all_files]),
        outputs = [output],
        mnemonic = "PrecompileHeader",
        progress_message = "Precompiling %s" % ctx.file.header.short_path,
    )
    return [DefaultInfo(files = depset([output]))]

precompiled_header = rule(
    implementation = _precompiled_header_impl,
    doc = "NAME.pch: `header`, precompiled with the flags of exercise code.",
    attrs = dict(
        TOOLCHAIN_ATTRS,
        header = attr.label(mandatory = True, allow_single_file = [".h"]),
        _runtime = attr.label(default = "//checker/testing:runtime", cfg = sanitized),
    ),
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
