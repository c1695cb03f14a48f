declare module 'plotly.js/lib/core' {
  import * as Plotly from 'plotly.js'
  const core: typeof Plotly & { register(modules: unknown): void }
  export default core
}
