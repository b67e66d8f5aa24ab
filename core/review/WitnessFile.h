// The newest checkpoint of the log that this computer verified entry by entry, kept between runs (section 7): what the
// server cannot take back.
#pragma once

#include "core/audit/Checkpoint.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"

#include <QString>
#include <optional>

namespace haziri::review {

/// One thread at a time.
class WitnessFile {
  public:
    /// An empty path keeps nothing: every verification is then the first.
    explicit WitnessFile(QString path = {})
        : m_path(std::move(path)) {}

    QByteArray note() const; ///< empty before the first
    QByteArray past() const; ///< what was kept beside it
    Result<void> keep(const QByteArray& note, const QByteArray& past);
    /// Both sides of a contradiction, beside the file, under its `kind`; none overwrites an earlier one.
    Result<QString> keepContradiction(const char* kind, const QByteArray& kept, const QByteArray& fresh, UnixMillis at);

  private:
    QString m_path;
};

} // namespace haziri::review
