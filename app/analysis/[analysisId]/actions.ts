'use server'

import * as z from 'zod'
import { answer } from '@/app/server/answer.ts'
import { cancelGrantedBatch, startGrantedBatch } from '@/app/server/batches.ts'
import { connectTo } from '@/app/server/connection.ts'
import { loadAnalysisSummary } from '@/app/server/load-analysis.ts'
import { INVALID_INPUT } from '@/app/server/problems.ts'
import { pushGrantedBatch, type AskedPushes } from '@/app/server/push-batch.ts'
import { retryGrantedPush, startGrantedPush } from '@/app/server/pushes.ts'
import { err, type Problem, type Result } from '@/lib/result.ts'
import type { AnalysisSummary } from '@/lib/workbench/ports.ts'

const AnalysisInput = z.object({ analysisId: z.string().max(100) })

/** Server actions are public POST endpoints: each checks the session's grant for the analysis it touches. */
export async function loadAnalysis(raw: unknown): Promise<Result<AnalysisSummary, Problem>> {
  return answer('load-analysis', async () => {
    const input = AnalysisInput.safeParse(raw)
    if (!input.success) return err(INVALID_INPUT)
    const connection = await connectTo(input.data)
    return connection.ok ? loadAnalysisSummary(connection.value) : connection
  })
}

export async function startPush(
  raw: unknown,
): Promise<Result<{ pushId: string; isRepeat: boolean }, Problem>> {
  return answer('start-push', () => startGrantedPush(raw), { limit: 'push' })
}

export async function retryPush(raw: unknown): Promise<Result<{ pushId: string }, Problem>> {
  return answer('retry-push', () => retryGrantedPush(raw), { limit: 'push' })
}

export async function startBatch(raw: unknown): Promise<Result<{ batchId: string }, Problem>> {
  return answer('start-batch', () => startGrantedBatch(raw), { limit: 'push' })
}

export async function cancelBatch(raw: unknown): Promise<Result<{ batchId: string }, Problem>> {
  return answer('cancel-batch', () => cancelGrantedBatch(raw), { limit: 'push' })
}

export async function pushBatch(raw: unknown): Promise<Result<AskedPushes, Problem>> {
  return answer('push-batch', () => pushGrantedBatch(raw), { limit: 'push' })
}
