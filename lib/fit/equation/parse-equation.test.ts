import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { at } from '../numbers.ts'
import { parseEquation } from './parse-equation.ts'

function valueOf(text: string, named: Readonly<Record<string, number>>, x: number): number {
  const parsed = parseEquation(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const { parameters, value } = parsed.value
  return value(
    Float64Array.from(parameters, (name) => named[name] ?? Number.NaN),
    x,
  )
}

function refusalOf(text: string) {
  const parsed = parseEquation(text)
  if (parsed.ok) throw new Error(`${text} was accepted`)
  return parsed.error
}

describe('arithmetic as on paper', () => {
  it.each([
    ['a + 2*x', 7],
    ['a - 2 - x', -1],
    ['12/a/x', 2],
    ['-x^2 + 0*a', -4],
    ['(-x)^2 + 0*a', 4],
    ['2^-x + 0*a', 0.25],
    ['2^x^a', 256],
    ['-2^x^a', -256],
    ['2**x*a', 12],
    ['a*-x', -6],
    ['+a--x', 5],
    ['-(a + x)*2', -10],
    ['a*x^-1', 1.5],
    ['1.5e1*x + .5*a', 31.5],
    ['pow(x, a) + max(a, x) - min(a, x)', 9],
    ['a*dose', 6],
    ['sqrt(x*2) + abs(-a)', 5],
    ['log10(1000)*x + ln(1)*a', 6],
    ['a*cos(2*pi*x)', 3],
    ['exp (0)*a + x', 5],
    ['(-x)^a', -8],
  ])('%s at x = 2, a = 3 is %d', (text, expected) => {
    expect(valueOf(text, { a: 3 }, 2)).toBeCloseTo(expected, 12)
  })

  it('lists the parameters as they appear', () => {
    const parsed = parseEquation('bottom + (top - bottom)/(1 + (e/dose)^hill)')
    expect(parsed.ok && parsed.value.parameters).toEqual(['bottom', 'top', 'e', 'hill'])
  })
})

describe('derivatives', () => {
  it.each([
    'a + (b - a)/(1 + 10^(c*(d - log10(x))))',
    'a*exp(-b*x) + c*x^d',
    'a*sin(b*x)*cos(c + x) - tan(d*x/10)',
    'a*atan(b*x) + asin(c/9) - acos(d/9)*x',
    'a*sinh(b*x/4) + cosh(c)*tanh(d*x)',
    'sqrt(a + b*x^2) + abs(c - x)/d',
    'a*log1p(b*x) + expm1(c*x/5)*log2(d)',
    'max(a*x, b) - min(c, d*x)',
    'pow(x + a, b)/(c - d*x)',
    '-a^b^c*x/d',
  ])('of %s agree with central differences', (text) => {
    const parsed = parseEquation(text)
    if (!parsed.ok) throw new Error(parsed.error.message)
    const { gradient, value } = parsed.value
    const theta = Float64Array.of(1.3, 0.7, 1.9, 0.4)
    const out = new Float64Array(4)
    for (const x of [0.3, 1.1, 2.6]) {
      expect(gradient(theta, x, out)).toBe(value(theta, x))
      for (let k = 0; k < 4; k++) {
        const moved = (by: number) =>
          value(
            theta.map((one, j) => (j === k ? one + by : one)),
            x,
          )
        const h = 1e-3
        // Fourth order: what is left is far below the tolerance.
        const expected = (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h)
        expect(at(out, k)).toBeCloseTo(expected, 7)
      }
    }
  })

  it('have their limit at dose 0, whose logarithm is −∞', () => {
    const parsed = parseEquation('b + (t - b)/(1 + 10^(h*(e - log10(x))))')
    if (!parsed.ok) throw new Error(parsed.error.message)
    const out = new Float64Array(4)
    expect(parsed.value.gradient(Float64Array.of(5, 90, 1.2, 1), 0, out)).toBe(5)
    expect([...out]).toEqual([1, 0, 0, 0])
  })
})

describe('what is no equation is refused with its place and a cure', () => {
  it.each([
    ['', 'empty', null],
    ['a*x +', 'incomplete', 5],
    ['a*(x + 1', 'incomplete', 2],
    ['a*x)', 'incomplete', 3],
    ['2x*a', 'missing-operator', 1],
    ['a x', 'missing-operator', 1],
    ['a*x b', 'missing-operator', 3],
    ['(a)(x)', 'unknown-function', 1],
    ['2(a*x)', 'missing-operator', null],
    ['a*foo(x)', 'unknown-function', 2],
    ['a(x + 1)', 'unknown-function', 0],
    ['exp(a, x)', 'wrong-arguments', 0],
    ['pow(x) + a', 'wrong-arguments', 0],
    ['exp*x + a', 'reserved-name', 0],
    ['a*3', 'no-variable', null],
    ['x + 1', 'no-parameter', null],
    ['a × x', 'unexpected-character', 2],
    ['a, x', 'unexpected-character', 1],
    ['0,5*x + a', 'unexpected-character', 1],
    ['a*x^^2', 'incomplete', 4],
    ['1.2.3*x + a', 'incomplete', 3],
    [Array.from({ length: 21 }, (_, i) => `p${i}`).join('+') + '+x', 'too-many-parameters', 70],
  ])('%s', (text, kind, position) => {
    const refusal = refusalOf(text)
    expect(refusal.kind).toBe(kind)
    if (position !== null) expect(refusal.position).toBe(position)
    expect(refusal.message.length).toBeGreaterThan(20)
  })
})

describe('hostile text is refused and never run', () => {
  it.each([
    'constructor*x + a',
    '__proto__*x + a',
    'toString*x + a',
    'a.constructor*x',
    'x.constructor.constructor("return 1")()*a',
    'a["constructor"]*x',
    "a['x']*x",
    'constructor(x)*a',
    'constructor.constructor(x)*a',
    'hasOwnProperty(x)*a',
    'a = x',
    'a == x',
    'x => a*x',
    'a*x; b',
    'while(x) a',
    'for(;;) a*x',
    'import(x)*a',
    'eval(x)*a',
    'Function(x)*a',
    'globalThis.a*x',
    'process.exit(a)*x',
    '`${a}`*x',
    'new Date*x + a',
    'a?x:b',
    'a && x',
    'a|x',
    '!x*a',
    '~x*a',
    '{a: x}',
    '[a, x]',
    '(a, x)',
    '...a*x',
    'a?.b*x',
    '(a).b*x',
    '1..toString()*a*x',
    '/x/*a',
    'a\\u002econstructor*x',
    'а*х',
    'a*x\0',
    'exp.call(x)*a',
    'exp()*x*a',
    'a()()*x',
  ])('%s', (text) => {
    expect(refusalOf(text).message).not.toBe('')
  })

  it.each([
    ['brackets', '('.repeat(5000) + 'x' + ')'.repeat(5000)],
    ['few enough characters, too deep', '('.repeat(900) + 'a*x' + ')'.repeat(900)],
    ['functions', 'exp('.repeat(400) + 'a*x' + ')'.repeat(400)],
    ['signs', '-'.repeat(1900) + 'x*a'],
    ['powers', `${'x^'.repeat(900)}a`],
    ['negative powers', `${'x^-'.repeat(600)}a`],
    ['open brackets', '('.repeat(1900)],
    ['a long text', `a*x + ${'1 + '.repeat(100_000)}1`],
  ])('nesting: %s', (_, text) => {
    expect(['too-deep', 'too-long', 'incomplete']).toContain(refusalOf(text).kind)
  })

  it('leaves nothing behind in the language', () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    for (const text of ['__proto__*x + a', 'a.__proto__.b*x', 'constructor*x*a']) refusalOf(text)
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('is parsed by code that evaluates no text', () => {
    const source = readFileSync(createRequire(import.meta.url).resolve('jsep'), 'utf8')
    expect(source).not.toMatch(/\beval\s*\(|\bFunction\s*\(|\bimport\s*\(|setTimeout/u)
  })
})
