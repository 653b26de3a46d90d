// One life of the server, as a process of its own: it settles what the last one left, says what it found, walks a
// journey of money and, when told to, kills itself at a step of it. Arguments: one JSON object (`Life`).
import { writeSync } from 'node:fs';
import { Refused, type Tablet } from '../support/tablet.ts';
import { twoLines, world } from '../support/world.ts';

export const SCENES = ['pay', 'clicks', 'cancel', 'refund', 'lower', 'twice'] as const;
export type Scene = (typeof SCENES)[number];

export interface Life {
  readonly databaseUrl: string;
  readonly databaseName: string;
  readonly esx: '1.13' | '1.16';
  /** Counts the lives on this database, from 0: command ids follow from it. */
  readonly number: number;
  /** Epoch ms: a few seconds after the end of the life before. */
  readonly startAt: number;
  /** What the life before was doing when it was killed, if there was one. */
  readonly before: { readonly scene: Scene; readonly requestId: string; readonly version: number } | null;
  /** Whether the client comes back at once, or only when everything has been settled without them. */
  readonly online: boolean;
  readonly scene: Scene;
  /** Number of the step at which it ends by SIGKILL; 0: it lives on, and tells how many steps there are. */
  readonly killAt: number;
}

/** What the books and the bank say after a crash has been settled. */
export interface Found {
  readonly bank: number;
  readonly saved: number;
  readonly payments: readonly { readonly kind: string; readonly state: string; readonly amount: number }[];
  readonly lines: readonly { readonly final: number | null; readonly paid: number; readonly booked: number }[];
  readonly paying: string | null;
  readonly purchases: number;
  readonly status: string;
  readonly broken: unknown;
  readonly events: readonly string[];
  /** What the client sees: amounts and states of payments. */
  readonly shown: readonly (readonly [string, string, number])[];
  /** The answer to the payment sent once more, by the same command id. */
  readonly again: string;
  readonly faults: readonly string[];
}

export type Said =
  | { readonly t: 'found'; readonly found: Found }
  | { readonly t: 'begin'; readonly requestId: string; readonly version: number }
  | { readonly t: 'dies'; readonly at: number }
  | { readonly t: 'end'; readonly at: number; readonly steps: readonly string[] };

export const BANK = 100_000;
export const PRICE = 57_000;
/** What the first payment of a scene is. */
export const firstAmount = (scene: Scene): number => (scene === 'twice' ? 20_000 : PRICE);
/** Beyond the grace that a payment of an unknown process gets, and the interval of the look-ups. */
const SETTLED_MS = 130_000;

// Written at once: what comes next may be the end of the process.
const say = (said: Said): void => {
  writeSync(1, `${JSON.stringify(said)}\n`);
};

