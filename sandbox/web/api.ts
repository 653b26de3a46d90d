import * as z from 'zod';
import type { Sandbox } from '../index.ts';
import { newPersonSchema, type People, type PersonView, switches } from './people.ts';
import { Refusal } from './refusal.ts';

/** State of the server as a whole, as the lobby shows it. */
export interface ServerView {
  readonly resource: string;
  readonly resources: readonly { readonly name: string; readonly state: string }[];
  readonly database: 'running' | 'stopped';
  readonly clock: { readonly mode: 'real' | 'stepped'; readonly now: number };
  readonly players: readonly PersonView[];
}

/** How the page opens the resource under test: the command, and the key that this player has bound to it. */
export interface Opening {
  readonly key: string;
  readonly command: string;
}

export interface Request {
  readonly method: string;
  /** Path below `/api/`, percent-decoded, split at `/`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
}

const group = z.string().regex(/^[A-Za-z0-9_.-]{1,50}$/);
const name = z.string().regex(/^[A-Za-z0-9_.:-]{1,80}$/);
const switchesSchema = z.partialRecord(z.enum(switches), z.boolean());

const peers = ['oxmysql', 'es_extended'] as const;

/** Everything that can be done over HTTP; docs/sandbox.md lists it. Answers are JSON, `null` where there is nothing to say. */
export class Api {
  readonly #sandbox: Sandbox;
  readonly #people: People;
  readonly #opening: () => Opening;
  #database: 'running' | 'stopped' = 'running';
  /** Two advances at once would each move the clock while the other runs its ticks. */
  #clock: Promise<void> = Promise.resolve();

  constructor(sandbox: Sandbox, people: People, opening: () => Opening) {
    this.#sandbox = sandbox;
    this.#people = people;
    this.#opening = opening;
  }

