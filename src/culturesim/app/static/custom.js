// Language and zoom, which the page's template leaves out or forbids.
document.documentElement.lang = 'en-GB';
document.querySelectorAll('meta[name="viewport"]').forEach((meta) => {
  meta.setAttribute('content', 'width=device-width, initial-scale=1');
});
document.addEventListener('keydown', (event) => {
  // Escape puts an explanation away, as it should for anything that appears on focus.
  if (event.key === 'Escape' && document.activeElement && document.activeElement.classList.contains('cs-tip-at')) {
    document.activeElement.blur();
  }
});
// An explanation opens upwards where there is no room below it, and moves in from the page's edge.
const HALF = 145;
['pointerover', 'focusin'].forEach((kind) => document.addEventListener(kind, (event) => {
  const at = event.target.closest && event.target.closest('.cs-tip-at');
  if (!at) return;
  const box = at.getBoundingClientRect();
  const middle = (box.left + box.right) / 2;
  const width = document.documentElement.clientWidth;
  at.classList.toggle('cs-up', box.bottom + 190 > window.innerHeight);
  at.style.setProperty('--cs-shift', Math.max(0, HALF - middle) - Math.max(0, middle + HALF - width) + 'px');
}));
