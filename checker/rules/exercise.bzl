"""exercise() and chapter(): how a chapter's BUILD declares what it holds.

One call of exercise() states everything an instructor may want to change, but for the points: those
stand beside each test, GRADED_TEST(Suite, Name, points).
"""

load("//checker/rules:exercise_spec.bzl", "exercise_spec")
load("//checker/rules:judged.bzl", "judged", "verdict_test")

# Limits of one test case, where an exercise names none of its own.
_SCHEDULES = 300
_TIME_LIMIT_SECONDS = 60
_MEMORY_MB = 2048
_OUTPUT_KB = 256
_PROCESSES = 64

def _reference_of(exercise):
    """The complete header of an exercise, for others to build on."""
    package, _, name = exercise.rpartition(":")
    chapter = (package or native.package_name()).rpartition("/")[2]
    return "//solutions/%s:%s.h" % (chapter, name)

def _reason_of_each(groups):
    """{reason: [names]} as {name: reason}."""
    reasons = {}
    for reason, names in groups.items():
        for name in names:
            if name in reasons:
                fail("%s is forbidden twice" % name)
            reasons[name] = reason
    return reasons

def exercise(
        name,
        title,
        hints,
        files = None,
        given = [],
        forbidden = {},
        allows = [],
        loopback = False,
        schedules = _SCHEDULES,
        time_limit_seconds = _TIME_LIMIT_SECONDS,
        memory_mb = _MEMORY_MB,
        processes = _PROCESSES,
        descriptors = None):
    """Declares an exercise whose test is tests/NAME_test.cc, points and all.

    Args:
      name: the exercise's name; `bazel test` of it grades the student's files in this folder.
      title: what the exercise is about, for people.
      hints: from a nudge to the idea, never the code.
      files: what the student writes; default: NAME.h. The test includes the headers; each .cc is
        compiled by itself and linked with the test.
      given: what is staged beside the student's files, which may include it. A header by its label;
        an exercise (":event") stands for its reference and for the headers that it was given
        itself, those of its test excepted.
      forbidden: why -> names that the student's files must not use for that reason. `std::mutex` is
        that of the library, however the file comes by it, and not a member of that name; `sem_init`
        is the function of C; a name in capitals is a macro.
      allows: names and headers that the source policy refuses otherwise (checker/submission): "fork",
        "mmap", "<sys/mman.h>"; "io_uring" opens the sandbox for it, too.
      loopback: whether internet sockets work, within the sandbox: there is never a way out.
      schedules: how many interleavings of each test case are tried.
      time_limit_seconds: processor time of one test case.
      memory_mb: resident memory of one test case, all its processes together.
      processes: processes and threads alive at once.
      descriptors: files and sockets that a process may have open, some ten of them the test's own;
        default: 4096.
    """
    files = files or [name + ".h"]
    given_exercises = [label for label in given if not label.endswith(".h")]
    content = {
        "chapter": native.package_name().rpartition("/")[2],
        "name": name,
        "title": title,
        "files": files,
        "forbidden": _reason_of_each(forbidden),
        "hints": hints,
        "schedules": schedules,
        "time_limit_seconds": time_limit_seconds,
        "memory_mb": memory_mb,
        "output_kb": _OUTPUT_KB,
        "processes": processes,
    }
    if allows or loopback:
        content["allow"] = allows + (["loopback"] if loopback else [])
    if descriptors:
        content["descriptors"] = descriptors
    exercise_spec(
        name = name + ".spec",
        content = json.encode(content),
        given = [label for label in given if label.endswith(".h")] +
                [_reference_of(label) for label in given_exercises],
        given_exercises = [label + ".spec" for label in given_exercises],
        test = "tests/%s_test.cc" % name,
        visibility = ["//visibility:public"],
    )
    judged(
        name = name + ".report",
        srcs = files,
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
    native.exports_files(native.glob([
        "*.cc",
        "*.h",
    ]))
