// Writes the log as JSON Lines for haziri-verify: one entry a line, the signed checkpoint last. The file appears whole
// or not at all.
#pragma once

#include "core/review/LogJob.h"

namespace haziri::review {

struct ExportReport {
    bool ok = false;
    QString path;
    qint64 entries = 0;
    Error error; ///< CANCELLED, OFFLINE, IO_ERROR, …
};

class LogExportJob : public LogJob {
    Q_OBJECT
  public:
    LogExportJob(LogSourceFactory factory, QString path, QObject* parent = nullptr);
    ~LogExportJob() override { stopAndWait(); }

  Q_SIGNALS:
    void finished(const haziri::review::ExportReport& report);

  private:
    std::function<void()> run(LogSource& source) override;
    Result<qint64> write(LogSource& source);
    QString m_path;
};

} // namespace haziri::review

Q_DECLARE_METATYPE(haziri::review::ExportReport)
