import * as z from 'zod/mini';
import { everyone } from '../../access/rules.ts';
import { feed } from '../../contract/define.ts';
import { Service } from './model.ts';

export const services = {
  /** The price list, in the order in which it is shown. An event replaces the row with its id; inactive rows leave it. */
  catalogue: feed({ allow: everyone, input: z.strictObject({}), snapshot: z.array(Service), event: Service }),
};
