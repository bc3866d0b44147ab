// libcurl, and the calls of it that Swift cannot make: those that take anything.
#ifndef SLIPWAY_CCURL_H
#define SLIPWAY_CCURL_H

#include <curl/curl.h>

// Once, before the first handle.
static inline CURLcode slipway_curl_begin(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline CURLcode slipway_curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode slipway_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode slipway_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode slipway_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode slipway_curl_set_list(CURL *handle, struct curl_slist *fields) {
  return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, fields);
}

typedef size_t (*slipway_curl_bytes)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode slipway_curl_set_bytes(CURL *handle, CURLoption option, slipway_curl_bytes call) {
  return curl_easy_setopt(handle, option, call);
}

typedef int (*slipway_curl_seek)(void *context, curl_off_t offset, int origin);

static inline CURLcode slipway_curl_set_seek(CURL *handle, slipway_curl_seek call) {
  return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, call);
}

typedef int (*slipway_curl_progress)(void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total,
                                     curl_off_t up);

static inline CURLcode slipway_curl_set_progress(CURL *handle, slipway_curl_progress call) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, call);
}

#endif
