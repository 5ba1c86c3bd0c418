/* Compiled models and where they are kept. */
#import "bridge.h"

#include <stdio.h>

/* Core ML's compiler, waited for. The outcome lies in a temporary folder. */
static NSURL *compile(NSString *path, TypofixFailure **failure) {
  TypofixReply *reply = [[[TypofixReply alloc] init] autorelease];
  [MLModel compileModelAtURL:[NSURL fileURLWithPath:path]
           completionHandler:^(NSURL *compiled, NSError *problem) {
             [reply setValue:compiled error:problem];
           }];
  NSError *error = nil;
  NSURL *compiled = [reply waitForValue:&error];
  if (compiled == nil) {
    *failure = typofix_core_ml_failure(TYPOFIX_LOAD_FAILED, [path stringByAppendingString:@" does not compile"], error);
  }
  return compiled;
}

/* A new system compiles anew: what another one made may not load. */
static NSString *kept_path(NSString *folder, NSString *key) {
  NSMutableString *name = [NSMutableString stringWithString:key];
  NSString *system = [[NSProcessInfo processInfo] operatingSystemVersionString];
  NSCharacterSet *plain = [NSCharacterSet alphanumericCharacterSet];
  [name appendString:@"-"];
  for (NSString *part in [system componentsSeparatedByCharactersInSet:[plain invertedSet]]) {
    [name appendString:part];
  }
  return [[folder stringByAppendingPathComponent:name] stringByAppendingPathExtension:@"mlmodelc"];
}

/* Moves a compiled model to where it is kept, whole or not at all; nil if that cannot be. */
static NSURL *keep(NSURL *compiled, NSString *target) {
  NSFileManager *files = [NSFileManager defaultManager];
  NSString *folder = [target stringByDeletingLastPathComponent];
  NSString *part = [target stringByAppendingPathExtension:[[NSProcessInfo processInfo] globallyUniqueString]];
  if (![files createDirectoryAtPath:folder withIntermediateDirectories:YES attributes:nil error:NULL] ||
      ![files moveItemAtPath:compiled.path toPath:part error:NULL]) {
    return nil;
  }
  if (rename(part.fileSystemRepresentation, target.fileSystemRepresentation) == 0) {
    return [NSURL fileURLWithPath:target];
  }
  /* Another process was quicker, and its outcome is as good. */
  [files removeItemAtPath:part error:NULL];
  return [files fileExistsAtPath:target] ? [NSURL fileURLWithPath:target] : nil;
}

NSURL *typofix_compiled_anew(NSString *path, NSString *cacheFolder, NSString *cacheKey, BOOL *temporary,
                             TypofixFailure **failure) {
  NSURL *compiled = compile(path, failure);
  *temporary = compiled != nil;
  if (compiled == nil || cacheFolder == nil) {
    return compiled;
  }
  NSString *target = kept_path(cacheFolder, cacheKey);
  [[NSFileManager defaultManager] removeItemAtPath:target error:NULL];
  NSURL *moved = keep(compiled, target);
  if (moved == nil && ![[NSFileManager defaultManager] fileExistsAtPath:compiled.path]) {
    *temporary = NO;
    *failure = typofix_failure(TYPOFIX_LOAD_FAILED, @"%@ cannot be written", target);
    return nil;
  }
  *temporary = moved == nil;
  return moved != nil ? moved : compiled;
}

NSURL *typofix_compiled(NSString *path, NSString *cacheFolder, NSString *cacheKey, BOOL *kept, BOOL *temporary,
                        TypofixFailure **failure) {
  *kept = NO;
  *temporary = NO;
  NSFileManager *files = [NSFileManager defaultManager];
  if (![files fileExistsAtPath:path]) {
    *failure = typofix_failure(TYPOFIX_NOT_FOUND, @"%@ does not exist", path);
    return nil;
  }
  if ([path.pathExtension isEqualToString:@"mlmodelc"]) {
    return [NSURL fileURLWithPath:path];
  }
  if (cacheFolder != nil) {
    NSString *target = kept_path(cacheFolder, cacheKey);
    if ([files fileExistsAtPath:target]) {
      *kept = YES;
      return [NSURL fileURLWithPath:target];
    }
  }
  return typofix_compiled_anew(path, cacheFolder, cacheKey, temporary, failure);
}
