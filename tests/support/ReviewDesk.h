// HR's window signed in at a fake office over HTTP, for tests of the office's screens.
#pragma once

#include "core/crypto/SystemRandom.h"
#include "core/sync/HttpsTransport.h"
#include "tests/support/FakeOffice.h"
#include "ui/frame/MainWindow.h"
#include "ui/presenter/ReviewPresenter.h"
#include "ui/review/AuditPage.h"
#include "ui/setup/SignInCard.h"
#include "ui/widgets/Text.h"

#include <QTemporaryDir>
#include <QTest>

namespace haziri::test {

/// A signed-in window over a fake office.
struct ReviewDesk {
    explicit ReviewDesk(FakeOffice& served)
        : access(served.access())
        , presenter(
              window,
              [this] {
                  return std::make_unique<review::ReviewClient>(
                      access, [this] { return std::make_unique<sync::HttpsTransport>(access.baseUrl, access.pin); },
                      clock, random);
              },
              clock) {
        window.resize(1366, 768);
        window.setRole("hr");
        presenter.setWitnessFile(folder.filePath(QStringLiteral("witness")));
        window.show();
    }
    void signIn() {
        window.open(ui::MainWindow::Page::Audit);
        QCOMPARE(window.currentPage(), ui::MainWindow::Page::ReviewSignIn);
        Q_EMIT presenter.signInPage()->card()->submitted(QStringLiteral("hina"),
                                                         crypto::SecretBytes::copyOf("open \"sesame\""));
        QTRY_COMPARE(window.currentPage(), ui::MainWindow::Page::Audit);
        QTRY_VERIFY(presenter.auditPage()->model()->rowAt(0));
    }

    QTemporaryDir folder;
    SystemClock clock;
    crypto::SystemRandom random;
    sync::ServerAccess access;
    ui::MainWindow window;
    ui::ReviewPresenter presenter;
};

template <class W>
W* visible(QWidget* in, const QString& accessibleName) {
    for (W* widget : in->findChildren<W*>())
        if (widget->accessibleName() == accessibleName && widget->isVisible()) return widget;
    return nullptr;
}

inline QString textsOf(QWidget* in) {
    QStringList texts;
    for (ui::Text* text : in->findChildren<ui::Text*>())
        if (text->isVisible()) texts << text->text();
    return texts.join(QLatin1Char('\n'));
}

} // namespace haziri::test
