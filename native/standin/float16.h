/* IEEE 754 half precision in plain C: storage as 16 bits, arithmetic elsewhere. */
#ifndef STANDIN_FLOAT16_H
#define STANDIN_FLOAT16_H

#include <stdint.h>
#include <string.h>

/* The nearest half; ties go to the even one, too large values to infinity. */
uint16_t float16_from(float value);

/* The exact value of a half. Scaling turns its exponent into a float's, and makes subnormal halves normal. */
static inline float float16_to(uint16_t bits) {
  uint32_t wide = (uint32_t)(bits & 0x7fff) << 13;
  float magnitude;
  memcpy(&magnitude, &wide, sizeof magnitude);
  magnitude *= 0x1p112f;
  memcpy(&wide, &magnitude, sizeof wide);
  /* Infinity and NaN have the greatest exponent in either form. */
  wide |= ((bits & 0x7c00) == 0x7c00 ? 0x7f800000u : 0) | (uint32_t)(bits & 0x8000) << 16;
  float value;
  memcpy(&value, &wide, sizeof value);
  return value;
}

#endif
