/* Answers: out of Core ML's types and strides into dense floats. */
#import "bridge.h"

#include <math.h>
#include <string.h>

/* Scaling turns a half's exponent into a float's, and makes subnormal halves normal. */
static float half(uint16_t bits) {
  uint32_t wide = (uint32_t)(bits & 0x7fff) << 13;
  float value;
  memcpy(&value, &wide, sizeof value);
  if ((bits & 0x7c00) == 0x7c00) {
    value = (bits & 0x3ff) == 0 ? INFINITY : NAN;
  } else {
    value *= 0x1p112f;
  }
  return bits & 0x8000 ? -value : value;
}

static float element(const void *bytes, int32_t type, int64_t offset) {
  switch (type) {
    case TYPOFIX_FLOAT16:
      return half(((const uint16_t *)bytes)[offset]);
    case TYPOFIX_FLOAT32:
      return ((const float *)bytes)[offset];
    case TYPOFIX_FLOAT64:
      return (float)((const double *)bytes)[offset];
    default:
      return (float)((const int32_t *)bytes)[offset];
  }
}

/* Where an element lies that has this number in the dense order. */
static int64_t offset_of(int64_t number, const typofix_feature *feature, const int64_t *strides) {
  int64_t offset = 0;
  for (int32_t axis = feature->rank; axis-- > 0;) {
    offset += number % feature->shape[axis] * strides[axis];
    number /= feature->shape[axis];
  }
  return offset;
}

/*
 * How far apart in memory the elements start, start + step, … lie, if that is the same everywhere: those that differ
 * along one axis only, as a column does. 0 if it is not.
 */
static int64_t even_distance(int64_t start, int64_t step, int64_t count, const typofix_feature *feature,
                             const int64_t *strides) {
  int64_t distance = 0;
  for (int32_t axis = feature->rank; axis-- > 0;) {
    int64_t size = feature->shape[axis], digit = step % size;
    if (digit != 0) {
      BOOL another = distance != 0, leaves = start % size + digit * (count - 1) >= size;
      if (another || leaves) {
        return 0;
      }
      distance = digit * strides[axis];
    }
    start /= size;
    step /= size;
  }
  return distance;
}

int32_t typofix_session_read(const typofix_session *session, int32_t index, int64_t start, int64_t step,
                             int64_t count, float *values, char *message, size_t message_capacity) {
  return typofix_with_state(session, message, message_capacity, ^TypofixFailure * {
    if (!session->answered) {
      return typofix_failure(TYPOFIX_INVALID_STATE, @"there is no prediction to read from");
    }
    if (index < 0 || index >= session->model->counts[TYPOFIX_OUTPUT] || count < 0 || (values == NULL && count > 0)) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"no output %d, or no room for its values", index);
    }
    const typofix_feature *feature = &session->answers[index].feature;
    int64_t size = typofix_count(feature);
    if (count > 0 && (start < 0 || step < 0 || start >= size || (step > 0 && count - 1 > (size - 1 - start) / step))) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"%lld elements from %lld by %lld of %s, which has %lld",
                             (long long)count, (long long)start, (long long)step, feature->name, (long long)size);
    }
    const typofix_answer *found = &session->answers[index];
    int64_t distance = count > 1 ? even_distance(start, step, count, feature, found->strides) : 0;
    int64_t first = offset_of(count > 0 ? start : 0, feature, found->strides);
    [found->array getBytesWithHandler:^(const void *bytes, NSInteger bytes_size) {
      (void)bytes_size;
      for (int64_t i = 0; i < count; i++) {
        int64_t offset = distance != 0 ? first + i * distance : offset_of(start + i * step, feature, found->strides);
        values[i] = element(bytes, found->type, offset);
      }
    }];
    return nil;
  });
}
