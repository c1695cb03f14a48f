import { loadNormaliser } from '../plates/use-normalised-frame.ts'
import type { Bench } from '../use-bench.ts'
import { planOfPolicy } from './policy-plan.ts'

/** Takes a policy of one's own with all it says, also of what responses are set against. */
export async function takeOwn(bench: Bench, name: string): Promise<void> {
  const policy = bench.work.policies[name]
  if (!policy) return
  await loadNormaliser()
  bench.dispatch(planOfPolicy(policy, bench).action)
}
