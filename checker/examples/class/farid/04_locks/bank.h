#ifndef CHAPTERS_04_LOCKS_BANK_H_
#define CHAPTERS_04_LOCKS_BANK_H_

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
      : balances_(std::move(balances)), locks_(balances_.size()), journal_(std::move(journal)) {
    Cents sum = 0;
    for (const Cents balance : balances_) {
      if (balance < 0) throw std::invalid_argument("a negative balance");
      if (balance > std::numeric_limits<Cents>::max() - sum) {
        throw std::invalid_argument("more money than can be counted");
      }
      sum += balance;
    }
  }

  Bank(const Bank&) = delete;
  Bank& operator=(const Bank&) = delete;

  bool Transfer(AccountId from, AccountId to, Cents amount) {
    balances_.at(from);
    balances_.at(to);
    if (amount < 0) throw std::invalid_argument("a negative amount");
    if (from == to) return true;
    std::lock_guard first(locks_[from]);
    while (!locks_[to].try_lock()) {
      // Not yet: again.
    }
    std::lock_guard second(locks_[to], std::adopt_lock);
    if (balances_[from] < amount) return false;
    if (journal_) journal_(from, to, amount);
    balances_[from] -= amount;
    balances_[to] += amount;
    return true;
  }

  Cents Balance(AccountId id) const {
    if (id >= locks_.size()) throw std::out_of_range("no such account");
    std::lock_guard lock(locks_[id]);
    return balances_[id];
  }

  Cents Total() const {
    std::vector<std::unique_lock<std::mutex>> all;
    for (std::mutex& lock : locks_) all.emplace_back(lock);
    Cents sum = 0;
    for (const Cents balance : balances_) sum += balance;
    return sum;
  }

 private:
  std::vector<Cents> balances_;
  mutable std::vector<std::mutex> locks_;  // one for each account
  const std::function<void(AccountId, AccountId, Cents)> journal_;
};

#endif  // CHAPTERS_04_LOCKS_BANK_H_
