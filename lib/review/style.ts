/** Columns where there is room, lines where there is not; light, dark and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #f6f7f9; --card: #fff; --text: #1b2330; --soft: #566173; --line: #dfe3ea; --focus: #1d5fd1;
  --good: #0b6b3a; --good-back: #dff3e6; --busy: #8a5300; --busy-back: #fdefd3;
  --rest: #4b5565; --rest-back: #e8ebf0; --bad: #a3201d; --bad-back: #fbe3e2;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --back: #11151c; --card: #1a2029; --text: #e6e9ef; --soft: #9da7b7; --line: #2c3441; --focus: #7fb0ff;
    --good: #7fdba4; --good-back: #14382a; --busy: #f5c46b; --busy-back: #3d2f12;
    --rest: #b6bfcc; --rest-back: #2a323e; --bad: #ff9d98; --bad-back: #47201f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 64rem; padding: 2rem 1.25rem 3rem; background: var(--back); color: var(--text);
  font: 0.9375rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.125rem; line-height: 1.4; margin: 0 0 0.5rem; }
h3 { font-size: 0.875rem; margin: 1.25rem 0 0.375rem; color: var(--soft); }
p { margin: 0; }
ul { list-style: none; margin: 0; padding: 0; }
.lead { margin-top: 0.25rem; font-size: 1.0625rem; }
.soft, .note, footer { color: var(--soft); }
main { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); margin: 1.25rem 0; }
section, .figures li { background: var(--card); border: 1px solid var(--line); border-radius: 0.625rem; }
section { padding: 1.125rem 1.25rem; }
.figures { display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); margin-top: 1.25rem; }
.figures li { padding: 0.625rem 1rem; color: var(--soft); }
.figures b { display: block; font-size: 1.375rem; line-height: 1.3; color: var(--text); font-variant-numeric: tabular-nums; }
.warnings { border-left: 4px solid var(--busy); }
.warnings h2 { color: var(--busy); }
.warnings li + li { margin-top: 0.25rem; }
dl { display: grid; gap: 0.375rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); margin: 0.75rem 0 0; }
dl div { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0.5rem; }
dt { color: var(--soft); }
dd { margin: 0; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.84em; }
pre { margin: 0; padding: 0.75rem; background: var(--back); border-radius: 0.375rem; white-space: pre-wrap; }
.guardrails li + li { margin-top: 0.25rem; }
.badge {
  display: inline-block; border-radius: 0.75rem; padding: 0 0.5rem; font-size: 0.75rem; font-weight: 400; line-height: 1.5;
  color: var(--rest); background: var(--rest-back);
}
h2 .badge { font-size: 0.8125rem; line-height: 1.6; vertical-align: 0.0625rem; }
.badge.active, .badge.pass, .badge.restore { color: var(--good); background: var(--good-back); }
.badge.archive { color: var(--busy); background: var(--busy-back); }
.badge.refuse { color: var(--bad); background: var(--bad-back); }
.tree ul { margin-left: 0.4rem; padding-left: 0.9rem; border-left: 1px solid var(--line); }
.tree ul ul ul ul ul { margin-left: 0; padding-left: 0.25rem; }
.tree ul ul ul ul ul ul ul ul { padding-left: 0; border: 0; }
summary { cursor: pointer; padding: 0.125rem 0.25rem; border-radius: 0.25rem; }
summary:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
.soft { font-variant-numeric: tabular-nums; }
.servers .soft, summary .soft { font-size: 0.8125rem; }
.servers li { display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline; padding: 0.125rem 0.25rem; }
.servers .soft:empty { display: none; }
@media (max-width: 30rem) {
  body { padding: 1rem 0.75rem 2rem; }
  section { padding: 0.875rem; }
  .figures { gap: 0.5rem; }
  .figures li { padding: 0.5rem 0.75rem; }
  dl div { grid-template-columns: 5.5rem minmax(0, 1fr); }
}
@media (min-width: 48rem) {
  .servers li { display: grid; grid-template-columns: minmax(0, 1fr) 8rem 4.5rem 4rem 5rem 6.5rem 8rem; }
  .servers .soft:empty { display: block; }
  .servers .badge { justify-self: start; }
  .servers .soft { text-align: right; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; background: none; font-size: 10pt; }
  section, .figures li { break-inside: avoid-page; border-color: #999; }
  section { break-inside: auto; }
  h2, h3, summary { break-after: avoid; }
  .servers li { break-inside: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
