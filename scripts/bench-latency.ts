// How long a player waits: from the page's call to the answer, through the built scripts at the server's 50 ms ticks.
import { createSandbox, type SandboxPlayer } from '../sandbox/index.ts';

const SAMPLES = 60;

interface Figures {
  readonly name: string;
  readonly median: number;
  readonly p95: number;
}

/** Calls come at random moments of a tick, as people do. */
const pause = (atLeastMs: number) => new Promise((resolve) => setTimeout(resolve, atLeastMs + Math.random() * 50));

class Caller {
  readonly #player: SandboxPlayer;
  readonly #waiting = new Map<number, (data: unknown) => void>();
  #calls = 0;

  constructor(player: SandboxPlayer) {
    this.#player = player;
    player.nui.onMessage((message) => {
      const { t, id, ok, d, e } = message as { t: string; id: number; ok: boolean; d: unknown; e: unknown };
      if (t !== 'r') return;
      this.#waiting.get(id)?.(ok ? d : new Error(JSON.stringify(e)));
      this.#waiting.delete(id);
    });
  }

  async call(k: string, n: string, i: unknown): Promise<unknown> {
    const id = ++this.#calls;
    const answer = new Promise((resolve) => this.#waiting.set(id, resolve));
    const c = k === 'c' ? { c: `bench-command-${this.#player.id}-${String(id).padStart(6, '0')}` } : {};
    this.#player.nui.post('call', JSON.stringify({ id, k, n, i, ...c })).catch(() => undefined);
    const data = await answer;
    if (data instanceof Error) throw data;
    return data;
  }
}

/** `everyMs` keeps below the limits of one person. */
async function measure(name: string, everyMs: number, call: () => Promise<unknown>): Promise<Figures> {
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    await pause(everyMs);
    const since = performance.now();
    await call();
    times.push(performance.now() - since);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { name, median: at(0.5), p95: at(0.95) };
}

/** One player and one of the staff, nobody else: the waiting of an idle server. */
export async function latency(): Promise<readonly Figures[]> {
  const sandbox = await createSandbox({ databaseName: `atelier_bench_${process.pid}`, limits: false });
  try {
    await sandbox.until(() => sandbox.logs.some(({ text }) => text.includes('Atelier is ready')), {
      timeoutMs: 30_000,
    });
    // Six orders a minute are allowed, five at a time: the samples are spread over enough clients.
    const clients: Caller[] = [];
    for (let number = 0; number < SAMPLES / 5; number++) {
      const client = new Caller(
        await sandbox.join({ name: `Client ${number}`, firstName: 'Nadia', lastName: 'Ferrand' }),
      );
      await client.call('c', 'clients.signUp', {
        contact: { lastName: 'Ferrand', firstName: 'Nadia', email: `nadia${number}@exemple.fr`, phone: '0612345678' },
        consent: 1,
      });
      clients.push(client);
    }
    const [client] = clients;
    if (!client) throw new Error('No client');
    const staff = new Caller(
      await sandbox.join({ name: 'Staff', firstName: 'Inès', lastName: 'Caron', group: 'gestionnaire' }),
    );
    await staff.call('o', 'session.me', {});
    const catalogue = (await client.call('o', 'services.catalogue', {})) as { id: string; code: string }[];
    const serviceId = catalogue.find(({ code }) => code === 'other')?.id;
    const order = { title: 'Mesure', description: 'Mesure', lines: [{ serviceId, answers: { needs: 'Mesure' } }] };
    const submitted: string[] = [];
    const orders = clients.flatMap((each) => Array.from({ length: 5 }, () => each));

    return [
      await measure('answer from memory (price list)', 160, () => client.call('o', 'services.catalogue', {})),
      await measure('query: a page of requests', 160, () => client.call('q', 'requests.mine', {})),
      await measure('command: submit', 160, async () => {
        const { requestId } = (await (orders.pop() ?? client).call('c', 'requests.submit', order)) as {
          requestId: string;
        };
        submitted.push(requestId);
      }),
      await measure('snapshot: one request', 160, () => staff.call('o', 'requests.one', { requestId: submitted[0] })),
      await measure('command: take', 500, () =>
        staff.call('c', 'requests.take', { requestId: submitted.pop(), version: 1 }),
      ),
    ];
  } finally {
    await sandbox.close();
  }
}

export function latencyTable(figures: readonly Figures[]): string {
  const floor = figures[0]?.median ?? Number.NaN;
  const rows = figures.map(
    ({ name, median, p95 }) =>
      `${name.padEnd(34)} ${median.toFixed(0).padStart(7)} ${p95.toFixed(0).padStart(7)} ${(median / floor).toFixed(2).padStart(9)}`,
  );
  return [
    `From the page's call to the answer, ${SAMPLES} calls each, server ticks of 50 ms, client frames of 16 ms:`,
    `${''.padEnd(34)} ${'median'.padStart(7)} ${'p95'.padStart(7)} ${'× memory'.padStart(9)}`,
    ...rows,
    'The first row is the floor in the same run: two client frames and half a tick, without the database.',
  ].join('\n');
}
