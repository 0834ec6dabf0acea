// Mistake: eight locks for all accounts, shared out by number.
// Transfers that share no account can still share a lock, and stand in line.
#ifndef CHAPTERS_04_LOCKS_BANK_H_
#define CHAPTERS_04_LOCKS_BANK_H_

#include <algorithm>
#include <array>
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
    Account& source = accounts_.at(from);
    Account& target = accounts_.at(to);
    if (from == to) return true;
    if (amount < 0) throw std::invalid_argument("a negative amount");
    const std::size_t one = std::min(from % kLocks, to % kLocks);
    const std::size_t two = std::max(from % kLocks, to % kLocks);
    std::lock_guard first(mutexes_[one]);
    std::unique_lock second(mutexes_[two], std::defer_lock);
    if (one != two) second.lock();
    if (source.balance < amount) return false;
    if (journal_) journal_(from, to, amount);
    source.balance -= amount;
    target.balance += amount;
    return true;
  }

  Cents Balance(AccountId id) const {
    const Account& account = accounts_.at(id);
    std::lock_guard lock(mutexes_[id % kLocks]);
    return account.balance;
  }

  Cents Total() const {
    std::vector<std::unique_lock<std::mutex>> locks;
    for (std::mutex& mutex : mutexes_) locks.emplace_back(mutex);
    Cents total = 0;
    for (const Account& account : accounts_) total += account.balance;
    return total;
  }

 private:
  static constexpr std::size_t kLocks = 8;

  struct Account {
    Cents balance = 0;
  };

  static void CheckSum(const std::vector<Cents>& balances) {
    Cents room = std::numeric_limits<Cents>::max();
    for (const Cents balance : balances) {
      if (balance < 0) throw std::invalid_argument("a negative opening balance");
      if (balance > room) throw std::invalid_argument("more money than Cents can count");
      room -= balance;
    }
  }

  const std::function<void(AccountId, AccountId, Cents)> journal_;
  std::vector<Account> accounts_;
  mutable std::array<std::mutex, kLocks> mutexes_;
};

#endif  // CHAPTERS_04_LOCKS_BANK_H_
