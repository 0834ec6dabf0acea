// A place where threads wait for each other, to prove that their calls can overlap.
//
// Thread safety: Meet and arrived may be called by any thread. Meeting orders nothing: no
// happens-before edge leads from one party to another, so a data race stays visible.
#ifndef CHECKER_TESTING_MEETING_POINT_H_
#define CHECKER_TESTING_MEETING_POINT_H_

namespace checker {

class MeetingPoint {
 public:
  // REQUIRES: parties >= 1.
  explicit MeetingPoint(int parties);
  MeetingPoint(const MeetingPoint&) = delete;
  MeetingPoint& operator=(const MeetingPoint&) = delete;

  // Waits until `parties` threads have come; then all of them go on, and so does everybody who
  // comes later. When those who are missing can't come because of a lock that somebody here
  // holds, the finding is `too much locking`.
  void Meet();

  // How many have come so far.
  int arrived() const;

 private:
  const int parties_;
  int arrived_ = 0;  // guarded by the explorer's turn, or atomically accessed without it
};

}  // namespace checker

#endif  // CHECKER_TESTING_MEETING_POINT_H_
