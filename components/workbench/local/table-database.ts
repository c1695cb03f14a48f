const DATABASE = 'halfmax'
/** Heads apart from the tables: a list of them reads no cells. */
const STORES = ['tables', 'heads'] as const

export type StoreName = (typeof STORES)[number]
export type Ask<T> = (stores: Readonly<Record<StoreName, IDBObjectStore>>) => IDBRequest<T>

/**
 * One transaction on the tables this browser keeps, with the answer of its request once all of it is written. Rejects where
 * storage is full or switched off.
 */
export async function inDatabase<T>(mode: IDBTransactionMode, ask: Ask<T>): Promise<T> {
  const database = await openDatabase()
  try {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const transaction = database.transaction(STORES, mode)
    const asked = ask({ tables: transaction.objectStore('tables'), heads: transaction.objectStore('heads') })
    transaction.addEventListener('complete', () => resolve(asked.result))
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('storage refused')))
    return await promise
  } finally {
    database.close()
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const { promise, resolve, reject } = Promise.withResolvers<IDBDatabase>()
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => {
    for (const name of STORES) opening.result.createObjectStore(name, { keyPath: 'id' })
  })
  opening.addEventListener('success', () => resolve(opening.result))
  opening.addEventListener('error', () => reject(opening.error ?? new Error('no storage')))
  return promise
}
