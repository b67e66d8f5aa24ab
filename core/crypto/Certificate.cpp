#include "core/crypto/Certificate.h"

#include "core/crypto/Sha256.h"

#include <memory>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace haziri::crypto {

namespace {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Freer<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using SerialPtr = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, Freer<GENERAL_NAMES_free>>;
using NamePtr = std::unique_ptr<GENERAL_NAME, Freer<GENERAL_NAME_free>>;
using IpPtr = std::unique_ptr<ASN1_OCTET_STRING, Freer<ASN1_OCTET_STRING_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;

constexpr qsizetype kLongestCommonName = 64; // RFC 5280, ub-common-name
constexpr qsizetype kLongestDnsName = 253;
constexpr long kBackdateSeconds = 24 * 3600; // laptops whose clock is a little behind

bool isName(const QByteArray& name) {
    return !name.isEmpty() && name.size() <= kLongestDnsName &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

bool setSerial(X509* certificate, RandomSource& random) {
    std::array<std::uint8_t, 16> bytes;
    random.fill(bytes);
    bytes[0] = std::uint8_t((bytes[0] & 0x7f) | 0x40); // positive and never zero
    const SerialPtr serial(BN_bin2bn(bytes.data(), int(bytes.size()), nullptr));
    return serial && BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate));
}

bool setNameAndDates(X509* certificate, const QByteArray& commonName, int validDays) {
    X509_NAME* const subject = X509_get_subject_name(certificate);
    const QByteArray cut = commonName.left(kLongestCommonName);
    return X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(cut.constData()), int(cut.size()), -1,
                                      0) == 1 &&
           X509_set_issuer_name(certificate, subject) == 1 &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), -kBackdateSeconds) &&
           X509_time_adj_ex(X509_getm_notAfter(certificate), validDays, 0, nullptr);
}

NamePtr alternativeName(const QByteArray& name) {
    NamePtr general(GENERAL_NAME_new());
    if (IpPtr address(a2i_IPADDRESS(name.constData())); address) {
        GENERAL_NAME_set0_value(general.get(), GEN_IPADD, address.release());
        return general;
    }
    ASN1_IA5STRING* const dns = ASN1_IA5STRING_new();
    ASN1_STRING_set(dns, name.constData(), int(name.size()));
    GENERAL_NAME_set0_value(general.get(), GEN_DNS, dns);
    return general;
}

// Built from values, not from a configuration text, so that a name cannot smuggle in further entries.
bool addAlternativeNames(X509* certificate, const QList<QByteArray>& names) {
    const NamesPtr all(GENERAL_NAMES_new());
    for (const QByteArray& name : names) {
        NamePtr general = alternativeName(name);
        if (sk_GENERAL_NAME_push(all.get(), general.get()) == 0) return false;
        (void)general.release();
    }
    return X509_add1_ext_i2d(certificate, NID_subject_alt_name, all.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

bool addExtension(X509* certificate, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

// No key usage: without keyCertSign in it OpenSSL would not see a self-signed certificate in this one, and with it a
// certificate that is no CA would break RFC 5280.
bool addExtensions(X509* certificate, const QList<QByteArray>& names) {
    return addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           addExtension(certificate, NID_ext_key_usage, "serverAuth") &&
           addExtension(certificate, NID_subject_key_identifier, "hash") && addAlternativeNames(certificate, names);
}

QByteArrayView content(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, qsizetype(size)};
}

} // namespace

Result<SelfSigned> makeSelfSigned(const QList<QByteArray>& names, int validDays, RandomSource& random) {
    if (names.isEmpty() || !std::all_of(names.begin(), names.end(), isName) || validDays < 1)
        return fail("CERTIFICATE_INVALID", QStringLiteral("a certificate needs names in ASCII and at least one day"));
    const Key key(EVP_EC_gen("P-256"));
    const X509Ptr certificate(X509_new());
    const BioPtr certificateBio(BIO_new(BIO_s_mem()));
    const BioPtr keyBio(BIO_new(BIO_s_secmem())); // wiped when it goes
    const bool made =
        key && certificate && certificateBio && keyBio && X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
        setSerial(certificate.get(), random) && setNameAndDates(certificate.get(), names.first(), validDays) &&
        X509_set_pubkey(certificate.get(), key.get()) == 1 && addExtensions(certificate.get(), names) &&
        X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0 &&
        PEM_write_bio_X509(certificateBio.get(), certificate.get()) == 1 &&
        PEM_write_bio_PrivateKey(keyBio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
    if (!made) return fail("CERTIFICATE_INVALID", QStringLiteral("OpenSSL could not make the certificate"));
    return SelfSigned{content(certificateBio.get()).toByteArray(), SecretBytes::copyOf(content(keyBio.get()))};
}

Result<QByteArray> spkiSha256(QByteArrayView certificateDer) {
    const auto invalid = [] { return fail("CERTIFICATE_INVALID", QStringLiteral("not a certificate in DER")); };
    auto* place = reinterpret_cast<const unsigned char*>(certificateDer.data());
    const auto* const end = place + certificateDer.size();
    const X509Ptr certificate(d2i_X509(nullptr, &place, long(certificateDer.size())));
    if (!certificate || place != end) return invalid();
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
    if (size <= 0) return invalid();
    const Digest digest = sha256(QByteArrayView(reinterpret_cast<const char*>(der), qsizetype(size)));
    OPENSSL_free(der);
    return toBytes(digest);
}

} // namespace haziri::crypto
