/* Failures, texts, types: nothing that knows a model. */
#import "bridge.h"

#include <string.h>

@implementation TypofixFailure

- (void)dealloc {
  [reason release];
  [super dealloc];
}

@end

TypofixFailure *typofix_failure(int32_t status, NSString *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  TypofixFailure *failure = [[[TypofixFailure alloc] init] autorelease];
  failure->status = status;
  failure->reason = [[NSString alloc] initWithFormat:format arguments:arguments];
  va_end(arguments);
  return failure;
}

TypofixFailure *typofix_core_ml_failure(int32_t status, NSString *what, NSError *error) {
  NSString *words = error.localizedDescription;
  NSError *cause = [error.userInfo objectForKey:NSUnderlyingErrorKey];
  if (cause.localizedDescription != nil) {
    words = [NSString stringWithFormat:@"%@ (%@)", words, cause.localizedDescription];
  }
  return typofix_failure(status, @"%@: %@", what, words != nil ? words : @"Core ML does not say why");
}

static TypofixFailure *failure_of(NSException *thrown) {
  BOOL memory = [thrown.name isEqualToString:NSMallocException];
  return typofix_failure(memory ? TYPOFIX_OUT_OF_MEMORY : TYPOFIX_INTERNAL, @"%@: %@", thrown.name, thrown.reason);
}

int32_t typofix_guard(char *message, size_t message_capacity, TypofixFailure * (^body)(void)) {
  int32_t status = TYPOFIX_OK;
  @autoreleasepool {
    TypofixFailure *failure;
    @try {
      failure = body();
    } @catch (NSException *thrown) {
      failure = failure_of(thrown);
    } @catch (...) {
      failure = typofix_failure(TYPOFIX_INTERNAL, @"an exception of another language");
    }
    if (failure != nil) {
      status = failure->status;
      typofix_copy_text(failure->reason, message, message_capacity);
    }
  }
  return status;
}

BOOL typofix_copy_text(NSString *text, char *target, size_t capacity) {
  if (target == NULL || capacity == 0) {
    return NO;
  }
  const char *bytes = text.UTF8String;
  size_t length = bytes == NULL ? 0 : strlen(bytes);
  size_t copied = length < capacity ? length : capacity - 1;
  /* Not in the midst of a character: its second and later bytes start with the bits 10. */
  while (copied < length && copied > 0 && ((unsigned char)bytes[copied] & 0xc0) == 0x80) {
    copied--;
  }
  if (copied > 0) {
    memcpy(target, bytes, copied);
  }
  target[copied] = '\0';
  return copied == length;
}

int32_t typofix_type(MLMultiArrayDataType type) {
  switch ((NSInteger)type) {
    case MLMultiArrayDataTypeFloat16:
      return TYPOFIX_FLOAT16;
    case MLMultiArrayDataTypeFloat32:
      return TYPOFIX_FLOAT32;
    case MLMultiArrayDataTypeDouble:
      return TYPOFIX_FLOAT64;
    case MLMultiArrayDataTypeInt32:
      return TYPOFIX_INT32;
    default:
      return 0;
  }
}

size_t typofix_type_size(int32_t type) {
  return type == TYPOFIX_FLOAT16 ? 2 : type == TYPOFIX_FLOAT64 ? 8 : 4;
}

int64_t typofix_count(const typofix_feature *feature) {
  int64_t count = 1;
  for (int32_t axis = 0; axis < feature->rank; axis++) {
    count *= feature->shape[axis];
  }
  return count;
}

@implementation TypofixReply

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    _condition = [[NSCondition alloc] init];
  }
  return self;
}

- (void)setValue:(id)value error:(NSError *)error {
  [_condition lock];
  _value = [value retain];
  _error = [error retain];
  _given = YES;
  [_condition signal];
  [_condition unlock];
}

- (id)waitForValue:(NSError **)error {
  [_condition lock];
  while (!_given) {
    [_condition wait];
  }
  [_condition unlock];
  *error = _error;
  return _value;
}

- (void)dealloc {
  [_condition release];
  [_value release];
  [_error release];
  [super dealloc];
}

@end
