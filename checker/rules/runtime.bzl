"""runtime_library(): a room of the runtime that is linked into every test binary."""

load("@rules_cc//cc:defs.bzl", "cc_library")

# ThreadSanitizer must not see the explorer: what it orders must not look like synchronisation of
# the program it drives. These come after the sanitizer's flags, so they win.
_UNSEEN = [
    "-fno-sanitize=thread",
    "-O2",
    "-g",
    "-fno-omit-frame-pointer",
    "-fno-threadsafe-statics",
    # It gives functions of the C library bodies of their own, which the overrides would collide with.
    "-U_FORTIFY_SOURCE",
]

# A tail call into ThreadSanitizer's interceptors is impossible where an exception may have to be
# caught.
_WITHOUT_EXCEPTIONS = [
    "-fno-exceptions",
    "-fno-rtti",
]

def runtime_library(name, deps = [], srcs = None, hdrs = None, exceptions = False, **kwargs):
    """A cc_library that ThreadSanitizer does not instrument and that is linked whole.

    Args:
      name: of the library.
      deps: the libraries below it.
      srcs: all .cc files of the package without it, but for tests.
      hdrs: all .h files of the package without it.
      exceptions: whether exceptions pass through it.
      **kwargs: for cc_library.
    """
    cc_library(
        name = name,
        srcs = native.glob(["*.cc"], exclude = ["*_test.cc"]) if srcs == None else srcs,
        hdrs = native.glob(["*.h"]) if hdrs == None else hdrs,
        textual_hdrs = native.glob(["*.inc"]),
        copts = _UNSEEN + ([] if exceptions else _WITHOUT_EXCEPTIONS),
        deps = deps,
        # It begins before the loader's other work, which a shared library can't.
        linkstatic = True,
        alwayslink = True,
        **kwargs
    )
