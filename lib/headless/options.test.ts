import { describe, expect, it } from 'vitest'
import { readOptions } from './options.ts'

function table(...args: string[]) {
  const options = readOptions(['data.csv', ...args])
  if (!options.ok) throw new Error(options.error)
  if (options.value.kind !== 'table') throw new Error(options.value.kind)
  return options.value
}

function refusal(...args: string[]): string {
  const options = readOptions(args)
  return options.ok ? 'accepted' : options.error
}

describe('readOptions', () => {
  it('reads lines from the standard input, or from a file', () => {
    expect(readOptions(['--jsonl'])).toMatchObject({ value: { kind: 'lines', input: '-', out: null } })
    expect(readOptions(['--jsonl', 'requests.jsonl', '--workers', '2'])).toMatchObject({
      value: { kind: 'lines', input: 'requests.jsonl', workers: 2 },
    })
  })

  it('takes - for the standard input', () => {
    expect(readOptions(['-'])).toMatchObject({ value: { kind: 'table', input: '-' } })
  })

  it('holds parameters, the EC50 as a dose', () => {
    const args = ['--fix', 'bottom=0', '--fix=ec50=100', '--bound', 'hill=0.1:10', '--bound', 'top=:120']
    expect(table(...args).constraints).toEqual({
      bottom: { kind: 'fixed', value: 0 },
      logEc50: { kind: 'fixed', value: 2 },
      hill: { kind: 'bounded', lower: 0.1, upper: 10 },
      top: { kind: 'bounded', lower: null, upper: 120 },
    })
  })

  it('reads everything else that a table can be asked', () => {
    const args =
      '--response a --response b --group c --model weibull1 --loss tukey --weighting 1/y2 --level 0.9 --covariance observed --ec 10,90 --abs=-5,30 --share top,bottom --exclude 3,7-9 --seed 7 --outliers --interval wald --policy r-example --fold-limit 5 --limit wideFold=20 --limit lowestPlateau=-30'
    expect(table(...args.split(' '))).toMatchObject({
      columns: { responses: ['a', 'b'], groups: ['c'] },
      model: 'weibull1',
      loss: 'tukey',
      weighting: '1/y2',
      level: 0.9,
      covariance: 'observed',
      effects: [10, 90],
      absoluteLevels: [-5, 30],
      shared: ['top', 'bottom'],
      excluded: [
        { from: 3, to: 3, response: null },
        { from: 7, to: 9, response: null },
      ],
      seed: 7,
      hasOutlierProposal: true,
      interval: 'wald',
      policy: 'r-example',
      foldLimit: 5,
      limits: { wideFold: 20, lowestPlateau: -30 },
    })
  })

  it.each([
    [[], 'name a table'],
    [['a.csv', 'b.csv'], 'one input at a time'],
    [['--jsonl', '--model', 'logistic4'], '--model is for tables'],
    [['a.csv', '--modle', 'x'], "Unknown option '--modle'"],
    [['a.csv', '--model', '4PL'], '--model "4PL": one of constant, linear, logistic4'],
    [['a.csv', '--fix', 'bottom'], '--fix bottom: write --fix bottom=0'],
    [['a.csv', '--fix', 'bottom=low'], 'not a number'],
    [['a.csv', '--fix', 'slope4=1'], 'the parameters are ec50, bottom, top'],
    [['a.csv', '--fix', 'ec50=0'], 'an EC50 is above 0'],
    [['a.csv', '--fix', 'top=1', '--bound', 'top=0:2'], 'top is already held'],
    [['a.csv', '--bound', 'hill=1'], 'two limits'],
    [['a.csv', '--bound', 'hill=2:1'], 'the lower limit is above the upper one'],
    [['a.csv', '--level', '95'], 'a number between 0 and 1'],
    [['a.csv', '--fold-limit', '0.5'], 'a number, 1 or more'],
    [['a.csv', '--limit', 'width=3'], 'the limits are flatP, effectSd, leastEffect'],
    [['a.csv', '--limit', 'wideFold=wide'], '--limit wideFold=wide: not a number'],
    [['a.csv', '--limit', 'flatP=5'], 'The limit flatP must be from 0 to 1.'],
    [['a.csv', '--ec', '10,100'], 'percentages between 0 and 100'],
    [['a.csv', '--exclude', '0'], 'rows as 3 or 3,7-9'],
    [['a.csv', '--workers', '0'], 'a whole number, 1 or more'],
  ])('refuses %j', (args, words) => {
    expect(refusal(...args)).toContain(words)
  })
})
