import { WorkbenchSkeleton } from '@/components/workbench/workbench-skeleton.tsx'

export default function Loading() {
  return <WorkbenchSkeleton />
}
