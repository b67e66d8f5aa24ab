// The headless verbs of `haziri` (section 10 of the protocol), for support, scripts and tests.
#pragma once

#include <QStringList>

namespace haziri::app {

/// Is the first argument a word (a verb, `help`, or nonsense that runVerb() refuses), `--help` or `--version`?
/// The window takes options only.
bool isVerb(int argc, char** argv);
/// Is there a display, or was Qt told to do without?
bool hasDisplay();
/// Runs it to its end and returns the exit code.
int runVerb(int argc, char** argv);

// Each takes its arguments, the verb first, and needs an application object.
int runRegister(const QStringList& arguments);
int runEnrol(const QStringList& arguments);
int runCapture(const QStringList& arguments);
int runMark(const QStringList& arguments);
int runUndo(const QStringList& arguments);
int runCard(const QStringList& arguments);
int runQueue(const QStringList& arguments);
int runBundle(const QStringList& arguments);
int runBudget(const QStringList& arguments);
int runSync(const QStringList& arguments);
int runFaces(const QStringList& arguments);
int runDraw(const QStringList& arguments);

} // namespace haziri::app
