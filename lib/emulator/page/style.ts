/** Two columns on wide screens, one on narrow ones; light or dark like the reader's system. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #f6f7f9; --card: #fff; --text: #1b2330; --soft: #566173; --line: #dfe3ea; --focus: #1d5fd1;
  --good: #0b6b3a; --good-back: #dff3e6; --busy: #8a5300; --busy-back: #fdefd3;
  --rest: #4b5565; --rest-back: #e8ebf0; --bad: #a3201d; --bad-back: #fbe3e2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #11151c; --card: #1a2029; --text: #e6e9ef; --soft: #9da7b7; --line: #2c3441; --focus: #7fb0ff;
    --good: #7fdba4; --good-back: #14382a; --busy: #f5c46b; --busy-back: #3d2f12;
    --rest: #b6bfcc; --rest-back: #2a323e; --bad: #ff9d98; --bad-back: #47201f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 88rem; padding: 1rem 1.25rem 3rem; background: var(--back); color: var(--text);
  font: 0.9375rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: baseline; margin-bottom: 1rem; }
h1 { font-size: 1.375rem; margin: 0; }
h2 { font-size: 1rem; margin: 0 0 0.75rem; }
p { margin: 0; }
.soft { color: var(--soft); }
main { display: grid; gap: 1rem; grid-template-columns: minmax(0, 5fr) minmax(0, 4fr); align-items: start; }
main > div { display: grid; gap: 1rem; }
@media (max-width: 52rem) { main { grid-template-columns: minmax(0, 1fr); } main > div { order: -1; } body { padding: 0.75rem 0.75rem 2rem; } }
section { background: var(--card); border: 1px solid var(--line); border-radius: 0.625rem; padding: 1rem; }
ul, ol { list-style: none; margin: 0; padding: 0; }
.tree ul { margin-left: 0.4rem; padding-left: 0.9rem; border-left: 1px solid var(--line); }
.tree > ul { margin: 0; padding: 0; border: 0; }
summary { cursor: pointer; padding: 0.125rem 0.25rem; border-radius: 0.25rem; }
summary .name { font-weight: 600; }
summary .soft { font-size: 0.8125rem; white-space: nowrap; }
summary:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
.server { display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline; padding: 0.125rem 0.25rem; }
.server .about { font-size: 0.8125rem; }
code, time, .server .name { font-family: ui-monospace, monospace; font-size: 0.84em; }
.badge {
  display: inline-block; border-radius: 0.75rem; padding: 0 0.5rem; font-size: 0.75rem; line-height: 1.45;
  color: var(--rest); background: var(--rest-back);
}
.badge.good { color: var(--good); background: var(--good-back); }
.badge.busy { color: var(--busy); background: var(--busy-back); }
.badge.bad { color: var(--bad); background: var(--bad-back); }
.operation { padding: 0.625rem 0; border-top: 1px solid var(--line); }
.operation:first-child, .request:first-child { border-top: 0; padding-top: 0; }
.operation .head { display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline; }
.operation .name { font-weight: 600; }
progress { display: block; width: 100%; height: 0.5rem; margin: 0.375rem 0; accent-color: var(--focus); }
.steps { display: flex; flex-wrap: wrap; gap: 0 0.7rem; font-size: 0.8125rem; color: var(--soft); }
.steps [aria-current] { color: var(--text); font-weight: 600; }
.request { display: flex; gap: 0 0.6rem; align-items: baseline; padding: 0.25rem 0; border-top: 1px solid var(--line); }
.request code { flex: 1; min-width: 0; }
.request .badge { max-width: 45%; }
.changed { animation: changed 2s ease-out; }
@keyframes changed { from { background: var(--busy-back); } }
@media (prefers-reduced-motion: reduce) { .changed { animation: none; } }
`;
