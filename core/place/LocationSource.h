// Where the laptop thinks it is. Lives in a thread with an event loop; not thread-safe.
#pragma once

#include "core/base/Result.h"
#include "core/place/Position.h"

#include <QObject>

namespace haziri::place {

class LocationSource : public QObject {
    Q_OBJECT
  public:
    using QObject::QObject;
    /// The last known position; source None before the first. Asking costs nothing.
    virtual Position current() const = 0;
    virtual void start() {}
    virtual void stop() {}

  Q_SIGNALS:
    void changed();
    void failed(const haziri::Error& error);
};

} // namespace haziri::place
