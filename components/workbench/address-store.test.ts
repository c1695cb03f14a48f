import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createAddressStore, type AddressStore } from './address-store.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function host(pathname = '/analysis/ana_1234') {
  const location = { pathname, search: '', hash: '' }
  const events = new EventTarget()
  const replaceState = vi.fn<(data: null, unused: '', url: string) => void>((_data, _unused, url) => {
    const at = url.search(/[?#]/)
    location.search = url[at] === '?' ? url.slice(at) : ''
    location.hash = url[at] === '#' ? url.slice(at) : ''
  })
  return Object.assign(events, { location, history: { replaceState } })
}

/** One more than are written at once. */
function setMany(store: AddressStore): void {
  for (let row = 1; row <= 21; row++) store.set(`row=${row}`)
}

it('a held key makes a change of the address now and then, and is read back at every step', () => {
  const page = host()
  const store = createAddressStore(page)
  const notify = vi.fn<() => void>()
  store.subscribe(notify)
  // 30 steps a second for 30 seconds.
  for (let step = 0; step < 900; step++) {
    store.set(`row=${step}`)
    expect(store.read()).toBe(`row=${step}`)
    vi.advanceTimersByTime(1000 / 30)
  }
  expect(notify).toHaveBeenCalledTimes(900)
  expect(page.history.replaceState.mock.calls.length).toBeLessThan(100)
  vi.advanceTimersByTime(1000)
  expect(page.location.search).toBe('?row=899')
})

it('changes of one after the other are in the address at once, for a reload reads it there', () => {
  const page = host()
  const store = createAddressStore(page)
  store.set('sample=a')
  expect(page.location.search).toBe('?sample=a')
  store.set('sample=a&row=3')
  expect(page.location.search).toBe('?sample=a&row=3')
})

it('may hurry again after a rest', () => {
  const page = host()
  const store = createAddressStore(page)
  setMany(store)
  vi.advanceTimersByTime(60_000)
  setMany(store)
  expect(page.location.search).toBe('?row=20')
})

it('the address has the last of quick changes when the page goes, also those made while it goes', () => {
  const page = host()
  const store = createAddressStore(page)
  store.subscribe(() => undefined)
  setMany(store)
  expect(page.location.search).toBe('?row=20')
  page.dispatchEvent(new Event('pagehide'))
  expect(page.location.search).toBe('?row=21')
  store.set('row=22')
  expect(page.location.search).toBe('?row=22')
})

it('a place that waits is not written into the address of another page', () => {
  const page = host()
  const store = createAddressStore(page)
  setMany(store)
  page.location.pathname = '/'
  page.location.search = ''
  vi.advanceTimersByTime(1000)
  expect(page.location.search).toBe('')
  expect(store.read()).toBe('')
})

it('a table of this browser has its place after a #, and follows one typed in', () => {
  const page = host('/local/tab_0123456789abcdef')
  const store = createAddressStore(page)
  const notify = vi.fn<() => void>()
  store.subscribe(notify)
  store.set('row=1')
  expect(page.location).toMatchObject({ search: '', hash: '#row=1' })
  store.set('row=2')
  page.location.hash = '#row=7'
  page.dispatchEvent(new Event('hashchange'))
  expect(notify).toHaveBeenCalledTimes(3)
  expect(store.read()).toBe('row=7')
})

it('nothing to say leaves the path alone', () => {
  const page = host()
  const store = createAddressStore(page)
  store.set('row=1')
  vi.advanceTimersByTime(1000)
  store.set('')
  expect(page.history.replaceState).toHaveBeenLastCalledWith(null, '', '/analysis/ana_1234')
})
