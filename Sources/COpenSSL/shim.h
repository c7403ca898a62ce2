#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
// Before cms.h, which declares PEM's functions for CMS only then.
#include <openssl/pem.h>

#include <openssl/cms.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Stacks and some queries are macros, which Swift does not see: one function for each that is needed.

static inline int copenssl_certificate_count(const STACK_OF(X509) *stack) { return stack ? sk_X509_num(stack) : 0; }
static inline X509 *copenssl_certificate_at(const STACK_OF(X509) *stack, int index) {
    return sk_X509_value(stack, index);
}
static inline STACK_OF(X509) *copenssl_certificates_new(void) { return sk_X509_new_null(); }
// Takes a reference of its own.
static inline int copenssl_certificates_add(STACK_OF(X509) *stack, X509 *certificate) {
    if (X509_up_ref(certificate) != 1) return 0;
    if (sk_X509_push(stack, certificate) > 0) return 1;
    X509_free(certificate);
    return 0;
}
static inline void copenssl_certificates_free(STACK_OF(X509) *stack) { sk_X509_pop_free(stack, X509_free); }

static inline int copenssl_signer_count(CMS_ContentInfo *message) {
    STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(message);
    return signers ? sk_CMS_SignerInfo_num(signers) : 0;
}
static inline CMS_SignerInfo *copenssl_signer_at(CMS_ContentInfo *message, int index) {
    return sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(message), index);
}
// The certificate that a signer was matched with, or NULL; it stays the message's.
static inline X509 *copenssl_signer_certificate(CMS_SignerInfo *signer) {
    X509 *certificate = NULL;
    CMS_SignerInfo_get0_algs(signer, NULL, &certificate, NULL, NULL);
    return certificate;
}
// The identifier of the digest that a signer used.
static inline int copenssl_signer_digest(CMS_SignerInfo *signer) {
    X509_ALGOR *digest = NULL;
    const ASN1_OBJECT *object = NULL;
    CMS_SignerInfo_get0_algs(signer, NULL, NULL, &digest, NULL);
    if (!digest) return NID_undef;
    X509_ALGOR_get0(&object, NULL, NULL, digest);
    return OBJ_obj2nid(object);
}
// Whether the message carries its content along.
static inline int copenssl_has_content(CMS_ContentInfo *message) {
    ASN1_OCTET_STRING **content = CMS_get0_content(message);
    return content && *content;
}
static inline int copenssl_is_signed(CMS_ContentInfo *message) {
    return OBJ_obj2nid(CMS_get0_type(message)) == NID_pkcs7_signed;
}

// A BIO with a copy of some bytes. BIO_new_mem_buf keeps the caller's pointer, which a Swift array is only for one call.
static inline BIO *copenssl_copy(const void *bytes, size_t count) {
    BIO *bio = BIO_new(BIO_s_mem());
    if (!bio) return NULL;
    BIO_set_mem_eof_return(bio, 0);
    const char *rest = (const char *)bytes;
    while (count > 0) {
        int written = BIO_write(bio, rest, count > 0x40000000 ? 0x40000000 : (int)count);
        if (written <= 0) {
            BIO_free(bio);
            return NULL;
        }
        rest += written;
        count -= (size_t)written;
    }
    return bio;
}

static inline long copenssl_memory(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

// `CN = x, O = y` in UTF-8.
static inline int copenssl_print_name(BIO *bio, const X509_NAME *name) {
    return X509_NAME_print_ex(bio, name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
}

// What encrypted keys are opened with; NULL: they are not.
static inline int copenssl_passphrase(char *buffer, int size, int writing, void *context) {
    const char *text = (const char *)context;
    (void)writing;
    if (!text) return -1;
    int count = 0;
    while (text[count] && count < size) { buffer[count] = text[count]; count += 1; }
    return count;
}
static inline EVP_PKEY *copenssl_read_key(BIO *bio, const char *passphrase) {
    return PEM_read_bio_PrivateKey(bio, NULL, copenssl_passphrase, (void *)passphrase);
}

#endif
