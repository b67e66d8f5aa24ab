#include "ui/frame/SettingsSheet.h"

#include "ui/theme/Style.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/SitePlan.h"
#include "ui/widgets/Text.h"
#include "ui/words/Languages.h"
#include "ui/words/Words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>

namespace haziri::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("haziri::ui::SettingsSheet", text);
}

Text* label(const QString& text) {
    auto* line = new Text(TextSize::Table, Colour::Dim);
    line->setText(text);
    return line;
}

} // namespace

void SettingsSheet::addPhotoBudget(Popover* sheet) const {
    const QString title = say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Photos, on a line that costs"));
    sheet->addWidget(label(title));
    auto* box = new QComboBox;
    box->setAccessibleName(title);
    box->addItem(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "As many as there are")), 0);
    QList<int> sizes{5, 20, 50, 200};
    const int now = int(photos.budget.bytesPerDay / 1'000'000);
    if (now > 0 && !sizes.contains(now)) sizes.append(now);
    for (const int megabytes : sizes)
        box->addItem(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "%1 MB a day")).arg(megabytes), megabytes);
    box->setCurrentIndex(qMax(0, box->findData(now)));
    auto* always = new QCheckBox(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Every line costs here")));
    always->setAccessibleName(always->text());
    always->setChecked(photos.budget.always);
    const auto tell = [box, always, chosen = photoBudgetChosen] {
        chosen({box->currentData().toLongLong() * 1'000'000, always->isChecked()});
    };
    QObject::connect(box, &QComboBox::activated, sheet, tell);
    QObject::connect(always, &QCheckBox::toggled, sheet, tell);
    sheet->addWidget(box);
    sheet->addWidget(always);
}

void SettingsSheet::openBeside(QWidget* anchor) const {
    auto* sheet = new Popover(anchor);
    sheet->addTitle(Tone::Accent, say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Settings")));

    sheet->addWidget(label(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Look"))));
    auto* look = new Segments;
    look->setAccessibleName(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Look")));
    look->setChoices({say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Light")),
                      say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Dark")),
                      say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "High contrast"))});
    look->setCurrent(int(Theme::names().indexOf(theme)));
    QObject::connect(look, &Segments::chosen, sheet, [sheet, chosen = themeChosen](int index) {
        sheet->close(); // it carries the old colours
        chosen(Theme::names().value(index));
    });
    sheet->addWidget(look);

    sheet->addWidget(label(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Language"))));
    auto* tongue = new Segments;
    tongue->setAccessibleName(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Language")));
    QStringList names;
    for (const QString& code : Languages::all())
        names << Languages::nameOf(code);
    tongue->setChoices(names);
    tongue->setCurrent(int(Languages::all().indexOf(language)));
    QObject::connect(tongue, &Segments::chosen, sheet, [sheet, chosen = languageChosen](int index) {
        sheet->close();
        chosen(Languages::all().value(index));
    });
    sheet->addWidget(tongue);

    if (!cameras.isEmpty()) {
        sheet->addWidget(label(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Camera"))));
        auto* box = new QComboBox;
        box->setAccessibleName(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Camera")));
        for (const auto& [spec, name] : cameras)
            box->addItem(name, spec);
        box->setCurrentIndex(qMax(0, box->findData(camera)));
        QObject::connect(box, &QComboBox::activated, sheet,
                         [box, chosen = cameraChosen] { chosen(box->currentData().toString()); });
        sheet->addWidget(box);
    }

    if (!receivers.isEmpty()) {
        sheet->addWidget(label(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Where this laptop is"))));
        auto* box = new QComboBox;
        box->setAccessibleName(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Where this laptop is")));
        for (const auto& [receiver, name] : receivers)
            box->addItem(name, receiver);
        const bool off = place.receiver.isEmpty() && !place.platform;
        box->setCurrentIndex(qMax(0, box->findData(off ? QStringLiteral("off") : place.receiver)));
        QObject::connect(box, &QComboBox::activated, sheet,
                         [box, chosen = receiverChosen] { chosen(box->currentData().toString()); });
        sheet->addWidget(box);
        if (place.fence || place.position.source != place::PositionSource::None) {
            auto* plan = new SitePlan;
            plan->setPlace(place);
            sheet->addWidget(plan);
        }
        auto* words = label(Words::place(place));
        words->setWordWrap(true);
        sheet->addWidget(words);
    }

    if (photoBudgetChosen) addPhotoBudget(sheet);

    if (lockChosen) {
        sheet->addWidget(label(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Lock by itself"))));
        auto* box = new QComboBox;
        box->setAccessibleName(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Lock by itself")));
        for (const int minutes : {5, 15, 60})
            box->addItem(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "After %1 min")).arg(minutes), minutes);
        box->addItem(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Never")), 0);
        box->setCurrentIndex(qMax(0, box->findData(lockMinutes)));
        QObject::connect(box, &QComboBox::activated, sheet,
                         [box, chosen = lockChosen] { chosen(box->currentData().toInt()); });
        sheet->addWidget(box);
    }

    auto* tones = new QCheckBox(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "A sound with every mark")));
    tones->setAccessibleName(tones->text());
    tones->setChecked(sound);
    QObject::connect(tones, &QCheckBox::toggled, sheet, [chosen = soundChosen](bool on) { chosen(on); });
    sheet->addWidget(tones);

    if (voiceChosen) {
        auto* voices =
            new QCheckBox(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Say the name with every mark")));
        voices->setAccessibleName(voices->text());
        voices->setChecked(voice);
        QObject::connect(voices, &QCheckBox::toggled, sheet, [chosen = voiceChosen](bool on) { chosen(on); });
        sheet->addWidget(voices);
    }

    for (const auto& [what, value] : about)
        sheet->addRow(what, value);
    if (diagnosticsWanted)
        sheet->addAction(say(QT_TRANSLATE_NOOP("haziri::ui::SettingsSheet", "Save diagnostics…")), diagnosticsWanted);
    sheet->openBelow(anchor);
}

} // namespace haziri::ui
