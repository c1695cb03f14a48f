import { useEffect } from 'react'
import type { Bench } from '../use-bench.ts'
import type { Wells } from './use-exclusions.ts'

/**
 * For controls that exclude wells or take them back.
 *
 * @returns props that show the effect of the wells given while their control is pointed at or focused
 */
export function usePondering({ pondered }: Pick<Bench, 'pondered'>) {
  // A control that its own act removes never hears that the pointer left.
  useEffect(() => () => pondered.set(null), [pondered])
  return (wells: Wells) => {
    const begin = () => pondered.set(wells)
    const end = () => pondered.set(null)
    return { onPointerEnter: begin, onPointerLeave: end, onFocus: begin, onBlur: end }
  }
}
