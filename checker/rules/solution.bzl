"""solution(): the reference of an exercise and its right and wrong variants, each of them graded.

A right one must get full points without a finding, a wrong one the finding declared for it.
"""

load("//checker/rules:judged.bzl", "judged", "verdict_test")
load("//checker/rules:variants.bzl", "variants")

def _graded(name, src, staged_as, exercise, expect):
    judged(
        name = name + ".report",
        srcs = [src],
        exercise = exercise + ".spec",
        staged_as = staged_as,
    )
    verdict_test(
        name = name + "_test",
        size = "small",
        expect = expect,
        report = ":%s.report" % name,
    )

def solution(name, exercise, right, wrong):
    """Declares the reference NAME.h and its variants right/NAME/*.h and wrong/NAME/*.h.

    Args:
      name: the exercise's name.
      exercise: the exercise's label.
      right: names of right designs that differ from the reference.
      wrong: name of a mistake -> the finding it must get.
    """
    expected = {name: "passed"}
    for design in right:
        expected["right/%s/%s" % (name, design)] = "passed"
    for mistake, finding in wrong.items():
        expected["wrong/%s/%s" % (name, mistake)] = finding
    for source, expect in expected.items():
        _graded(source, source + ".h", name + ".h", exercise, expect)
    native.test_suite(
        name = name + "_proof",
        tags = ["manual"],
        tests = [":%s_test" % source for source in expected],
    )
    variants(
        name = name + ".variants",
        reports = {":%s.report" % source: expect for source, expect in expected.items()},
        visibility = ["//checker/selftest:__pkg__"],
    )
