"""From a student's files to report.json: a build action and a judge action.

Both run the checker's programs, which put the submitted code into a sandbox of their own and never
fail because of it: what is wrong with a submission is in the report. So every submission is
built in parallel, cached by content, and can't stop the others.
"""

load("//checker/rules:exercise_spec.bzl", "ExerciseInfo")
load("//checker/rules:sanitizer.bzl", "EXERCISE_LINKOPTS", "sanitized")
load("//checker/rules:toolchain.bzl", "TOOLCHAIN_ATTRS", "compile_flags_of", "toolchain_of")

JudgedInfo = provider(
    doc = "What judging a set of files read and wrote.",
    fields = {
        "spec": "File: exercise.json",
        "build": "File: the result of the build action",
        "binary": "File: the test binary, empty when the build failed",
        "sources": "list of structs: name (the exercise's), file",
        "report": "File: report.json",
    },
)

def _link_flags(ctx, runtime):
    toolchain, features = toolchain_of(ctx)
    user_flags = []
    for linker_input in runtime.linking_context.linker_inputs.to_list():
        user_flags += linker_input.user_link_flags
    variables = cc_common.create_link_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        user_link_flags = EXERCISE_LINKOPTS + user_flags,
        is_linking_dynamic_library = False,
        is_static_linking_mode = True,
        must_keep_debug = True,
    )
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = "c++-link-executable",
        variables = variables,
    )

def _libraries(runtime):
    """The runtime's archives as (file, whether all of it is linked), and the files beside them."""
    archives = []
    others = []
    for linker_input in runtime.linking_context.linker_inputs.to_list():
        others += linker_input.additional_inputs
        for library in linker_input.libraries:
            archive = library.pic_static_library or library.static_library
            if archive:
                archives.append((archive, library.alwayslink))
    return archives, others

def _sources(ctx):
    """A variant lies under a name of its own; it is staged under the exercise's."""
    files = {f.basename: f for f in ctx.files.srcs}
    if ctx.attr.staged_as:
        files[ctx.attr.staged_as] = ctx.files.srcs[0]
    names = ctx.attr.exercise[ExerciseInfo].files
    return [struct(name = name, file = files[name]) for name in names if name in files]

def _source_options(sources):
    return ["--source=%s=%s" % (source.name, source.file.path) for source in sources]

def _build(ctx, binary, result):
    info = ctx.attr.exercise[ExerciseInfo]
    toolchain, features = toolchain_of(ctx)
    runtime = ctx.attr._runtime[0][CcInfo]
    archives, others = _libraries(runtime)
    headers = runtime.compilation_context.headers

    args = ctx.actions.args()
    args.use_param_file("@%s", use_always = True)
    args.set_param_file_format("multiline")
    args.add(info.spec, format = "--exercise=%s")
    args.add_all(_source_options(_sources(ctx)))
    args.add_all(info.given, format_each = "--given=%s")
    args.add(info.test, format = "--test=%s")
    args.add_all(headers, format_each = "--input=%s")
    args.add_all(others, format_each = "--input=%s")
    args.add(cc_common.get_tool_for_action(
        feature_configuration = features,
        action_name = "c++-compile",
    ), format = "--compiler=%s")
    args.add_all(compile_flags_of(ctx, runtime), format_each = "--compile_flag=%s")
    args.add(ctx.file._precompiled, format = "--input=%s")
    args.add("--compile_flag=-include-pch")
    args.add(ctx.file._precompiled, format = "--compile_flag=%s")

    # In the order of their dependencies: an archive comes before those that it needs.
    for archive, whole in archives:
        form = "-Wl,--whole-archive,%s,--no-whole-archive" if whole else "%s"
        args.add(archive, format = "--input=%s")
        args.add(archive, format = "--link_flag=" + form)
    args.add(ctx.file._wrap, format = "--input=%s")
    args.add(ctx.file._wrap, format = "--link_flag=@%s")
    args.add_all(_link_flags(ctx, runtime), format_each = "--link_flag=%s")
    args.add(binary, format = "--binary=%s")
    args.add(result, format = "--result=%s")
    ctx.actions.run(
        executable = ctx.executable._build_submission,
        arguments = [args],
        inputs = depset(
            ctx.files.srcs + [info.spec, info.test, ctx.file._precompiled, ctx.file._wrap] +
            [archive for archive, _ in archives] + others,
            transitive = [headers, info.given, toolchain.all_files],
        ),
        outputs = [binary, result],
        mnemonic = "BuildSubmission",
        progress_message = "Building %s" % ctx.label,
    )

