// Mistake: a monitor that wakes one waiter when accounts become free.
// It may be one who needs other accounts: he sleeps again, and the one who could go on is never
// told.
#ifndef CHAPTERS_04_LOCKS_BANK_H_
#define CHAPTERS_04_LOCKS_BANK_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

using Cents = std::int64_t;
using AccountId = std::size_t;

class Bank {
 public:
  explicit Bank(std::vector<Cents> balances,
                std::function<void(AccountId, AccountId, Cents)> journal = {})
      : journal_(std::move(journal)), accounts_(balances.size()) {
    CheckSum(balances);
    for (AccountId id = 0; id < accounts_.size(); ++id) accounts_[id].balance = balances[id];
  }

  Bank(const Bank&) = delete;
  Bank& operator=(const Bank&) = delete;

  bool Transfer(AccountId from, AccountId to, Cents amount) {
    CheckAccount(from);
    CheckAccount(to);
    if (from == to) return true;
    if (amount < 0) throw std::invalid_argument("a negative amount");
    std::unique_lock lock(mutex_);
    released_.wait(lock, [&] { return !accounts_[from].busy && !accounts_[to].busy; });
    if (accounts_[from].balance < amount) return false;
    if (journal_) TellJournal(lock, from, to, amount);
    accounts_[from].balance -= amount;
    accounts_[to].balance += amount;
    return true;
  }

  Cents Balance(AccountId id) const {
    std::lock_guard lock(mutex_);
    return accounts_.at(id).balance;
  }

  Cents Total() const {
    std::lock_guard lock(mutex_);
    Cents total = 0;
    for (const Account& account : accounts_) total += account.balance;
    return total;
  }

 private:
  struct Account {
    Cents balance = 0;
    bool busy = false;  // a journal is at work on it
  };

  void CheckAccount(AccountId id) const {
    if (id >= accounts_.size()) throw std::out_of_range("unknown account");
  }

  // Both accounts are busy while the journal runs, and free again however it ends.
  void TellJournal(std::unique_lock<std::mutex>& lock, AccountId from, AccountId to, Cents amount) {
    accounts_[from].busy = accounts_[to].busy = true;
    lock.unlock();
    try {
      journal_(from, to, amount);
    } catch (...) {
      Release(lock, from, to);
      throw;
    }
    Release(lock, from, to);
  }

  void Release(std::unique_lock<std::mutex>& lock, AccountId from, AccountId to) {
    lock.lock();
    accounts_[from].busy = accounts_[to].busy = false;
    released_.notify_one();
  }

  static void CheckSum(const std::vector<Cents>& balances) {
    Cents room = std::numeric_limits<Cents>::max();
    for (const Cents balance : balances) {
      if (balance < 0) throw std::invalid_argument("a negative opening balance");
      if (balance > room) throw std::invalid_argument("more money than Cents can count");
      room -= balance;
    }
  }

  const std::function<void(AccountId, AccountId, Cents)> journal_;
  mutable std::mutex mutex_;  // short: never held while a journal runs
  std::condition_variable released_;
  std::vector<Account> accounts_;  // guarded by mutex_
};

#endif  // CHAPTERS_04_LOCKS_BANK_H_
