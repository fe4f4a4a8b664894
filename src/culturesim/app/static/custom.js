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
