#include "ui/registers/RegisterFiller.h"

namespace haziri::ui {

RegisterFiller::RegisterFiller(QObject* parent)
    : QObject(parent) {
    m_thread.setMaxThreadCount(1);
}

RegisterFiller::~RegisterFiller() {
    m_thread.clear();
    m_thread.waitForDone();
}

void RegisterFiller::start(const registers::RegisterForm& form, const registers::MonthReport& report,
                           const registers::TableWish& wish, const QStringList& families) {
    m_thread.clear(); // what waits there is older
    m_isRunning = true;
    m_thread.start([this, run = ++m_run, form, report, wish, families] {
        std::shared_ptr<const RegisterSheets> sheets;
        if (auto table = registers::fillIn(form, report, wish))
            sheets = std::make_shared<const RegisterSheets>(std::move(*table), families);
        QMetaObject::invokeMethod(
            this, [this, run, sheets] { made(run, sheets); }, Qt::QueuedConnection);
    });
}

void RegisterFiller::drop() {
    m_thread.clear();
    ++m_run;
    m_isRunning = false;
}

void RegisterFiller::made(int run, const std::shared_ptr<const RegisterSheets>& sheets) {
    if (run != m_run) return;
    m_isRunning = false;
    Q_EMIT filled(sheets);
}

} // namespace haziri::ui
