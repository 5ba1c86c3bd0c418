/* IEEE 754 half precision in plain C: storage as 16 bits, arithmetic elsewhere. */
#ifndef STANDIN_FLOAT16_H
#define STANDIN_FLOAT16_H

#include <stdint.h>

/* The nearest half; ties go to the even one, too large values to infinity. */
uint16_t float16_from(float value);

/* The exact value of a half. */
float float16_to(uint16_t bits);

#endif
