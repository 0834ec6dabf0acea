"""patched(): the whole file of a variant that is kept as a patch."""

def _patched_impl(ctx):
    out = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.run(
        executable = ctx.file._make_variant,
        arguments = [ctx.file.patch.path, out.path] + [base.path for base in ctx.files.bases],
        inputs = [ctx.file.patch] + ctx.files.bases,
        outputs = [out],
        mnemonic = "MakeVariant",
        progress_message = "Patching %s" % ctx.label,
        use_default_shell_env = True,  # `patch` and `awk` are looked for along PATH
    )
    return [DefaultInfo(files = depset([out]))]

patched = rule(
    implementation = _patched_impl,
    doc = "Makes the file NAME; fails if the patch does not fit exactly.",
    attrs = {
        "patch": attr.label(mandatory = True, allow_single_file = [".patch"]),
        "bases": attr.label_list(
            mandatory = True,
            allow_files = [".h"],
            doc = "what the patch's first line may name",
        ),
        "_make_variant": attr.label(
            default = "//checker/rules:make_variant",
            allow_single_file = True,
        ),
    },
)
