// What a worker takes home from the page about him on the laptop: slips that prove his marks.
//
// A slip needs the server's log, so it needs a line; it is asked for in the laptop's own name, and nobody has to sign
// in at the office.
#pragma once

#include "core/muster/Laptop.h"
#include "core/review/ReviewClient.h"
#include "ui/office/SlipPainter.h"

namespace haziri::ui {

class WorkersPage;

class SlipDesk : public QObject {
    Q_OBJECT
  public:
    using ClientFactory = std::function<std::unique_ptr<review::ReviewClient>()>;
    /// All references must outlive it.
    SlipDesk(muster::Laptop& laptop, WorkersPage& page, const Clock& clock, QObject* parent = nullptr);
    /// Asked for each slip; null as long as this laptop is not registered.
    void setClients(ClientFactory clients) { m_clients = std::move(clients); }
    static constexpr int kDays = 7; ///< whose marks are shown

  Q_SIGNALS:
    /// Proved and drawable; what is done with it is the person's to say.
    void slipReady(const haziri::ui::SlipPainter& slip);

  private:
    void askForMarks(const WorkerId& worker);
    void make(const muster::KnownWorker& worker, const muster::MarkDetail& mark);
    void took(const muster::KnownWorker& worker, const muster::MarkDetail& mark, const Result<QByteArray>& text);
    void offer(const SlipPainter& slip, const QByteArray& text, const QString& fileName);

    muster::Laptop& m_laptop;
    WorkersPage& m_page;
    const Clock& m_clock;
    ClientFactory m_clients;
    std::unique_ptr<review::ReviewClient> m_client; ///< of the slip that is being made
};

} // namespace haziri::ui
