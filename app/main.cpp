// `haziri VERB …` does one thing without a window; plain `haziri` opens it.
#include "app/gui/GuiStart.h"
#include "app/verbs/Verbs.h"
#include "core/base/CoreDumps.h"

int main(int argc, char** argv) {
    haziri::forbidCoreDumps();
    if (haziri::app::isVerb(argc, argv)) return haziri::app::runVerb(argc, argv);
    return haziri::app::runWindow(argc, argv);
}