  view(): ServerView {
    const { resourceName, clock } = this.#sandbox;
    return {
      resource: resourceName,
      resources: [...peers, resourceName].map((resource) => ({ name: resource, state: this.#sandbox.state(resource) })),
      database: this.#database,
      clock: { mode: clock.mode, now: clock.now() },
      players: this.#people.list(),
    };
  }

  async answer(request: Request): Promise<unknown> {
    const [area = '', ...rest] = request.path;
    const reading = request.method === 'GET';
    if (area === 'state' && reading) return this.view();
    if (area === 'logs' && reading) return this.#logs(request.query);
    if (area === 'players') return this.#players(request, rest);
    if (request.method !== 'POST') throw new Refusal(404, 'unknown_route');
    if (area === 'resources') return this.#resources(rest);
    if (area === 'database') return this.#databaseSwitch(rest[0]);
    if (area === 'console')
      return this.#console(parse(z.strictObject({ command: z.string().min(1).max(1000) }), request));
    if (area === 'convar') {
      const convar = parse(z.strictObject({ name, value: z.string().max(10_000) }), request);
      this.#sandbox.setConvar(convar.name, convar.value);
      return null;
    }
    if (area === 'clock' && rest[0] === 'advance') {
      const { ms } = parse(
        z.strictObject({
          ms: z
            .int()
            .min(1)
            .max(7 * 86_400_000),
        }),
        request,
      );
      return this.#advance(ms);
    }
    throw new Refusal(404, 'unknown_route');
  }

  async #players(request: Request, [slug, action]: readonly string[]): Promise<unknown> {
    const people = this.#people;
    if (slug === undefined) {
      if (request.method === 'GET') return people.list();
      if (request.method === 'POST') return people.add(parse(newPersonSchema, request));
      throw new Refusal(405, 'method');
    }
    if (request.method === 'DELETE' && action === undefined) {
      people.remove(slug);
      return null;
    }
    if (request.method === 'GET' && action === undefined) return this.#observed(slug);
    if (request.method !== 'POST') throw new Refusal(405, 'method');
    switch (action) {
      case 'join':
        await people.join(slug);
        return people.view(slug);
      case 'leave': {
        const { reason } = parse(z.strictObject({ reason: z.optional(z.string().max(200)) }), request);
        await people.leave(slug, 'leave', reason);
        return people.view(slug);
      }
      case 'crash':
        await people.leave(slug, 'crash');
        return people.view(slug);
      case 'relog':
        await people.relog(slug, parse(newPersonSchema, request));
        return people.view(slug);
      case 'group':
        await people.setGroup(slug, parse(z.strictObject({ group }), request).group);
        return people.view(slug);
      case 'bank':
        people.setBank(slug, parse(z.strictObject({ amount: z.int().min(0).max(2_000_000_000) }), request).amount);
        return null;
      case 'state':
        people.setSwitches(slug, parse(switchesSchema, request));
        return people.view(slug);
      case 'command':
        people.present(slug).command(parse(z.strictObject({ text: z.string().min(1).max(1000) }), request).text);
        return null;
      case 'press': {
        const { command } = parse(z.strictObject({ command: z.optional(name) }), request);
        people.present(slug).press(command ?? this.#opening().command);
        return null;
      }
      case 'emit': {
        const event = parse(
          z.strictObject({ name: z.string().min(1), args: z.optional(z.array(z.unknown())) }),
          request,
        );
        people.present(slug).emitNet(event.name, ...(event.args ?? []));
        return null;
      }
      default:
        throw new Refusal(404, 'unknown_route');
    }
  }

  /** What can be seen of a player's game from outside. */
  #observed(slug: string): unknown {
    const view = this.#people.view(slug);
    const player = this.#people.player(slug);
    if (!player) return { ...view, client: null };
    const { focus, notifications, objects, animation, errors } = player.client;
    return {
      ...view,
      client: { focus, notifications, objects, animation, errors, activity: player.client.activity() },
    };
  }

  #logs(query: URLSearchParams): unknown {
    const limit = Math.min(Number(query.get('limit') ?? 200) || 200, 2000);
    const resource = query.get('resource');
    const contains = query.get('contains');
    return this.#sandbox.logs
      .filter((line) => resource === null || line.resource === resource)
      .filter((line) => contains === null || line.text.includes(contains))
      .slice(-limit);
  }

  async #resources([resource, action]: readonly string[]): Promise<unknown> {
    const all = [...peers, this.#sandbox.resourceName];
    if (resource === 'ensure' && action === undefined) {
      // Already started resources stay as they are: `ensure` would restart them.
      for (const each of all) if (this.#sandbox.state(each) === 'stopped') await this.#sandbox.ensure(each);
      return this.view().resources;
    }
    if (resource === undefined || this.#sandbox.state(resource) === 'missing')
      throw new Refusal(404, 'unknown_resource');
    if (action === 'restart') await this.#sandbox.restart(resource);
    else if (action === 'ensure') await this.#sandbox.ensure(resource);
    else if (action === 'stop') await this.#sandbox.stop(resource);
    else throw new Refusal(404, 'unknown_route');
    return this.view().resources;
  }

  async #databaseSwitch(action: string | undefined): Promise<unknown> {
    if (action === 'stop') {
      await this.#sandbox.database.stop();
      this.#database = 'stopped';
    } else if (action === 'start') {
      await this.#sandbox.database.start();
      this.#database = 'running';
    } else throw new Refusal(404, 'unknown_route');
    return { database: this.#database };
  }

  async #console({ command }: { command: string }): Promise<null> {
    await this.#sandbox.console(command);
    const setGroup = /^\s*setgroup\s+(\d+)\s+(\S+)/.exec(command);
    if (setGroup?.[1] && setGroup[2]) this.#people.noteGroup(Number(setGroup[1]), setGroup[2]);
    return null;
  }

  async #advance(ms: number): Promise<{ now: number }> {
    if (this.#sandbox.clock.mode !== 'stepped') throw new Refusal(409, 'real_clock');
    const turn = this.#clock.then(() => this.#sandbox.advance(ms));
    this.#clock = turn.catch(() => undefined);
    await turn;
    return { now: this.#sandbox.clock.now() };
  }
}

function parse<T>(schema: z.ZodType<T>, request: Request): T {
  const result = schema.safeParse(request.body ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(400, 'bad_input', issue ? `${issue.path.join('.') || 'body'}: ${issue.message}` : undefined);
}
