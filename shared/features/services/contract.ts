import * as z from 'zod/mini';
import { everyone, has } from '../../access/rules.ts';
import { command, feed } from '../../contract/define.ts';
import { Id, Version } from '../../schema.ts';
import { Service, ServiceText } from './model.ts';

const Decision = z.strictObject({ serviceId: Id, version: Version });
const manage = has('service.manage');

export const services = {
  /** The price list, in the order in which it is shown. An event replaces the row with its id; inactive rows leave it. */
  catalogue: feed({ allow: everyone, input: z.strictObject({}), snapshot: z.array(Service), event: Service }),
  /** The same with what was archived, for those who look after it. */
  all: feed({ allow: manage, input: z.strictObject({}), snapshot: z.array(Service), event: Service }),

  create: command({ allow: manage, input: z.strictObject(ServiceText), output: Service }),
  edit: command({ on: 'service', allow: manage, input: z.extend(Decision, ServiceText), output: Service }),
  /** Out of the list, never out of the requests that have it. */
  archive: command({ on: 'service', allow: manage, input: Decision, output: Service }),
  restore: command({ on: 'service', allow: manage, input: Decision, output: Service }),
  /** Behind another service in the list; null: to the front. */
  move: command({
    on: 'service',
    allow: manage,
    input: z.extend(Decision, { after: z.nullable(Id) }),
    output: Service,
  }),
};
