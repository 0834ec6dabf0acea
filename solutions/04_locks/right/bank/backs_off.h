// Right, other than the reference: who can't have the second account gives the first one back, lets
// others run, and tries again.
#ifndef CHAPTERS_04_LOCKS_BANK_H_
#define CHAPTERS_04_LOCKS_BANK_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <thread>
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
    const auto [one, two] = LockBoth(source, target);
    if (source.balance < amount) return false;
    if (journal_) journal_(from, to, amount);
    source.balance -= amount;
    target.balance += amount;
    return true;
  }

  Cents Balance(AccountId id) const {
    const Account& account = accounts_.at(id);
    std::lock_guard lock(account.mutex);
    return account.balance;
  }
  Cents Total() const {
    std::vector<std::unique_lock<std::mutex>> locks;
    Cents total = 0;
    for (const Account& account : accounts_) {
      locks.emplace_back(account.mutex);
      total += account.balance;
    }
    return total;
  }

 private:
  struct Account {
    mutable std::mutex mutex;
    Cents balance = 0;
  };
  using Lock = std::unique_lock<std::mutex>;

  static std::pair<Lock, Lock> LockBoth(Account& source, Account& target) {
    for (;; std::this_thread::yield()) {
      Lock one(source.mutex);
      if (Lock two(target.mutex, std::try_to_lock); two) return {std::move(one), std::move(two)};
    }
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
  std::vector<Account> accounts_;
};

#endif  // CHAPTERS_04_LOCKS_BANK_H_
