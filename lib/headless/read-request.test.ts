import { describe, expect, it } from 'vitest'
import { readRequest } from './read-request.ts'

const GOOD = { id: 'a', dose: [0, 1, 10], response: [0, 50, 100], model: 'logistic4' }

function reasonOf(change: Record<string, unknown>): string {
  const read = readRequest(JSON.stringify({ ...GOOD, ...change }), 1)
  return read.ok ? 'accepted' : read.error.reason
}

describe('readRequest', () => {
  it.each([
    ['a text among the doses', { dose: [0, '1', 10] }, 'dose[1]: expected number, received string'],
    ['a number written as one text', { level: '0.95' }, 'level: expected number, received string'],
    ['a missing response', { response: undefined }, 'response: expected array, received undefined'],
    ['no points', { dose: [], response: [] }, 'dose: Too small: expected array to have >=1 items'],
    ['a null response', { response: [0, null, 100] }, 'response[1]: expected number, received null'],
    ['responses that lack one', { response: [0, 50] }, 'response: has 2 entries where dose has 3'],
    ['a weight of 0', { weight: [1, 0, 1] }, 'weight[1]: Too small: expected number to be >0'],
    ['a negative dose', { dose: [-1, 1, 10] }, 'dose[0]: -1 is below 0; logarithms need "doseScale"'],
    [
      'an unknown dose on the linear scale',
      { dose: [null, 1, 10] },
      'dose[0]: null stands for dose 0 on a log scale alone',
    ],
    ['a misspelt field', { wieght: [1, 1, 1] }, 'unknown "wieght"'],
    [
      'the EC50 by its other name',
      { constraints: { ec50: { fixed: 1 } } },
      'constraints: unknown "ec50"; the EC50 is "logEc50", log10 of the dose',
    ],
    [
      'a parameter of another model',
      { constraints: { asymmetry: { fixed: 1 } } },
      'constraints.asymmetry: the model logistic4 has only bottom, top, logEc50, hill',
    ],
    [
      'a constraint that says nothing',
      { constraints: { hill: {} } },
      'constraints.hill: give "fixed", or "min" and "max" or one of them',
    ],
    [
      'a constraint that says both',
      { constraints: { hill: { fixed: 1, min: 0 } } },
      'constraints.hill: give "fixed", or "min" and "max" or one of them',
    ],
    [
      'a limit of the wrong type',
      { constraints: { hill: { min: '0' } } },
      'constraints.hill.min: expected number, received string',
    ],
    ['an effect of 100 %', { effects: [100] }, 'effects[0]: Too big: expected number to be <100'],
    ['an id that is neither text nor number', { id: [1] }, 'id: expected a string or a number'],
    [
      'shared parameters of one curve',
      { shared: ['bottom'] },
      'shared: needs "curve", which says what row belongs to which curve',
    ],
  ])('refuses %s, naming where', (_, change, reason) => {
    expect(reasonOf(change)).toBe(reason)
  })

  it('says which models there are', () => {
    expect(reasonOf({ model: '4PL' })).toMatch(/^model: expected one of "constant"\|.*"bell"$/)
  })

  it('counts what it leaves unsaid', () => {
    expect(reasonOf({ dose: ['a', 'b', 'c'], response: ['a', 'b', 'c'] })).toBe(
      'dose[0]: expected number, received string; dose[1]: expected number, received string; dose[2]: expected number, received string; and 3 more',
    )
  })

  it.each([
    ['a text', '"a"', 'a'],
    ['a number', '7', 7],
    ['nothing', 'null', null],
  ])('answers a bad line under its id where that is %s', (_, json, id) => {
    const read = readRequest(`{"id":${json},"dose":"x"}`, 1)
    expect(read).toMatchObject({ ok: false, error: { id, status: 'invalid' } })
  })

  it('answers what is no JSON by its line', () => {
    expect(readRequest('{"id":', 12)).toMatchObject({
      error: { id: null, reason: expect.stringMatching(/^line 12 is no JSON: /) },
    })
  })

  it('takes infinities for what they are', () => {
    const read = readRequest('{"id":1,"dose":[1e999,1],"response":[1,2],"model":"logistic4"}', 1)
    expect(read).toMatchObject({ error: { reason: expect.stringMatching(/^dose\[0\]: /) } })
  })

  it('is not led astray by names of the prototype', () => {
    const line =
      '{"id":1,"dose":[1],"response":[1],"model":"__proto__","constraints":{"__proto__":{"fixed":1}}}'
    expect(readRequest(line, 1).ok).toBe(false)
  })
})
