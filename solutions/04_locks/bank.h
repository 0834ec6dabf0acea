// A bank whose accounts can be used by many threads at once.
//
// Thread safety: every method may be called by any thread at any time.
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
      : journal_(std::move(journal)), accounts_(balances.size()) {
    CheckSum(balances);
    for (AccountId id = 0; id < accounts_.size(); ++id) accounts_[id].balance = balances[id];
  }

  Bank(const Bank&) = delete;
  Bank& operator=(const Bank&) = delete;

  bool Transfer(AccountId from, AccountId to, Cents amount) {
    Account& source = accounts_.at(from);
    Account& target = accounts_.at(to);
    if (from == to) return true;  // and don't lock the same mutex twice below
    if (amount < 0) throw std::invalid_argument("a negative amount");

    // Takes both without deadlock, whatever the order of the arguments: it never waits for one
    // while it holds the other. The guard also unlocks both when the journal throws.
    std::scoped_lock both(source.mutex, target.mutex);
    if (source.balance < amount) return false;
    if (journal_) journal_(from, to, amount);
    source.balance -= amount;
    target.balance += amount;  // can't overflow: all balances together fit into Cents
    return true;
  }

  Cents Balance(AccountId id) const {
    const Account& account = accounts_.at(id);
    std::lock_guard lock(account.mutex);
    return account.balance;
  }

  // Holds every account at once: added up one by one, money could walk from an account that is not
  // counted yet to one that is. Always taken in the same order, so two of these can't deadlock.
  Cents Total() const {
    std::vector<std::unique_lock<std::mutex>> locks;
    locks.reserve(accounts_.size());
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
    Cents balance = 0;  // guarded by mutex
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
  std::vector<Account> accounts_;  // never grows, so an Account stays where it is
};

#endif  // CHAPTERS_04_LOCKS_BANK_H_
