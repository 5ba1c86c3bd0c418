/* The tests' vocabulary: checks that say where they failed, models, sessions. */
#ifndef CHECK_H
#define CHECK_H

#include <stdint.h>

#include "standin.h"
#include "typofix_coreml.h"

/* The reason that the last call gave. */
extern char message[512];

/* Counts a failed check, and says so. */
void check(int holds, const char *what, const char *file, int line);
#define CHECK(condition) check((condition) != 0, #condition, __FILE__, __LINE__)

/* A call must end with this status and, if that is a failure, give these words. */
#define EXPECT(status, words, call)                                     \
  do {                                                                  \
    message[0] = '\0';                                                  \
    int32_t got = (call);                                               \
    check(got == (status), #call " gives " #status, __FILE__, __LINE__); \
    check_words(words, __FILE__, __LINE__);                             \
  } while (0)
#define ERROR message, sizeof message

void check_words(const char *words, const char *file, int line);

/* The folder of reference bundles, and a folder that is empty when the tests start. */
extern const char *reference;
extern const char *scratch;

/* The path of a reference bundle's package; in static memory. */
const char *package_of(const char *bundle);

typofix_model *open_model(const char *bundle);
typofix_session *open_session(typofix_model *model);

/* The index of a feature by its name. */
int32_t feature_of(const typofix_model *model, int32_t kind, const char *name, typofix_feature *feature);

/* A first block: a line of tokens 1, 2, 3, … from slot 0 on, each seeing those before it. */
void set_line(typofix_model *model, typofix_session *session);

/* A test is a function with a name; run counts it as passed or failed. */
void run(const char *name, void (*test)(void));

/* Prints the counts; the process's exit code. */
int finish(void);

/* The tests of the other file. */
void test_memory(void);

#endif
