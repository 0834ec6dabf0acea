// Wrong: the threads are detached, and Shutdown waits until no task is left, queued or running.
// Nobody has told the threads to end: they wait for tasks for as long as the program runs.
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

struct PoolShutDown : std::runtime_error {
  PoolShutDown() : std::runtime_error("the pool is shut down") {}
};

class ThreadPool {
 public:
  explicit ThreadPool(std::size_t threads) {
    if (threads == 0) throw std::invalid_argument("a pool without threads would never do anything");
    try {
      for (std::size_t i = 0; i < threads; ++i) {
        std::thread([this, state = state_] { Work(this, *state); }).detach();
      }
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
    const std::lock_guard lock(state_->mutex);
    if (state_->shut_down) throw PoolShutDown();
    state_->queue.push_back(std::move(task));
    ++state_->unfinished;
    state_->came.notify_one();
    return future;
  }

  void Shutdown(bool wait = true, bool cancel = false) {
    if (wait && pool_of_this_thread_ == this) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur),
                              "a worker cannot wait for its own end");
    }
    Close(cancel);
    if (!wait) return;
    std::unique_lock lock(state_->mutex);
    state_->done.wait(lock, [this] { return state_->unfinished == 0; });
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

  struct State {
    std::mutex mutex;
    std::condition_variable came, done;
    std::deque<std::unique_ptr<Task>> queue;
    std::size_t unfinished = 0;
    bool shut_down = false;
  };

  void Close(bool cancel) {
    std::deque<std::unique_ptr<Task>> cancelled;
    const std::lock_guard lock(state_->mutex);
    state_->shut_down = true;
    if (!cancel) return;
    cancelled.swap(state_->queue);
    state_->unfinished -= cancelled.size();
    state_->done.notify_all();
  }

  static void Work(const ThreadPool* pool, State& state) {
    pool_of_this_thread_ = pool;
    while (true) {
      Next(state)->Run();
      const std::lock_guard lock(state.mutex);
      if (--state.unfinished == 0) state.done.notify_all();
    }
  }

  static std::unique_ptr<Task> Next(State& state) {
    std::unique_lock lock(state.mutex);
    state.came.wait(lock, [&] { return !state.queue.empty(); });
    std::unique_ptr<Task> task = std::move(state.queue.front());
    state.queue.pop_front();
    return task;
  }

  static inline thread_local const ThreadPool* pool_of_this_thread_ = nullptr;

  const std::shared_ptr<State> state_ = std::make_shared<State>();
};

#endif  // CHAPTERS_07_QUEUES_THREAD_POOL_H_
