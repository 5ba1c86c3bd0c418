/* What the files of the bridge share. Objects are counted by hand (no ARC), so that GNUstep compiles them too. */
#import <CoreML/CoreML.h>

#include <pthread.h>
#include <stdatomic.h>

#include "typofix_coreml.h"

/* Why a call failed: its status and, for people, the reason. Autoreleased. */
@interface TypofixFailure : NSObject {
@public
  int32_t status;
  NSString *reason;
}
@end

/*
 * Runs the body of an entry point: with an autorelease pool, and with every exception turned into a failure.
 * The body returns nil if all went well.
 */
int32_t typofix_guard(char *message, size_t message_capacity, TypofixFailure * (^NS_NOESCAPE body)(void));

TypofixFailure *typofix_failure(int32_t status, NSString *format, ...) NS_FORMAT_FUNCTION(2, 3);

/* `what`, and the error's own words. */
TypofixFailure *typofix_core_ml_failure(int32_t status, NSString *what, NSError *error);

/* Copies a text, ended by a NUL and cut between characters. Returns whether all of it fitted. */
BOOL typofix_copy_text(NSString *text, char *target, size_t capacity);

/* The TYPOFIX_ type of a Core ML type, 0 for one that the bridge does not know, and its size in bytes. */
int32_t typofix_type(MLMultiArrayDataType type);
size_t typofix_type_size(int32_t type);

/* How many elements a feature has. */
int64_t typofix_count(const typofix_feature *feature);

/* Waits for the outcome of one of Core ML's completion handlers; it may come from any thread, once. */
@interface TypofixReply : NSObject {
 @private
  NSCondition *_condition;
  BOOL _given;
  id _value;
  NSError *_error;
}
- (void)setValue:(id)value error:(NSError *)error;
/* The value, or nil and the error. Both live as long as the reply. */
- (id)waitForValue:(NSError **)error;
@end

enum { TYPOFIX_KINDS = 3 };

struct typofix_model {
  atomic_int references; /* the caller's, and one for each session */
  MLModel *model;
  MLModelConfiguration *configuration;
  NSURL *compiled;
  NSURL *temporary; /* a compiled model to be removed in the end, or nil */
  int32_t counts[TYPOFIX_KINDS];
  typofix_feature *features[TYPOFIX_KINDS];
  pthread_mutex_t predicting;
};

void typofix_model_retain(typofix_model *model);

/* Finds or makes the compiled model. `temporary` tells whether it must be removed when it is no longer used. */
NSURL *typofix_compiled(NSString *path, NSString *cacheFolder, NSString *cacheKey, BOOL *kept, BOOL *temporary,
                        TypofixFailure **failure);

/* Compiles again and replaces what `kept` was found in the cache. */
NSURL *typofix_compiled_anew(NSString *path, NSString *cacheFolder, NSString *cacheKey, BOOL *temporary,
                             TypofixFailure **failure);

/* A state and whether a call is using it; shared by the sessions over it. */
@interface TypofixState : NSObject {
@public
  id state; /* MLState, or nil for a model without one */
  atomic_flag busy;
}
@end

/* An output of the last prediction, its layout looked up once. */
typedef struct typofix_answer {
  MLMultiArray *array; /* retained, or nil */
  typofix_feature feature; /* as described, with the array's own shape where the description has none */
  int32_t type;
  int64_t strides[TYPOFIX_MAXIMUM_RANK];
} typofix_answer;

struct typofix_session {
  typofix_model *model;
  TypofixState *state;
  NSMutableArray<MLMultiArray *> *inputs;
  MLDictionaryFeatureProvider *provider;
  MLPredictionOptions *options;
  typofix_answer *answers; /* as many as the model has outputs */
  BOOL answered;
};

/* Runs a body while no other call may use the session's state. */
int32_t typofix_with_state(const typofix_session *session, char *message, size_t message_capacity,
                           TypofixFailure * (^NS_NOESCAPE body)(void));
