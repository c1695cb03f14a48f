import { useEffect, useState, type RefObject } from 'react'

/** Whether a region can be scrolled further to the right, so that the cut at its edge can be shown as one. */
export function useMoreBeyond(ref: RefObject<HTMLElement | null>): boolean {
  const [isMore, setMore] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const look = () => setMore(element.scrollLeft + element.clientWidth < element.scrollWidth - 1)
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [ref])
  return isMore
}
