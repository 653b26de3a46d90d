import { createStore } from 'zustand/vanilla';

export const SCALES = ['0.85', '1', '1.15', '1.3'] as const;

/** How this person wants the tablet on this computer. The language is the client script's to keep. */
export interface Settings {
  readonly theme: 'dark' | 'light';
  readonly density: 'comfortable' | 'compact';
  readonly scale: (typeof SCALES)[number];
  readonly motion: 'full' | 'reduced';
}

const KEY = 'atelier:settings';
const DEFAULTS: Settings = { theme: 'dark', density: 'comfortable', scale: '1', motion: 'full' };

const oneOf = <V extends string>(value: unknown, choices: readonly V[], otherwise: V): V =>
  choices.find((choice) => choice === value) ?? otherwise;

function read(): Settings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const known: Readonly<Record<string, unknown>> = typeof stored === 'object' && stored !== null ? { ...stored } : {};
    return {
      theme: oneOf(known.theme, ['dark', 'light'], DEFAULTS.theme),
      density: oneOf(known.density, ['comfortable', 'compact'], DEFAULTS.density),
      scale: oneOf(known.scale, SCALES, DEFAULTS.scale),
      motion: oneOf(known.motion, ['full', 'reduced'], DEFAULTS.motion),
    };
  } catch {
    return DEFAULTS;
  }
}

export const settingsStore = createStore<Settings>(() => read());

export function changeSettings(change: Partial<Settings>): void {
  settingsStore.setState(change);
  try {
    localStorage.setItem(KEY, JSON.stringify(settingsStore.getState()));
  } catch {
    // The choice holds until the page is gone.
  }
}

const SMALLEST = 0.9;
const LARGEST = 3;

/**
 * The tablet is drawn for 1080 lines and grows with the screen. On lower screens air goes first (the tokens) and type
 * keeps its size, so the screen alone never makes it smaller.
 */
export function applyScale(): void {
  const byScreen = Math.max(1, window.innerHeight / 1_080);
  const scale = Math.min(LARGEST, Math.max(SMALLEST, byScreen * Number(settingsStore.getState().scale)));
  document.documentElement.style.setProperty('--scale', scale.toFixed(4));
}
