// The sign-in page by keyboard: focus goes to what is still to be filled, and Tab leads there and back.
#include "ui/setup/SignInCard.h"
#include "ui/theme/Style.h"

#include <QLineEdit>
#include <QTest>

using namespace haziri::ui;

class SignInTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() { Style::apply(*qApp, Theme::load(QStringLiteral("light"))); }
    void init() {
        m_page = std::make_unique<SignInPage>(SignInCard::Purpose::Unlock);
        m_page->setFocusPolicy(Qt::ClickFocus); // as the window does
        m_page->resize(1274, 712);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        const auto edits = m_page->findChildren<QLineEdit*>();
        QCOMPARE(edits.size(), 2);
        const bool firstIsPassword = edits[0]->echoMode() == QLineEdit::Password;
        m_password = edits[firstIsPassword ? 0 : 1];
        m_name = edits[firstIsPassword ? 1 : 0];
    }

    void nobodyIsNamed() {
        m_page->setFocus();
        QCOMPARE(qApp->focusWidget(), m_name);
    }

    void tabLeadsThereAndBack() {
        m_page->card()->setUser(QStringLiteral("sunita"));
        m_page->setFocus();
        QCOMPARE(qApp->focusWidget(), m_password);
        QTest::keyClick(m_password, Qt::Key_Backtab);
        QCOMPARE(qApp->focusWidget(), m_name);
        QTest::keyClick(m_name, Qt::Key_Tab);
        QCOMPARE(qApp->focusWidget(), m_password);
    }

    void afterARefusalThePasswordIsTypedAgain() {
        m_page->card()->setUser(QStringLiteral("sunita"));
        m_page->setFocus();
        QByteArrayList submitted;
        connect(
            m_page->card(), &SignInCard::submitted, this,
            [&](const QString&, const haziri::crypto::SecretBytes& word) { submitted << word.view().toByteArray(); });
        QTest::keyClicks(m_password, QStringLiteral("wrong"));
        QTest::keyClick(m_password, Qt::Key_Return);
        QCOMPARE(submitted, QByteArrayList{QByteArrayLiteral("wrong")});
        QVERIFY(m_password->text().isEmpty());
        m_page->card()->showError("SIGN_IN_REFUSED");
        QCOMPARE(qApp->focusWidget(), m_password);
    }

  private:
    std::unique_ptr<SignInPage> m_page;
    QLineEdit *m_name = nullptr, *m_password = nullptr;
};

QTEST_MAIN(SignInTest)
#include "SignInTest.moc"
