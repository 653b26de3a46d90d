import { createSandbox, type Sandbox, type SandboxOptions, type SandboxPlayer } from '../../sandbox/index.ts';
import type { Input } from '../../shared/contract/index.ts';
import { Tablet } from './tablet.ts';

export interface World {
  readonly sandbox: Sandbox;
  /** Joins a player and opens the tablet. */
  enter(name: string, group?: string): Promise<Tablet>;
  /** The same, signed up as a client. */
  client(name: string): Promise<Tablet>;
  close(): Promise<void>;
}

const people = new Map<string, number>();

/** The built resource on the strict sandbox: stepped clock, real MariaDB, own schema. */
export async function world(name: string, options: SandboxOptions = {}): Promise<World> {
  const sandbox = await createSandbox({
    clock: 'stepped',
    startAt: Date.UTC(2026, 10, 24, 20, 0),
    seed: 1,
    databaseName: `atelier_test_${name}_${process.pid}`,
    ...(process.env.ATELIER_TEST_RESOURCE && { resource: process.env.ATELIER_TEST_RESOURCE }),
    ...options,
  });
  await sandbox.until(() => sandbox.logs.some(({ text }) => text.includes('Atelier is ready')), {
    what: 'the resource to be ready',
    timeoutMs: 30_000,
  });

  const enter = async (person: string, group = 'user'): Promise<Tablet> => {
    const [firstName = person, lastName = 'Test'] = person.split(' ');
    const player: SandboxPlayer = await sandbox.join({ name: person, firstName, lastName, group });
    const tablet = new Tablet(sandbox, player);
    await tablet.open();
    return tablet;
  };

  return {
    sandbox,
    enter,
    async client(person) {
      const tablet = await enter(person);
      await tablet.command('clients.signUp', signUpInput(person));
      return tablet;
    },
    close: () => sandbox.close(),
  };
}

export function signUpInput(person: string): Input<'clients.signUp'> {
  const [firstName = person, lastName = 'Test'] = person.split(' ');
  const number = (people.get(person) ?? people.size) + 1;
  people.set(person, number);
  const address = person
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
  return {
    contact: {
      firstName,
      lastName,
      email: `${address}@exemple.fr`,
      phone: `06 12 34 56 ${String(10 + (number % 90))}`,
    },
    consent: 1,
  };
}

/** A request for a debugging and something else, as the seed's price list offers them. */
export async function twoLines(tablet: Tablet): Promise<Input<'requests.submit'>> {
  const { snapshot } = await tablet.watch('services.catalogue', {});
  const id = (code: string): string => {
    const service = snapshot.find((row) => row.code === code);
    if (!service) throw new Error(`No service ${code} on the price list`);
    return service.id;
  };
  return {
    title: 'Métier mécanicien',
    description: 'Un métier avec garage, et l’inventaire qui plante depuis la mise à jour.',
    lines: [
      {
        serviceId: id('script'),
        answers: { framework: 'esxLegacy', language: 'lua', purpose: 'Pointage et factures.' },
      },
      {
        serviceId: id('debugging'),
        answers: { scriptName: 'esx_inventoryhud', problem: 'error', symptom: 'Erreur à l’ouverture.', resmon: 2.4 },
      },
    ],
  };
}
