export { common } from './common.ts';
export { errors } from './errors.ts';
export { session } from './session.ts';
