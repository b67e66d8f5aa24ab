// Work beside the window's thread: files on slow sticks, long answers, pictures.
#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>
#include <memory>

namespace haziri {

/// Runs `work` on a thread of Qt's pool and gives what it returned to `done` on the thread of `context`; where that is
/// gone, nobody is told. Call it on that thread, which needs an event loop. What has begun ends before the program
/// does.
template <class Work, class Done>
void elsewhere(QObject* context, Work work, Done done) {
    using Made = std::shared_ptr<std::invoke_result_t<Work>>;
    auto promise = std::make_shared<QPromise<Made>>();
    promise->future().then(context, [done = std::move(done)](const Made& made) { done(std::move(*made)); });
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->start();
        promise->addResult(std::make_shared<std::invoke_result_t<Work>>(work()));
        promise->finish();
    });
}

} // namespace haziri
