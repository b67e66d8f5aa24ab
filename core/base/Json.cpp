#include "core/base/Json.h"

#include "core/base/Base64Url.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cstring>
#include <simdjson.h>
#include <unordered_set>

namespace haziri::json {

namespace dom = simdjson::dom;

namespace {

constexpr int kMaxDepth = 32;
/// Bigger texts are rare; their work space is given back instead of being kept per thread.
constexpr qsizetype kKeptParserBytes = 256 * 1024;

/// The value of an element whose type is known already.
template <class T>
T valueOf(const dom::element& element) {
    T value{};
    [[maybe_unused]] const auto error = element.get(value);
    Q_ASSERT(!error);
    return value;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The code unit of a \uXXXX whose digits stand at `at`, or -1.
int codeUnit(QByteArrayView text, qsizetype at) {
    if (at + 4 > text.size()) return -1;
    int value = 0;
    for (qsizetype i = at; i < at + 4; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0) return -1;
        value = value << 4 | digit;
    }
    return value;
}

/// Whether a backslash stands before a `u` anywhere: where none does, there is nothing that badEscape() could find. In
/// blocks of one size, so that the compiler looks at sixteen bytes at once; quotes inside a text are many, these few.
bool mayHoldCodeUnits(QByteArrayView text) {
    constexpr qsizetype kBlock = 64;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (; end - at > kBlock; at += kBlock) {
        unsigned char found = 0;
        for (qsizetype i = 0; i < kBlock; ++i)
            found |= static_cast<unsigned char>((at[i] == '\\') & (at[i + 1] == 'u'));
        if (found) return true;
    }
    for (; end - at > 1; ++at)
        if (at[0] == '\\' && at[1] == 'u') return true;
    return false;
}

/// simdjson 3.0 folds some unpaired surrogates into other characters, so they have to be found in the raw text.
/// Outside strings a backslash is an error anyway.
const char* badEscape(QByteArrayView text) {
    if (!mayHoldCodeUnits(text)) return nullptr;
    const char* const end = text.data() + text.size();
    const char* at = text.data();
    while ((at = static_cast<const char*>(memchr(at, '\\', size_t(end - at))))) {
        const qsizetype pos = at - text.data();
        if (pos + 1 >= text.size() || text[pos + 1] != 'u') {
            at += 2;
            if (at >= end) break;
            continue;
        }
        const int unit = codeUnit(text, pos + 2);
        if (unit < 0) return "has a broken escape";
        if (unit == 0) return "holds a NUL";
        if (unit >= 0xdc00 && unit <= 0xdfff) return "holds a lone surrogate";
        at += 6;
        if (unit >= 0xd800 && unit <= 0xdbff) {
            const bool escape = pos + 7 < text.size() && text[pos + 6] == '\\' && text[pos + 7] == 'u';
            const int low = escape ? codeUnit(text, pos + 8) : -1;
            if (low < 0xdc00 || low > 0xdfff) return "holds a lone surrogate";
            at += 6;
        }
        if (at >= end) break;
    }
    return nullptr;
}

/// One of 64 bits, the same for equal keys.
quint64 keyBit(std::string_view key) {
    if (key.empty()) return 1;
    const auto first = static_cast<unsigned char>(key.front()), last = static_cast<unsigned char>(key.back());
    const auto middle = static_cast<unsigned char>(key[key.size() / 2]);
    return quint64(1) << ((key.size() * 7 + first * 5 + middle * 11 + last) & 63);
}

/// The keys of one object, compared as they are after unescaping.
class SeenKeys {
  public:
    /// False where it was there already.
    bool add(std::string_view key) {
        const quint64 bit = keyBit(key);
        const bool mayRepeat = m_bits & bit;
        m_bits |= bit;
        if (m_count < kSmall) {
            for (size_t i = 0; mayRepeat && i < m_count; ++i)
                if (m_few[i].size == key.size() && std::memcmp(m_few[i].text, key.data(), key.size()) == 0)
                    return false;
            m_few[m_count++] = {key.data(), key.size()};
            return true;
        }
        if (!m_many) {
            m_many.emplace();
            for (const Key& one : m_few)
                m_many->insert({one.text, one.size});
        }
        return m_many->insert(key).second;
    }

