#pragma once
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Swift sees C functions, not macros, unions or variadic functions: what libcrypto has only as
// such stands here as a function. Nothing else does; decisions are taken in InfraCrypto.

static inline EVP_PKEY *infra_generate_p256(void) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
}

/// Whether the error is that a PEM text holds no (further) block.
static inline int infra_is_no_more_pem(unsigned long error) {
  return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

static const int infra_utf8 = MBSTRING_UTF8;

static inline long infra_bio_contents(BIO *bio, char **contents) {
  return BIO_get_mem_data(bio, contents);
}

static inline int infra_refuse_passphrase(char *buffer, int size, int writing, void *context) {
  (void)buffer, (void)size, (void)writing;
  *(int *)context = 1;
  return -1;
}

/// Reads a private key, never asking the terminal for a passphrase (libcrypto's own habit);
/// `encrypted` becomes 1 when one would have been needed.
static inline EVP_PKEY *infra_read_private_key(BIO *bio, int *encrypted) {
  *encrypted = 0;
  return PEM_read_bio_PrivateKey(bio, NULL, infra_refuse_passphrase, encrypted);
}

static inline int infra_add_extension(X509 *subject, X509 *issuer, int nid, const char *value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, subject, NULL, NULL, 0);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
  if (extension == NULL) return 0;
  int added = X509_add_ext(subject, extension, -1);
  X509_EXTENSION_free(extension);
  return added;
}

static inline GENERAL_NAMES *infra_general_names_new(void) { return sk_GENERAL_NAME_new_null(); }

static inline void infra_general_names_free(GENERAL_NAMES *names) { GENERAL_NAMES_free(names); }

static inline int infra_general_names_count(const GENERAL_NAMES *names) {
  return sk_GENERAL_NAME_num(names);
}

/// Appends a name of the type GEN_DNS or GEN_IPADD; 1 when done.
static inline int infra_general_names_append(
    GENERAL_NAMES *names, int type, const void *bytes, int count) {
  GENERAL_NAME *name = GENERAL_NAME_new();
  ASN1_STRING *value =
      ASN1_STRING_type_new(type == GEN_IPADD ? V_ASN1_OCTET_STRING : V_ASN1_IA5STRING);
  if (name == NULL || value == NULL || !ASN1_STRING_set(value, bytes, count)) {
    GENERAL_NAME_free(name);
    ASN1_STRING_free(value);
    return 0;
  }
  GENERAL_NAME_set0_value(name, type, value);
  if (sk_GENERAL_NAME_push(names, name) > 0) return 1;
  GENERAL_NAME_free(name);
  return 0;
}

/// The type of the name at `index`, and for GEN_DNS and GEN_IPADD its bytes.
static inline int infra_general_names_read(
    const GENERAL_NAMES *names, int index, const unsigned char **bytes, int *count) {
  int type;
  void *value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names, index), &type);
  *bytes = NULL;
  *count = 0;
  if (type == GEN_DNS || type == GEN_IPADD) {
    *bytes = ASN1_STRING_get0_data((const ASN1_STRING *)value);
    *count = ASN1_STRING_length((const ASN1_STRING *)value);
  }
  return type;
}

static inline int infra_print_name(BIO *bio, const X509_NAME *name) {
  return X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0;
}
