export function budgets() {
  return { passed: 0, failed: 1, output: 'todo' }
}