  private:
    static constexpr size_t kSmall = 32; // no object of the protocol comes near it
    struct Key {
        const char* text;
        size_t size;
    };
    quint64 m_bits = 0; ///< a bit for each key; where two share one, they are compared
    size_t m_count = 0;
    std::array<Key, kSmall> m_few; ///< as many as m_count says
    std::optional<std::unordered_set<std::string_view>> m_many;
};

/// What simdjson lets pass and we do not; null when all is well.
const char* fault(const dom::element& element, int depth) {
    switch (element.type()) {
    case dom::element_type::OBJECT: {
        if (depth > kMaxDepth) return "is nested too deeply";
        SeenKeys keys;
        for (const dom::object object = valueOf<dom::object>(element); const auto field : object) {
            if (!keys.add(field.key)) return "has a duplicate key";
            if (const char* found = fault(field.value, depth + 1)) return found;
        }
        return nullptr;
    }
    case dom::element_type::ARRAY:
        if (depth > kMaxDepth) return "is nested too deeply";
        for (const dom::array items = valueOf<dom::array>(element); const auto item : items)
            if (const char* found = fault(item, depth + 1)) return found;
        return nullptr;
    case dom::element_type::UINT64:
        return "has a number out of range"; // simdjson uses this type only past the range of int64
    default:
        return nullptr;
    }
}

QByteArray bytesOf(std::string_view text) {
    return {text.data(), qsizetype(text.size())};
}

QJsonObject convert(const dom::object& object);

QJsonValue convert(const dom::element& element) {
    switch (element.type()) {
    case dom::element_type::OBJECT:
        return convert(valueOf<dom::object>(element));
    case dom::element_type::ARRAY: {
        QJsonArray array;
        for (const dom::array items = valueOf<dom::array>(element); const auto item : items)
            array.append(convert(item));
        return array;
    }
    case dom::element_type::INT64:
        return qint64(valueOf<int64_t>(element));
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE:
        return valueOf<double>(element);
    case dom::element_type::STRING: {
        const std::string_view text = valueOf<std::string_view>(element);
        return QString::fromUtf8(text.data(), qsizetype(text.size()));
    }
    case dom::element_type::BOOL:
        return valueOf<bool>(element);
    case dom::element_type::NULL_VALUE:
        break;
    }
    return QJsonValue::Null;
}

QJsonObject convert(const dom::object& object) {
    QJsonObject result;
    for (const auto field : object)
        result.insert(QString::fromUtf8(field.key.data(), qsizetype(field.key.size())), convert(field.value));
    return result;
}

tl::unexpected<Error> malformed(const char* problem) {
    return fail("MALFORMED", QStringLiteral("the JSON text ") + QLatin1String(problem));
}

} // namespace

struct Reader::Document {
    dom::document parsed; // owns every string; independent of the parser that filled it
    std::vector<dom::object> objects;
    std::optional<Error> error;

    std::optional<dom::element> find(qsizetype node, const char* key) const {
        dom::element element;
        if (node < 0 || error || objects[size_t(node)].at_key(key).get(element)) return std::nullopt;
        return element;
    }
    qsizetype keep(const dom::object& object) {
        objects.push_back(object);
        return qsizetype(objects.size()) - 1;
    }
};

namespace {

/// Work space that comes back: a batch is hundreds of texts of the same size. One for each thread.
template <class Document>
struct Spare {
    static constexpr size_t kMost = 16;
    std::vector<std::unique_ptr<Document>> documents;
    bool isGone = false;
    ~Spare() { isGone = true; }

