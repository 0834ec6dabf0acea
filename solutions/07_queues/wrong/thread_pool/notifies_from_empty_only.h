// Wrong: Submit wakes a worker only if the queue was empty.
// Two tasks come one upon the other, one worker is woken: the other sleeps beside the second task.
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
  explicit ThreadPool(std::size_t threads) {
    if (threads == 0) throw std::invalid_argument("a pool without threads would never do anything");
    try {
      for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
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
    const std::lock_guard lock(mutex_);  // after `task`: a refused one dies outside the lock
    if (shut_down_) throw PoolShutDown();
    queue_.push_back(std::move(task));
    if (queue_.size() == 1) changed_.notify_one();
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

  void Close(bool cancel) {
    std::deque<std::unique_ptr<Task>> cancelled;  // dies after the unlock: captures are their own
    const std::lock_guard lock(mutex_);
    shut_down_ = true;
    if (cancel) cancelled.swap(queue_);
    changed_.notify_all();
  }

  void Work() {
    pool_of_this_thread_ = this;
    // `task` dies at the end of each turn, before the worker looks for the next one.
    while (const std::unique_ptr<Task> task = Next()) task->Run();
  }

  // nullptr: there is nothing left, and nothing will come.
  std::unique_ptr<Task> Next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return shut_down_ || !queue_.empty(); });
    if (queue_.empty()) return nullptr;
    std::unique_ptr<Task> task = std::move(queue_.front());
    queue_.pop_front();
    return task;
  }

  static inline thread_local const ThreadPool* pool_of_this_thread_ = nullptr;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Task>> queue_;  // guarded by mutex_
  bool shut_down_ = false;                   // guarded by mutex_

  std::mutex join_mutex_;
  std::vector<std::thread> threads_;  // joined with join_mutex_ held
};

#endif  // CHAPTERS_07_QUEUES_THREAD_POOL_H_
