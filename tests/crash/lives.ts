import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BANK, type Found, type Life, PRICE, type Said, type Scene } from './life.ts';

const PROGRAM = fileURLToPath(new URL('./life.ts', import.meta.url));

/** A server that was killed is back so soon: before a payment that was under way counts as left behind. */
const RESTART_MS = 5_000;

/** One death, and what the next life found. */
export interface Death {
  readonly scene: Scene;
  readonly killAt: number;
  readonly step: string;
  /** Whether the client came back before anything was settled. */
  readonly online: boolean;
  readonly found: Found;
  /** Empty when everything holds. */
  readonly wrong: readonly string[];
}

interface Ended {
  readonly said: readonly Said[];
  readonly signal: string | null;
  readonly errors: string;
}

/** One life in a process of its own, to its end. */
function run(life: Life): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(life)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code !== 0 && signal !== 'SIGKILL') {
        reject(new Error(`A life ended with ${code ?? signal}: ${errors}`));
        return;
      }
      const lines = output.split('\n').filter((line) => line.startsWith('{'));
      resolve({ said: lines.map((line) => JSON.parse(line) as Said), signal, errors });
    });
  });
}

/** Lives one after the other on one database, each killed at a step; the next one finds what is left. */
export class Lives {
  readonly #base: Pick<Life, 'databaseUrl' | 'databaseName' | 'esx'>;
  #number = 0;
  #startAt = Date.UTC(2026, 10, 24, 20, 0);
  #before: Life['before'] = null;

  constructor(base: Pick<Life, 'databaseUrl' | 'databaseName' | 'esx'>) {
    this.#base = base;
  }

  /**
   * Kills one life at each of the chosen steps of a scene. Every second client comes back at once, the others when
   * all has been settled without them.
   */
  async killThrough(scene: Scene, choose: (steps: number) => readonly number[]): Promise<readonly Death[]> {
    const { said } = await this.#live(scene, 0, true);
    const end = said.find(({ t }) => t === 'end');
    if (end?.t !== 'end') throw new Error('A life did not come to its end');
    const deaths: Death[] = [];
    let last: Pick<Death, 'killAt' | 'online'> | null = null;
    for (const killAt of [...new Set(choose(end.steps.length)), 0]) {
      const online: boolean = last?.online ?? true;
      const ended = await this.#live(scene, killAt, online);
      if (killAt > 0 && ended.signal !== 'SIGKILL') throw new Error(`${scene} was not killed at step ${killAt}`);
      const first = ended.said.find(({ t }) => t === 'found');
      if (first?.t !== 'found') throw new Error(`Nothing was found: ${ended.errors}`);
      const { found } = first;
      if (last) {
        const step = end.steps[last.killAt - 1] ?? '';
        deaths.push({ scene, ...last, step, found, wrong: wrongs(found) });
      }
      last = { killAt, online: deaths.length % 2 === 0 };
    }
    return deaths;
  }

  async #live(scene: Scene, killAt: number, online: boolean): Promise<Ended> {
    const ended = await run({
      ...this.#base,
      number: this.#number,
      startAt: this.#startAt,
      before: this.#before,
      online,
      scene,
      killAt,
    });
    const begin = ended.said.find(({ t }) => t === 'begin');
    if (begin?.t !== 'begin') throw new Error(`A life did not get to its journey: ${ended.errors}`);
    this.#before = { scene, requestId: begin.requestId, version: begin.version };
    this.#number += 1;
    const over = ended.said.find((said) => said.t === 'dies' || said.t === 'end');
    if (over?.t !== 'dies' && over?.t !== 'end') throw new Error('A life did not say when it ended');
    this.#startAt = over.at + RESTART_MS;
    return ended;
  }
}

/** What does not hold after a crash; empty when everything does. */
export function wrongs(found: Found): readonly string[] {
  const wrong: string[] = [];
  const need = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(what);
  };
  const sum = (kind: string): number =>
    found.payments
      .filter((row) => row.kind === kind && row.state === 'paid')
      .reduce((total, row) => total + row.amount, 0);
  const charges = found.payments.filter((row) => row.kind === 'payment' && row.state === 'paid');
  need(new Set(charges.map(({ amount }) => amount)).size === charges.length, 'charged twice for the same');
  need(sum('payment') <= PRICE, `charged ${sum('payment')} for ${PRICE}`);
  need(
    found.saved === BANK - sum('payment') + sum('refund'),
    `the bank holds ${found.saved}, the ledger says ${BANK - sum('payment') + sum('refund')}`,
  );
  need(found.bank === found.saved, `joining once more moved the bank from ${found.saved} to ${found.bank}`);
  need(
    found.payments.every(({ state }) => ['paid', 'failed', 'reversed'].includes(state)),
    `not settled: ${JSON.stringify(found.payments)}`,
  );
  need(found.paying === null, 'the request is still held by a payment');
  for (const line of found.lines)
    need(line.paid === line.booked, `a line holds ${line.paid}, its ledger ${line.booked}`);
  const ended = found.status === 'cancelled';
  const bought = found.lines.filter(({ final, paid }) => final !== null && final > 0 && paid >= final).length;
  need(found.purchases === (ended ? 0 : bought), `purchases is ${found.purchases}, bought are ${bought}`);
  need(found.broken === null, `the history is broken: ${JSON.stringify(found.broken)}`);
  const visible = found.payments.filter(({ state }) => state !== 'failed');
  need(
    JSON.stringify(found.shown) === JSON.stringify(visible.map(({ kind, state, amount }) => [kind, state, amount])),
    `the client is shown ${JSON.stringify(found.shown)}`,
  );
  need(
    !['internal', 'unavailable', 'payment_running'].includes(found.again),
    `paying again was answered with ${found.again}`,
  );
  need(found.faults.length === 0, `errors in the log: ${found.faults.join(' | ')}`);
  return wrong;
}