    std::unique_ptr<Document> take() {
        if (documents.empty()) return std::make_unique<Document>();
        auto document = std::move(documents.back());
        documents.pop_back();
        document->objects.clear();
        document->error.reset();
        return document;
    }
    void giveBack(std::unique_ptr<Document> document) {
        if (!isGone && documents.size() < kMost && document->parsed.capacity() <= size_t(kKeptParserBytes))
            documents.push_back(std::move(document));
    }
};

/// That of the calling thread.
template <class Document>
Spare<Document>& spare() {
    thread_local Spare<Document> documents;
    return documents;
}

} // namespace

Reader::Reader(std::shared_ptr<Document> document, qsizetype node)
    : m_document(std::move(document))
    , m_node(node) {}

Result<Reader> Reader::parse(QByteArrayView text) {
    if (text.isEmpty()) return malformed("is empty");
    if (memchr(text.data(), 0, size_t(text.size()))) return malformed("holds a NUL");
    // parse_into_document() copies the text into the parser's padded buffer, so nothing points into `text` later.
    thread_local dom::parser kept;
    dom::parser once;
    dom::parser& parser = text.size() <= kKeptParserBytes ? kept : once;
    const std::shared_ptr<Document> document(spare<Document>().take().release(), [](Document* used) {
        spare<Document>().giveBack(std::unique_ptr<Document>(used)); // to the thread which is the last to hold it
    });
    dom::element root;
    if (const auto error = parser.parse_into_document(document->parsed, text.data(), size_t(text.size())).get(root))
        return fail("MALFORMED", QString::fromLatin1(simdjson::error_message(error)));
    dom::object object;
    if (root.get(object)) return malformed("is not an object");
    if (const char* found = badEscape(text)) return malformed(found);
    if (const char* found = fault(root, 1)) return malformed(found);
    const qsizetype node = document->keep(object);
    return Reader(document, node);
}

bool Reader::has(const char* key) const {
    const auto element = m_document->find(m_node, key);
    return element && !element->is_null();
}

bool Reader::contains(const char* key) const {
    return m_document->find(m_node, key).has_value();
}

void Reader::setError(const char* key, const char* problem) const {
    if (m_document->error) return;
    m_document->error =
        Error{QByteArrayLiteral("MALFORMED"), QLatin1String(key) + QLatin1Char(' ') + QLatin1String(problem)};
}

const std::optional<Error>& Reader::error() const {
    return m_document->error;
}

QByteArray Reader::text(const char* key, qsizetype maxBytes) const {
    const auto element = m_document->find(m_node, key);
    std::string_view value;
    if (!element) {
        setError(key, "is missing");
    } else if (element->get(value)) {
        setError(key, "is not a text");
    } else if (qsizetype(value.size()) > maxBytes) {
        setError(key, "is too long");
    } else {
        return bytesOf(value);
    }
    return {};
}

QByteArray Reader::textOr(const char* key, const QByteArray& fallback, qsizetype maxBytes) const {
    return has(key) ? text(key, maxBytes) : fallback;
}

qint64 Reader::integer(const char* key, qint64 min, qint64 max) const {
    const auto element = m_document->find(m_node, key);
    if (!element) {
        setError(key, "is missing");
    } else if (element->type() != dom::element_type::INT64) {
        setError(key, "is not an integer");
    } else if (const qint64 value = valueOf<int64_t>(*element); value < min || value > max) {
        setError(key, "is out of range");
    } else {
        return value;
    }
    return 0;
}

qint64 Reader::integerOr(const char* key, qint64 fallback, qint64 min, qint64 max) const {
    return has(key) ? integer(key, min, max) : fallback;
}

bool Reader::boolean(const char* key) const {
    const auto element = m_document->find(m_node, key);
    bool value = false;
    if (!element)
        setError(key, "is missing");
    else if (element->get(value))
        setError(key, "is not true or false");
    return value;
}

QByteArray Reader::bytes(const char* key, qsizetype exactSize) const {
    const QByteArray value = bytesUpTo(key, exactSize);
    if (error() || value.size() == exactSize) return value;
    setError(key, "has the wrong length");
    return {};
}

QByteArray Reader::bytesUpTo(const char* key, qsizetype maxBytes) const {
    const QByteArray encoded = text(key, (maxBytes * 4 + 2) / 3);
    if (error()) return {};
    const auto decoded = fromBase64Url(encoded);
    if (!decoded) {
        setError(key, "is not base64url");
        return {};
    }
    return *decoded;
}

Reader Reader::object(const char* key) const {
    const auto element = m_document->find(m_node, key);
    dom::object value;
    if (!element) {
        setError(key, "is missing");
    } else if (element->get(value)) {
        setError(key, "is not an object");
    } else {
        return Reader(m_document, m_document->keep(value));
    }
    return Reader(m_document, -1);
}

namespace {

/// One loop for every kind of list: `convert` gives an item's value, or says what is wrong with it.
template <typename Item, typename Convert>
QList<Item> itemsOf(const Reader& reader, const char* key, const std::optional<dom::element>& element,
                    qsizetype maxItems, Convert convert) {
    dom::array array;
    if (!element) {
        reader.setError(key, "is missing");
        return {};
    }
    if (element->get(array)) {
        reader.setError(key, "is not an array");
        return {};
    }
    QList<Item> result;
    for (const auto item : array) {
        std::optional<Item> value;
        if (result.size() == maxItems)
            reader.setError(key, "has too many items");
        else if (const char* problem = convert(item, value))
            reader.setError(key, problem);
        if (reader.error()) return {};
        result.append(*std::move(value));
    }
    return result;
}

} // namespace

QList<QByteArray> Reader::texts(const char* key, qsizetype maxItems, qsizetype maxBytes) const {
    const auto textOfItem = [maxBytes](dom::element item, std::optional<QByteArray>& out) -> const char* {
        std::string_view value;
        if (item.get(value)) return "has an item that is not a text";
        if (qsizetype(value.size()) > maxBytes) return "has an item that is too long";
        out = bytesOf(value);
        return nullptr;
    };
    return itemsOf<QByteArray>(*this, key, m_document->find(m_node, key), maxItems, textOfItem);
}

QList<Reader> Reader::objects(const char* key, qsizetype maxItems) const {
    const auto readerOfItem = [this](dom::element item, std::optional<Reader>& out) -> const char* {
        dom::object value;
        if (item.get(value)) return "has an item that is not an object";
        out = Reader(m_document, m_document->keep(value));
        return nullptr;
    };
    return itemsOf<Reader>(*this, key, m_document->find(m_node, key), maxItems, readerOfItem);
}

QJsonObject Reader::toQJson() const {
    if (m_node < 0 || m_document->error) return {};
    return convert(m_document->objects[size_t(m_node)]);
}

QByteArray toText(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace haziri::json
