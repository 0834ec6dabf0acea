#!/bin/sh
# Two counters of 4.31 s each on four cores: 9.00 s under a GIL (the source lessons' own figure), once
# as long as one of them without it.
set -eu
"$1" --schedules=1 -- "$TEST_TMPDIR/times" >"$TEST_TMPDIR/log" || { cat "$TEST_TMPDIR/log"; exit 1; }
cat "$TEST_TMPDIR/times"
awk 'function near(name, seconds) {
       if (took[name] < 0.98 * seconds || took[name] > 1.02 * seconds) {
         print name " took " took[name] " s, not " seconds; wrong = 1
       }
     }
     { took[$1] = $2 }
     END { near("serial", 8.62); near("gil", 9.00); near("free", 4.31); near("processes", 4.32); exit wrong }' \
  "$TEST_TMPDIR/times"
