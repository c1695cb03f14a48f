import { FRACTION_UNIT } from '../data-frame/response-scale.ts'
import type { Work } from '../workbench/types.ts'
import { parseQuestionId, type QuestionPlace } from './question-id.ts'

/**
 * What the answers about a table did to how it was read, a sentence each, for reports and methods. Answers that are seen
 * elsewhere have none: units stand in every header, exclusions in their own table.
 */
export function answerSentences({ answers, mapping }: Pick<Work, 'answers' | 'mapping'>): readonly string[] {
  return Object.entries(answers).flatMap(([id, answer]) => {
    const place = parseQuestionId(id)
    return place === null ? [] : (sentence(place, answer, mapping) ?? [])
  })
}

function sentence(
  { kind, detail, header }: QuestionPlace,
  answer: string,
  mapping: Work['mapping'],
): string | null {
  const of = `“${header}”`
  switch (kind) {
    case 'comma':
      return answer === 'decimal'
        ? 'Commas in numbers were read as decimal commas.'
        : 'Commas in numbers were read as marks of thousands.'
    case 'log':
      return `Doses in ${of} were read as ${answer.replace('-log10', '−log10').replace(' ', ' of ')}.`
    case 'units':
      return answer.startsWith('convert ')
        ? `Doses were converted to ${answer.slice(8)} by “${detail}”.`
        : `The units in “${detail}” were ignored.`
    case 'scale': {
      const isFraction = mapping.responseUnit === FRACTION_UNIT
      return isFraction === (answer === 'fraction')
        ? `Responses were read as ${isFraction ? 'fractions' : 'percent'}.`
        : null
    }
    case 'limits':
      return `Limits in ${of} such as <0.5 were ${LIMIT_WORDS[answer] ?? 'marked'}.`
    case 'word':
      return wordSentence(detail, of, answer)
    case 'negative':
      return answer === 'without-sign'
        ? `Negative doses in ${of} were read without their sign.`
        : `Rows with a negative dose in ${of} were left out.`
    case 'slip':
      return answer === 'keep' ? null : `The dose of ${rowList(detail)} was read as ${answer}.`
    case 'direction':
      return answer.startsWith('from ') ? `Values of ${of} were read as ${answer.slice(5)} − value.` : null
    case 'controls':
      return answer === 'controls' ? `“${detail}” in ${of} was taken for a control.` : null
    case 'zero':
      return `Wells at dose 0 were taken for ${ZERO_WORDS[answer] ?? 'untreated wells'}.`
    case 'flag':
      return answer === 'leave-out' ? `Wells marked in ${of} were left out.` : `Marks in ${of} were not used.`
    default:
      return null
  }
}

const LIMIT_WORDS: Readonly<Record<string, string>> = {
  'leave-out': 'left out',
  'at-limit': 'taken at the limit',
  censored: 'fitted as censored values (normal likelihood)',
}

const ZERO_WORDS: Readonly<Record<string, string>> = {
  'full-effect': 'full-effect controls and left out',
  untreated: 'untreated wells',
  blank: 'blanks and left out',
}

function wordSentence(word: string, of: string, answer: string): string | null {
  if (answer === 'missing') return `Cells saying “${word}” in ${of} were left out as gaps.`
  const bound = /^at-(most|least) (.+)$/.exec(answer)
  return bound === null
    ? null
    : `Cells saying “${word}” in ${of} were fitted as censored: at ${bound[1] ?? ''} ${bound[2] ?? ''}.`
}

function rowList(detail: string): string {
  const rows = detail.split('.').map((row) => String(Number(row) + 1))
  return rows.length === 1 ? `row ${rows.join('')}` : `rows ${rows.join(', ')}`
}
