// Writes a register as PDF, XLSX or CSV on a thread of its own, with progress, and stops when told to. The file appears
// whole or not at all.
#pragma once

#include "core/registers/RegisterFiles.h"

#include <QObject>
#include <QThread>
#include <atomic>

namespace haziri::ui {

enum class FileKind { Pdf, Xlsx, Csv };
QString endOf(FileKind kind); ///< "pdf", …

/// On the caller's thread. IO_ERROR, CANCELLED
Result<void> writeRegister(const registers::RegisterTable& table, FileKind kind, const QString& path,
                           const QStringList& families, const registers::Progress& progress = {});

/// One file at a time. Lives on the window's thread.
class RegisterExport : public QObject {
    Q_OBJECT
  public:
    explicit RegisterExport(QObject* parent = nullptr)
        : QObject(parent) {}
    ~RegisterExport() override;
    void start(registers::RegisterTable table, FileKind kind, const QString& path, const QStringList& families);
    void cancel() { m_cancel = true; } ///< returns at once; finished() follows
    bool isRunning() const { return m_thread != nullptr; }

  Q_SIGNALS:
    void progress(qint64 done, qint64 whole);
    void finished(const QString& path, const QByteArray& code); ///< code empty: the file is there

  private:
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_cancel{false};
};

} // namespace haziri::ui
