"""The programs of the demonstration, with one set of headers."""

load("@rules_cc//cc:defs.bzl", "cc_binary")
load("//checker/rules:explored.bzl", "explored_program")

def counted(name, folder, hdrs, tags = []):
    """NAME_model runs in the model's time, NAME_real in real time.

    Args:
      name: whose headers they are.
      folder: where gil.h and speedup.h are looked for; then where what is given is.
      hdrs: those files.
      tags: "manual" for files that may not even compile.
    """
    copts = ["-iquote", folder, "-iquote", "chapters/03_gil"]
    shared = hdrs + [
        "not_written_yet.cc",
        "//chapters/03_gil:given_headers",
        "//checker/testing:not_written_yet.h",
    ]
    explored_program(
        name = name + "_model",
        srcs = ["model.cc"] + shared,
        copts = copts,
        tags = tags,
    )
    cc_binary(
        name = name + "_real",
        srcs = ["real.cc"] + shared,
        copts = copts + ["-O2"],
        linkopts = ["-pthread"],
        tags = tags,
    )
