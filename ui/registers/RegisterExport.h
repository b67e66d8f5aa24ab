// Writes a register as PDF, XLSX or CSV on a thread of its own, with progress, and stops when told to. The file appears
// whole or not at all. And prints it.
#pragma once

#include "core/registers/RegisterFiles.h"

#include <QObject>
#include <QPageLayout>
#include <QThread>
#include <atomic>
#include <functional>
#include <memory>

class QPrinter;

namespace haziri::ui {

enum class FileKind { Pdf, Xlsx, Csv };
QString endOf(FileKind kind); ///< "pdf", …

/// On the caller's thread. IO_ERROR, CANCELLED
Result<void> writeRegister(const registers::RegisterTable& table, FileKind kind, const QString& path,
                           const QStringList& families, const registers::Progress& progress = {});

/// A3 or A4, as the form asks for, on its side and without margins: the pages have their own.
QPageLayout registerLayout(const registers::RegisterTable& table);
/// The pages that the printer was told to print, or all; on the caller's thread. Smaller paper takes them smaller.
/// IO_ERROR, CANCELLED
Result<void> printRegister(const registers::RegisterTable& table, QPrinter& printer, const QStringList& families,
                           const registers::Progress& progress = {});

/// One file or one print at a time. Lives on the window's thread.
class RegisterExport : public QObject {
    Q_OBJECT
  public:
    explicit RegisterExport(QObject* parent = nullptr)
        : QObject(parent) {}
    ~RegisterExport() override;
    void start(registers::RegisterTable table, FileKind kind, const QString& path, const QStringList& families);
    /// Nobody else may touch the printer until finished().
    void print(registers::RegisterTable table, std::shared_ptr<QPrinter> printer, const QStringList& families);
    void cancel() { m_cancel = true; } ///< returns at once; finished() follows
    bool isRunning() const { return m_thread != nullptr; }

  Q_SIGNALS:
    void progress(qint64 done, qint64 whole);
    void finished(const QString& path, const QByteArray& code); ///< code empty: it is there; path empty: on paper

  private:
    using Work = std::function<Result<void>(const registers::Progress&)>;
    void run(const QString& path, Work work);

    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_cancel{false};
};

} // namespace haziri::ui
