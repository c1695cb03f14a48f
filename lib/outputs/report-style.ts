/** Style of the report, inline in its one file: light, prints on white. */
export const REPORT_STYLE = `
body { margin: 0; background: #fff; color: #1b1f24; font: 14px/1.45 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
main { max-width: 760px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { margin: 0 0 4px; font-size: 20px; overflow-wrap: anywhere; }
h2 { margin: 28px 0 8px; font-size: 16px; }
.source { margin: 0 0 16px; color: #57606a; overflow-wrap: anywhere; }
figure { margin: 0 0 16px; }
figure svg { max-width: 100%; height: auto; }
ul { padding-left: 20px; }
li, p { overflow-wrap: anywhere; }
.scroll { overflow-x: auto; border: 1px solid #d5dae0; }
table { border-collapse: collapse; font-size: 12px; white-space: nowrap; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px; text-align: left; border-bottom: 1px solid #d5dae0; }
th { background: #f6f7f9; }
.number { text-align: right; }
`
