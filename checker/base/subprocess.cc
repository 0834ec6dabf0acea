#include "checker/base/subprocess.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace checker {
namespace {

// What happens in the child before the program runs.
class Preparation {
 public:
  Preparation() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
  }
  ~Preparation() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;

  void Enter(const std::string& folder) {
    ::posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
  }
  void Open(int fd, const std::string& path) {
    ::posix_spawn_file_actions_addopen(&actions_, fd, path.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                       0644);
  }
  void Copy(int from, int to) { ::posix_spawn_file_actions_adddup2(&actions_, from, to); }
  void OwnGroup() { ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP); }

  StatusOr<pid_t> Start(std::vector<std::string> words) const {
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t child = -1;
    const int error =
        ::posix_spawnp(&child, argv[0], &actions_, &attributes_, argv.data(), environ);
    if (error != 0) return Error("cannot run " + words[0] + ": " + std::strerror(error));
    return child;
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

std::string ReadToEnd(int fd) {
  std::string text;
  char block[4096];
  while (true) {
    const ssize_t got = ::read(fd, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(block, static_cast<std::size_t>(got));
  }
}

}  // namespace

StatusOr<pid_t> Start(const Program& program) {
  Preparation preparation;
  if (!program.folder.empty()) preparation.Enter(program.folder);
  if (!program.output_path.empty()) {
    preparation.Open(STDOUT_FILENO, program.output_path);
    preparation.Copy(STDOUT_FILENO, STDERR_FILENO);
  }
  if (program.own_group) preparation.OwnGroup();
  return preparation.Start(program.words);
}

int ExitCodeOf(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

StatusOr<std::string> OutputOf(const std::vector<std::string>& words) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Error("cannot make a pipe for " + words[0]);
  Preparation preparation;
  preparation.Copy(ends[1], STDOUT_FILENO);
  preparation.Open(STDERR_FILENO, "/dev/null");
  const auto child = preparation.Start(words);
  ::close(ends[1]);
  std::string output = ReadToEnd(ends[0]);
  ::close(ends[0]);
  if (!child.ok()) return child.status();
  (void)ExitCodeOf(child.value());
  return output;
}

}  // namespace checker
