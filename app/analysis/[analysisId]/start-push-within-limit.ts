import { checkPushSize, pushTooLargeProblem } from '@/lib/outputs/push-limit.ts'
import { err } from '@/lib/result.ts'
import type { WorkbenchActions } from '@/lib/workbench/ports.ts'

/** The action, asked only with what its body can carry; the server would cut the rest off and answer without words. */
export function startPushWithinLimit(
  startPush: WorkbenchActions['startPush'],
): WorkbenchActions['startPush'] {
  return async (input) => {
    const size = checkPushSize(input.outputs)
    return size.ok ? startPush(input) : err(pushTooLargeProblem(size.error))
  }
}
