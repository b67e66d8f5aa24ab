// `haziri VERB …` does one thing without a window; plain `haziri` opens it.
#include "app/verbs/Verbs.h"

#include <cstdio>

int main(int argc, char** argv) {
    if (haziri::app::isVerb(argc, argv)) return haziri::app::runVerb(argc, argv);
    std::fputs("The window is not part of this build. Run `haziri help` for what works without it.\n", stderr);
    return 2;
}
