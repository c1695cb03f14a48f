import { Component, Suspense, type ReactNode } from 'react'
import { Notice } from './notice.tsx'

interface Props {
  /** What is missing when it does not come: "Other fits". */
  readonly name: string
  /** Shown until it is there; absent nothing is. */
  readonly fallback?: ReactNode
  readonly children: ReactNode
}

/**
 * Around a part that is loaded when it is first needed. Where its code does not come (offline, or a newer version was
 * put up meanwhile) that part alone says so and the rest of the page goes on.
 */
export class LatePart extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    const { name, fallback = null, children } = this.props
    if (!this.state.hasFailed) return <Suspense fallback={fallback}>{children}</Suspense>
    return (
      <Notice tone="warning" title={`${name} could not be loaded`}>
        Everything else works and your work is saved in this browser. Load the page again to get it.
      </Notice>
    )
  }
}
