// Keeps a widget true to the language and the theme in force.
#pragma once

#include <QEvent>
#include <QWidget>
#include <functional>

namespace haziri::ui {

/// Calls `fill` now and whenever the language changes. Put every setText(tr(…)) in it.
void onLanguage(QWidget* widget, std::function<void()> fill);
/// For what is filled once and stands open for a moment: it closes when the language changes under it.
void closeOnLanguage(QWidget* widget);
/// Calls `paint` now and whenever the theme changes. For what a widget takes from the theme outside paintEvent().
void onTheme(QWidget* widget, std::function<void()> paint);

} // namespace haziri::ui