async function live(life: Life): Promise<void> {
  const faults: string[] = [];
  const atelier = await world('crash', {
    databaseUrl: life.databaseUrl,
    databaseName: life.databaseName,
    keepDatabase: true,
    esx: life.esx,
    seed: life.number + 1,
    startAt: life.startAt,
    onLog: ({ level, text }) => {
      if (level === 'error') faults.push(text);
    },
  });
  const { sandbox } = atelier;
  const sql = (text: string, params: readonly unknown[] = []) => sandbox.database.query(text, params);
  const staff = {
    ines: await atelier.enter('Inès Caron', 'gestionnaire'),
    theo: await atelier.enter('Théo Marchal', 'admin'),
  };
  for (const tablet of Object.values(staff)) await tablet.watch('session.me', {});

  let nadia: Tablet | null = null;
  let signedUp = false;
  const client = async (): Promise<Tablet> => {
    if (nadia) return nadia;
    const known = life.number > 0 || signedUp;
    nadia = known ? await atelier.enter('Nadia Ferrand') : await atelier.client('Nadia Ferrand');
    signedUp = true;
    return nadia;
  };
  /** ESX says so when the row of one who left is written. */
  const saves = (): number => sandbox.logs.filter(({ text }) => text.includes('Saved player "Nadia')).length;
  const leave = async (): Promise<void> => {
    const before = saves();
    await nadia?.player.leave();
    nadia = null;
    // Each look asks the database too: a stepped clock alone would run away from a save that is under way.
    const written = async (): Promise<boolean> => (await sql('SELECT 1')) && saves() > before;
    await sandbox.until(written, { what: 'the save of one who left', timeoutMs: 120_000 });
  };
  const savedBank = async (): Promise<number> => {
    const [row] = await sql("SELECT accounts FROM users WHERE firstname = 'Nadia'");
    return (JSON.parse(String(row?.accounts)) as { bank: number }).bank;
  };

  if (life.before) {
    const { requestId, version } = life.before;
    if (life.online) await client();
    await sandbox.advance(SETTLED_MS);
    const tablet = await client();
    // What is owed to a character goes out when it is loaded.
    await sandbox.advance(SETTLED_MS);
    const again = await tablet
      .command('requests.pay', { requestId, version, amount: firstAmount(life.before.scene) }, payId(life.number - 1))
      .then(() => 'ok')
      .catch((error: unknown) => (error instanceof Refused ? error.error.code : String(error)));
    await sandbox.advance(SETTLED_MS);
    const { snapshot } = await tablet.watch('requests.one', { requestId });
    await leave();
    const saved = await savedBank();
    await client();
    await leave();
    const payments = await sql('SELECT * FROM atelier_payment WHERE request_id = ? ORDER BY created_at, id', [
      requestId,
    ]);
    const lines = await sql('SELECT * FROM atelier_request_line WHERE request_id = ? ORDER BY position', [requestId]);
    const [row] = await sql(
      'SELECT r.paying, r.status, a.purchases FROM atelier_request r JOIN atelier_account a ON a.id = r.client_id WHERE r.id = ?',
      [requestId],
    );
    const counted = payments.filter(({ state }: { state: string }) => state === 'paid');
    say({
      t: 'found',
      found: {
        bank: await savedBank(),
        saved,
        payments: payments.map(({ kind, state, amount }: Found['payments'][number]) => ({ kind, state, amount })),
        lines: lines.map((line: { id: string; final_price: number | null; paid: number }) => ({
          final: line.final_price,
          paid: line.paid,
          booked: counted.reduce(
            (sum: number, { kind, parts }: { kind: string; parts: string }) =>
              sum +
              (kind === 'payment' ? 1 : -1) * ((JSON.parse(parts) as Record<string, number | undefined>)[line.id] ?? 0),
            0,
          ),
        })),
        paying: row?.paying ?? null,
        purchases: row?.purchases ?? -1,
        status: row?.status ?? '',
        broken: (await staff.ines.query('requests.verify', { requestId })).broken,
        events: snapshot.history.map(({ kind }) => kind),
        shown: snapshot.payments.map(({ kind, state, amount }) => [kind, state, amount] as const),
        again,
        faults: [...faults],
      },
    });
    // The next one begins without a trace of this one.
    await sql('UPDATE atelier_payment SET confirmed = 1, state = IF(state = "paid", "paid", "failed")');
    await sql('UPDATE atelier_account SET purchases = 0, open_requests = 0');
    await sql("UPDATE users SET metadata = '{}' WHERE firstname = 'Nadia'");
  }

  const tablet = await client();
  tablet.player.setBank(BANK);
  // The balance is in the saved row before anything is paid.
  await leave();
  const payer = await client();
  const { requestId } = await payer.command('requests.submit', await twoLines(payer), id(life.number, 'submit'));
  const { version } = await staff.ines.command(
    'requests.confirmListed',
    { requestId, version: 1 },
    id(life.number, 'confirm'),
  );
  say({ t: 'begin', requestId, version });

  const steps = countSteps(sandbox.trace, life.killAt, () => sandbox.clock.now());
  const pay = () =>
    payer.command('requests.pay', { requestId, version, amount: firstAmount(life.scene) }, payId(life.number));
  const clicks = life.scene === 'clicks' ? 10 : 1;
  const [paid] = await Promise.all(Array.from({ length: clicks }, pay));
  if (!paid) throw new Error('Nothing was paid');
  const at = { requestId, version: paid.version };
  if (life.scene === 'twice') {
    const amount = PRICE - firstAmount(life.scene);
    await payer.command('requests.pay', { ...at, amount }, id(life.number, 'second'));
  }
  if (life.scene === 'cancel') {
    await staff.ines.command('requests.cancel', { ...at, reason: 'Accord' }, id(life.number, 'cancel'));
  }
  if (life.scene === 'refund') {
    const paymentId = paid.payments[0]?.id ?? '';
    await staff.theo.command(
      'requests.refund',
      { ...at, paymentId, amount: 12_000, reason: 'Geste' },
      id(life.number, 'refund'),
    );
  }
  if (life.scene === 'lower') {
    const lineId = paid.lines[0]?.id ?? '';
    let now = await staff.theo.command(
      'requests.reopenPrice',
      { ...at, lineId, reason: 'Remise' },
      id(life.number, 'reopen'),
    );
    now = await staff.ines.command(
      'requests.offer',
      { requestId, version: now.version, lineId, amount: 40_000, note: '' },
      id(life.number, 'offer'),
    );
    await payer.command('requests.acceptAll', { requestId, version: now.version }, id(life.number, 'accept'));
  }
  await sandbox.advance(2_000);
  // ESX's own save, of all players and of the one who leaves, and the look at what it saved.
  await sandbox.advance(life.esx === '1.13' ? 62_000 : 0);
  await leave();
  await sandbox.advance(62_000);
  say({ t: 'end', at: sandbox.clock.now(), steps: steps() });
  await atelier.close();
}

const id = (life: number, what: string): string =>
  `life-${String(life).padStart(6, '0')}-${what}-00000000`.slice(0, 36);
const payId = (life: number): string => id(life, 'pay');

interface Tracer {
  start(): void;
  add(event: { readonly kind: string; readonly from: string; readonly to: string; readonly name: string }): void;
}

/**
 * Memory dies with the process, the database stays: a step is a question to the database, before it is sent, or its
 * answer, before anybody has it. Each one is counted, and one of them is the last.
 */
function countSteps(trace: object, killAt: number, now: () => number): () => readonly string[] {
  const tracer = trace as Tracer;
  const steps: string[] = [];
  tracer.start();
  tracer.add = ({ kind, from, to, name }) => {
    if ((kind !== 'export' && kind !== 'callback') || (from !== 'oxmysql' && to !== 'oxmysql')) return;
    steps.push(`${kind} ${from} ${to} ${name}`);
    if (steps.length !== killAt) return;
    say({ t: 'dies', at: now() });
    process.kill(process.pid, 'SIGKILL');
  };
  return () => steps;
}

if (process.argv[1]?.endsWith('life.ts')) await live(JSON.parse(process.argv[2] ?? '{}') as Life);