def judge(ctx, judged, options, whose):
    """Judges what was built, with the rule's _judge.

    Args:
      ctx: of a rule that has the attribute _judge.
      judged: a JudgedInfo, whose report is to be made.
      options: further ones of the judge.
      whose: for the line of progress.
    """
    ctx.actions.run(
        executable = ctx.executable._judge,
        arguments = [
            "--exercise=" + judged.spec.path,
            "--build=" + judged.build.path,
            "--binary=" + judged.binary.path,
        ] + _source_options(judged.sources) + ["--report=" + judged.report.path] + options,
        inputs = [source.file for source in judged.sources] +
                 [judged.spec, judged.build, judged.binary],
        outputs = [judged.report],
        mnemonic = "Judge",
        progress_message = "Judging %s" % whose,
    )

def _judge_options(ctx):
    options = {
        "seed": ctx.attr.seed,
        "schedules": ctx.attr.schedules,
        "until": ctx.attr.until,
        "first": ctx.attr.first,
    }
    return ["--%s=%s" % (name, value) for name, value in options.items() if value]

def _judged_impl(ctx):
    binary = ctx.actions.declare_file(ctx.label.name + ".bin")
    result = ctx.actions.declare_file(ctx.label.name + ".build.json")
    _build(ctx, binary, result)
    judged = JudgedInfo(
        spec = ctx.attr.exercise[ExerciseInfo].spec,
        build = result,
        binary = binary,
        sources = _sources(ctx),
        report = ctx.actions.declare_file(ctx.label.name + ".json"),
    )
    judge(ctx, judged, _judge_options(ctx), ctx.label)
    return [
        DefaultInfo(files = depset([judged.report])),
        OutputGroupInfo(binary = depset([binary, result])),
        judged,
    ]

judged = rule(
    implementation = _judged_impl,
    doc = "Grades a set of files: NAME.json is the report. Output group `binary`: the test binary.",
    attrs = dict(TOOLCHAIN_ATTRS, **{
        "exercise": attr.label(mandatory = True, providers = [ExerciseInfo]),
        "srcs": attr.label_list(allow_files = True, doc = "the student's files"),
        "staged_as": attr.string(doc = "the exercise's name for the first file in srcs"),
        "seed": attr.int(doc = "0: the exercise's own"),
        "schedules": attr.int(doc = "schedules per test case; 0: the exercise's own"),
        "until": attr.string(doc = "ends with the first finding of this kind; tells nothing else"),
        "first": attr.string(doc = "the test case to begin with"),
        "_runtime": attr.label(default = "//checker/testing:runtime", cfg = sanitized),
        "_precompiled": attr.label(
            default = "//checker/testing:precompiled",
            allow_single_file = True,
        ),
        "_wrap": attr.label(default = "//checker/explore:wrap.ldflags", allow_single_file = True),
        "_build_submission": attr.label(
            default = "//checker/compile:build_submission",
            executable = True,
            cfg = "exec",
        ),
        "_judge": attr.label(default = "//checker/judge", executable = True, cfg = "exec"),
    }),
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)

def _verdict_test_impl(ctx):
    script = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.write(script, "#!/bin/sh\nexec '%s' '%s' %s\n" % (
        ctx.executable._show.short_path,
        ctx.file.report.short_path,
        "--expect='%s'" % ctx.attr.expect if ctx.attr.expect else "",
    ), is_executable = True)
    runfiles = ctx.runfiles(files = [ctx.file.report])
    runfiles = runfiles.merge(ctx.attr._show[DefaultInfo].default_runfiles)
    return [DefaultInfo(executable = script, runfiles = runfiles)]

verdict_test = rule(
    implementation = _verdict_test_impl,
    doc = "Prints a report; passes when the work is right, or when it shows what `expect` names.",
    test = True,
    attrs = {
        "report": attr.label(mandatory = True, allow_single_file = [".json"]),
        "expect": attr.string(doc = "a finding that must be there; `passed`; `not attempted`"),
        "_show": attr.label(default = "//checker/report:show", executable = True, cfg = "target"),
    },
)
