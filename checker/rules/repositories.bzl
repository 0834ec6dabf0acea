"""Where the workbook's dependencies come from.

Each one is taken from the distribution's package when that is installed (so a machine without
internet builds), else from a pinned archive.
"""

def _system_or_archive_impl(ctx):
    if ctx.path(ctx.attr.probe).exists:
        for name, path in ctx.attr.links.items():
            ctx.symlink(path, name)
        ctx.file("BUILD.bazel", ctx.read(ctx.path(ctx.attr.system_build)))
    else:
        ctx.download_and_extract(
            url = ctx.attr.url,
            sha256 = ctx.attr.sha256,
            stripPrefix = ctx.attr.strip_prefix,
        )
        ctx.file("BUILD.bazel", ctx.read(ctx.path(ctx.attr.archive_build)))

system_or_archive = repository_rule(
    implementation = _system_or_archive_impl,
    doc = "A library from the system where `probe` exists, else from an archive.",
    attrs = {
        "probe": attr.string(mandatory = True, doc = "a file that the system's package installs"),
        "links": attr.string_dict(doc = "name in the repository -> path on the system"),
        "system_build": attr.label(mandatory = True, allow_single_file = True),
        "archive_build": attr.label(mandatory = True, allow_single_file = True),
        "url": attr.string(mandatory = True),
        "sha256": attr.string(mandatory = True),
        "strip_prefix": attr.string(),
    },
)

_DEBIAN_RULES_CC = "/usr/share/bazel/rules/cc"

def _rules_cc_impl(ctx):
    if not ctx.path(_DEBIAN_RULES_CC).exists:
        ctx.download_and_extract(
            url = "https://github.com/bazelbuild/rules_cc/releases/download/0.0.9/rules_cc-0.0.9.tar.gz",
            sha256 = "2037875b9a4456dce4a79d112a8ae885bbc4aad968e6587dca6e64f3a0900cdf",
            stripPrefix = "rules_cc-0.0.9",
        )
        return
    copied = ctx.execute(["cp", "-RL", _DEBIAN_RULES_CC + "/.", "."])
    if copied.return_code != 0:
        fail("can't copy %s: %s" % (_DEBIAN_RULES_CC, copied.stderr))

    # Debian 12's rules_cc is newer than its Bazel 4.2.3, which does not know use_cpp_toolchain.
    known = ctx.read(ctx.path(Label("@bazel_tools//tools/cpp:toolchain_utils.bzl")))
    if "use_cpp_toolchain" in known:
        return
    for name in ["compiler_flag", "cc_flags_supplier"]:
        path = "cc/private/rules_impl/%s.bzl" % name
        text = ctx.read(path)
        text = text.replace(", \"use_cpp_toolchain\")", ")")
        text = text.replace("use_cpp_toolchain()", "[\"@bazel_tools//tools/cpp:toolchain_type\"]")
        ctx.file(path, text)

_rules_cc = repository_rule(
    implementation = _rules_cc_impl,
    doc = "rules_cc: Debian's copy, made to load under Debian's Bazel, else the pinned release.",
)

# Debian's Bazel has no network to fetch what toolchain resolution asks for; it ships these.
_HOST_RULES = {
    "rules_java": "/usr/share/bazel/rules/java",
    "rules_proto": "/usr/share/bazel/rules/proto",
    "rules_python": "/usr/share/bazel/rules/python",
    "rules_license": "/usr/share/bazel/rules/license",
    "bazel_skylib": "/usr/share/bazel/tools/skylib",
    "bazel_features": "/usr/share/bazel/tools/features",
}

def _host_rules_impl(ctx):
    lines = ["def declare_host_rules():"]
    for name, path in _HOST_RULES.items():
        if ctx.path(path).exists:
            lines.append("    native.local_repository(name = %r, path = %r)" % (name, path))
    if len(lines) > 1:
        coverage = str(ctx.path("coverage"))
        ctx.file("coverage/WORKSPACE", "")
        ctx.file("coverage/BUILD", "filegroup(\n    name = \"coverage_report_generator\",\n" +
                                   "    visibility = [\"//visibility:public\"],\n)\n")
        lines.append("    native.local_repository(name = \"remote_coverage_tools\", path = %r)" % coverage)
    else:
        lines.append("    pass")
    ctx.file("BUILD.bazel", "")
    ctx.file("rules.bzl", "\n".join(lines) + "\n")

