#include "float16.h"

#include <math.h>

uint16_t float16_from(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint16_t sign = (uint16_t)(bits >> 16 & 0x8000);
  float magnitude = fabsf(value);
  if (isnan(value)) {
    return (uint16_t)(sign | 0x7e00);
  }
  if (magnitude >= 65520.0f) {
    return (uint16_t)(sign | 0x7c00);
  }
  if (magnitude < 0x1p-14f) {
    /* Subnormal: a multiple of 2^-24; a carry makes it the smallest normal number. */
    return (uint16_t)(sign | (uint16_t)nearbyintf(magnitude * 0x1p24f));
  }
  memcpy(&bits, &magnitude, sizeof bits);
  uint32_t rounded = bits + 0x0fff + (bits >> 13 & 1);
  return (uint16_t)(sign | (uint16_t)((rounded - (112u << 23)) >> 13));
}
