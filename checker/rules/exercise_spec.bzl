"""What an exercise is, as data: the provider that the other rules read."""

ExerciseInfo = provider(
    doc = "An exercise: its specification, its test and the headers it gives to the student.",
    fields = {
        "spec": "File: exercise.json",
        "test": "File: the chapter's test",
        "given": "depset of Files: headers staged beside the student's",
        "passed_on": "depset of Files: those of them that come with the exercise's own header",
        "files": "list of strings: the files the student writes",
    },
)

def _belongs_to_test(file):
    return "/tests/" in file.short_path

def _given(ctx):
    """All headers that are staged, and those that whoever is given this exercise gets, too."""
    exercises = [target[ExerciseInfo] for target in ctx.attr.given_exercises]
    for info in exercises:
        if [name for name in info.files if not name.endswith(".h")]:
            fail("%s can't be given: it is not a header alone" % info.spec.short_path)
    passed_on = [info.passed_on for info in exercises]
    given = depset(ctx.files.given, transitive = passed_on, order = "preorder")
    names = {}
    for file in given.to_list():
        if file.basename in names:
            fail("%s: two headers named %s are given" % (ctx.label, file.basename))
        names[file.basename] = True
    own = [file for file in ctx.files.given if not _belongs_to_test(file)]
    return given, depset(own, transitive = passed_on, order = "preorder")

def _write_spec(ctx, given, spec):
    content = json.decode(ctx.attr.content)
    content["given"] = [f.basename for f in given.to_list()]
    content["test"] = ctx.file.test.short_path
    declared = ctx.actions.declare_file(ctx.label.name + ".declared.json")
    ctx.actions.write(declared, json.encode(content))
    ctx.actions.run(
        executable = ctx.executable._writer,
        arguments = [declared.path, ctx.file.test.path, spec.path],
        inputs = [declared, ctx.file.test],
        outputs = [spec],
        mnemonic = "ExerciseSpec",
        progress_message = "Reading the points in %s" % ctx.file.test.short_path,
    )

def _exercise_spec_impl(ctx):
    spec = ctx.actions.declare_file(ctx.label.name + ".json")
    given, passed_on = _given(ctx)
    _write_spec(ctx, given, spec)
    return [
        DefaultInfo(files = depset([spec])),
        ExerciseInfo(
            spec = spec,
            test = ctx.file.test,
            given = given,
            passed_on = passed_on,
            files = json.decode(ctx.attr.content)["files"],
        ),
    ]

exercise_spec = rule(
    implementation = _exercise_spec_impl,
    doc = "Writes exercise.json; exercise() in exercise.bzl is the way to call it.",
    attrs = {
        "content": attr.string(mandatory = True, doc = "the specification but for the points"),
        "test": attr.label(
            mandatory = True,
            allow_single_file = [".cc"],
            doc = "where each GRADED_TEST has its points",
        ),
        "given": attr.label_list(allow_files = [".h"]),
        "given_exercises": attr.label_list(
            providers = [ExerciseInfo],
            doc = "exercises whose own given headers come, too",
        ),
        "_writer": attr.label(
            default = "//checker/compile:write_exercise_spec",
            executable = True,
            cfg = "exec",
        ),
    },
)

def _workbook_index_impl(ctx):
    specs = [d[ExerciseInfo].spec for d in ctx.attr.exercises]
    index = ctx.actions.declare_file(ctx.label.name + ".json")
    ctx.actions.run_shell(
        inputs = specs,
        outputs = [index],
        arguments = [index.path] + [s.path for s in specs],
        command = """
out=$1; shift
{ printf '{"exercises":['; first=1
  for spec; do [ $first = 1 ] || printf ','; first=0; cat "$spec"; done
  printf ']}\\n'; } > "$out"
""",
        mnemonic = "WorkbookIndex",
    )
    return [DefaultInfo(files = depset([index]))]

workbook_index = rule(
    implementation = _workbook_index_impl,
    doc = "One JSON file with the specification of every exercise, in teaching order.",
    attrs = {"exercises": attr.label_list(mandatory = True, providers = [ExerciseInfo])},
)
