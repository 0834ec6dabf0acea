"""exercise() and chapter(): how a chapter's BUILD declares what it holds.

One call of exercise() states everything an instructor may want to change.
"""

load("//checker/rules:exercise_spec.bzl", "exercise_spec")
load("//checker/rules:judged.bzl", "judged", "verdict_test")

# Limits of one test case, where an exercise names none of its own.
_SCHEDULES = 300
_TIME_LIMIT_SECONDS = 60
_MEMORY_MB = 2048
_OUTPUT_KB = 256
_PROCESSES = 64

def exercise(
        name,
        title,
        points,
        hints,
        given = [],
        forbidden = {},
        schedules = _SCHEDULES,
        time_limit_seconds = _TIME_LIMIT_SECONDS,
        memory_mb = _MEMORY_MB):
    """Declares an exercise whose file is NAME.h and whose test is tests/NAME_test.cc.

    Args:
      name: the exercise's name; `bazel test` of it grades the student's file in this folder.
      title: what the exercise is about, for people.
      points: test case -> points.
      hints: from a nudge to the idea, never the code.
      given: headers staged beside the student's file, which it may include.
      forbidden: identifier -> why the student's file must not use it.
      schedules: how many interleavings of each test case are tried.
      time_limit_seconds: processor time of one test case.
      memory_mb: resident memory of one test process.
    """
    content = {
        "chapter": native.package_name().rpartition("/")[2],
        "name": name,
        "title": title,
        "files": [name + ".h"],
        "points": points,
        "forbidden": forbidden,
        "hints": hints,
        "schedules": schedules,
        "time_limit_seconds": time_limit_seconds,
        "memory_mb": memory_mb,
        "output_kb": _OUTPUT_KB,
        "processes": _PROCESSES,
    }
    exercise_spec(
        name = name + ".spec",
        content = json.encode(content),
        given = given,
        test = "tests/%s_test.cc" % name,
        visibility = ["//visibility:public"],
    )
    judged(
        name = name + ".report",
        srcs = [name + ".h"],
        exercise = ":%s.spec" % name,
        tags = ["manual"],
        visibility = ["//visibility:public"],
    )
    verdict_test(
        name = name,
        size = "small",
        report = ":%s.report" % name,
        tags = ["manual"],
    )
    verdict_test(
        name = name + "_stub_test",
        size = "small",
        expect = "not attempted",
        report = ":%s.report" % name,
    )

def chapter(name, exercises):
    """Gathers the exercises of a chapter, in teaching order, under the folder's own label."""
    native.test_suite(
        name = name,
        tags = ["manual"],
        tests = [":" + e for e in exercises],
    )
    native.exports_files(native.glob(["*.h"]))
