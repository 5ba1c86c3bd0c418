/* The header is C, and the library behind it is the one that it describes. */
#include <stdio.h>
#include <string.h>

#include "typofix_coreml.h"

int main(void) {
  char text[128] = "", message[128] = "";
  if (typofix_abi_version() != TYPOFIX_ABI_VERSION ||
      typofix_describe_runtime(text, sizeof text, message, sizeof message) != TYPOFIX_OK) {
    fprintf(stderr, "%s\n", message);
    return 1;
  }
  typofix_model *model = NULL;
  int32_t status = typofix_model_open("/no/such.mlpackage", NULL, NULL, NULL, TYPOFIX_CPU_ONLY, &model, message,
                                      sizeof message);
  int good = status == TYPOFIX_NOT_FOUND && model == NULL && strstr(message, "does not exist") != NULL;
  printf("%s the library of the header loads (%s)\n", good ? "ok    " : "not ok", text);
  return !good;
}
