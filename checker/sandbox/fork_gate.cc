#include "checker/sandbox/fork_gate.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/socket.h>

#include <memory>

namespace checker {
namespace {

// A message that carries one descriptor; the byte of text is there because one is needed.
struct DescriptorMessage {
  DescriptorMessage() {
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
  }
  char byte = 0;
  iovec part = {&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr header = {};
};

void SendDescriptor(int socket, int descriptor) {
  DescriptorMessage message;
  cmsghdr* extra = CMSG_FIRSTHDR(&message.header);
  extra->cmsg_level = SOL_SOCKET;
  extra->cmsg_type = SCM_RIGHTS;
  extra->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(extra), &descriptor, sizeof descriptor);
  sendmsg(socket, &message.header, MSG_NOSIGNAL);
}

// -1 when the other side closed without sending one.
int ReceiveDescriptor(int socket) {
  DescriptorMessage message;
  if (recvmsg(socket, &message.header, MSG_CMSG_CLOEXEC) <= 0) return -1;
  const cmsghdr* extra = CMSG_FIRSTHDR(&message.header);
  int descriptor = -1;
  if (extra && extra->cmsg_type == SCM_RIGHTS) {
    memcpy(&descriptor, CMSG_DATA(extra), sizeof descriptor);
  }
  return descriptor;
}

int LoadFilter() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (!filter) return -1;
  const bool ok = seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(fork), 0) == 0 &&
                  seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(vfork), 0) == 0 &&
                  seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(clone), 1,
                                   SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0 &&
                  seccomp_load(filter) == 0;
  const int descriptor = ok ? seccomp_notify_fd(filter) : -1;
  seccomp_release(filter);
  return descriptor;
}

}  // namespace

ForkGate::ForkGate() {
  int sides[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sides) != 0) return;
  gated_side_ = OutOfTheWay(sides[0]);
  watching_side_ = OutOfTheWay(sides[1]);
}

void ForkGate::Close() {
  const Descriptor questions(LoadFilter());
  if (questions.open()) SendDescriptor(gated_side_.get(), questions.get());
  gated_side_.Close();
  watching_side_.Close();
}

void ForkGate::Attach() {
  gated_side_.Close();
  questions_ = OutOfTheWay(ReceiveDescriptor(watching_side_.get()));
  watching_side_.Close();
}

void ForkGate::Answer(const std::function<bool()>& may_fork) {
  seccomp_notif* question = nullptr;
  seccomp_notif_resp* answer = nullptr;
  if (seccomp_notify_alloc(&question, &answer) != 0) return;
  if (seccomp_notify_receive(questions_.get(), question) == 0) {
    answer->id = question->id;
    if (may_fork()) {
      answer->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    } else {
      answer->error = -EAGAIN;
    }
    seccomp_notify_respond(questions_.get(), answer);
  }
  seccomp_notify_free(question, answer);
}

}  // namespace checker
