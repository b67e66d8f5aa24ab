// Fills a form in and lays its pages out beside the window's thread: every cell of the month is measured, which takes
// half a second for a site of a thousand.
#pragma once

#include "ui/registers/RegisterPainter.h"

#include <QObject>
#include <QThreadPool>
#include <memory>

namespace haziri::ui {

/// A register with its pages; neither copied nor moved, since the painter looks at the table.
struct RegisterSheets {
    RegisterSheets(registers::RegisterTable filled, const QStringList& families)
        : table(std::move(filled))
        , painter(table, families) {}
    RegisterSheets(const RegisterSheets&) = delete;
    RegisterSheets& operator=(const RegisterSheets&) = delete;

    const registers::RegisterTable table;
    const RegisterPainter painter;
};

/// Lives on the window's thread. The newest wish counts: what an older one becomes is dropped.
class RegisterFiller : public QObject {
    Q_OBJECT
  public:
    explicit RegisterFiller(QObject* parent = nullptr);
    ~RegisterFiller() override; ///< waits for what is being laid out
    void start(const registers::RegisterForm& form, const registers::MonthReport& report,
               const registers::TableWish& wish, const QStringList& families);
    void drop(); ///< nothing is wanted any more
    bool isRunning() const { return m_isRunning; }

  Q_SIGNALS:
    /// Null where the form cannot be filled in from those numbers. Never within start().
    void filled(const std::shared_ptr<const haziri::ui::RegisterSheets>& sheets);

  private:
    void made(int run, const std::shared_ptr<const RegisterSheets>& sheets);

    QThreadPool m_thread; ///< of one
    int m_run = 0;
    bool m_isRunning = false;
};

} // namespace haziri::ui
