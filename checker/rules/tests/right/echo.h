// Sends back over a connection what came over it.
//
// Thread safety: none; one caller at a time.
#ifndef CHECKER_RULES_TESTS_ECHO_H_
#define CHECKER_RULES_TESTS_ECHO_H_

// Accepts one connection, reads one byte of it, sends it back and closes the connection.
void EchoOnce(int listener);

#endif  // CHECKER_RULES_TESTS_ECHO_H_
