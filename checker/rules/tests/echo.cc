#include "echo.h"

#include "checker/testing/not_written_yet.h"

// TODO: accept, read, write, close.
void EchoOnce(int) { checker::NotWrittenYet("What comes from accept is the connection."); }
