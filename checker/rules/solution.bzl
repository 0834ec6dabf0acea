"""solution(): the reference of an exercise and its right and wrong variants, each of them graded.

A right one must get full points without a finding, a wrong one the finding declared for it.
"""

load("//checker/rules:judged.bzl", "judged", "verdict_test")

def _graded(name, src, staged_as, exercise, expect):
    judged(
        name = name + ".report",
        srcs = [src],
        exercise = exercise + ".spec",
        staged_as = staged_as,
        visibility = ["//checker/selftest:__subpackages__"],
    )
    verdict_test(
        name = name + "_test",
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
    _graded(name, name + ".h", name + ".h", exercise, "passed")
    for design in right:
        source = "right/%s/%s" % (name, design)
        _graded(source, source + ".h", name + ".h", exercise, "passed")
    for mistake, finding in wrong.items():
        source = "wrong/%s/%s" % (name, mistake)
        _graded(source, source + ".h", name + ".h", exercise, finding)
