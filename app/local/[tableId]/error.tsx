'use client'

export { default } from '@/app/analysis/[analysisId]/error.tsx'
