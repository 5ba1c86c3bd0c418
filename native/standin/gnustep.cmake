# How to compile Objective-C with clang against GNUstep, whose runtime and Objective-C headers are GCC's.
execute_process(COMMAND gcc -print-file-name=include OUTPUT_VARIABLE gcc_headers
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND gcc -print-file-name=. OUTPUT_VARIABLE gcc_libraries
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
# Only the runtime's own headers: the others would take the place of clang's.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/runtime)
file(CREATE_LINK ${gcc_headers}/objc ${CMAKE_BINARY_DIR}/runtime/objc SYMBOLIC)
find_path(gnustep_headers Foundation/Foundation.h PATHS /usr/include/GNUstep REQUIRED)

add_library(standin_options INTERFACE)
target_include_directories(standin_options INTERFACE include standin)
target_include_directories(standin_options SYSTEM INTERFACE standin/include ${CMAKE_BINARY_DIR}/runtime
  ${gnustep_headers})
target_compile_options(standin_options INTERFACE
  $<$<COMPILE_LANGUAGE:OBJC>:-fobjc-runtime=gcc -fobjc-exceptions -fexceptions -fblocks
  -fconstant-string-class=NSConstantString>)
target_compile_definitions(standin_options INTERFACE GNUSTEP GNUSTEP_BASE_LIBRARY=1 GNU_RUNTIME=1
  _NATIVE_OBJC_EXCEPTIONS)
target_link_directories(standin_options INTERFACE ${gcc_libraries})
target_link_libraries(standin_options INTERFACE gnustep-base objc BlocksRuntime m pthread)
