// Opening sealed files. The first byte of the input chooses: the rest is a file as it is, or a list of patches (place,
// place, byte) to a good one. Only the good file itself may open, and only to its own content.
#include "core/sealed/SealedFile.h"
#include "tests/support/SeededRandom.h"

#include <cstdlib>

using namespace haziri::sealed;

namespace {

const QByteArray kName("name");
const QByteArray kPlain("what was sealed");

struct Good {
    KeyRing keys;
    haziri::test::SeededRandom random{1};
    QByteArray sealed;
    Good() {
        keys.add("k1", haziri::crypto::SecretBytes::copyOf(QByteArray(32, 'a')));
        sealed = sealFile(keys, kName, kPlain, random);
    }
};

QByteArray patched(QByteArray sealed, QByteArrayView patches) {
    for (; patches.size() >= 3; patches = patches.sliced(3)) {
        const qsizetype place = qsizetype(std::uint8_t(patches[0])) * 256 + std::uint8_t(patches[1]);
        if (place < sealed.size())
            sealed[place] = patches[2];
        else
            sealed += patches[2];
    }
    return sealed;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Good good;
    if (size == 0) return 0;
    const QByteArrayView rest(reinterpret_cast<const char*>(data) + 1, qsizetype(size) - 1);
    const QByteArray sealed = data[0] % 2 == 0 ? rest.toByteArray() : patched(good.sealed, rest);
    const auto opened = openFile(good.keys, kName, sealed);
    const auto rewrapped = rewrapFile(good.keys, kName, sealed, good.random);
    if (bool(opened) != (sealed == good.sealed)) std::abort(); // a forgery opened, or the good file did not
    if (opened && *opened != kPlain) std::abort();
    // Rewrapping reads the header only: it may take a file whose content is damaged, never one that makes that open.
    if (rewrapped && bool(openFile(good.keys, kName, *rewrapped)) != bool(opened)) std::abort();
    if (!opened && opened.error().code != "SEALED_INTEGRITY" && opened.error().code != "KEY_UNKNOWN") std::abort();
    return 0;
}
