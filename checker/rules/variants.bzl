"""The graded variants of an exercise, as data for the workbook's proofs about itself."""

load("//checker/rules:judged.bzl", "JudgedInfo", "judge")

VariantsInfo = provider(
    doc = "The reference of an exercise and its right and wrong variants, each of them judged.",
    fields = {"variants": "list of structs: name, expect, judged (JudgedInfo)"},
)

def _variants_impl(ctx):
    variants = [
        struct(
            name = target.label.package.rpartition("/")[2] + "/" +
                   target.label.name[:-len(".report")],
            expect = expect,
            judged = target[JudgedInfo],
        )
        for target, expect in ctx.attr.reports.items()
    ]
    return [VariantsInfo(variants = variants)]

variants = rule(
    implementation = _variants_impl,
    attrs = {
        "reports": attr.label_keyed_string_dict(
            providers = [JudgedInfo],
            doc = "judged target -> the finding it must get, or `passed`",
        ),
    },
)

def _all(ctx):
    return [v for t in ctx.attr.exercises for v in t[VariantsInfo].variants]

def _path(file):
    return file.path

def _short_path(file):
    return file.short_path

def _entry(variant, path):
    return struct(
        name = variant.name,
        expect = variant.expect,
        exercise = path(variant.judged.spec),
        build = path(variant.judged.build),
        binary = path(variant.judged.binary),
        sources = [source.name + "=" + path(source.file) for source in variant.judged.sources],
        report = path(variant.judged.report),
    )

def _judged_whole(ctx, variant):
    """The variant with a report on all its cases; the proof ends with the declared finding."""
    if variant.expect == "passed":
        return variant
    whole = JudgedInfo(
        spec = variant.judged.spec,
        build = variant.judged.build,
        binary = variant.judged.binary,
        sources = variant.judged.sources,
        report = ctx.actions.declare_file("%s/%s.json" % (ctx.label.name, variant.name)),
    )
    judge(ctx, whole, [], "all cases of " + variant.name)
    return struct(name = variant.name, expect = variant.expect, judged = whole)

def _kill_matrix_impl(ctx):
    text = ctx.actions.declare_file(ctx.label.name + ".txt")
    data = ctx.actions.declare_file(ctx.label.name + ".json")
    manifest = ctx.actions.declare_file(ctx.label.name + ".manifest.json")
    all = [_judged_whole(ctx, v) for v in _all(ctx)]
    ctx.actions.write(manifest, json.encode([_entry(v, _path) for v in all]))
    ctx.actions.run(
        executable = ctx.executable._writer,
        arguments = [manifest.path, text.path, data.path],
        inputs = [manifest] + [v.judged.report for v in all],
        outputs = [text, data],
        mnemonic = "KillMatrix",
    )
    return [DefaultInfo(files = depset([text, data]))]

kill_matrix = rule(
    implementation = _kill_matrix_impl,
    doc = "NAME.txt and NAME.json: which test catches which variant, and at which schedule.",
    attrs = {
        "exercises": attr.label_list(providers = [VariantsInfo]),
        "_judge": attr.label(default = "//checker/judge", executable = True, cfg = "exec"),
        "_writer": attr.label(
            default = "//checker/selftest:kill_matrix_writer",
            executable = True,
            cfg = "exec",
        ),
    },
)

def _graded_again_impl(ctx):
    manifest = ctx.actions.declare_file(ctx.label.name + ".manifest.json")
    entries = [_entry(v, _short_path) for v in _all(ctx)]
    ctx.actions.write(manifest, json.encode(entries))
    script = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(script, "#!/bin/sh\nexec '%s' --judge='%s' --manifest='%s' \"$@\"\n" % (
        ctx.executable.program.short_path,
        ctx.executable._judge.short_path,
        manifest.short_path,
    ), is_executable = True)
    files = [manifest]
    for v in _all(ctx):
        files += [
            v.judged.spec,
            v.judged.build,
            v.judged.binary,
            v.judged.report,
        ]
        files += [source.file for source in v.judged.sources]
    runfiles = ctx.runfiles(files = files)
    for tool in [ctx.attr.program, ctx.attr._judge]:
        runfiles = runfiles.merge(tool[DefaultInfo].default_runfiles)
    return [DefaultInfo(executable = script, runfiles = runfiles)]

graded_again = rule(
    implementation = _graded_again_impl,
    doc = "Runs `program` with the list of all variants, so that it can grade them once more.",
    executable = True,
    attrs = {
        "exercises": attr.label_list(providers = [VariantsInfo]),
        "program": attr.label(mandatory = True, executable = True, cfg = "target"),
        "_judge": attr.label(default = "//checker/judge", executable = True, cfg = "target"),
    },
)
