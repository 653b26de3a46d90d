export { type Amount, MOST, readAmount } from '../../../ui/amount.ts';
