export const REFERENCE_STYLE = `
body { background: var(--paper); }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 6rem; }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.25rem; }
h3 { margin: 1.25rem 0 .25rem; font-size: .875rem; color: var(--soft); font-weight: 600; }
code, pre { font-family: ui-monospace, monospace; font-size: .8125rem; }
:not(pre) > code { padding: .05rem .25rem; border-radius: .25rem; background: var(--ground); overflow-wrap: anywhere; }
pre { margin: .5rem 0; padding: .75rem 1rem; overflow-x: auto; border-radius: .5rem; background: var(--ground); line-height: 1.4; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
#search { display: block; margin-top: 1rem; color: var(--soft); }
#search[hidden] { display: none; }
#words { width: 100%; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: var(--ink); font: inherit; }
details { padding: 0 .75rem; border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; scroll-margin-top: 1rem; }
summary { margin: 0 -.75rem; padding: .5rem .75rem; cursor: pointer; border-radius: .5rem; overflow-wrap: anywhere; }
summary:hover { background: var(--ground); }
summary b { display: inline-block; min-width: 4.25rem; font-size: .8125rem; }
summary > code { background: none; padding: 0; font-weight: 600; }
summary span { display: block; margin-left: 4.5rem; color: var(--soft); font-size: .875rem; }
.get { color: var(--accent); } .post { color: var(--good); } .put, .patch { color: var(--warm); } .delete { color: var(--bad); }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th { text-align: left; color: var(--soft); font-weight: 400; }
th, td { padding: .25rem .75rem .25rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
td:first-child { min-width: 9rem; }
em { color: var(--soft); font-size: .75rem; }
.answer, .answer > p { margin: .25rem 0; } .answer b { display: inline-block; min-width: 2.5rem; }
@media (max-width: 40rem) { summary span { margin-left: 0; } td:first-child { min-width: 7rem; } }
`;

/**
 * Search, and links that open what they lead to. Without a script everything is there all the same, and closed.
 * A call is found by the words of its address, its sentence and its fields.
 */
export const REFERENCE_SCRIPT = `
const calls = [...document.querySelectorAll('section > details')];
const words = new Map(calls.map((call) => [call, call.textContent.toLowerCase()]));
const field = document.getElementById('words');
const search = () => {
  const wanted = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const call of calls) call.hidden = !wanted.every((word) => words.get(call).includes(word));
  for (const section of document.querySelectorAll('section'))
    section.hidden = !section.querySelector('details:not([hidden])');
  document.getElementById('none').hidden = calls.some((call) => !call.hidden);
};
field.addEventListener('input', search);
document.getElementById('search').hidden = false;
const follow = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(target instanceof HTMLDetailsElement)) return;
  if (target.hidden) { field.value = ''; search(); }
  target.open = true;
  target.scrollIntoView();
};
addEventListener('hashchange', follow);
follow();
for (const call of calls)
  call.firstElementChild.addEventListener('click', () => {
    if (!call.open) history.replaceState(null, '', '#' + call.id);
  });
for (const origin of document.querySelectorAll('.origin')) origin.textContent = location.origin;
`;
