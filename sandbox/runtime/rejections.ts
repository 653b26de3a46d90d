import { explainAny, Runtime } from './runtime.ts';

let installed = false;

/**
 * A rejection or an exception that nobody handles would end this process, though on the platform it ends nothing:
 * those that come from a resource's context go to its machine instead. All others are as before.
 */
export function adoptRejections(): void {
  if (installed) return;
  installed = true;
  const emit = process.emit;
  const adopted = (name: unknown, reason: unknown, promise: unknown): boolean => {
    if (name !== 'unhandledRejection' && name !== 'uncaughtException') return false;
    const owner = name === 'unhandledRejection' ? Runtime.ownerOf(promise) : Runtime.ownerOf(reason);
    if (!owner) return false;
    if (!owner.alive) return true;
    if (owner.machine.side === 'client') {
      owner.machine.scriptError(owner, `Unhandled promise rejection: ${explainAny(reason)}`);
    } else owner.machine.log(owner, 'lost', `Nobody handles: ${explainAny(reason)}`);
    return true;
  };
  Object.defineProperty(process, 'emit', {
    configurable: true,
    writable: true,
    value: function emitOrAdopt(this: NodeJS.Process, ...values: unknown[]): boolean {
      return adopted(values[0], values[1], values[2]) || Reflect.apply(emit, this, values);
    },
  });
}
