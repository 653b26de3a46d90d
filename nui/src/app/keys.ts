import type { Api } from '../rpc/api.ts';
import { navigate } from '../ui/navigation.ts';
import { tabletStore } from './tablet.ts';

/** Something is open over the screen (dialog, menu, list): Escape belongs to it. */
const layerOpen = (): boolean => document.querySelector('[data-layer]') !== null;

/**
 * Escape closes the top layer, then the tablet, on key-up: the game would open its pause menu with the same press.
 * Alt and a digit go along the rail. `paths` are its entries, in order. Returns the way to stop.
 */
export function listenToKeys(api: Api, paths: () => readonly string[]): () => void {
  let meantForLayer = false;
  let pressed = false;
  const down = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.repeat) {
      pressed = !event.isComposing;
      meantForLayer = layerOpen();
    }
    const digit = event.altKey && !event.ctrlKey && !event.metaKey ? /^Digit([1-9])$/.exec(event.code)?.[1] : undefined;
    const path = digit === undefined ? undefined : paths()[Number(digit) - 1];
    if (path !== undefined && !layerOpen()) {
      event.preventDefault();
      navigate(path);
    }
  };
  const up = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !pressed) return;
    pressed = false;
    if (!meantForLayer && tabletStore.getState().phase === 'open') api.signal('close');
  };
  // A link pressed with a modifier would open a window that a game does not have.
  const link = (event: MouseEvent) => {
    const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1;
    if (modified && event.target instanceof Element && event.target.closest('a')) event.preventDefault();
  };
  window.addEventListener('keydown', down, { capture: true });
  window.addEventListener('keyup', up, { capture: true });
  window.addEventListener('click', link, { capture: true });
  window.addEventListener('auxclick', link, { capture: true });
  return () => {
    window.removeEventListener('keydown', down, { capture: true });
    window.removeEventListener('keyup', up, { capture: true });
    window.removeEventListener('click', link, { capture: true });
    window.removeEventListener('auxclick', link, { capture: true });
  };
}