host_rules = repository_rule(
    implementation = _host_rules_impl,
    doc = "Declares the rule sets that the distribution's Bazel ships, where it does.",
    local = True,
)

def workbook_repositories():
    """Declares every external repository of the workbook."""
    _rules_cc(name = "rules_cc")
    system_or_archive(
        name = "googletest",
        probe = "/usr/src/googletest/googletest/src/gtest-all.cc",
        links = {"googletest": "/usr/src/googletest/googletest"},
        system_build = "//checker/rules/third_party:googletest.BUILD",
        archive_build = "//checker/rules/third_party:googletest.BUILD",
        url = "https://github.com/google/googletest/archive/refs/tags/release-1.12.1.tar.gz",
        sha256 = "81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2",
        strip_prefix = "googletest-release-1.12.1",
    )
    system_or_archive(
        name = "nlohmann_json",
        probe = "/usr/include/nlohmann/json.hpp",
        links = {"include/nlohmann": "/usr/include/nlohmann"},
        system_build = "//checker/rules/third_party:nlohmann_json.BUILD",
        archive_build = "//checker/rules/third_party:nlohmann_json.BUILD",
        url = "https://github.com/nlohmann/json/archive/refs/tags/v3.11.2.tar.gz",
        sha256 = "b94997df68856753b72f0d7a3703b7d484d4745c567f3584ef97c96c25a5798e",
        strip_prefix = "json-3.11.2",
    )
    system_or_archive(
        name = "cli11",
        probe = "/usr/include/CLI/CLI.hpp",
        links = {"include/CLI": "/usr/include/CLI"},
        system_build = "//checker/rules/third_party:cli11.BUILD",
        archive_build = "//checker/rules/third_party:cli11.BUILD",
        url = "https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.3.2.tar.gz",
        sha256 = "aac0ab42108131ac5d3344a9db0fdf25c4db652296641955720a4fbe52334e22",
        strip_prefix = "CLI11-2.3.2",
    )
    system_or_archive(
        name = "fmt",
        probe = "/usr/include/fmt/core.h",
        links = {"include/fmt": "/usr/include/fmt"},
        system_build = "//checker/rules/third_party:fmt_system.BUILD",
        archive_build = "//checker/rules/third_party:fmt_archive.BUILD",
        url = "https://github.com/fmtlib/fmt/archive/refs/tags/9.1.0.tar.gz",
        sha256 = "5dea48d1fcddc3ec571ce2058e13910a0d4a6bab4cc09a809d8b1dd1c88ae6f2",
        strip_prefix = "fmt-9.1.0",
    )
    system_or_archive(
        name = "pugixml",
        probe = "/usr/include/pugixml.hpp",
        links = {"src/pugixml.hpp": "/usr/include/pugixml.hpp", "src/pugiconfig.hpp": "/usr/include/pugiconfig.hpp"},
        system_build = "//checker/rules/third_party:pugixml_system.BUILD",
        archive_build = "//checker/rules/third_party:pugixml_archive.BUILD",
        url = "https://github.com/zeux/pugixml/archive/refs/tags/v1.13.tar.gz",
        sha256 = "5c5ad5d7caeb791420408042a7d88c2c6180781bf218feca259fd9d840a888e1",
        strip_prefix = "pugixml-1.13",
    )
    native.new_local_repository(
        name = "libseccomp",
        path = "/usr/include",
        build_file = "//checker/rules/third_party:libseccomp.BUILD",
    )
    native.new_local_repository(
        name = "libutf8proc",
        path = "/usr/include",
        build_file = "//checker/rules/third_party:libutf8proc.BUILD",
    )
