// Right: an outermost call makes a team, and calls made by bodies are offered to the same team
// instead of making threads of their own. Who waits has nothing left of his own loop to do, so all
// that he waits for is running already, and ends.
#ifndef CHAPTERS_02_THREADS_PARALLEL_FOR_H_
#define CHAPTERS_02_THREADS_PARALLEL_FOR_H_

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

class Team {
 public:
  static Team*& Mine() {
    static thread_local Team* mine = nullptr;
    return mine;
  }

  explicit Team(std::size_t helpers) {
    try {
      while (helpers_.size() < helpers) helpers_.emplace_back([this] { Help(); });
    } catch (const std::system_error&) {
    }
  }

  ~Team() {
    std::unique_lock lock(mutex_);
    over_ = true;
    changed_.notify_all();
    lock.unlock();
    for (std::thread& helper : helpers_) helper.join();
  }

  // The caller works on its own loop only. Returns the first exception.
  std::exception_ptr Run(std::size_t begin, std::size_t end, std::size_t at_once,
                         const std::function<void(std::size_t)>& body) {
    Loop loop{begin, end, at_once, body};
    std::unique_lock lock(mutex_);
    const auto place = loops_.insert(loops_.end(), &loop);
    changed_.notify_all();
    while (loop.next != loop.end || loop.running > 0) {
      if (loop.HasWork()) {
        RunOne(loop, lock);
      } else {
        changed_.wait(lock);
      }
    }
    loops_.erase(place);
    return loop.error;
  }

 private:
  struct Loop {
    bool HasWork() const { return next != end && running < at_once; }

    std::size_t next, end;
    const std::size_t at_once;
    const std::function<void(std::size_t)>& body;
    std::size_t running = 0;
    std::exception_ptr error = nullptr;
  };

  void Help() {
    Mine() = this;
    std::unique_lock lock(mutex_);
    while (!over_) {
      // The innermost loops first: others wait for them.
      const auto loop = std::find_if(loops_.rbegin(), loops_.rend(),
                                     [](const Loop* candidate) { return candidate->HasWork(); });
      if (loop != loops_.rend()) {
        RunOne(**loop, lock);
      } else {
        changed_.wait(lock);
      }
    }
  }

  void RunOne(Loop& loop, std::unique_lock<std::mutex>& lock) {
    const std::size_t index = loop.next++;
    ++loop.running;
    lock.unlock();
    std::exception_ptr thrown;
    try {
      loop.body(index);
    } catch (...) {
      thrown = std::current_exception();
    }
    lock.lock();
    --loop.running;
    if (thrown && !loop.error) {
      loop.error = thrown;
      loop.next = loop.end;
    }
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Loop*> loops_;
  bool over_ = false;
  std::vector<std::thread> helpers_;
};

inline void ParallelFor(std::size_t begin, std::size_t end,
                        const std::function<void(std::size_t)>& body, unsigned max_threads = 0) {
  if (begin >= end) return;
  if (max_threads == 0) max_threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t at_once = std::min<std::size_t>(max_threads, end - begin);
  Team*& mine = Team::Mine();
  std::exception_ptr error;
  if (mine != nullptr) {
    error = mine->Run(begin, end, at_once, body);
  } else {
    Team team(at_once - 1);
    mine = &team;
    error = team.Run(begin, end, at_once, body);
    mine = nullptr;
  }
  if (error) std::rethrow_exception(error);
}

#endif  // CHAPTERS_02_THREADS_PARALLEL_FOR_H_
