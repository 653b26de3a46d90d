import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPool, type Pool } from 'mysql2/promise';
import type { SandboxDatabase } from './types.ts';

export interface DatabaseLinkOptions {
  readonly url: string | undefined;
  readonly name: string | undefined;
  readonly folder: string | undefined;
  readonly keep: boolean;
  /** Called when the database goes away: what was asked will not be answered. */
  readonly onAway: () => void;
}

export interface DatabaseLink extends SandboxDatabase {
  /** What oxmysql gets as `mysql_connection_string`. */
  readonly connectionString: string;
  close(): Promise<void>;
}

/** Where a schema lives, and how to take that place away from oxmysql. */
interface Place {
  url(name: string): string;
  /** The address as oxmysql is told it. */
  visibleUrl(name: string): string;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const defaultFolder = fileURLToPath(new URL('../../.sandbox/mariadb', import.meta.url));
const NOTICE_MS = 20;
const defaultName = 'atelier_sandbox';

/** Creates the schema (empty, unless it is kept) and gives access to it. */
export async function openDatabase(options: DatabaseLinkOptions): Promise<DatabaseLink> {
  const { createDatabase, dropDatabase } = await import('../database.ts');
  const given = options.url === undefined ? '' : decodeURIComponent(new URL(options.url).pathname.slice(1));
  const name = options.name ?? (given || defaultName);
  // A schema that somebody named in the address is theirs.
  const ours = !options.keep && (options.name !== undefined || given === '');
  const place = options.url === undefined ? await ownPlace(options.folder) : await distantPlace(options.url);
  const admin = place.url('');
  let pool: Pool | null = null;
  try {
    if (ours) await dropDatabase(admin, name);
    await createDatabase(admin, name);
  } catch (error) {
    await place.close();
    throw error;
  }
  const query = async (sql: string, params: readonly unknown[] = []): Promise<unknown> => {
    pool ??= createPool({ uri: place.url(name), connectionLimit: 2, supportBigNumbers: true });
    const [rows] = await pool.query(sql, [...params]);
    return rows;
  };
  return {
    url: place.url(name),
    connectionString: `${place.visibleUrl(name)}?waitForConnections=true&charset=utf8mb4`,
    query,
    stop: async () => {
      options.onAway();
      await pool?.end().catch(() => undefined);
      pool = null;
      await place.stop();
      // The other ends learn of it in the next turns of the event loop.
      await new Promise((done) => setTimeout(done, NOTICE_MS));
    },
    start: () => place.start(),
    close: async () => {
      await pool?.end().catch(() => undefined);
      if (ours) await dropDatabase(admin, name).catch(() => undefined);
      await place.close();
    },
  };
}

// ---- a MariaDB of our own, shared by the sandboxes of this process -------------------------------------------------

const shared = new Map<string, { readonly place: Promise<Place>; users: number }>();

async function ownPlace(given: string | undefined): Promise<Place> {
  const folder = resolve(given ?? defaultFolder);
  let entry = shared.get(folder);
  if (!entry) {
    entry = { place: launch(folder), users: 0 };
    shared.set(folder, entry);
  }
  const held = entry;
  held.users++;
  const leave = async (place: Place | null): Promise<void> => {
    held.users--;
    if (held.users > 0) return;
    if (shared.get(folder) === held) shared.delete(folder);
    await place?.close();
  };
  try {
    const place = await held.place;
    return { ...place, close: () => leave(place) };
  } catch (error) {
    await leave(null);
    throw error;
  }
}

async function launch(folder: string): Promise<Place> {
  const { startDatabase } = await import('../database.ts');
  const database = await startDatabase({ folder });
  const url = (name: string): string => (name === '' ? database.adminUrl : database.url(name));
  return {
    url,
    visibleUrl: url,
    stop: () => database.stop(),
    start: () => database.start(),
    close: () => database.stop(),
  };
}

// ---- somebody else's server, behind a door of our own that can be shut ---------------------------------------------

async function distantPlace(given: string): Promise<Place> {
  const address = new URL(given);
  const target = { host: address.hostname, port: address.port === '' ? 3306 : Number(address.port) };
  const sockets = new Set<Socket>();
  let door: Server | null = null;
  let port = 0;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const open = (): Promise<void> =>
    new Promise((done, fail) => {
      const server = createServer((near) => {
        const far = createConnection(target);
        keep(near);
        keep(far);
        near.pipe(far);
        far.pipe(near);
        near.on('close', () => far.destroy());
        far.on('close', () => near.destroy());
      });
      server.once('error', fail);
      server.listen(port, '127.0.0.1', () => {
        const bound: AddressInfo | string | null = server.address();
        if (typeof bound === 'object' && bound !== null) port = bound.port;
        door = server;
        done();
      });
    });
  const shut = (): Promise<void> =>
    new Promise((done) => {
      if (!door) {
        done();
        return;
      }
      door.close(() => done());
      door = null;
      for (const socket of sockets) socket.destroy();
    });
  await open();
  const withPath = (name: string, host?: string): string => {
    const url = new URL(given);
    url.pathname = name === '' ? '' : `/${name}`;
    url.search = '';
    if (host !== undefined) url.host = host;
    return url.href;
  };
  return {
    url: (name) => withPath(name),
    visibleUrl: (name) => withPath(name, `127.0.0.1:${port}`),
    stop: shut,
    start: () => (door ? Promise.resolve() : open()),
    close: shut,
  };
}
