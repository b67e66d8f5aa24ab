// What Space and Enter do to the button that has the keyboard's attention: they press it, also where a page has a
// shortcut on them.
#pragma once

#include <QAbstractButton>
#include <QKeyEvent>

namespace haziri::ui {

inline bool isPress(const QKeyEvent& key) {
    return key.key() == Qt::Key_Space || key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
}

/// For event() of a control: the page's shortcuts leave these keys to it.
inline bool keepsKeys(QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride) return false;
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() & ~Qt::KeypadModifier || !isPress(*key)) return false;
    key->accept();
    return true;
}

/// For keyPressEvent(): Enter presses as Space does. False: the base class knows what to do.
inline bool pressedByEnter(QAbstractButton& button, QKeyEvent* key) {
    if (key->key() == Qt::Key_Space || !isPress(*key) || key->isAutoRepeat()) return false;
    button.click();
    return true;
}

} // namespace haziri::ui
