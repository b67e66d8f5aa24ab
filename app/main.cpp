// `haziri VERB …` does one thing without a window; plain `haziri` opens it.
#include "app/gui/GuiStart.h"
#include "app/verbs/Verbs.h"
#include "core/base/CoreDumps.h"
#include "core/crypto/Library.h"

#include <cstdio>

int main(int argc, char** argv) {
    haziri::forbidCoreDumps();
    haziri::crypto::keepLibraryToTheEnd();
    if (haziri::app::isVerb(argc, argv)) return haziri::app::runVerb(argc, argv);
    if (!haziri::app::hasDisplay()) {
        std::fputs("haziri: no display for the window; the verbs of `haziri help` need none\n", stderr);
        return 1;
    }
    return haziri::app::runWindow(argc, argv);
}
