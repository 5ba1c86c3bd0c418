/* Which operation would run where. */
#import "bridge.h"

#include <string.h>

API_AVAILABLE(macos(14.4)) static NSString *device_name(id<MLComputeDeviceProtocol> device) {
  if ([device isKindOfClass:[MLNeuralEngineComputeDevice class]]) {
    return @"ane";
  }
  return [device isKindOfClass:[MLGPUComputeDevice class]] ? @"gpu" : @"cpu";
}

API_AVAILABLE(macos(14.4))
static NSString *line_of(MLModelStructureProgramOperation *operation, NSString *function, MLComputePlan *plan) {
  MLComputePlanDeviceUsage *usage = [plan computeDeviceUsageForMLProgramOperation:operation];
  MLComputePlanCost *cost = [plan estimatedCostOfMLProgramOperation:operation];
  NSMutableArray<NSString *> *supported = [NSMutableArray array];
  for (id<MLComputeDeviceProtocol> device in usage.supportedComputeDevices) {
    [supported addObject:device_name(device)];
  }
  NSString *output = operation.outputs.count > 0 ? [[operation.outputs objectAtIndex:0] name] : @"-";
  return [NSString stringWithFormat:@"%@\t%@\t%@\t%@\t%@\t%@\n", function, operation.operatorName, output,
                                    usage == nil ? @"-" : device_name(usage.preferredComputeDevice),
                                    supported.count == 0 ? @"-" : [supported componentsJoinedByString:@","],
                                    cost == nil ? @"-" : [NSString stringWithFormat:@"%.6g", cost.weight]];
}

API_AVAILABLE(macos(14.4))
static TypofixFailure *report(const typofix_model *model, NSMutableString *lines) {
  TypofixReply *reply = [[[TypofixReply alloc] init] autorelease];
  [MLComputePlan loadContentsOfURL:model->compiled
                     configuration:model->configuration
                 completionHandler:^(MLComputePlan *found, NSError *problem) {
                   [reply setValue:found error:problem];
                 }];
  NSError *error = nil;
  MLComputePlan *plan = [reply waitForValue:&error];
  if (plan == nil) {
    return typofix_core_ml_failure(TYPOFIX_LOAD_FAILED, @"Core ML makes no plan", error);
  }
  MLModelStructureProgram *program = plan.modelStructure.program;
  if (program == nil) {
    return typofix_failure(TYPOFIX_UNSUPPORTED, @"the model is no ML program, so there is no plan");
  }
  for (NSString *function in [program.functions.allKeys sortedArrayUsingSelector:@selector(compare:)]) {
    MLModelStructureProgramFunction *each = [program.functions objectForKey:function];
    for (MLModelStructureProgramOperation *operation in each.block.operations) {
      [lines appendString:line_of(operation, function, plan)];
    }
  }
  return nil;
}

int32_t typofix_model_plan(const typofix_model *model, char *text, size_t text_capacity, size_t *needed,
                           char *message, size_t message_capacity) {
  return typofix_guard(message, message_capacity, ^TypofixFailure * {
    if (model == NULL || needed == NULL || (text == NULL && text_capacity > 0)) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"no model, or nowhere to put the plan's length");
    }
    NSMutableString *lines = [NSMutableString string];
    TypofixFailure *failure = nil;
    if (@available(macOS 14.4, *)) {
      failure = report(model, lines);
    } else {
      failure = typofix_failure(TYPOFIX_UNSUPPORTED, @"plans need macOS 14.4 or later");
    }
    if (failure == nil) {
      *needed = strlen(lines.UTF8String) + 1;
      if (*needed <= text_capacity) {
        typofix_copy_text(lines, text, text_capacity);
      }
    }
    return failure;
  });
}
