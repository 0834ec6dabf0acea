// A semaphore holds a permit for each task, and in the end one for each worker to go home by. A
// cancel takes tasks away, not their permits: a worker that finds no task goes home or asks again.
#ifndef CHAPTERS_07_QUEUES_THREAD_POOL_H_
#define CHAPTERS_07_QUEUES_THREAD_POOL_H_

#include <cstddef>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <semaphore>
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
  explicit ThreadPool(std::size_t threads) : workers_(threads) {
    if (workers_.empty()) throw std::invalid_argument("a pool without threads never does anything");
    for (std::thread& worker : workers_) worker = std::thread(&ThreadPool::Work, this);
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
    {
      const std::lock_guard lock(mutex_);
      if (shut_down_) throw PoolShutDown();
      Task* const newest = task.get();
      (last_ ? last_->next : first_) = std::move(task);
      last_ = newest;
    }
    permits_.release();
    return future;
  }

  void Shutdown(bool wait = true, bool cancel = false) {
    if (wait && pool_of_this_thread_ == this) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    }
    Close(cancel);
    if (!wait) return;
    const std::lock_guard lock(join_mutex_);
    for (std::thread& worker : workers_) {
      if (worker.joinable()) worker.join();
    }
  }

 private:
  struct Task {
    virtual ~Task() = default;
    virtual void Run() = 0;
    std::unique_ptr<Task> next;
  };

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
    std::promise<Result> promise;
  };

  void Close(bool cancel) {
    std::unique_ptr<Task> cancelled;
    bool first_time = false;
    {
      const std::lock_guard lock(mutex_);
      first_time = !std::exchange(shut_down_, true);
      if (cancel) {
        cancelled = std::move(first_);
        last_ = nullptr;
      }
    }
    if (first_time) permits_.release(static_cast<std::ptrdiff_t>(workers_.size()));
    while (cancelled) cancelled = std::move(cancelled->next);  // one by one, however many they are
  }

  void Work() {
    pool_of_this_thread_ = this;
    do {
      permits_.acquire();
    } while (RunOne());
  }

  // False: there is nothing left, and nothing will come.
  bool RunOne() {
    std::unique_ptr<Task> task;
    {
      const std::lock_guard lock(mutex_);
      if (!first_) return !shut_down_;
      task = std::move(first_);
      first_ = std::move(task->next);
      if (!first_) last_ = nullptr;
    }
    task->Run();
    return true;
  }

  static inline thread_local const ThreadPool* pool_of_this_thread_ = nullptr;

  std::mutex mutex_;
  std::unique_ptr<Task> first_;  // guarded by mutex_
  Task* last_ = nullptr;         // guarded by mutex_
  bool shut_down_ = false;       // guarded by mutex_
  std::counting_semaphore<> permits_{0};

  std::mutex join_mutex_;
  std::vector<std::thread> workers_;  // joined with join_mutex_ held
};

#endif  // CHAPTERS_07_QUEUES_THREAD_POOL_H_
