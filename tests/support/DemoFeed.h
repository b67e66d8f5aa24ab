// Made-up people and pictures for the window's tests: drawn, never photographed. Not part of the product.
#pragma once

#include "core/capture/Decision.h"
#include "core/muster/DayTypes.h"

#include <QImage>
#include <QStringList>

namespace haziri::tests {

/// A drawn person with a helmet, as the camera would see him; `seed` varies colours and place a little.
QImage drawnFrame(int seed = 0, QSize size = {1280, 720}, bool helmet = true);
/// The part of drawnFrame() that a face frame would surround, 0..1.
QRectF drawnFaceRect(int seed = 0);
QImage drawnPortrait(int seed);

WorkerId workerNumber(int n); ///< valid, the same every time
UnixMillis today(int hour, int minute, int second = 0);

muster::RollSnapshot demoRoll(bool hindi);
QList<muster::QueueRow> demoQueue(bool hindi);
muster::QueueSummary demoQueueSummary();
muster::MarkOutcome demoOutcome(muster::MarkOutcome::Kind kind, bool hindi);
capture::Decision demoDecision(capture::DecisionKind kind);
QList<muster::MarkDetail> demoMarks(bool hindi);

} // namespace haziri::tests
