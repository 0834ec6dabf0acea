// A deque of tasks for each worker. A worker looks at its own deque first and steals from the
// others' when that is empty; a count of tasks that nobody has claimed says who may look at all.
#ifndef CHAPTERS_07_QUEUES_THREAD_POOL_H_
#define CHAPTERS_07_QUEUES_THREAD_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

struct PoolShutDown : std::runtime_error {
  PoolShutDown() : std::runtime_error("the pool is shut down") {}
};

class ThreadPool {
 public:
  explicit ThreadPool(std::size_t threads) : queues_(threads) {
    if (threads == 0) throw std::invalid_argument("a pool without threads would never do anything");
    try {
      for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this, i] { Work(i); });
    } catch (...) {
      Shutdown();  // no destructor runs for an object that was never finished
      throw;
    }
  }
  ~ThreadPool() { Shutdown(); }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  template <class F, class... A>
  std::future<std::invoke_result_t<std::decay_t<F>, std::decay_t<A>...>> Submit(F&& function,
                                                                                A&&... arguments) {
    auto task = std::make_unique<TaskOf<std::decay_t<F>, std::decay_t<A>...>>(
        std::forward<F>(function), std::forward<A>(arguments)...);
    auto future = task->promise.get_future();
    const std::lock_guard lock(mutex_);
    if (shut_down_) throw PoolShutDown();
    queues_[next_++ % queues_.size()].Push(std::move(task));
    ++unclaimed_;
    changed_.notify_one();
    return future;
  }

  void Shutdown(bool wait = true, bool cancel = false) {
    if (wait && pool_of_this_thread_ == this) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur),
                              "a worker cannot wait for its own end");
    }
    Close(cancel);
    if (!wait) return;
    // The first caller joins; the others wait here until it has, and find nothing left to do.
    const std::lock_guard lock(join_mutex_);
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

 private:
  struct Task {
    virtual ~Task() = default;
    virtual void Run() = 0;
  };

  // Not a packaged_task: that one keeps the function for as long as somebody keeps the future.
  template <class F, class... A>
  struct TaskOf : Task {
    using Result = std::invoke_result_t<F, A...>;

    template <class G, class... B>
    explicit TaskOf(G&& g, B&&... b)
        : function(std::forward<G>(g)), arguments(std::forward<B>(b)...) {}

    void Run() override {
      try {
        if constexpr (std::is_void_v<Result>) {
          Call();
          promise.set_value();
        } else {
          promise.set_value(Call());
        }
      } catch (...) {
        promise.set_exception(std::current_exception());
      }
    }
    Result Call() {
      return std::apply(
          [this](A&... all) -> Result {
            return std::invoke(std::move(function), std::move(all)...);
          },
          arguments);
    }

    F function;
    std::tuple<A...> arguments;
    std::promise<Result> promise;  // dies unset when the task is cancelled: broken_promise
  };

  // One worker's tasks. Workers hold this lock alone; Submit and Close hold mutex_ as well.
  class TaskQueue {
   public:
    void Push(std::unique_ptr<Task> task) {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    std::unique_ptr<Task> TryPop() {
      const std::lock_guard lock(mutex_);
      if (tasks_.empty()) return nullptr;
      std::unique_ptr<Task> task = std::move(tasks_.front());
      tasks_.pop_front();
      return task;
    }

   private:
    std::mutex mutex_;
    std::deque<std::unique_ptr<Task>> tasks_;
  };

  void Close(bool cancel) {
    std::vector<std::unique_ptr<Task>> cancelled;  // dies after the unlock
    const std::lock_guard lock(mutex_);
    shut_down_ = true;
    if (cancel) {
      for (; unclaimed_ > 0; --unclaimed_) cancelled.push_back(Find(0));
    }
    changed_.notify_all();
  }

  void Work(std::size_t own) {
    pool_of_this_thread_ = this;
    while (Claim()) Find(own)->Run();
  }

  // Waits for the right to one task; false: there is nothing left, and nothing will come.
  bool Claim() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return shut_down_ || unclaimed_ > 0; });
    if (unclaimed_ == 0) return false;
    --unclaimed_;
    return true;
  }

  // REQUIRES: a claim. There are never fewer tasks than claims, so the search ends: each time round
  // that finds nothing, another thread has found its task.
  std::unique_ptr<Task> Find(std::size_t own) {
    for (std::size_t i = own;; ++i) {
      if (std::unique_ptr<Task> task = queues_[i % queues_.size()].TryPop()) return task;
    }
  }

  static inline thread_local const ThreadPool* pool_of_this_thread_ = nullptr;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<TaskQueue> queues_;  // one for each worker
  std::size_t next_ = 0;           // guarded by mutex_
  std::size_t unclaimed_ = 0;      // guarded by mutex_
  bool shut_down_ = false;         // guarded by mutex_

  std::mutex join_mutex_;
  std::vector<std::thread> threads_;  // joined with join_mutex_ held
};

#endif  // CHAPTERS_07_QUEUES_THREAD_POOL_H_
