import { Api } from './api.ts';
import { gameTransport } from './transport.ts';

/** The page's one connection. */
export const api = new Api(gameTransport());
