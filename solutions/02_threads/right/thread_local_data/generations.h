// Right: a ThreadLocal has a slot, the same in every thread's table. Slots are used again, so each
// entry says of which generation it is. A table is its thread's alone and needs no lock; an entry
// and its ThreadLocal share a box, and whoever empties the box destroys the value.
#ifndef CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
#define CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

#include <pthread.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

namespace generations {

struct Box {
  virtual ~Box() = default;
  virtual void Empty() = 0;
};

template <class T>
struct BoxOf : Box {
  explicit BoxOf(T* made) : value(made) {}
  void Empty() override { delete value.exchange(nullptr); }

  std::atomic<T*> value;
};

// The boxes of one ThreadLocal; lives until it and all threads with an entry have gone.
struct Boxes {
  std::mutex mutex;
  std::set<std::shared_ptr<Box>> all;
};

struct Entry {
  bool IsFree() const { return box == nullptr; }

  // Moved into a local first: the table may move while the value is destroyed.
  static void End(Entry entry) {
    if (entry.IsFree()) return;
    entry.box->Empty();
    std::lock_guard lock(entry.boxes->mutex);
    entry.boxes->all.erase(entry.box);
  }

  std::uint64_t generation = 0;
  std::shared_ptr<Box> box;
  std::shared_ptr<Boxes> boxes;
};

using Table = std::vector<Entry>;

inline void EndTable(void* pointer);

inline pthread_key_t Key() {
  static const pthread_key_t key = [] {
    pthread_key_t made;
    pthread_key_create(&made, EndTable);
    return made;
  }();
  return key;
}

inline Table& MyTable() {
  if (pthread_getspecific(Key()) == nullptr) pthread_setspecific(Key(), new Table);
  return *static_cast<Table*>(pthread_getspecific(Key()));
}

inline void EndTable(void* pointer) {
  pthread_setspecific(Key(), pointer);
  Table& table = *static_cast<Table*>(pointer);
  for (std::size_t slot = 0; slot < table.size(); ++slot) {
    if (table[slot].IsFree()) continue;
    Entry::End(std::exchange(table[slot], {}));
    slot = static_cast<std::size_t>(-1);  // from the start: there may be new ones
  }
  pthread_setspecific(Key(), nullptr);
  delete &table;
}

struct Slot {
  std::size_t index;
  std::uint64_t generation;
};

inline std::mutex slots_mutex;
inline std::uint64_t last_generation = 0;
inline std::size_t slots_made = 0;

inline std::vector<std::size_t>& FreeSlots() {
  static auto* const free_slots = new std::vector<std::size_t>;
  return *free_slots;
}

inline Slot TakeSlot() {
  std::lock_guard lock(slots_mutex);
  if (FreeSlots().empty()) FreeSlots().push_back(slots_made++);
  const Slot slot{FreeSlots().back(), ++last_generation};
  FreeSlots().pop_back();
  return slot;
}

inline void GiveBack(const Slot& slot) {
  std::lock_guard lock(slots_mutex);
  FreeSlots().push_back(slot.index);
}

}  // namespace generations

template <class T>
class ThreadLocal {
 public:
  explicit ThreadLocal(std::function<T()> init = [] { return T{}; }) : init_(std::move(init)) {}
  ~ThreadLocal() {
    std::set<std::shared_ptr<generations::Box>> all;
    {
      std::lock_guard lock(boxes_->mutex);
      all.swap(boxes_->all);
    }
    for (const auto& box : all) box->Empty();
    generations::GiveBack(slot_);
  }
  ThreadLocal(const ThreadLocal&) = delete;
  ThreadLocal& operator=(const ThreadLocal&) = delete;

  T& Get() {
    if (const Box* const box = MyBox()) return *box->value.load();
    auto box = std::make_shared<Box>(new T(init_()));
    {
      std::lock_guard lock(boxes_->mutex);
      boxes_->all.insert(box);
    }
    MyEntry() = {slot_.generation, box, boxes_};
    return *box->value.load();
  }

  bool has_value() const { return MyBox() != nullptr; }

  void Reset() {
    if (has_value()) generations::Entry::End(std::exchange(MyEntry(), {}));
  }

 private:
  using Box = generations::BoxOf<T>;

  generations::Entry& MyEntry() const {
    generations::Table& table = generations::MyTable();
    if (table.size() <= slot_.index) table.resize(slot_.index + 1);
    return table[slot_.index];
  }

  const Box* MyBox() const {
    const generations::Entry& entry = MyEntry();
    if (entry.generation != slot_.generation) return nullptr;
    return static_cast<const Box*>(entry.box.get());
  }

  const std::function<T()> init_;
  const generations::Slot slot_ = generations::TakeSlot();
  const std::shared_ptr<generations::Boxes> boxes_ = std::make_shared<generations::Boxes>();
};

#endif  // CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
