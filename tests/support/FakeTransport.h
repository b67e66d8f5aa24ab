// A transport that answers from a function, later, as the real one does.
#pragma once

#include "core/sync/Transport.h"

#include <QPointer>
#include <QTimer>

namespace haziri::tests {

class FakeTransport final : public sync::Transport {
  public:
    using Answer = std::function<Result<sync::HttpAnswer>(const sync::HttpRequest&)>;
    explicit FakeTransport(Answer answer)
        : m_answer(std::move(answer)) {}

    void send(sync::HttpRequest request, QObject* context, Done done) override {
        QTimer::singleShot(0, context, [request = std::move(request), answer = m_answer, done = std::move(done)] {
            done(answer(request));
        });
    }
    void cancelAll() override {}

  private:
    Answer m_answer;
};

inline QByteArray headerOf(const sync::HttpRequest& request, const QByteArray& name) {
    for (const auto& [key, value] : request.headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0) return value;
    return {};
}

} // namespace haziri::tests
