import type { Log } from '../core/ports.ts';

/** Commands of the server console, under one name; nobody in the game may call them. */
export function onConsole(
  name: string,
  log: Log,
  commands: Readonly<Record<string, (args: readonly string[]) => Promise<void>>>,
): void {
  RegisterCommand(
    name,
    (source: number, [command = '', ...args]: string[]) => {
      if (source !== 0) return;
      const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
      if (!run) {
        log.info(`${name} ${Object.keys(commands).join(' | ')}`);
        return;
      }
      run(args).catch((error: unknown) => log.error(`${name} ${command} failed`, error));
    },
    true,
  );
}
