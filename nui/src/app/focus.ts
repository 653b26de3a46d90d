export const PAGE_ID = 'page';

/** Puts the focus where reading starts, unless the screen has chosen a place of its own. */
export function focusScreen(): void {
  const page = document.getElementById(PAGE_ID);
  if (!page) return;
  const chosen = document.activeElement;
  if (chosen && chosen !== page && page.contains(chosen)) return;
  const heading = page.querySelector('h1');
  if (heading) heading.tabIndex = -1;
  (heading ?? page).focus({ preventScroll: true });
}
