/* GNUstep's headers ask for this one when blocks are on; the runtime that they mean calls it Block.h. */
#include <Block.h>
