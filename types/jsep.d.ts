/** The part of jsep that is used, typed narrowly: its own types let a tree's parts be anything. */
declare module 'jsep' {
  export interface Expression {
    readonly type: string
    readonly [part: string]: unknown
  }

  /** The parser at its place in the text, as a hook sees it. */
  export interface HookScope {
    index: number
    readonly expr: string
    readonly char: string
    gobbleSpaces(): void
    gobbleToken(): Expression | false | undefined
    throwError(message: string): never
  }

  interface Parser {
    (text: string): Expression
    removeAllBinaryOps(): void
    removeAllUnaryOps(): void
    removeAllLiterals(): void
    addBinaryOp(operator: string, precedence: number, isRightToLeft?: boolean): void
    readonly hooks: {
      add(name: 'gobble-token', callback: (this: HookScope, env: { node?: Expression }) => void): void
    }
  }

  const jsep: Parser
  export default jsep
}
