/*
 * A small C interface to Core ML: opens a model, runs predictions with a state, reads the answers.
 *
 * Ownership. A handle that a function gives out belongs to the caller, who closes it once; closing NULL does
 * nothing. A session keeps its model alive: the two may be closed in any order. Memory that the caller passes
 * in is only looked at during the call, and nothing that is given out points into the bridge: texts and numbers
 * are copied into the caller's memory.
 *
 * Errors. Every function that can fail returns a status. When it is not TYPOFIX_OK, `message` holds the reason
 * as UTF-8, always ended by a NUL and cut between characters where `message_capacity` bytes are too few; NULL
 * with 0 is allowed. Out parameters are then untouched, but handles, which become NULL. No exception leaves the
 * bridge.
 *
 * Threads. A model may be used by any threads at the same time. A session, and all sessions that share its
 * state, belong to one thread at a time; a call that meets another one is refused with TYPOFIX_INVALID_STATE.
 * Predictions of one model run one after the other.
 *
 * Shapes are those of the model's description. Arrays are dense and the last axis runs fastest, whatever
 * strides Core ML uses inside.
 */
#ifndef TYPOFIX_COREML_H
#define TYPOFIX_COREML_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TYPOFIX_EXPORT __attribute__((visibility("default")))
#else
#define TYPOFIX_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Grows whenever a function or a constant of this header changes its meaning. */
#define TYPOFIX_ABI_VERSION 1

/* The most axes that a feature may have. */
#define TYPOFIX_MAXIMUM_RANK 8

/* What became of a call. */
enum {
  TYPOFIX_OK = 0,
  TYPOFIX_INVALID_ARGUMENT = 1,  /* a NULL, an index, a length that does not fit */
  TYPOFIX_INVALID_STATE = 2,     /* answers read before a prediction, a session in use by another call */
  TYPOFIX_NOT_FOUND = 3,         /* no such file, function or metadata */
  TYPOFIX_UNSUPPORTED = 4,       /* the system is too old, or the model uses what the bridge does not know */
  TYPOFIX_LOAD_FAILED = 5,       /* Core ML could not compile or load the model */
  TYPOFIX_WRONG_SHAPE = 6,       /* an answer differs from the model's description */
  TYPOFIX_PREDICTION_FAILED = 7, /* Core ML could not run the model */
  TYPOFIX_OUT_OF_MEMORY = 8,
  TYPOFIX_INTERNAL = 9           /* an exception inside Core ML or the bridge */
};

/* Where the parts of a model may run. */
enum {
  TYPOFIX_CPU_ONLY = 0,
  TYPOFIX_CPU_AND_GPU = 1,
  TYPOFIX_ALL_UNITS = 2,
  TYPOFIX_CPU_AND_NEURAL_ENGINE = 3
};

/* What a feature is to its model. */
enum { TYPOFIX_INPUT = 0, TYPOFIX_OUTPUT = 1, TYPOFIX_STATE = 2 };

/* The element type of a feature. */
enum { TYPOFIX_FLOAT16 = 1, TYPOFIX_FLOAT32 = 2, TYPOFIX_FLOAT64 = 3, TYPOFIX_INT32 = 4 };

typedef struct typofix_model typofix_model;
typedef struct typofix_session typofix_session;

/*
 * A feature of a model. `shape` holds `rank` sizes. An output has rank 0 where the description leaves its shape open, as
 * that of a model with several input shapes does; its answers then have the shape that the model gives them.
 */
typedef struct typofix_feature {
  char name[128];
  int32_t type;
  int32_t rank;
  int64_t shape[TYPOFIX_MAXIMUM_RANK];
} typofix_feature;

/* TYPOFIX_ABI_VERSION of the library, to be compared with the header's. */
TYPOFIX_EXPORT int32_t typofix_abi_version(void);

/* What runs the models, for people: "Core ML, macOS 15.1". */
TYPOFIX_EXPORT int32_t typofix_describe_runtime(char *text, size_t text_capacity, char *message,
                                                size_t message_capacity);

