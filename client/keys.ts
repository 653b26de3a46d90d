import { say } from './locale.ts';

const PAUSE_CONTROLS = [199, 200];
const HELD_MS = 400;

/** `/command`, and the same under a key that players choose in the game's settings. */
export function registerCommand(command: string, key: string, toggle: () => void): void {
  RegisterCommand(command, () => toggle(), false);
  RegisterKeyMapping(command, say('key'), 'keyboard', key);
}

/** The ESC that closed the tablet may still be held down: for a moment it must not open the pause menu as well. */
export class PauseBlock {
  #tick: number | null = null;

  start(): void {
    this.stop();
    const since = GetGameTimer();
    this.#tick = setTick(() => {
      for (const control of PAUSE_CONTROLS) DisableControlAction(0, control, true);
      if (GetGameTimer() - since >= HELD_MS) this.stop();
    });
  }

  stop(): void {
    if (this.#tick !== null) clearTick(this.#tick);
    this.#tick = null;
  }
}
