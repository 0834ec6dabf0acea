"""The test case that shows each mistake first. Written by

    bazel run //checker/selftest:killing_cases
"""

KILLING_CASES = {
}
