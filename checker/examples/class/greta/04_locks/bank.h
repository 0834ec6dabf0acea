// A bank whose accounts can be used by many threads at once.
//
// Thread safety: every method may be called by any thread at any time.
#ifndef CHAPTERS_04_LOCKS_BANK_H_
#define CHAPTERS_04_LOCKS_BANK_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "checker/testing/not_written_yet.h"

using Cents = std::int64_t;
using AccountId = std::size_t;  // 0 is the first account

class Bank {
 public:
  // Opens the accounts 0, 1, ... with these balances. Throws std::invalid_argument if one of them
  // is negative or if Cents can't hold their sum. `journal`, if there is one, is told of transfers.
  explicit Bank(std::vector<Cents> balances,
                std::function<void(AccountId, AccountId, Cents)> journal = {})
      : balances_(std::move(balances)), journal_(std::move(journal)) {
    // TODO: refuse bad balances.
  }

  Bank(const Bank&) = delete;
  Bank& operator=(const Bank&) = delete;

  // Moves `amount`. False, and nothing changes, if `from` has less than that; a transfer to oneself
  // changes nothing and is always true. Throws std::out_of_range for an unknown account and
  // std::invalid_argument for a negative amount.
  // Before the money moves journal(from, to, amount) is called, once, while both accounts are held;
  // not for a transfer that fails, or to oneself. If it throws, nothing changes and the exception
  // reaches the caller. The journal does not call the bank. Journals of transfers that share no
  // account can overlap; journals of those that share one never do.
  bool Transfer(AccountId /*from*/, AccountId /*to*/, Cents /*amount*/) {
    // TODO: hold both accounts, ask for the funds, tell the journal, move the money.
    checker::NotWrittenYet("Hold both accounts, in a way that opposite transfers can't deadlock.");
  }

  // What the account holds, at one moment. Throws std::out_of_range for an unknown account.
  Cents Balance(AccountId /*id*/) const {
    // TODO: look while no transfer is at work on the account.
    checker::NotWrittenYet("Read the balance while nobody can change it.");
  }

  // The sum of all balances at one moment: no money is ever on its way.
  Cents Total() const {
    // TODO: add up the balances of one moment.
    checker::NotWrittenYet("Add up all accounts while no money can move.");
  }

 private:
  std::vector<Cents> balances_;
  std::function<void(AccountId, AccountId, Cents)> journal_;
};

#endif  // CHAPTERS_04_LOCKS_BANK_H_
