#include "checker/cli/explored_repository.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

#include "checker/base/file_io.h"
#include "checker/bazel/bazel.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

bool IsSource(const fs::path& path) {
  const std::string endings[] = {".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp"};
  return std::find(std::begin(endings), std::end(endings), path.extension()) != std::end(endings);
}

Status CheckSources(const std::vector<fs::path>& sources) {
  for (const fs::path& source : sources) {
    if (!fs::is_regular_file(source)) return Error(source.string() + " is not a file");
    if (!IsSource(source)) {
      return Error(source.string() + " does not look like C or C++ (.c, .cc, .cpp, .cxx, .h)");
    }
  }
  return OkStatus();
}

// The same files have the same package, so that Bazel need not compile what it knows.
std::string PackageOf(const std::vector<fs::path>& sources, const std::string& optimisation) {
  std::string all = optimisation + "\n";
  for (const fs::path& source : sources) all += fs::absolute(source).string() + "\n";
  return fmt::format("{:016x}", std::hash<std::string>()(all));
}

// Reports name the files as they are, without the folder in which they are built.
std::string BuildFile(const std::string& names, const std::string& package,
                      const std::string& optimisation) {
  return fmt::format(
      "load(\"@//checker/rules:explored.bzl\", \"explored_program\")\n\n"
      "explored_program(\n"
      "    name = \"program\",\n"
      "    srcs = [{}],\n"
      "    copts = [\"-ffile-prefix-map=external/{}/{}/=\", \"{}\"],\n"
      ")\n",
      names, ExploredRepository::kName, package, optimisation);
}

// The compiler names external/explored/PACKAGE/FILE.
std::string WithoutFolder(std::string line) {
  const std::string folder = fmt::format("external/{}/", ExploredRepository::kName);
  for (std::size_t at; (at = line.find(folder)) != std::string::npos;) {
    line.erase(at, line.find('/', at + folder.size()) + 1 - at);
  }
  return line;
}

}  // namespace

// All of them in one folder, so that they find each other.
StatusOr<std::string> ExploredRepository::Write(const fs::path& root,
                                                const std::vector<fs::path>& sources,
                                                const std::string& optimisation) {
  const auto checked = CheckSources(sources);
  if (!checked.ok()) return checked;
  const std::string package = PackageOf(sources, optimisation);
  const fs::path folder = root / package;
  std::error_code error;
  fs::remove_all(folder, error);
  fs::create_directories(folder, error);
  std::string names;
  for (const fs::path& source : sources) {
    const std::string name = source.filename().string();
    if (fs::exists(folder / name)) return Error("two of the files are called " + name);
    fs::copy_file(source, folder / name, error);
    if (error) return Error("cannot copy " + source.string() + ": " + error.message());
    names += fmt::format("\"{}\", ", name);
  }
  const bool written =
      WriteAtomically(root / "WORKSPACE", fmt::format("workspace(name = \"{}\")\n", kName)).ok() &&
      WriteAtomically(folder / "BUILD", BuildFile(names, package, optimisation)).ok();
  if (!written) return Error("cannot write to " + folder.string());
  return fmt::format("@{}//{}:program", kName, package);
}

std::string CompilersWords(const std::string& log_path) {
  constexpr int kMostLines = 30;
  std::ifstream log(log_path);
  std::string words;
  bool failed = false;
  int lines = 0;
  for (std::string line; std::getline(log, line) && lines < kMostLines;) {
    if (line.starts_with("ERROR: ")) {
      failed = true;
    } else if (line.starts_with("Target ") || line.starts_with("INFO: ")) {
      if (failed) break;
    } else if (failed && !line.empty() && !line.starts_with("Use --")) {
      words += "  " + WithoutFolder(line) + "\n";
      ++lines;
    }
  }
  return words.empty() ? LogExcerpt(log_path, kMostLines) : words;
}

}  // namespace checker
