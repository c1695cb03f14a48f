import { isRecord } from './is-request.ts'
import type { TaskName, TaskRequest, WorkerReply, WorkerTasks } from './messages.ts'

/** Each engine is a chunk of its own: a page that never asks does not download it. */
const SOLVERS: {
  readonly [Name in TaskName]: (ask: WorkerTasks[Name]['ask']) => Promise<WorkerTasks[Name]['answer']>
} = {
  joint: async (ask) => (await import('../fit/joint/fit-joint.ts')).fitJoint(ask),
  parallelism: async (ask) => (await import('../fit/joint/parallelism.ts')).solveParallelism(ask),
  profile: async (ask) => (await import('../fit/inference/profile-curve.ts')).profileCurve(ask),
}

/** Whether a message is one of the tasks. What it asks is judged by the engine. */
export function isTaskRequest(raw: unknown): raw is TaskRequest {
  if (!isRecord(raw) || raw['kind'] !== 'task' || typeof raw['run'] !== 'number') return false
  return typeof raw['name'] === 'string' && Object.hasOwn(SOLVERS, raw['name']) && isRecord(raw['ask'])
}

/** Answers one task. Never rejects: an engine that throws or cannot be loaded is `failed`. */
export async function handleTask(
  { run, chunk, name, ask }: TaskRequest,
  reply: (message: WorkerReply) => void,
): Promise<void> {
  // The name and what is asked belong together: the client lets nothing else be sent.
  const solve = SOLVERS[name] as (ask: unknown) => Promise<WorkerTasks[TaskName]['answer']>
  try {
    reply({ kind: 'solved', run, chunk, answer: await solve(ask) })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    reply({ kind: 'failed', run, chunk, reason })
  }
}
