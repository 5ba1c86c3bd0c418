/* What the stand-in's own files share in plain C. */
#ifndef STANDIN_INSIDE_H
#define STANDIN_INSIDE_H

#include "standin.h"

/* Whether this call is the one that must fail; it is asked for once. */
int standin_fails(int32_t failure);

/* Objects that are counted call these from their initialisers and their dealloc. */
void standin_born(void);
void standin_died(void);

void standin_compiled(void);

#endif
