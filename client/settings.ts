/** What a server owner may change of the client script; `config.json` holds it under `client`. */
export interface Settings {
  readonly command: string;
  /** Default key of the command; players may choose another. Empty means none. */
  readonly key: string;
  readonly prop: boolean;
}

const DEFAULTS: Settings = { command: 'atelier', key: '', prop: true };
const COMMAND = /^[a-z0-9_-]{1,30}$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each key that is missing or wrong has its default; the server says in detail what is wrong with the file. */
export function readSettings(text: string | null): { readonly settings: Settings; readonly problem: string | null } {
  let file: unknown;
  try {
    file = JSON.parse(text ?? '{}');
  } catch {
    return { settings: DEFAULTS, problem: 'config.json is not valid JSON' };
  }
  const client = isObject(file) ? (file.client ?? {}) : null;
  if (!isObject(client)) return { settings: DEFAULTS, problem: 'config.json: client must be an object' };

  const wrong: string[] = [];
  const pick = <K extends keyof Settings>(key: K, accept: (value: unknown) => value is Settings[K]): Settings[K] => {
    const value = client[key];
    if (value === undefined) return DEFAULTS[key];
    if (accept(value)) return value;
    wrong.push(`client.${key}`);
    return DEFAULTS[key];
  };
  const settings: Settings = {
    command: pick('command', (value): value is string => typeof value === 'string' && COMMAND.test(value)),
    key: pick('key', (value): value is string => typeof value === 'string' && value.length <= 30),
    prop: pick('prop', (value): value is boolean => typeof value === 'boolean'),
  };
  return { settings, problem: wrong.length > 0 ? `config.json: ${wrong.join(', ')} cannot be used` : null };
}
