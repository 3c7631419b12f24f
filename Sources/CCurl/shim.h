#pragma once
#include <curl/curl.h>

/* Swift cannot call C's variadic functions. Each function here is one typed form of such a call,
   so that an option given a value of the wrong type is seen by the compiler. */

static inline CURLcode infra_curl_global_init(void) {
  return curl_global_init(CURL_GLOBAL_DEFAULT);
}

static inline CURLcode infra_easy_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode infra_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

/* libcurl copies the string. */
static inline CURLcode infra_easy_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode infra_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

/* libcurl does not copy the list: it has to live as long as the transfer. */
static inline CURLcode infra_easy_set_headers(CURL *easy, struct curl_slist *value) {
  return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, value);
}

/* `CURLOPT_WRITEFUNCTION`, `CURLOPT_HEADERFUNCTION` and `CURLOPT_READFUNCTION` share a shape. */
typedef size_t (*infra_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode infra_easy_set_data_callback(CURL *easy, CURLoption option,
                                                    infra_data_callback value) {
  return curl_easy_setopt(easy, option, value);
}

typedef int (*infra_request_callback)(void *context, char *server, char *client, int serverPort,
                                      int clientPort);

static inline CURLcode infra_easy_set_request_callback(CURL *easy, infra_request_callback value) {
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLcode infra_easy_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode infra_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode infra_easy_get_pointer(CURL *easy, void **value) {
  return curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)value);
}

static inline CURLMcode infra_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/* The message's result lies in a union. */
static inline CURLcode infra_message_result(const CURLMsg *message) {
  return message->data.result;
}
