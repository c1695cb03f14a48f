/**
 * SHA-256 of a text's UTF-8 bytes. Written here because the browser's own is missing from pages served over plain http
 * and answers only later, while a push builds its bytes at once.
 *
 * @returns 64 hexadecimal digits, lower case
 * @see FIPS 180-4, section 6.2
 */
export function sha256(text: string): string {
  const hash = createSha256()
  hash.update(text)
  return hash.digest()
}

/** Takes texts, or bytes, one after the other, so that a large table need not become one text. */
export interface Sha256 {
  update(part: string | Uint8Array): void
  /** Ends the hash. */
  digest(): string
}

const BLOCK = 64
const encoder = new TextEncoder()

export function createSha256(): Sha256 {
  const state = Uint32Array.from(INITIAL)
  const block = new Uint8Array(BLOCK)
  let filled = 0
  let length = 0
  const take = (bytes: Uint8Array) => {
    for (let from = 0; from < bytes.length;) {
      const part = bytes.subarray(from, from + BLOCK - filled)
      block.set(part, filled)
      filled += part.length
      from += part.length
      if (filled < BLOCK) return
      compress(state, block)
      filled = 0
    }
  }
  return {
    update(part) {
      const bytes = typeof part === 'string' ? encoder.encode(part) : part
      length += bytes.length
      take(bytes)
    },
    digest() {
      take(padding(length))
      return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('')
    },
  }
}

/** A one bit, zeros up to the last eight bytes of a block, and there the length in bits. */
function padding(length: number): Uint8Array {
  const zeros = (BLOCK - ((length + 9) % BLOCK)) % BLOCK
  const bytes = new Uint8Array(9 + zeros)
  bytes[0] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(1 + zeros, Math.floor((length * 8) / 2 ** 32))
  view.setUint32(5 + zeros, (length * 8) % 2 ** 32)
  return bytes
}

const schedule = new Uint32Array(64)

/** Runs once per 64 bytes of a table: nothing is allocated here. */
function compress(state: Uint32Array, block: Uint8Array): void {
  for (let i = 0; i < 16; i++) schedule[i] = bigEndian(block, 4 * i)
  for (let i = 16; i < 64; i++) {
    const early = word(schedule, i - 15)
    const late = word(schedule, i - 2)
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    schedule[i] = word(schedule, i - 16) + s0 + word(schedule, i - 7) + s1
  }
  let a = word(state, 0)
  let b = word(state, 1)
  let c = word(state, 2)
  let d = word(state, 3)
  let e = word(state, 4)
  let f = word(state, 5)
  let g = word(state, 6)
  let h = word(state, 7)
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const first = (h + s1 + ((e & f) ^ (~e & g)) + word(ROUNDS, i) + word(schedule, i)) | 0
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  state[0] = word(state, 0) + a
  state[1] = word(state, 1) + b
  state[2] = word(state, 2) + c
  state[3] = word(state, 3) + d
  state[4] = word(state, 4) + e
  state[5] = word(state, 5) + f
  state[6] = word(state, 6) + g
  state[7] = word(state, 7) + h
}

function bigEndian(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  )
}

function word(words: Uint32Array, i: number): number {
  return words[i] ?? 0
}

function turn(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits))
}

/** First 32 bits of the fractions of the roots of the first primes: square ones to start from, cube ones per round. */
const PRIMES = firstPrimes(64)
const INITIAL = fractions(PRIMES.slice(0, 8), 2)
const ROUNDS = fractions(PRIMES, 3)

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}

/** Exact, in whole numbers: the largest r with r^k ≤ p · 2^(32k). */
function fractions(primes: readonly number[], k: 2 | 3): Uint32Array {
  return Uint32Array.from(primes, (prime) => {
    const target = BigInt(prime) << BigInt(32 * k)
    let [low, high] = [0n, 1n << 40n]
    while (high - low > 1n) {
      const middle = (low + high) >> 1n
      if (middle ** BigInt(k) <= target) low = middle
      else high = middle
    }
    return Number(low & 0xffffffffn)
  })
}
