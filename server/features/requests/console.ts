import type { Database } from '../../core/database.ts';
import type { Log, Machine } from '../../core/ports.ts';
import { verify } from '../../core/verify.ts';
import { requestRepository } from './repository.ts';

const STEP = 200;

/** `atelier verify [reference]` on the server console: one request, or all of them. */
export async function verifyOnConsole(
  db: Database,
  machine: Machine,
  log: Log,
  reference: string | undefined,
): Promise<void> {
  if (reference !== undefined) {
    const id = await requestRepository.idOf(db, reference);
    if (id === null) log.error(`There is no request ${reference}.`);
    else if (await report(db, machine, log, id, reference)) log.info(`${reference}: the history holds.`);
    return;
  }
  let sound = 0;
  let broken = 0;
  for (let after = ''; ; ) {
    const page = await requestRepository.idsAfter(db, after, STEP);
    for (const request of page) {
      if (await report(db, machine, log, request.id, request.reference)) sound += 1;
      else broken += 1;
    }
    const last = page.at(-1);
    if (!last || page.length < STEP) break;
    after = last.id;
  }
  log.info(`Histories checked: ${sound} hold, ${broken} do not.`);
}

async function report(db: Database, machine: Machine, log: Log, id: string, reference: string): Promise<boolean> {
  const fault = await verify(db, machine, 'request', id);
  if (fault) log.error(`${reference}: the history is broken at event ${fault.seq} (${fault.fault}).`);
  return fault === null;
}
