"""solutions(): the references of a chapter and their right and wrong variants, each of them graded.

A right one must get full points without a finding, a wrong one the finding that its folder is
named after. Variants are found, not listed:

    EX.h                                the reference
    right/EX/DESIGN.{h,patch}           a right design that differs from the reference
    wrong/EX/KIND/MISTAKE.{h,patch}     a mistake; KIND is its finding, as in "lost_wake-up"

checker/rules/make_variant says what a patch looks like.
"""

load("//checker/rules:judged.bzl", "judged", "verdict_test")
load("//checker/rules:patched.bzl", "patched")
load("//checker/rules:variants.bzl", "variants")

# The words of a path without its extension, by the folder it begins with.
_WORDS = {"right": 3, "wrong": 4}

def _variant_of(file):
    """What a file in right/ or wrong/ is; fails if it is no variant."""
    stem, _, extension = file.rpartition(".")
    words = stem.split("/")
    if extension not in ["h", "patch"] or len(words) != _WORDS[words[0]]:
        fail("%s/%s is no variant: move it to right/EXERCISE/DESIGN or wrong/EXERCISE/KIND/MISTAKE, " %
             (native.package_name(), file) + "ending in .h or .patch, or remove it")
    return struct(
        name = "/".join([words[0], words[1], words[-1]]),
        exercise = words[1],
        expect = "passed" if words[0] == "right" else words[2].replace("_", " "),
        file = file,
        is_patch = extension == "patch",
    )

def _found(below):
    """The variants in the folders right/ and wrong/ and what `below` says, by their names."""
    found = {}
    files = native.glob(["right/" + below, "wrong/" + below], allow_empty = True)
    for variant in [_variant_of(file) for file in files]:
        if variant.name in found:
            fail("%s: %s and %s are one variant's files: remove one of them, or rename it" %
                 (native.package_name(), found[variant.name].file, variant.file))
        found[variant.name] = variant
    return found

def _patch(variant, found):
    """A right design is a patch of the reference, a mistake also of a right design."""
    bases = [variant.exercise + ".h"]
    if variant.expect != "passed":
        bases += [other.name + ".h" for other in found.values() if other.expect == "passed"]
    patched(
        name = variant.name + ".h",
        bases = bases,
        patch = variant.file,
    )

def _graded(name, src, staged_as, exercise, expect, killing_case):
    """Of a mistake only this is asked: does it get its finding? All the rest is for a right one."""
    judged(
        name = name + ".report",
        srcs = [src],
        exercise = exercise + ".spec",
        first = killing_case,
        staged_as = staged_as,
        until = "" if expect == "passed" else expect,
    )
    verdict_test(
        name = name + "_test",
        size = "small",
        expect = expect,
        report = ":%s.report" % name,
    )

def solution(name, exercise, killing_cases = {}):
    """Declares the reference NAME.h and the variants that are found for it.

    Args:
      name: the exercise's name.
      exercise: the exercise's label.
      killing_cases: a mistake's name -> the test case to begin with; one that is not there begins
        with the first.
    """
    found = _found(name + "/**")
    sources = {name: name + ".h"}
    expected = {name: "passed"}
    for variant in found.values():
        if variant.is_patch:
            _patch(variant, found)
        sources[variant.name] = variant.name + ".h" if variant.is_patch else variant.file
        expected[variant.name] = variant.expect
    for graded, expect in expected.items():
        killing_case = killing_cases.get(graded, "")
        _graded(graded, sources[graded], name + ".h", exercise, expect, killing_case)
    native.test_suite(
        name = name + "_proof",
        tags = ["manual"],
        tests = [":%s_test" % graded for graded in expected],
    )
    variants(
        name = name + ".variants",
        reports = {":%s.report" % graded: expect for graded, expect in expected.items()},
        visibility = ["//checker/selftest:__pkg__"],
    )

def solutions(chapter, killing_cases = {}):
    """Declares the solution of each exercise of which there is a reference in this folder.

    Args:
      chapter: the chapter's package, "//chapters/04_locks".
      killing_cases: KILLING_CASES of killing_cases.bzl, which a program writes.
    """
    references = [file[:-len(".h")] for file in native.glob(["*.h"])]
    for variant in _found("**").values():
        if variant.exercise not in references:
            fail("%s/%s is a variant of %s, which has no reference %s.h here" %
                 (native.package_name(), variant.file, variant.exercise, variant.exercise))
    for name in references:
        solution(name, "%s:%s" % (chapter, name), killing_cases)
    native.exports_files([name + ".h" for name in references])
