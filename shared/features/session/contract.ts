import * as z from 'zod/mini';
import { everyone } from '../../access/rules.ts';
import { feed } from '../../contract/define.ts';
import { Viewer } from './model.ts';

export const session = {
  /** Who I am and what I may do; an event whenever that changes. */
  me: feed({ allow: everyone, input: z.strictObject({}), snapshot: Viewer, event: Viewer }),
};
