"""What an exercise is, as data: the provider that the other rules read."""

ExerciseInfo = provider(
    doc = "An exercise: its specification, its test and the headers it gives to the student.",
    fields = {
        "spec": "File: exercise.json",
        "test": "File: the chapter's test",
        "given": "depset of Files: headers staged beside the student's",
        "files": "list of strings: the files the student writes",
    },
)

def _exercise_spec_impl(ctx):
    spec = ctx.actions.declare_file(ctx.label.name + ".json")
    content = json.decode(ctx.attr.content)
    content["given"] = [f.basename for f in ctx.files.given]
    content["test"] = ctx.file.test.short_path
    ctx.actions.write(spec, json.encode(content))
    return [
        DefaultInfo(files = depset([spec])),
        ExerciseInfo(
            spec = spec,
            test = ctx.file.test,
            given = depset(ctx.files.given),
            files = content["files"],
        ),
    ]

exercise_spec = rule(
    implementation = _exercise_spec_impl,
    doc = "Writes exercise.json; exercise() in exercise.bzl is the way to call it.",
    attrs = {
        "content": attr.string(mandatory = True, doc = "the specification, as JSON"),
        "test": attr.label(mandatory = True, allow_single_file = [".cc"]),
        "given": attr.label_list(allow_files = [".h"]),
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
