/** What time it is in the sandbox: the machine's, or one that moves only when told to. */
export class Clock {
  readonly mode: 'real' | 'stepped';
  #time: number;

  constructor(mode: 'real' | 'stepped', startAt: number) {
    this.mode = mode;
    this.#time = startAt;
  }

  now(): number {
    return this.mode === 'stepped' ? this.#time : Date.now();
  }

  moveTo(time: number): void {
    this.#time = Math.max(this.#time, time);
  }
}
