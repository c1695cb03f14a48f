import type { BrowserContext, Page } from 'playwright/test'

/** Collects what no page should say: errors on its console and exceptions nobody caught. */
export class ConsoleGuard {
  private readonly allowed: RegExp[] = []
  private readonly said: string[] = []

  constructor(context: BrowserContext) {
    for (const page of context.pages()) this.watch(page)
    context.on('page', (page) => this.watch(page))
  }

  /** This test provokes an error that matches. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern)
  }

  unexpected(): readonly string[] {
    return this.said.filter((line) => !this.allowed.some((pattern) => pattern.test(line)))
  }

  private watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      this.said.push(`${page.url()}: ${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => this.said.push(`${page.url()}: uncaught ${error.message}`))
  }
}
