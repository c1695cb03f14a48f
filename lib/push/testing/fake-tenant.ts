/** A tenant in memory for tests of the state machine: what it lists is what a real one would, without its clock. */
import type { Analysis, BenchlingClient, CallOptions, SignedUrl } from '../../benchling/client.ts'
import type { BenchlingError } from '../../benchling/errors.ts'
import { err, ok, type Result } from '../../result.ts'

export type Operation = Exclude<keyof BenchlingClient, 'tenant' | 'exportRows'>

/** What goes wrong at a call: before its effect, or after it, when only the answer is lost. */
export interface Mishap {
  readonly when: 'before' | 'after'
  readonly error: BenchlingError
}

export interface FakeObject {
  readonly id: string
  readonly kind: 'data-frame' | 'file'
  readonly name: string
  bytes: Uint8Array | null
  status: 'NOT_UPLOADED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED_VALIDATION'
}

export class FakeTenant {
  readonly objects: FakeObject[] = []
  readonly attached: string[] = []
  readonly calls: Operation[] = []
  /** Asked at every call with its number from 1. */
  mishap: (call: { readonly operation: Operation; readonly number: number }) => Mishap | null = () => null
  /** Names of frames whose rows are refused. */
  refusedNames = new Set<string>()

  readonly client: BenchlingClient = {
    tenant: {
      host: 'acme.benchling.com',
      name: 'Acme',
      baseUrl: 'https://acme.benchling.com',
      clientId: 'id',
      clientSecret: 'secret',
      storageHosts: [],
      analysisUrlTemplate: null,
      isSandbox: false,
      people: null,
    },
    getAnalysis: (id, options) => this.#call('getAnalysis', options, () => ok(this.#analysis(id))),
    getDataFrame: (id, options) =>
      this.#call('getDataFrame', options, () => {
        const frame = this.#find(id)
        if (frame === null) return missing('data frame', id)
        const shown = frame.status
        // Checked by the time it is looked at again, also where nobody asks for the task.
        if (frame.status === 'IN_PROGRESS') frame.status = this.#verdict(frame)
        const errorMessage = shown === 'FAILED_VALIDATION' ? 'Invalid CSV File.' : null
        return ok({
          id,
          name: frame.name,
          uploadStatus: shown,
          errorMessage,
          columns: [],
          partCount: 1,
        })
      }),
    exportRows: () => Promise.reject(new Error('not part of a push')),
    exportParquet: () => Promise.reject(new Error('not part of a push')),
    createDataFrame: ({ name }, options) =>
      this.#call('createDataFrame', options, () => {
        const { id } = this.#make('data-frame', name)
        return ok({ frameId: id, putUrl: putUrl(id) })
      }),
    refreshFrameUpload: (id, options) =>
      this.#call('refreshFrameUpload', options, () =>
        ok(this.#find(id)?.status === 'NOT_UPLOADED' ? putUrl(id) : null),
      ),
    upload: (url, bytes, options) =>
      this.#call('upload', options, () => {
        const object = this.#find(url.reveal())
        if (object === null) return err({ kind: 'storage-refused', code: 'NoSuchKey' })
        object.bytes = bytes
        return ok(undefined)
      }),
    startIngestion: (id, options) =>
      this.#call('startIngestion', options, () => {
        const frame = this.#find(id)
        if (frame?.status !== 'NOT_UPLOADED' || frame.bytes === null) return rejected()
        frame.status = 'IN_PROGRESS'
        return ok({ taskId: `task_${id}` })
      }),
    getTask: (id, options) =>
      this.#call('getTask', options, () => {
        const frame = this.#find(id.replace('task_', ''))
        if (frame === null) return missing('task', id)
        frame.status = this.#verdict(frame)
        return ok({ status: 'SUCCEEDED', message: null })
      }),
    createFile: ({ name }, options) =>
      this.#call('createFile', options, () => {
        const { id } = this.#make('file', name)
        return ok({ fileId: id, putUrl: putUrl(id) })
      }),
    confirmFile: (id, options) =>
      this.#call('confirmFile', options, () => {
        const file = this.#find(id)
        if (file?.status !== 'NOT_UPLOADED' || file.bytes === null) return rejected()
        file.status = 'SUCCEEDED'
        return ok(undefined)
      }),
    getFile: (id, options) =>
      this.#call('getFile', options, () => {
        const file = this.#find(id)
        return file === null ? missing('file', id) : ok({ id, uploadStatus: file.status })
      }),
    attach: (id, ids, options) =>
      this.#call('attach', options, () => {
        for (const added of [...ids.dataFrameIds, ...ids.fileIds]) {
          if (this.#find(added) === null) return missing('analysis', added)
        }
        this.attached.push(...[...ids.dataFrameIds, ...ids.fileIds].filter((x) => !this.attached.includes(x)))
        return ok(this.#analysis(id))
      }),
  }

  remove(id: string): void {
    const index = this.objects.findIndex((object) => object.id === id)
    this.objects.splice(index, 1)
  }

  async #call<T>(
    operation: Operation,
    options: CallOptions | undefined,
    effect: () => Result<T, BenchlingError>,
  ): Promise<Result<T, BenchlingError>> {
    if (options?.signal?.aborted === true) return err({ kind: 'cancelled' })
    this.calls.push(operation)
    const mishap = this.mishap({ operation, number: this.calls.length })
    if (mishap?.when === 'before') return err(mishap.error)
    const result = effect()
    return mishap === null ? result : err(mishap.error)
  }

  #make(kind: FakeObject['kind'], name: string): FakeObject {
    const id = `${kind === 'file' ? 'file' : 'dset'}_${this.objects.length + 1}x${this.calls.length}`
    const object: FakeObject = { id, kind, name, bytes: null, status: 'NOT_UPLOADED' }
    this.objects.push(object)
    return object
  }

  #verdict(frame: FakeObject): FakeObject['status'] {
    return this.refusedNames.has(frame.name) ? 'FAILED_VALIDATION' : 'SUCCEEDED'
  }

  #find(id: string): FakeObject | null {
    return this.objects.find((object) => object.id === id) ?? null
  }

  #analysis(id: string): Analysis {
    return {
      id,
      folderId: 'lib_1',
      dataFrameIds: ['dset_input', ...this.attached.filter((x) => x.startsWith('dset_'))],
      fileIds: this.attached.filter((x) => x.startsWith('file_')),
    }
  }
}

function putUrl(id: string): SignedUrl {
  return { host: 'storage', reveal: () => id }
}

function missing(what: string, id: string): Result<never, BenchlingError> {
  return err({ kind: 'not-found', what, id, requestId: null })
}

function rejected(): Result<never, BenchlingError> {
  return err({ kind: 'rejected', message: 'Illegal state.', requestId: null })
}
