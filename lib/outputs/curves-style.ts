/** Style of the page of all curves, inline in its one file: light, prints on white. */
export const CURVES_STYLE = `
body { margin: 0; background: #fff; color: #1b1f24; font: 14px/1.45 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
main { display: grid; gap: 12px; max-width: 1296px; margin: 0 auto; padding: 24px 16px 48px; counter-reset: shown; }
h1 { margin: 0 0 4px; font-size: 20px; overflow-wrap: anywhere; }
.source { margin: 0; color: #57606a; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: end; }
fieldset { display: flex; flex-wrap: wrap; gap: 0 14px; min-width: 0; padding: 0; margin: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
label { display: inline-flex; gap: 5px; align-items: center; min-height: 28px; }
input { width: 16px; height: 16px; margin: 0; accent-color: #0b5cad; }
button { min-height: 28px; padding: 0 10px; font: inherit; color: inherit; background: #fff; border: 1px solid #7a828c; border-radius: 4px; }
input:focus-visible, button:focus-visible { outline: 2px solid #0b5cad; outline-offset: 2px; }
.curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 12px; order: 2; }
.shown { position: sticky; top: 0; order: 1; padding: 4px 0; margin: 0; font-weight: 600; background: #fff; }
.shown::before { content: counter(shown); }
article { min-width: 0; padding: 8px; border: 1px solid #d5dae0; border-radius: 4px; counter-increment: shown; }
article svg { display: block; width: 100%; height: auto; }
article p { margin: 0; font-size: 12px; overflow-wrap: anywhere; }
@media print { form, .shown { display: none; } article { break-inside: avoid; } }
`

/** Hides what has a value while the box of that value is not checked. */
export function hideRule(key: string): string {
  return `main:has(#${key}:not(:checked)) .${key} { display: none; }`
}
