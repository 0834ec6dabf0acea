#include "checker/workspace/environment.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "checker/base/utf8.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool IsOnPath(const std::string& program) {
  const std::string path = Variable("PATH");
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    const fs::path candidate = fs::path(path.substr(begin, end - begin)) / program;
    if (::access(candidate.c_str(), X_OK) == 0) return true;
    begin = end + 1;
  }
  return false;
}

std::string Bazel() {
  const std::string chosen = Variable("WORKBOOK_BAZEL");
  if (!chosen.empty()) return chosen;
  return !IsOnPath("bazel") && IsOnPath("bazelisk") ? "bazelisk" : "bazel";
}

fs::path Cache() {
  const std::string xdg = Variable("XDG_CACHE_HOME");
  const std::string home = Variable("HOME");
  fs::path base = !xdg.empty()    ? fs::path(xdg)
                  : !home.empty() ? fs::path(home) / ".cache"
                                  : fs::temp_directory_path();
  return base / "concurrency-workbook";
}

bool IsTerminal(int fd) { return ::isatty(fd) != 0 && Variable("TERM") != "dumb"; }

}  // namespace

fs::path Environment::Resolve(const std::string& argument) const {
  return (user_dir / argument).lexically_normal();
}

Environment ThisEnvironment() {
  Environment environment;
  environment.workspace = fs::current_path();
  const std::string user_dir = Variable("WORKBOOK_USER_DIR");
  environment.user_dir = user_dir.empty() ? environment.workspace : fs::path(user_dir);
  environment.cache = Cache();
  environment.bazel = Bazel();
  environment.terminal = IsTerminal(STDERR_FILENO);
  environment.color = IsTerminal(STDOUT_FILENO) && Variable("NO_COLOR").empty();
  return environment;
}

int Complain(const std::string& why) {
  fmt::print(stderr, "workbook: {}\n", Printable(why, /*keep_lines=*/true));
  return kCouldNotRun;
}

}  // namespace checker
