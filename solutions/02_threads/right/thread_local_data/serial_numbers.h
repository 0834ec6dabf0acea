// Right: each thread has a table of its values by the serial number of their ThreadLocal, and no
// number is ever used again. All tables are in a list, for a ThreadLocal that is destroyed.
#ifndef CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
#define CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

#include <pthread.h>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

class ThreadTables {
 public:
  using Value = std::shared_ptr<void>;

  // Never destroyed: threads may end later than that.
  static ThreadTables& Instance() {
    static ThreadTables* const instance = new ThreadTables;
    return *instance;
  }

  std::uint64_t NewSerial() {
    std::lock_guard lock(mutex_);
    return ++last_serial_;
  }

  void* Find(std::uint64_t serial) {
    std::lock_guard lock(mutex_);
    const Table* const table = Mine();
    if (table == nullptr) return nullptr;
    const auto found = table->find(serial);
    return found == table->end() ? nullptr : found->second.get();
  }

  void Put(std::uint64_t serial, Value value) {
    std::lock_guard lock(mutex_);
    if (Mine() == nullptr) pthread_setspecific(key_, &tables_.emplace_back());
    (*Mine())[serial] = std::move(value);
  }

  Value Take(std::uint64_t serial) {
    std::lock_guard lock(mutex_);
    return Mine() == nullptr ? nullptr : TakeFrom(*Mine(), serial);
  }

  std::vector<Value> TakeEverybodys(std::uint64_t serial) {
    std::vector<Value> taken;
    std::lock_guard lock(mutex_);
    for (Table& table : tables_) {
      if (Value value = TakeFrom(table, serial)) taken.push_back(std::move(value));
    }
    return taken;
  }

 private:
  using Table = std::unordered_map<std::uint64_t, Value>;

  ThreadTables() {
    pthread_key_create(&key_, [](void* table) { Instance().End(*static_cast<Table*>(table)); });
  }

  Table* Mine() const { return static_cast<Table*>(pthread_getspecific(key_)); }

  static Value TakeFrom(Table& table, std::uint64_t serial) {
    const auto found = table.find(serial);
    if (found == table.end()) return nullptr;
    Value value = std::move(found->second);
    table.erase(found);
    return value;
  }

  // One after the other, for as long as destructors make more: who asks for a value that is still
  // there finds it.
  void End(Table& table) {
    pthread_setspecific(key_, &table);
    for (;;) {
      Value doomed;  // destroyed when the mutex is free
      std::lock_guard lock(mutex_);
      if (table.empty()) break;
      doomed = TakeFrom(table, table.begin()->first);
    }
    pthread_setspecific(key_, nullptr);
    std::lock_guard lock(mutex_);
    tables_.remove_if([&](const Table& other) { return &other == &table; });
  }

  pthread_key_t key_;
  std::mutex mutex_;  // guards all that follows
  std::uint64_t last_serial_ = 0;
  std::list<Table> tables_;
};

template <class T>
class ThreadLocal {
 public:
  explicit ThreadLocal(std::function<T()> init = [] { return T{}; }) : init_(std::move(init)) {}
  ~ThreadLocal() { ThreadTables::Instance().TakeEverybodys(serial_); }
  ThreadLocal(const ThreadLocal&) = delete;
  ThreadLocal& operator=(const ThreadLocal&) = delete;

  T& Get() {
    ThreadTables& tables = ThreadTables::Instance();
    if (void* const value = tables.Find(serial_)) return *static_cast<T*>(value);
    auto made = std::make_shared<T>(init_());
    tables.Put(serial_, made);
    return *made;
  }

  bool has_value() const { return ThreadTables::Instance().Find(serial_) != nullptr; }

  void Reset() { ThreadTables::Instance().Take(serial_); }

 private:
  const std::function<T()> init_;
  const std::uint64_t serial_ = ThreadTables::Instance().NewSerial();
};

#endif  // CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