/*
 * Opens a model: a compiled `.mlmodelc`, or a `.mlpackage`, which Core ML compiles first. The outcome is kept as
 * `cache_folder`/`cache_key`-SYSTEM.mlmodelc and used the next time; a kept one that does not load is made anew.
 * `cache_key` names the model's content (letters, digits, '-', '_'). With a NULL `cache_folder`, or one that
 * cannot be written, the compiled model lies in a temporary folder until the model is closed.
 *
 * path           absolute or relative, UTF-8
 * function_name  of a model with several functions; NULL for its main one
 * compute_units  TYPOFIX_CPU_ONLY …
 */
TYPOFIX_EXPORT int32_t typofix_model_open(const char *path, const char *cache_folder, const char *cache_key,
                                          const char *function_name, int32_t compute_units,
                                          typofix_model **model, char *message, size_t message_capacity);

TYPOFIX_EXPORT void typofix_model_close(typofix_model *model);

/* How many features of a kind the model has; -1 for a NULL model or an unknown kind. */
TYPOFIX_EXPORT int32_t typofix_model_feature_count(const typofix_model *model, int32_t kind);

/* Describes a feature. Indices are from 0, in the order of the names' UTF-16 units, and never change. */
TYPOFIX_EXPORT int32_t typofix_model_feature(const typofix_model *model, int32_t kind, int32_t index,
                                             typofix_feature *feature, char *message,
                                             size_t message_capacity);

/* Copies a value of the user-defined metadata, ended by a NUL; TYPOFIX_NOT_FOUND if there is none. */
TYPOFIX_EXPORT int32_t typofix_model_metadata(const typofix_model *model, const char *key, char *text,
                                              size_t text_capacity, char *message,
                                              size_t message_capacity);

/*
 * Which operation would run where, by Core ML's own plan: a line for each,
 *
 *     function \t operator \t name of its first output \t preferred device \t all possible devices \t cost \n
 *
 * with devices `cpu`, `gpu`, `ane`, or `-` where Core ML does not say (constants), several joined by commas, and the
 * cost as a part of the whole, 0 to 1, or `-`. `needed` gets the bytes of the whole text, its NUL included; if
 * that is more than `text_capacity`, no text is copied and the status is still TYPOFIX_OK. Needs macOS 14.4.
 */
TYPOFIX_EXPORT int32_t typofix_model_plan(const typofix_model *model, char *text, size_t text_capacity,
                                          size_t *needed, char *message, size_t message_capacity);

/* Opens a session with inputs of zeros and, if the model has states, a state of zeros of its own. */
TYPOFIX_EXPORT int32_t typofix_session_open(typofix_model *model, typofix_session **session, char *message,
                                            size_t message_capacity);

/* As typofix_session_open, but over the state of another session: that of another function of the same file. */
TYPOFIX_EXPORT int32_t typofix_session_share(typofix_model *model, typofix_session *other,
                                             typofix_session **session, char *message,
                                             size_t message_capacity);

TYPOFIX_EXPORT void typofix_session_close(typofix_session *session);

/* Starts with a new state of zeros. A shared state stays with the other sessions. */
TYPOFIX_EXPORT int32_t typofix_session_reset(typofix_session *session, char *message, size_t message_capacity);

/* Copies a whole input, in its own type; it stays until it is set again. `byte_count` must be the input's size. */
TYPOFIX_EXPORT int32_t typofix_session_set_input(typofix_session *session, int32_t index, const void *values,
                                                 size_t byte_count, char *message, size_t message_capacity);

/* Runs the model on the inputs, changing the state. After a failure the state's content is undefined. */
TYPOFIX_EXPORT int32_t typofix_session_predict(typofix_session *session, char *message, size_t message_capacity);

/*
 * Copies `count` elements of an output of the last prediction, converted to float: those with the numbers
 * start, start + step, start + 2 step, … in the dense order of the output's shape.
 */
TYPOFIX_EXPORT int32_t typofix_session_read(const typofix_session *session, int32_t index, int64_t start,
                                            int64_t step, int64_t count, float *values, char *message,
                                            size_t message_capacity);

#ifdef __cplusplus
}
#endif

#endif
