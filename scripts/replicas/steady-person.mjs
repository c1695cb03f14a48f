import { createPerson } from '../load/server-actions.mjs'

/** As a page does, and a person at it: again after a while, for as long. */
const AGAIN_AFTER_MS = 500
const PATIENCE_MS = 90_000

/**
 * Somebody at a page behind the proxy. What gets no answer, or 502 or 503, is asked again and counted; everything else
 * throws.
 *
 * @param {{ appUrl: string, ids: Map<string, string>, who: string, noted: (what: string, tries: number) => void }} options
 */
export function steadyPerson({ appUrl, ids, who, noted }) {
  const person = createPerson({ appUrl, ids })
  const steadily = async (what, work) => {
    const until = performance.now() + PATIENCE_MS
    for (let tries = 1; ; tries += 1) {
      const outcome = await work().then(
        (value) => ({ value }),
        (error) => ({ error }),
      )
      if (outcome.error === undefined) {
        noted(what, tries)
        return outcome.value
      }
      if (!isPassing(outcome.error) || performance.now() > until)
        throw new Error(`${who}, ${what}: ${outcome.error.message}`, { cause: outcome.error })
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
    }
  }
  const answered = async (path, init) => {
    const response = await person.ask(path, init)
    if (response.status === 502 || response.status === 503) {
      await response.body?.cancel()
      throw new Error(`answered ${response.status}`)
    }
    return response
  }
  return {
    who,
    cookies: person.cookies,
    ask: person.ask,
    page: (what, path) =>
      steadily(what, async () => {
        const response = await answered(path)
        const text = await response.text()
        if (response.status !== 200) throw new Error(`the page answered ${response.status}, for good`)
        return text
      }),
    json: (what, path, init) => steadily(what, async () => goodOf(await (await answered(path, init)).json())),
    act: (what, name, path, ...input) =>
      steadily(what, async () => goodOf(await person.act(name, path, ...input))),
    /** Through the provider's pages, each step on whichever replica comes next. */
    signIn: () => steadily('sign in', () => throughProvider(person, { appUrl, who })),
    steadily,
  }
}

/** An answer of ours, or its words as an error. */
function goodOf(result) {
  if (!result.ok) throw new Error(`${result.error.title}. ${result.error.detail}`)
  return result.value
}

/** No answer at all, or one of the proxy's own: the app said nothing. */
function isPassing(error) {
  return /fetch failed|terminated|answered 50[23]|aborted|socket|Connection closed|network/i.test(
    error.message,
  )
}

async function throughProvider(person, { appUrl, who }) {
  const jar = new Map()
  let next = new URL('/sign-in?to=/', appUrl)
  for (let hop = 0; hop < 10; hop += 1) {
    if (next.pathname.startsWith('/interaction/')) next.searchParams.set('as', who)
    const isOurs = next.origin === appUrl
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = isOurs
      ? await person.ask(next.pathname + next.search)
      : await fetch(next, { redirect: 'manual', headers: { cookie } })
    await answer.body?.cancel()
    if (!isOurs)
      for (const line of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = line.split(';')[0].split('=')
        jar.set(name, value)
      }
    const location = answer.headers.get('location')
    if (location === null) return answer.status
    next = new URL(location, next)
    if (next.origin === appUrl && next.pathname === '/') return 303
  }
  throw new Error('signing in did not end')
}
