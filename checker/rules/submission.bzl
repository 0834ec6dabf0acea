"""submission(): one student's answer to one exercise, in a package that `workbook grade` writes."""

load("//checker/rules:judged.bzl", "judged")

def submission(name, exercise, srcs):
    """NAME.report.json is the report on the files `srcs`."""
    judged(
        name = name + ".report",
        srcs = srcs,
        exercise = exercise + ".spec",
        visibility = ["//visibility:public"],
    )
