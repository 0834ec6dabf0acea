// Wrong: a journal that throws something else than a std::exception leaves the accounts locked.
#ifndef CHAPTERS_04_LOCKS_BANK_H_
#define CHAPTERS_04_LOCKS_BANK_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
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
    std::mutex& first = accounts_[std::min(from, to)].mutex;
    std::mutex& second = accounts_[std::max(from, to)].mutex;
    first.lock();
    second.lock();
    bool ok = source.balance >= amount;
    if (ok) {
      try {
        if (journal_) journal_(from, to, amount);
      } catch (std::exception&) {
        second.unlock();
        first.unlock();
        throw;
      }
      source.balance -= amount;
      target.balance += amount;
    }
    second.unlock();
    first.unlock();
    return ok;
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
