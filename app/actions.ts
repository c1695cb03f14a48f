'use server'

import * as z from 'zod'
import { err, type Problem, type Result } from '@/lib/result.ts'
import type { OpenedAnalysis } from '@/lib/workbench/ports.ts'
import { answer } from './server/answer.ts'
import { openWithKey } from './server/open-analysis.ts'
import { INVALID_INPUT, NO_SANDBOX } from './server/problems.ts'

const OPENING = { limit: 'open' } as const
const KeyInput = z.object({ key: z.string().max(20_000) })

/** A server action is a public POST endpoint: parse, delegate, return a value. The key proves itself at the tenant. */
export async function openAnalysis(raw: unknown): Promise<Result<OpenedAnalysis, Problem>> {
  return answer(
    'open-analysis',
    async () => {
      const input = KeyInput.safeParse(raw)
      return input.success ? openWithKey(input.data.key) : err(INVALID_INPUT)
    },
    OPENING,
  )
}

/** Start-up wiring hands over the sandbox's first key; without it there is no sample. */
export async function openSample(): Promise<Result<OpenedAnalysis, Problem>> {
  return answer(
    'open-sample',
    async () => {
      const key = process.env['HALFMAX_SANDBOX_SAMPLE_KEY'] ?? ''
      return key === '' ? err(NO_SANDBOX) : openWithKey(key)
    },
    OPENING,
  )
}
