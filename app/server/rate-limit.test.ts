import { describe, expect, it } from 'vitest'
import { LOCAL_PERSON, type Person } from './person.ts'
import { createRateLimit, type Admit, type Caller, type LimitName } from './rate-limit.ts'

const person = (id: string): Person => ({ id, name: id, email: null })
const ADA = { person: person('ada'), address: '192.0.2.1' }
const BOB = { person: person('bob'), address: '192.0.2.1' }

function clock() {
  let ms = 0
  return { now: () => ms, pass: (seconds: number) => (ms += seconds * 1000) }
}

function countTaken(admit: Admit, caller: Caller, limit: LimitName = 'open') {
  let taken = 0
  while (taken < 100_000 && admit(limit, caller) === null) taken += 1
  return taken
}

describe('rate limit', () => {
  it('takes a burst, then says how long to wait, then takes again', () => {
    const time = clock()
    const admit = createRateLimit(time.now)
    expect(countTaken(admit, ADA)).toBe(60)
    expect(admit('open', ADA)).toBe(1)
    time.pass(0.9)
    expect(admit('open', ADA)).toBe(1)
    time.pass(0.1)
    expect(admit('open', ADA)).toBeNull()
    expect(admit('open', ADA)).toBe(1)
  })

  it('holds more than a burst back after however long a rest', () => {
    const time = clock()
    const admit = createRateLimit(time.now)
    admit('open', ADA)
    time.pass(1e6)
    expect(countTaken(admit, ADA)).toBe(60)
  })

  it('counts people, kinds of call and addresses apart', () => {
    const time = clock()
    const admit = createRateLimit(time.now)
    countTaken(admit, ADA)
    expect(admit('open', BOB)).toBeNull()
    expect(admit('call', ADA)).toBeNull()
    expect(admit('open', { ...ADA, address: '192.0.2.2' })).toBe(1)
  })

  it('stops one address under many names, and nobody else', () => {
    const time = clock()
    const admit = createRateLimit(time.now)
    let taken = 0
    for (let n = 0; n < 3000; n += 1)
      if (admit('open', { ...ADA, person: person(`p${n}`) }) === null) taken += 1
    expect(taken).toBe(1200)
    expect(admit('open', { ...BOB, address: '192.0.2.2' })).toBeNull()
  })

  it('lets the one local person hurry, up to what an address may', () => {
    const time = clock()
    const admit = createRateLimit(time.now)
    expect(countTaken(admit, { person: LOCAL_PERSON, address: '127.0.0.1' })).toBe(1200)
  })

  it('forgets the least used of very many callers', () => {
    const time = clock()
    const admit = createRateLimit(time.now)
    countTaken(admit, { ...ADA, address: 'first' })
    for (let n = 0; n < 20_000; n += 1) admit('call', { person: null, address: `a${n}` })
    expect(admit('open', { ...ADA, address: 'first' })).toBeNull()
  })
})
