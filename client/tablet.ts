import { hindrance } from './guard.ts';
import { PauseBlock } from './keys.ts';
import { currentLocale } from './locale.ts';
import { notify } from './notify.ts';
import { Prop } from './prop.ts';
import type { Text } from './texts.ts';

const WATCH_MS = 500;
/** A press that came before the page listened is kept so long: later the player has gone on to something else. */
const WISH_MS = 10_000;

/** The tablet is open or closed. While it is closed nothing of it runs: no tick, no timer. */
export class Tablet {
  readonly #prop: Prop | null;
  readonly #pauseBlock = new PauseBlock();
  #listening = false;
  #watch: CitizenTimer | null = null;
  /** When the player asked for the tablet before the page listened, by the game's clock. */
  #wishedAt: number | null = null;

  constructor(withProp: boolean) {
    this.#prop = withProp ? new Prop() : null;
  }

  get isOpen(): boolean {
    return this.#watch !== null;
  }

  /** The page listens from now on; what was sent to it before is lost. */
  greet(): void {
    this.#listening = true;
    tell({ t: 'hello', locale: currentLocale(), open: this.isOpen });
    const wished = this.#wishedAt !== null && GetGameTimer() - this.#wishedAt < WISH_MS;
    this.#wishedAt = null;
    if (wished) this.open();
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Opens unless something is in the way, which is then said to the player. True when the tablet is open afterwards. */
  open(): boolean {
    if (this.isOpen) return true;
    const reason = this.#refusal();
    if (reason) {
      if (reason === 'loading') this.#wishedAt = GetGameTimer();
      notify(reason);
      return false;
    }
    this.#pauseBlock.stop();
    this.#watch = setInterval(() => {
      if (hindrance()) this.close();
    }, WATCH_MS);
    SetNuiFocus(true, true);
    tell({ t: 'open' });
    this.#prop?.show();
    return true;
  }

  close(): void {
    this.#wishedAt = null;
    if (this.#watch === null) return;
    this.#release();
    tell({ t: 'close' });
    this.#pauseBlock.start();
  }

  /** For the stop of the resource: nothing may remain in the game, and nothing runs afterwards. */
  dispose(): void {
    if (this.#watch !== null) this.#release();
    this.#pauseBlock.stop();
  }

  #refusal(): Text | null {
    // A focus without a page would trap the player: nothing could give it back.
    if (!this.#listening) return 'loading';
    return hindrance() ?? (IsNuiFocused() ? 'busy' : null);
  }

  #release(): void {
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
    SetNuiFocus(false, false);
    this.#prop?.hide();
  }
}

/** A message to the page. */
export function tell(message: Record<string, unknown>): void {
  SendNuiMessage(JSON.stringify(message));
}
